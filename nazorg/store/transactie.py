"""Transactions: the unit in which everything is kept or nothing is."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from nazorg.sporen.span import volg
from nazorg.store.voorraad import Voorraad

Rij = Sequence[Any]
# Where connections come from: the website borrows so often that it has a stock of its own.
Bron = AsyncEngine | Voorraad


class NietVastgelegd(Exception):  # noqa: N818 - what happened
    """A statement failed, somebody went on all the same, and PostgreSQL kept nothing."""


class Transactie(Protocol):
    """An open transaction on asyncpg: statements with $1-style parameters, rows as tuples."""

    async def fetch(self, sql: str, *waarden: object) -> list[Any]: ...
    async def fetchrow(self, sql: str, *waarden: object) -> Any: ...
    async def fetchval(self, sql: str, *waarden: object) -> Any: ...
    async def execute(self, sql: str, *waarden: object) -> str: ...


@asynccontextmanager
async def open_transactie(
    bron: Bron,
    *,
    gemeenten: Sequence[str] | None = None,
    medewerker: str = "",
    lijst: bool = False,
) -> AsyncIterator[Transactie]:
    """Open a transaction; commit at the end, roll back on an exception.

    gemeenten: what row-level security shows, only inside this transaction; None for a role that
    has no such limit. medewerker: id of who asks, for what is theirs alone. lijst: plan each
    statement once per connection. Raises what asyncpg raises.
    """
    # Not 'huidig': the block around it may end in another task than it began in.
    with volg("sql.transactie", soort="CLIENT", huidig=False, db__system__name="postgresql"):
        async with _open(bron, gemeenten, medewerker, lijst) as ruw:
            yield ruw


@asynccontextmanager
async def _open(
    bron: Bron, gemeenten: Sequence[str] | None, medewerker: str, lijst: bool
) -> AsyncIterator[Transactie]:
    async with open_los(bron) as ruw:
        # Begun by hand: who asks goes along in the same trip, and a page has few of them to lose.
        try:
            await ruw.execute(_begin(gemeenten, medewerker, lijst=lijst))
            yield ruw
            klaar = await ruw.execute("; ".join([*_LAATST.pop(ruw, ()), "commit"]))
        except asyncpg.InternalClientError as fout:
            # What the driver says when the server goes away between two steps of its own. Nobody
            # knows how far it was, so nobody gets this connection again.
            _LAATST.pop(ruw, None)
            ruw.terminate()  # type: ignore[attr-defined]
            raise asyncpg.ConnectionDoesNotExistError("the connection was lost") from fout
        except BaseException:
            _LAATST.pop(ruw, None)
            await _draai_terug(ruw)
            raise
        if klaar != "COMMIT":
            raise NietVastgelegd


async def _draai_terug(ruw: Any) -> None:
    """Undo; a connection on which that does not succeed is never lent again."""
    if ruw.is_closed():
        return
    try:
        await ruw.execute("rollback")
    except BaseException:
        ruw.terminate()
        raise


# What each open transaction does last, in one trip with its commit.
_LAATST: WeakKeyDictionary[Transactie, list[str]] = WeakKeyDictionary()


def doe_als_laatste(tx: Transactie, functie: str, waarden: Sequence[tuple[str, str]]) -> None:
    """Call a function of the database just before the commit, in one trip with it.

    waarden: each as text, with the type that it has in SQL.

    For what locks out others until the commit: between the two nobody waits for us. A fault in it
    undoes the transaction as any other.
    """
    argumenten = ", ".join(f"{_tekst(waarde)}::{soort}" for waarde, soort in waarden)
    _LAATST.setdefault(tx, []).append(f"select {functie}({argumenten})")


def _begin(gemeenten: Sequence[str] | None, medewerker: str, *, lijst: bool) -> str:
    """Return the statements that open a transaction and say who asks."""
    if gemeenten is None:
        return "begin"
    wie = f"{_zet('gemeenten', ','.join(gemeenten))}, {_zet('medewerker', medewerker)}"
    generiek = ", set_config('plan_cache_mode', 'force_generic_plan', true)" if lijst else ""
    return f"begin; select {wie}{generiek}"


def _zet(naam: str, waarde: str) -> str:
    return f"set_config('nazorg.{naam}', {_tekst(waarde)}, true)"


def _tekst(waarde: str) -> str:
    """Return a text as SQL; in hexadecimal, so that nothing of it can ever be read as SQL."""
    return f"convert_from('\\x{waarde.encode().hex()}'::bytea, 'UTF8')"


@asynccontextmanager
async def open_los(bron: Bron) -> AsyncIterator[Transactie]:
    """Open a connection without a transaction: for one statement, which is one by itself."""
    if isinstance(bron, Voorraad):
        async with bron.leen() as ruw:
            yield ruw
        return
    async with bron.connect() as verbinding:
        ruw = await _levende(verbinding)
        try:
            yield ruw
        finally:
            if ruw.is_closed():
                await verbinding.invalidate()


async def _levende(verbinding: AsyncConnection) -> Any:
    """Return the asyncpg connection, a new one when the server hung up on it while it waited.

    asyncpg hears that by itself, so this costs nothing; a ping would cost three round trips.
    """
    for _ in range(20):
        ruw = (await verbinding.get_raw_connection()).driver_connection
        if ruw is not None and not ruw.is_closed():
            return ruw
        await verbinding.invalidate()
    raise OSError("geen levende verbinding met de databank")
