"""Try again when another brought the same people at the same moment."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from nazorg.store.sleutels import Gelijktijdig

POGINGEN = 6
# Faults by which PostgreSQL says: nothing is wrong with you, try again.
OPNIEUW = (Gelijktijdig, asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
T = TypeVar("T")


async def met_geduld(doe: Callable[[], Awaitable[T]]) -> T:
    """Return what `doe` returns, trying at most POGINGEN times with a growing wait."""
    for poging in range(POGINGEN - 1):
        try:
            return await doe()
        except OPNIEUW:
            await asyncio.sleep(0.01 * 2**poging)
    return await doe()
