"""A stock of open connections of one role, for the many short transactions of the website.

The pool of SQLAlchemy costs more per loan than a statement costs: it has to look like a database
driver that does not wait. This one only lends what is open, and opens more up to a limit.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec

_WACHTEN_S = 30
_JSONB_VERSIE = b"\x01"
_lees = msgspec.json.Decoder().decode

Openaar = Callable[[], Awaitable[Any]]


class Voorraad:
    """Lends connections of asyncpg; waits when too many are out. Raises TimeoutError."""

    def __init__(self, openen: Openaar, *, hoogstens: int) -> None:
        self._openen = openen
        self._vrij: list[Any] = []
        self._plaatsen = asyncio.Semaphore(hoogstens)

    @asynccontextmanager
    async def leen(self) -> AsyncIterator[Any]:
        """Lend a connection that the server did not hang up on: asyncpg hears that by itself."""
        async with asyncio.timeout(_WACHTEN_S):
            await self._plaatsen.acquire()
        try:
            verbinding = self._pak() or await self._open()
            try:
                yield verbinding
            finally:
                self._neem_terug(verbinding)
        finally:
            self._plaatsen.release()

    def _pak(self) -> Any:
        """Return the one that was used last: its caches are the warmest."""
        while self._vrij:
            verbinding = self._vrij.pop()
            if not verbinding.is_closed():
                return verbinding
        return None

    async def _open(self) -> Any:
        verbinding = await self._openen()
        await verbinding.set_type_codec(
            "jsonb",
            schema="pg_catalog",
            format="binary",
            encoder=lambda tekst: _JSONB_VERSIE + tekst.encode(),
            decoder=lambda inhoud: _lees(inhoud[1:]),
        )
        return verbinding

    def _neem_terug(self, verbinding: Any) -> None:
        # In a transaction it still has the rights of who borrowed it: never lend that on.
        if verbinding.is_closed():
            return
        if verbinding.is_in_transaction():
            verbinding.terminate()
            return
        # All that were opened are kept: in a crowd, closing what is not needed for a moment meant
        # opening it again for the next visitor, and that costs more than a page.
        self._vrij.append(verbinding)

    async def dispose(self) -> None:
        """Close what is not lent out."""
        while self._vrij:
            await self._vrij.pop().close()
