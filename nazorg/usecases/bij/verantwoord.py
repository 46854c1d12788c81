"""What a mayor accounts for: figures per year, extracts of measures, proof of destruction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.berichten.volgnummers import Gat
from nazorg.bij.aanwijzing import Bevoegdheid
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.store.bij import alarmen, berichten, bewaring, cijfers, doorgaven, gaten
from nazorg.store.bij.berichten import Bijzonder
from nazorg.store.bij.bewaring import Archiefstuk, Vernietiging
from nazorg.store.bij.doorgaven import Ontvangerstand
from nazorg.usecases.bij.gat import GRENZEN, is_oud
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.toegang import Toegang

# What a page shows of a message, and of a receiver.
__all__ = ["Bijzonder", "Ontvangerstand"]
PER_PAGINA = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Verantwoording:
    """What the mayor of one gemeente accounts for."""

    gemeente: str
    cijfers: dict[int, dict[str, int]]
    archief: tuple[Archiefstuk, ...]
    vernietigingen: tuple[Vernietiging, ...]


async def toon_verantwoording(toegang: Toegang) -> tuple[Verantwoording, ...]:
    """Return the figures and proofs per gemeente where this person is mayor (D.7).

    Each gemeente is opened by itself: who is an official elsewhere gets nothing of there. Raises
    NietGevonden for who is mayor nowhere.
    """
    eigen = toegang.als(beslist=True)
    return tuple([await _van(eigen, b) for b in eigen.bevoegd])


async def _van(toegang: Toegang, b: Bevoegdheid) -> Verantwoording:
    kamer = toegang.kamer
    async with kamer.store.open_voor(b.codes) as tx:
        await toegang.log(tx, "verantwoording_ingezien", "verantwoording", b.gemeente)
        return Verantwoording(
            gemeente=b.gemeente,
            cijfers=await cijfers.find(tx),
            archief=tuple(await bewaring.find_archief(tx, kamer.kluis)),
            vernietigingen=tuple(await bewaring.find_vernietigingen(tx)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Beheer:
    """What a beheerder of designations sees: what is wrong, never about whom.

    gekeken_op: when the alarms were last looked after, when that is too long ago (stil).
    gaten: numbers of a source that are missing for too long.
    ontvangers: who hears by webhook that there is a decision, and how far that is.
    ouder: from where the next page goes on; None when this is the last.
    """

    alarmen: tuple[tuple[BijAlarm, str, datetime], ...]
    bijzonder: tuple[Bijzonder, ...]
    ouder: UUID | None
    stil: bool
    gekeken_op: datetime | None
    gaten: tuple[tuple[str, Gat], ...]
    ontvangers: tuple[Ontvangerstand, ...]


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
            ontvangers=tuple(await doorgaven.find_standen(tx)),
        )
