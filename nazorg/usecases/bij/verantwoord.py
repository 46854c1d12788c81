"""What a mayor accounts for: figures per year, extracts of measures, proof of destruction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.berichten.volgnummers import Gat
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.store.audit import Auditregel
from nazorg.store.bij import alarmen, audit, berichten, bewaring, cijfers, gaten
from nazorg.store.bij.berichten import Bijzonder
from nazorg.store.bij.bewaring import Archiefstuk, Vernietiging
from nazorg.usecases.bij.gat import GRENZEN, is_oud
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.toegang import Toegang

# What a page shows of a message.
__all__ = ["Bijzonder"]
PER_PAGINA = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Verantwoording:
    cijfers: dict[int, dict[str, int]]
    archief: tuple[Archiefstuk, ...]
    vernietigingen: tuple[Vernietiging, ...]


async def toon_verantwoording(toegang: Toegang) -> Verantwoording:
    """Return the own figures and proofs: for a mayor only (D.7). Raises NietGevonden."""
    if not any(b.beslist for b in toegang.bevoegd):
        raise NietGevonden
    kamer, m = toegang.kamer, toegang.medewerker
    async with toegang.open() as tx:
        await audit.append(
            tx,
            Auditregel(
                tijd=kamer.klok.nu(),
                actor=m.id,
                naam=m.naam,
                actie="verantwoording_ingezien",
                object="verantwoording",
                resultaat="gelukt",
                oorsprong=toegang.oorsprong,
                doel=m.doel,
                gemeente=toegang.bevoegd[0].gemeente,
            ),
        )
        return Verantwoording(
            cijfers=await cijfers.find(tx),
            archief=tuple(await bewaring.find_archief(tx, kamer.kluis)),
            vernietigingen=tuple(await bewaring.find_vernietigingen(tx)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beheer:
    """What a beheerder of designations sees: what is wrong, never about whom.

    gekeken_op: when the alarms were last looked after, when that is too long ago (stil).
    gaten: numbers of a source that are missing for too long.
    ouder: from where the next page goes on; None when this is the last.
    """

    alarmen: tuple[tuple[BijAlarm, str, datetime], ...]
    bijzonder: tuple[Bijzonder, ...]
    ouder: UUID | None
    stil: bool
    gekeken_op: datetime | None
    gaten: tuple[tuple[str, Gat], ...]


async def toon_beheer(medewerker: Medewerker, kamer: Kamer, *, voor: UUID | None = None) -> Beheer:
    """Return the alarms, and the messages that nobody is shown. Raises NietGevonden.

    voor: only messages that are older than this one.
    """
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    async with kamer.store.open_voor(()) as tx:
        nu = kamer.klok.nu()
        gevonden = await berichten.find_bijzondere(tx, limiet=PER_PAGINA + 1, voor=voor)
        gekeken_op = await alarmen.find_gekeken(tx)
        pagina = gevonden[:PER_PAGINA]
        # The alarm ends at the next look; who just tried it again need not see it until then.
        is_klaar = not await berichten.heeft_eigen_fout(tx)
        mis = await alarmen.find_open(tx)
        return Beheer(
            alarmen=tuple(a for a in mis if not (is_klaar and a[0] is BijAlarm.EIGEN_FOUT)),
            bijzonder=tuple(pagina),
            ouder=pagina[-1].id if len(gevonden) > PER_PAGINA else None,
            stil=gekeken_op is None or nu - gekeken_op >= GRENZEN.hartslag,
            gekeken_op=gekeken_op,
            gaten=tuple((bron, g) for bron, g in await gaten.find(tx) if is_oud(g, nu=nu)),
        )
