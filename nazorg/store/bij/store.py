"""The BIJ compartment as its use cases know it."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from nazorg.store import rollen
from nazorg.store.transactie import Transactie, open_transactie
from nazorg.store.verbinding import Databank

_VAN_WIE = "select set_config('bij.gemeenten', $1, true)"


class BijStore:
    """Connections of the BIJ roles, and of no other."""

    def __init__(self, databank: Databank, *, verbindingen: int = 2) -> None:
        self.databank = databank
        self._ontvangst = databank.engine(rollen.BIJ_ONTVANGST, verbindingen=verbindingen)
        self._app = databank.engine(rollen.BIJ_APP, verbindingen=verbindingen)
        self._werk = databank.engine(rollen.BIJ_WERK, verbindingen=verbindingen)

    @asynccontextmanager
    async def open_unscoped_ontvangst(self) -> AsyncIterator[Transactie]:
        """Open a transaction that takes messages in, for every gemeente."""
        async with open_transactie(self._ontvangst) as tx:
            yield tx

    @asynccontextmanager
    async def open_voor(self, gemeenten: Collection[str]) -> AsyncIterator[Transactie]:
        """Open a transaction of the web that sees only these gemeenten; none: no alert at all.

        gemeenten: from a valid designation (`nazorg.bij.aanwijzing`), never from a login.
        """
        async with open_transactie(self._app) as tx:
            await tx.execute(_VAN_WIE, ",".join(sorted(gemeenten)))
            yield tx

    @asynccontextmanager
    async def open_unscoped_werk(self) -> AsyncIterator[Transactie]:
        """Open a transaction of mails, questions and clocks, for every gemeente."""
        async with open_transactie(self._werk) as tx:
            yield tx

    async def close(self) -> None:
        await self._ontvangst.dispose()
        await self._app.dispose()
        await self._werk.dispose()
