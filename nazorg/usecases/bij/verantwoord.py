"""What a mayor accounts for: figures per year, extracts of measures, proof of destruction."""

from dataclasses import dataclass
from datetime import datetime

from nazorg.bij.aanwijzing import Bevoegdheid
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.store.bij import alarmen, berichten, bewaring, cijfers
from nazorg.store.bij.berichten import Bijzonder
from nazorg.store.bij.bewaring import Archiefstuk, Vernietiging
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.toegang import Toegang


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
    """What a beheerder of designations sees: what is wrong, never about whom."""

    alarmen: tuple[tuple[BijAlarm, str, datetime], ...]
    bijzonder: tuple[Bijzonder, ...]


async def toon_beheer(medewerker: Medewerker, kamer: Kamer) -> Beheer:
    """Return the alarms, and the messages that nobody is shown. Raises NietGevonden."""
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    async with kamer.store.open_voor(()) as tx:
        return Beheer(
            alarmen=tuple(await alarmen.find_open(tx)),
            bijzonder=tuple(await berichten.find_bijzondere(tx)),
        )
