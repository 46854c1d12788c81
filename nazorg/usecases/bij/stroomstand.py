"""How fresh what a reader sees is: whether the messages for the mayor come in, and who looks."""

from dataclasses import dataclass
from datetime import datetime

from nazorg.bij.kennisgeving import BijAlarm
from nazorg.store.bij import alarmen
from nazorg.usecases.bij.gat import GRENZEN
from nazorg.usecases.bij.kamer import Kamer

# Worst first: what of these is open is said, and only that one.
_OVER_DE_STROOM = (BijAlarm.LEZER_STIL, BijAlarm.LEZER_ACHTER, BijAlarm.GAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class BijStroomstand:
    """The same for everybody: nothing in it says whether there is an alert, or for whom.

    mis: what is wrong with what comes in, and sinds when. gekeken_op: the last look, if there ever
    was one; staat_stil: that is too long ago, so nothing can be said.
    """

    mis: BijAlarm | None
    sinds: datetime | None
    gekeken_op: datetime | None
    staat_stil: bool


async def toon_stroomstand(kamer: Kamer) -> BijStroomstand:
    """Return how the messages for the mayor come in now."""
    nu = kamer.klok.nu()
    async with kamer.store.open_voor(()) as tx:
        gekeken_op = await alarmen.find_gekeken(tx)
        sinds = {soort: op for soort, _, op in await alarmen.find_open(tx)}
    mis = next((soort for soort in _OVER_DE_STROOM if soort in sinds), None)
    return BijStroomstand(
        mis=mis,
        sinds=sinds[mis] if mis else None,
        gekeken_op=gekeken_op,
        staat_stil=gekeken_op is None or nu - gekeken_op >= GRENZEN.hartslag,
    )
