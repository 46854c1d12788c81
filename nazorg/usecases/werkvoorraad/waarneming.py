"""Waarneming: somebody does the work of a colleague, from a day up to and including a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.store import audit, medewerkers
from nazorg.store.ids import Ids
from nazorg.store.medewerkers import Collega, Waarneming
from nazorg.store.store import Store
from nazorg.usecases.werkvoorraad.doe import VerkeerdeOpdracht, find_collega

# Longer is not an absence but another division of the work.
LANGSTE = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waarneemblik:
    """What holds or will hold among colleagues, and who they are."""

    dag: date
    waarnemingen: tuple[Waarneming, ...]
    gestopt: tuple[Waarneming, ...]
    collegas: tuple[Collega, ...]


@dataclass(frozen=True, slots=True)
class Waarneemboek:
    """Who stands in for whom, for one person who asks."""

    medewerker: Medewerker
    store: Store
    klok: Klok
    oorsprong: str

    async def toon(self) -> Waarneemblik:
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        dag = vandaag(self.klok)
        async with self.store.open_voor(self.medewerker) as tx:
            waarnemingen = await medewerkers.find_waarnemingen(tx, vandaag=dag)
            gestopt = await medewerkers.find_gestopt(tx, vandaag=dag, wie=self.medewerker.id)
            collegas = await medewerkers.find_collegas(tx, op=dag)
        return Waarneemblik(
            dag=dag,
            waarnemingen=tuple(waarnemingen),
            gestopt=tuple(gestopt),
            collegas=tuple(collegas),
        )

    async def stel_in(
        self, collega: str, *, ik_neem_waar: bool, van: date | None, tot: date | None
    ) -> UUID:
        """Arrange it between who asks and a colleague; return its id. Raises VerkeerdeOpdracht."""
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        nu, dag = self.klok.nu(), vandaag(self.klok)
        async with self.store.open_voor(self.medewerker) as tx:
            ander = find_collega(await medewerkers.find_collegas(tx, op=dag), collega)
            if ander is not None and ander.id == self.medewerker.id:
                ander = None
            fouten = _fouten(ander, van, tot, dag)
            if fouten or ander is None or van is None or tot is None:
                raise VerkeerdeOpdracht(fouten)
            ik = Collega(self.medewerker.id, self.medewerker.naam, "", self.medewerker.gemeenten)
            voor, door = (ander, ik) if ik_neem_waar else (ik, ander)
            w = Waarneming(Ids(nu)(), voor.id, voor.naam, door.id, door.naam, van, tot)
            await medewerkers.insert_waarneming(tx, w, gemeenten=voor.gemeenten, nu=nu)
            await audit.append(tx, self._auditregel("waarneming_ingesteld", w, nu))
        return w.id

    async def stop(self, id_: UUID) -> None:
        """End it now; either of the two can. Raises NietGevonden."""
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        async with self.store.open_voor(self.medewerker) as tx:
            w = await medewerkers.stop_waarneming(tx, id_, wie=self.medewerker.id)
            if w is None:
                raise NietGevonden
            await audit.append(tx, self._auditregel("waarneming_gestopt", w, self.klok.nu()))

    async def hervat(self, id_: UUID) -> None:
        """Let what was ended hold again; either of the two can. Raises NietGevonden."""
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        dag = vandaag(self.klok)
        async with self.store.open_voor(self.medewerker) as tx:
            w = await medewerkers.resume_waarneming(tx, id_, wie=self.medewerker.id, vandaag=dag)
            if w is None:
                raise NietGevonden
            await audit.append(tx, self._auditregel("waarneming_hervat", w, self.klok.nu()))

    def _auditregel(self, actie: str, w: Waarneming, nu: datetime) -> audit.Auditregel:
        return audit.Auditregel(
            tijd=nu,
            actor=self.medewerker.id,
            naam=self.medewerker.naam,
            actie=actie,
            object=f"waarneming:{w.id}",
            resultaat=f"{w.door} voor {w.voor}, {w.van.isoformat()} t/m {w.tot.isoformat()}",
            oorsprong=self.oorsprong,
            doel=self.medewerker.doel,
        )


def _fouten(
    ander: Collega | None, van: date | None, tot: date | None, vandaag_: date
) -> dict[str, str]:
    """Return what is wrong: field to sentence."""
    fouten: dict[str, str] = {}
    if ander is None:
        fouten["collega"] = "Kies een collega."
    if van is None:
        fouten["van"] = "Vul de eerste dag in."
    elif van < vandaag_:
        fouten["van"] = "De eerste dag is al geweest. Kies vandaag of later."
    if tot is None:
        fouten["tot"] = "Vul de laatste dag in."
    elif tot < vandaag_:
        fouten["tot"] = "De laatste dag is al geweest. Kies een latere dag."
    elif van and tot < van:
        fouten["tot"] = "De laatste dag ligt voor de eerste dag."
    elif van and tot - van > LANGSTE:
        fouten["tot"] = "Dit is langer dan een jaar. Kies een eerdere dag."
    return fouten
