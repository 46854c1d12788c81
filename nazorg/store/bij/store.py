"""The BIJ compartment as its use cases know it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from nazorg.store import rollen
from nazorg.store.transactie import Transactie, open_transactie
from nazorg.store.verbinding import Databank


class BijStore:
    """Connections of the BIJ roles, and of no other."""

    def __init__(self, databank: Databank, *, verbindingen: int = 2) -> None:
        self._ontvangst = databank.engine(rollen.BIJ_ONTVANGST, verbindingen=verbindingen)

    @asynccontextmanager
    async def open_unscoped_ontvangst(self) -> AsyncIterator[Transactie]:
        """Open a transaction that takes messages in, for every gemeente."""
        async with open_transactie(self._ontvangst) as tx:
            yield tx

    async def close(self) -> None:
        await self._ontvangst.dispose()
