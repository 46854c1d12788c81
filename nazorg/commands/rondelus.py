"""The loop of who works in rounds: until told to stop, and an answer whether it gets ahead."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

import structlog

log = structlog.get_logger()

_PEIL_S = 1.0
# Answers come in swarms; recording them together costs one transaction instead of one for each.
_ZWERM_S = 0.005
_EERSTE_WACHT_S, _LANGSTE_WACHT_S = 0.5, 15.0
_AFRONDEN_S = 6.0
_STIL_S = 30.0
# A statement ends by itself after a minute; longer than some of those, and something hangs.
_DOOD_S = 180.0


class Werker(Protocol):
    """Sends things out and records what came of them. telling: since the start, per stand."""

    @property
    def telling(self) -> Mapping[Any, int]: ...

    @property
    def onderweg(self) -> Collection[asyncio.Task[Any]]: ...

    async def rond_af(self, seconden: float) -> None:
        """Record what comes in within so many seconds; give back the rest."""
        ...


W = TypeVar("W", bound=Werker)


@dataclass(slots=True)
class Hartslag(Generic[W]):
    """Alive is: the loop turns. Ready is: a round ended well a short time ago.

    A call cannot outlast its limit, so a round that ends also means that answers come in. A party
    outside that is down is not our illness. standen: what is counted.
    """

    werker: W
    standen: Collection[StrEnum]
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
        telling = {stand.value: self.werker.telling.get(stand, 0) for stand in self.standen}
        return telling | {"onderweg": len(self.werker.onderweg)}


async def draai_tot(
    ronde: Callable[[], Awaitable[object]], stop: asyncio.Event, hartslag: Hartslag[W], *, naam: str
) -> None:
    """Go round until stop is set; then finish what is on its way, or give it back.

    naam: before the dot in the log. A round that fails is tried again, later and later.
    """
    sein, mislukt = asyncio.create_task(stop.wait()), f"{naam}.round_failed"
    wacht = _EERSTE_WACHT_S
    try:
        while not stop.is_set():
            try:
                await ronde()
            except Exception as fout:  # noqa: BLE001 - the edge: whatever it is, we try again
                hartslag.draai()
                log.warning(mislukt, fout=type(fout).__name__, wacht_s=wacht)
                await asyncio.wait({sein}, timeout=wacht)
                wacht = min(wacht * 2, _LANGSTE_WACHT_S)
                continue
            hartslag.sla()
            wacht = _EERSTE_WACHT_S
            bezig = {sein, *hartslag.werker.onderweg}
            await asyncio.wait(bezig, timeout=_PEIL_S, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(_ZWERM_S)
    finally:
        sein.cancel()
        await asyncio.gather(sein, return_exceptions=True)
        await _rond_af(hartslag.werker, f"{naam}.not_recorded")


async def _rond_af(werker: Werker, mislukt: str) -> None:
    try:
        await werker.rond_af(_AFRONDEN_S)
    except Exception as fout:  # noqa: BLE001 - the lease ends by itself, and then it is done again
        log.warning(mislukt, fout=type(fout).__name__)
