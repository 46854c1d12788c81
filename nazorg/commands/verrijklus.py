"""The loop that asks partners: rounds until told to stop, and an answer whether it gets ahead."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

from nazorg.kern.partner import Antwoordstand
from nazorg.usecases.verrijking.navrager import Navrager

log = structlog.get_logger()

_PEIL_S = 1.0
_ZOEK_S = 3.0
_EERSTE_WACHT_S, _LANGSTE_WACHT_S = 0.5, 15.0
_AFRONDEN_S = 6.0
_STIL_S, _DOOD_S = 30.0, 180.0
Zoek = Callable[[], Awaitable[int]]


@dataclass(slots=True)
class Hartslag:
    """Alive is: the loop turns. Ready is: a round ended well a short time ago.

    A partner that is down is not our illness.
    """

    navrager: Navrager
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
        telling = {stand.value: self.navrager.telling[stand] for stand in Antwoordstand}
        return telling | {"onderweg": len(self.navrager.onderweg)}


async def verrijk_tot(
    navrager: Navrager, zoek: Zoek, stop: asyncio.Event, hartslag: Hartslag
) -> None:
    """Ask until stop is set; then record what comes in shortly, and leave the rest in line.

    zoek: puts in line what is new; called every few seconds.
    """
    sein = asyncio.create_task(stop.wait())
    wacht, gezocht = _EERSTE_WACHT_S, -_ZOEK_S
    try:
        while not stop.is_set():
            try:
                if time.monotonic() - gezocht >= _ZOEK_S:
                    await zoek()
                    gezocht = time.monotonic()
                await navrager.ronde()
            except Exception as fout:  # noqa: BLE001 - the edge: whatever it is, we try again
                hartslag.draai()
                log.warning("enrich.round_failed", fout=type(fout).__name__, wacht_s=wacht)
                await asyncio.wait({sein}, timeout=wacht)
                wacht = min(wacht * 2, _LANGSTE_WACHT_S)
                continue
            hartslag.sla()
            wacht = _EERSTE_WACHT_S
            await asyncio.wait(
                {sein, *navrager.onderweg}, timeout=_PEIL_S, return_when=asyncio.FIRST_COMPLETED
            )
            await asyncio.sleep(0.01)  # answers come in swarms: record them together
    finally:
        sein.cancel()
        await _sluit_af(navrager)


async def _sluit_af(navrager: Navrager) -> None:
    try:
        await navrager.rond_af(_AFRONDEN_S)
    except Exception as fout:  # noqa: BLE001 - the lease ends by itself, and then it is asked again
        log.warning("enrich.not_recorded", fout=type(fout).__name__)
