"""Codes that people added while nazorg runs: every process hears of them within a minute."""

from datetime import datetime, timedelta

from nazorg.referentie.laden import Inrichtingen
from nazorg.store import inrichtingen
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie

_ELKE = timedelta(minutes=1)


class Codes:
    """Keeps the list of inrichtingen up to date with what people added."""

    def __init__(self, lijst: Inrichtingen) -> None:
        self._lijst = lijst
        self._gelezen_op: datetime | None = None

    async def ververs(self, store: Store, nu: datetime) -> None:
        """Read what was added, when the last time is a minute ago."""
        if self._gelezen_op is None or nu - self._gelezen_op >= _ELKE:
            async with store.open_unscoped_ontvangst() as tx:
                await self.lees(tx, nu)

    async def lees(self, tx: Transactie, nu: datetime) -> None:
        """Read what was added, now."""
        for inrichting in await inrichtingen.find_alle(tx):
            self._lijst.voeg_toe(inrichting)
        self._gelezen_op = nu
