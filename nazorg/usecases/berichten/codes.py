"""What people changed while nazorg runs: every process hears of it within seconds."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from nazorg.referentie.kennis import Kennis
from nazorg.store import gemeentecodes, inrichtingen, pauzes
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie

_ELKE = timedelta(seconds=5)


class Codes:
    """Keeps the lists of codes up to date with what people added, and the sources on hold.

    op_pauze may be seconds old. That is why a batch that would park messages asks again.
    """

    def __init__(self, kennis: Kennis) -> None:
        self._kennis = kennis
        self._gelezen_op: datetime | None = None
        self.op_pauze: frozenset[str] = frozenset()

    async def ververs(self, store: Store, nu: datetime) -> None:
        """Read what changed, when the last time is some seconds ago."""
        if self._gelezen_op is None or nu - self._gelezen_op >= _ELKE:
            async with store.open_unscoped_ontvangst() as tx:
                await self.lees(tx, nu)

    async def lees(self, tx: Transactie, nu: datetime) -> None:
        """Read what changed, now."""
        for inrichting in await inrichtingen.find_alle(tx):
            self._kennis.inrichtingen.voeg_toe(inrichting)
        for gemeente in await gemeentecodes.find_alle(tx):
            self._kennis.gemeenten.voeg_toe(gemeente)
        self.op_pauze = await pauzes.find_bronnen(tx)
        self._gelezen_op = nu

    def hoor_pauze(self, bronnen: Iterable[str]) -> None:
        """Know at once of sources that this very process put on hold."""
        self.op_pauze |= frozenset(bronnen)
