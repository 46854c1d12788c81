"""The loop of `nazorg deliver`: rounds until told to stop, and an answer whether it gets ahead."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import structlog

from nazorg.berichten.bezorging import Bezorgstand
from nazorg.usecases.bezorging.bezorg import Bezorger

log = structlog.get_logger()

_PEIL_S = 1.0
# Answers come in swarms; recording them together costs one transaction instead of one for each.
_ZWERM_S = 0.005
_EERSTE_WACHT_S, _LANGSTE_WACHT_S = 0.5, 15.0
_VERTEL_S = 60.0
# Together under the ten seconds within which we promise to stop.
_AFRONDEN_S, _SLUITEN_S = 6.0, 2.5
_STIL_S = 30.0
# A statement ends by itself after a minute; longer than some of those, and something hangs.
_DOOD_S = 180.0
_LOGREGEL = {
    Bezorgstand.VERZONDEN: "deliver.delivered",
    Bezorgstand.WACHT: "deliver.waiting",
    Bezorgstand.DOOD: "deliver.dead",
    Bezorgstand.TE_VERZENDEN: "deliver.given_back",
}


@dataclass(slots=True)
class Hartslag:
    """Alive is: the loop turns. Ready is: a round ended well a short time ago.

    A call cannot outlast its limit, so a round that ends also means that answers come in. A
    receiver that is down is not our illness.
    """

    bezorger: Bezorger
    _draai: float = field(default_factory=time.monotonic)
    _slag: float = field(default_factory=time.monotonic)

    def draai(self) -> None:
        """Note that a round was tried."""
        self._draai = time.monotonic()

    def sla(self) -> None:
        """Note that a round ended well."""
        self._slag = self._draai = time.monotonic()

    def is_levend(self) -> bool:
        return time.monotonic() - self._draai < _DOOD_S

    def is_gereed(self) -> bool:
        return time.monotonic() - self._slag < _STIL_S

    def toestand(self) -> dict[str, Any]:
        """Return counts since the start."""
        telling = {stand.value: self.bezorger.telling[stand] for stand in _LOGREGEL}
        return telling | {"onderweg": len(self.bezorger.onderweg)}


async def bezorg_tot(bezorger: Bezorger, stop: asyncio.Event, hartslag: Hartslag) -> None:
    """Deliver until stop is set; then finish what is on its way, or give it back."""
    verteller = asyncio.create_task(_vertel(bezorger))
    sein = asyncio.create_task(stop.wait())
    wacht = _EERSTE_WACHT_S
    try:
        while not stop.is_set():
            try:
                await bezorger.ronde()
            except Exception as fout:  # noqa: BLE001 - the edge: whatever it is, we try again
                hartslag.draai()
                log.warning("deliver.round_failed", fout=type(fout).__name__, wacht_s=wacht)
                await asyncio.wait({sein}, timeout=wacht)
                wacht = min(wacht * 2, _LANGSTE_WACHT_S)
                continue
            hartslag.sla()
            wacht = _EERSTE_WACHT_S
            await asyncio.wait(
                {sein, *bezorger.onderweg}, timeout=_PEIL_S, return_when=asyncio.FIRST_COMPLETED
            )
            await asyncio.sleep(_ZWERM_S)
    finally:
        for taak in (verteller, sein):
            taak.cancel()
        await asyncio.gather(verteller, sein, return_exceptions=True)
        await _sluit_af(bezorger)


async def _sluit_af(bezorger: Bezorger) -> None:
    try:
        await bezorger.rond_af(_AFRONDEN_S)
    except Exception as fout:  # noqa: BLE001 - the lease ends by itself, and then it is sent again
        log.warning("deliver.not_recorded", fout=type(fout).__name__)
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
    for stand, regel in _LOGREGEL.items():
        if aantal := bezorger.telling[stand] - eerder.get(stand, 0):
            log.info(regel, aantal=aantal)
