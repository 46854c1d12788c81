"""The database as the use cases know it: three ways in, each with its own role."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from nazorg.kern.medewerker import Medewerker
from nazorg.store import proef, rollen
from nazorg.store.rijgeheugen import Rijgeheugen
from nazorg.store.transactie import Transactie, open_los, open_transactie
from nazorg.store.verbinding import Databank
from nazorg.store.wachtrijtelling import Daken


class _Ongedaan(Exception):  # noqa: N818 - it ends a trial
    """The transaction must not stay."""


class Store:
    """Engines for the roles of the nazorg compartment. BIJ has a store of its own."""

    def __init__(self, databank: Databank, *, verbindingen: int = 5) -> None:
        self.databank = databank
        self.daken = Daken()
        self.rijen = Rijgeheugen()
        self._app = databank.voorraad(rollen.APP, verbindingen=verbindingen)
        self._ontvangst = databank.engine(rollen.ONTVANGST, verbindingen=verbindingen)

    @asynccontextmanager
    async def open_voor(self, medewerker: Medewerker) -> AsyncIterator[Transactie]:
        """Open a transaction that sees only the gemeenten of this person."""
        async with open_transactie(
            self._app, gemeenten=medewerker.gemeenten, medewerker=medewerker.id
        ) as tx:
            yield tx

    @asynccontextmanager
    async def open_lijst(self, medewerker: Medewerker) -> AsyncIterator[Transactie]:
        """Open the same for a list of many rows: each statement is planned once per connection.

        To plan a page of the queue costs more than to find it, and an index for every list makes
        the plan the same for whatever values.
        """
        async with open_transactie(
            self._app, gemeenten=medewerker.gemeenten, medewerker=medewerker.id, lijst=True
        ) as tx:
            yield tx

    @asynccontextmanager
    async def open_aanmelding(self) -> AsyncIterator[Transactie]:
        """Open a transaction that sees sessions and no personal data at all."""
        async with open_transactie(self._app, gemeenten=()) as tx:
            yield tx

    @asynccontextmanager
    async def open_sessie(self) -> AsyncIterator[Transactie]:
        """Open a connection for one statement about a session: no gemeente, so nobody's data."""
        async with open_los(self._app) as tx:
            yield tx

    @asynccontextmanager
    async def open_unscoped_ontvangst(self) -> AsyncIterator[Transactie]:
        """Open a transaction that sees every gemeente: for taking messages in and for jobs."""
        async with open_transactie(self._ontvangst) as tx:
            yield tx

    @asynccontextmanager
    async def open_unscoped_proef(self) -> AsyncIterator[Transactie]:
        """Open the same for a trial: at the end everything is undone, whatever happened."""
        with suppress(_Ongedaan):
            async with open_transactie(self._ontvangst) as tx:
                await proef.begin(tx)
                yield tx
                raise _Ongedaan

    async def close(self) -> None:
        await self._app.dispose()
        await self._ontvangst.dispose()
