"""Offer a batch to the use case until all of it is durable, or say that it cannot be done."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import structlog

from nazorg.berichten.eigen_fout import TeVeelFouten, Uitslag, neem_in, plek
from nazorg.berichten.storing import StrayCancel, is_voorbijgaand
from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.consumers._records import AsStructured
from nazorg.consumers.instellingen import Tijden

log = structlog.get_logger()


class Ontvang(Protocol):
    async def __call__(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take in a batch in one transaction; raises on technical faults only."""
        ...


class ZetApart(Protocol):
    async def __call__(self, bericht: RuwBericht, /) -> Ontvangst:
        """Set aside one message on which our own code fails; return what became of it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingang:
    """What the consumer calls. Without `zet_apart` a message that breaks our code blocks."""

    ontvang: Ontvang
    as_structured: AsStructured
    zet_apart: ZetApart | None = None


class NietAfgeleverd(Exception):  # noqa: N818 - a situation, not a programming error
    """The batch is not durable. It must be read again. The text is safe to log."""


class Aanbieder:
    """Retries what passes by itself, isolates the message on which our own code fails."""

    def __init__(self, ingang: Ingang, tijden: Tijden, stop: asyncio.Event) -> None:
        self._ingang = ingang
        self._tijden = tijden
        self._stop = stop

    async def bied_aan(self, berichten: Sequence[RuwBericht]) -> int:
        """Return, when all is durable, the number set aside here; else raise NietAfgeleverd."""
        deadline = time.monotonic() + self._tijden.herkansing_s
        apart: list[RuwBericht] = []

        async def zet_apart(bericht: RuwBericht, fout: Exception) -> Ontvangst:
            apart.append(bericht)
            return await self._zet_apart(bericht, fout)

        try:
            await neem_in(
                berichten, probeer=partial(self._probeer, deadline=deadline), zet_apart=zet_apart
            )
        except TeVeelFouten as fout:
            raise NietAfgeleverd("bug_in_use_case") from fout
        return len(apart)

    async def _probeer(
        self, berichten: Sequence[RuwBericht], *, deadline: float, pogingen: int = 1
    ) -> Uitslag:
        """Offer the messages; return the bug when they meet one `pogingen` times in a row.

        A passing fault is tried again until the deadline (a monotonic moment in seconds).
        """
        wacht = self._tijden.eerste_wacht_s
        while True:
            fout = await self._roep_aan(berichten)
            if not isinstance(fout, Exception):
                return fout
            is_storing = is_voorbijgaand(fout)
            pogingen -= not is_storing
            if pogingen == 0:
                return fout
            log.warning(
                "batch.retry", aantal=len(berichten), fout=type(fout).__name__, storing=is_storing
            )
            await self._wacht(wacht, deadline)
            wacht = min(wacht * 2, self._tijden.langste_wacht_s)

    async def _roep_aan(self, berichten: Sequence[RuwBericht]) -> Uitslag:
        try:
            return await self._ingang.ontvang(berichten)
        except asyncio.CancelledError:
            if is_being_cancelled():
                raise
            return StrayCancel()
        except Exception as fout:  # noqa: BLE001 - the caller decides what it means
            return fout

    async def _wacht(self, seconden: float, deadline: float) -> None:
        """Wait with jitter; raises NietAfgeleverd when time is up or the product is stopping."""
        wacht = seconden * random.uniform(0.5, 1.0)  # noqa: S311 - spreads retries, guards nothing
        if time.monotonic() + wacht > deadline:
            raise NietAfgeleverd("retry_budget_spent")
        if await wait_for_event(self._stop, wacht):
            raise NietAfgeleverd("stopping")

    async def _zet_apart(self, bericht: RuwBericht, fout: Exception) -> Ontvangst:
        log.error(
            "message.set_aside_by_bug",
            herkomst=bericht.herkomst,
            fout=type(fout).__name__,
            plek=plek(fout),
        )
        if self._ingang.zet_apart is None:
            raise NietAfgeleverd("bug_in_use_case")
        return await self._ingang.zet_apart(bericht)


def is_being_cancelled() -> bool:
    """Return whether somebody asked this task to end; if not, its CancelledError is a stray."""
    taak = asyncio.current_task()
    return taak is not None and taak.cancelling() > 0


async def wait_for_event(event: asyncio.Event, seconden: float) -> bool:
    """Wait at most so many seconds; return whether the event is set."""
    try:
        async with asyncio.timeout(seconden):
            return await event.wait()
    except TimeoutError:
        return False
