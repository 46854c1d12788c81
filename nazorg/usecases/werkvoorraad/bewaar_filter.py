"""Keep a view of the queue under a name, for oneself or for the team."""

import re
from dataclasses import dataclass
from uuid import UUID

from nazorg.kern.klok import Klok
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import opgeslagen
from nazorg.store.ids import Ids
from nazorg.store.opgeslagen import OpgeslagenFilter
from nazorg.store.store import Store

LANGSTE_NAAM = 40
# More than fit in a menu helps nobody; colleagues share theirs as well.
HOOGSTENS = 12
_NEGEN_CIJFERS = re.compile(r"\d[\d .-]{7,}\d")


class Filternaam(Weigering):
    """The name cannot be used."""


@dataclass(frozen=True, slots=True)
class Filterboek:
    """The saved filters of who asks."""

    medewerker: Medewerker
    store: Store
    klok: Klok

    async def bewaar(self, naam: str, vraag: str, *, gedeeld: bool) -> None:
        """Keep a view; the same name again is the same filter. Raises Filternaam."""
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        naam, nu = " ".join(naam.split()), self.klok.nu()
        _check_naam(naam)
        nieuw = OpgeslagenFilter(Ids(nu)(), naam, vraag, gedeeld, eigen=True)
        async with self.store.open_voor(self.medewerker) as tx:
            bekend = await opgeslagen.find(tx, wie=self.medewerker.id, aantal=1000)
            eigen = {f.naam for f in bekend if f.eigen}
            if naam not in eigen and len(eigen) >= HOOGSTENS:
                raise Filternaam(f"U hebt al {HOOGSTENS} filters. Haal er eerst één weg.")
            await opgeslagen.save(
                tx, nieuw, wie=self.medewerker.id, gemeenten=self.medewerker.gemeenten, nu=nu
            )

    async def toon(self) -> list[OpgeslagenFilter]:
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        async with self.store.open_voor(self.medewerker) as tx:
            return await opgeslagen.find(tx, wie=self.medewerker.id, aantal=1000)

    async def toon_weg(self) -> list[OpgeslagenFilter]:
        """Return what was removed not too long ago."""
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        sinds = self.klok.nu() - opgeslagen.BEWAARD
        async with self.store.open_voor(self.medewerker) as tx:
            return await opgeslagen.find_weg(tx, wie=self.medewerker.id, sinds=sinds)

    async def haal_weg(self, id_: UUID) -> None:
        """Remove one of one's own. Raises NietGevonden."""
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        async with self.store.open_voor(self.medewerker) as tx:
            if not await opgeslagen.remove(tx, id_, wie=self.medewerker.id, nu=self.klok.nu()):
                raise NietGevonden

    async def deel(self, id_: UUID, *, gedeeld: bool) -> None:
        """Share one of one's own with the team, or no longer. Raises NietGevonden."""
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        ik = self.medewerker
        async with self.store.open_voor(ik) as tx:
            if not await opgeslagen.share(
                tx, id_, gedeeld=gedeeld, gemeenten=ik.gemeenten, wie=ik.id
            ):
                raise NietGevonden

    async def draai_terug(self, id_: UUID) -> None:
        """Take the last deed on a filter back. Raises NietGevonden, and Filternaam when full."""
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        async with self.store.open_voor(self.medewerker) as tx:
            if not await opgeslagen.undo(tx, id_, wie=self.medewerker.id):
                raise NietGevonden
            alle = await opgeslagen.find(tx, wie=self.medewerker.id, aantal=1000)
            if sum(f.eigen for f in alle) > HOOGSTENS:
                raise Filternaam(f"U hebt al {HOOGSTENS} filters. Haal er eerst één weg.")


def _check_naam(naam: str) -> None:
    if not naam:
        raise Filternaam("Geef het filter een naam.")
    if not naam.isprintable():
        raise Filternaam("In de naam staat een teken dat niet te lezen is. Typ de naam opnieuw.")
    if len(naam) > LANGSTE_NAAM:
        raise Filternaam(f"De naam is te lang. Gebruik hoogstens {LANGSTE_NAAM} tekens.")
    if _NEGEN_CIJFERS.search(naam):
        raise Filternaam("Zet geen BSN of ander nummer van iemand in de naam.")
