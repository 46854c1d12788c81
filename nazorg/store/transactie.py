"""Transactions: the unit in which everything is kept or nothing is."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncEngine

Rij = Sequence[Any]


class Transactie(Protocol):
    """An open transaction on asyncpg: statements with $1-style parameters, rows as tuples."""

    async def fetch(self, sql: str, *waarden: object) -> list[Any]: ...
    async def fetchrow(self, sql: str, *waarden: object) -> Any: ...
    async def fetchval(self, sql: str, *waarden: object) -> Any: ...
    async def execute(self, sql: str, *waarden: object) -> str: ...


@asynccontextmanager
async def open_transactie(
    engine: AsyncEngine, *, gemeenten: Sequence[str] | None = None
) -> AsyncIterator[Transactie]:
    """Open a transaction; commit at the end, roll back on an exception.

    gemeenten: what row-level security shows, only inside this transaction; None for a role that
    has no such limit. Raises what asyncpg raises.
    """
    async with engine.connect() as verbinding:
        ruw = (await verbinding.get_raw_connection()).driver_connection
        assert ruw is not None
        async with ruw.transaction():
            if gemeenten is not None:
                await ruw.execute(
                    "select set_config('nazorg.gemeenten', $1, true)", ",".join(gemeenten)
                )
            yield ruw
