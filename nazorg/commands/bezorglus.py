"""The loop of `nazorg deliver`: rounds until told to stop, and now and then how many were sent."""

import asyncio

import structlog

from nazorg.berichten.bezorging import Bezorgstand
from nazorg.commands.rondelus import Hartslag, draai_tot
from nazorg.usecases.bezorging.bezorg import Bezorger

log = structlog.get_logger()

_VERTEL_S = 60.0
# With the time to finish, under the ten seconds within which we promise to stop.
_SLUITEN_S = 2.5
LOGREGEL = {
    Bezorgstand.VERZONDEN: "deliver.delivered",
    Bezorgstand.WACHT: "deliver.waiting",
    Bezorgstand.DOOD: "deliver.dead",
    Bezorgstand.TE_VERZENDEN: "deliver.given_back",
}


async def bezorg_tot(bezorger: Bezorger, stop: asyncio.Event, hartslag: Hartslag[Bezorger]) -> None:
    """Deliver until stop is set; then finish what is on its way, or give it back."""
    verteller = asyncio.create_task(_vertel(bezorger))
    try:
        await draai_tot(bezorger.ronde, stop, hartslag, naam="deliver")
    finally:
        verteller.cancel()
        await asyncio.gather(verteller, return_exceptions=True)
        await _sluit(bezorger)


async def _sluit(bezorger: Bezorger) -> None:
    try:
        async with asyncio.timeout(_SLUITEN_S):
            await bezorger.sluit()
    except TimeoutError:
        log.warning("deliver.not_closed")
    _zeg(bezorger, {})


async def _vertel(bezorger: Bezorger) -> None:
    """Say now and then how many; never what or whose."""
    eerder: dict[Bezorgstand, int] = {}
    while True:
        await asyncio.sleep(_VERTEL_S)
        _zeg(bezorger, eerder)
        eerder = dict(bezorger.telling)


def _zeg(bezorger: Bezorger, eerder: dict[Bezorgstand, int]) -> None:
    for stand, regel in LOGREGEL.items():
        if aantal := bezorger.telling[stand] - eerder.get(stand, 0):
            log.info(regel, aantal=aantal)
