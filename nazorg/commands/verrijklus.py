"""The loop that asks partners: now and then look for what is new, and rounds in between."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from nazorg.commands.rondelus import Hartslag, draai_tot
from nazorg.usecases.verrijking.navrager import Navrager

_ZOEK_S = 3.0
Zoek = Callable[[], Awaitable[int]]


async def verrijk_tot(
    navrager: Navrager, zoek: Zoek, stop: asyncio.Event, hartslag: Hartslag[Navrager]
) -> None:
    """Ask until stop is set; then record what comes in shortly, and leave the rest in line.

    zoek: puts in line what is new; called every few seconds.
    """
    gezocht = -_ZOEK_S

    async def ronde() -> None:
        nonlocal gezocht
        if time.monotonic() - gezocht >= _ZOEK_S:
            await zoek()
            gezocht = time.monotonic()
        await navrager.ronde()

    await draai_tot(ronde, stop, hartslag, naam="enrich")
