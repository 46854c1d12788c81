"""Whether anything is held in the database at this moment, seen from outside."""

import asyncio
from collections.abc import Callable

import asyncpg

_OPEN = """select count(*) from pg_stat_activity where xact_start is not null
  and backend_type = 'client backend' and pid <> pg_backend_pid()"""


async def tel_transacties(eigenaar: asyncpg.Connection, als: Callable[[], bool]) -> int:
    """Return how many transactions are open as soon as it is so: while somebody else is asked."""
    async with asyncio.timeout(20):
        while not als():  # noqa: ASYNC110 - it happens at the other end of a socket
            await asyncio.sleep(0.01)
    return int(await eigenaar.fetchval(_OPEN))
