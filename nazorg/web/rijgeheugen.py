"""Rows of the queue that were written before, kept for a few minutes under all that they show.

Who works through a queue asks for the same page after every deed, and forty-nine of its fifty rows
are as they were. Which rows somebody may see is never kept: PostgreSQL says that for every page,
under the policies per gemeente, with the stamp of each row; only the writing is spared (ADR 0046).
"""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime, timedelta

from nazorg.web.wachtrijschermen import TaakRij

# At most 128 times 200 rows of three kilobytes; in practice two pages of fifty for each person.
_WEERGAVEN = 128
_RIJEN = 200
_BEWAAR = timedelta(minutes=5)

Rijen = dict[str, TaakRij]


class Rijgeheugen:
    """Rows by the stamp of what they show, apart for each view: who looks, at what, on which day.

    All of it goes every five minutes that somebody asks: what is destroyed must not stay here.
    """

    def __init__(self) -> None:
        self._weergaven: OrderedDict[Hashable, Rijen] = OrderedDict()
        self._tot: datetime | None = None

    def voor(self, weergave: Hashable, *, nu: datetime) -> Rijen:
        """Return what is known in this view, to add to. weergave: all that a row depends on."""
        if self._tot is None or nu >= self._tot:
            self._weergaven.clear()
            self._tot = nu + _BEWAAR
        rijen = self._weergaven.setdefault(weergave, {})
        self._weergaven.move_to_end(weergave)
        if len(self._weergaven) > _WEERGAVEN:
            self._weergaven.popitem(last=False)
        if len(rijen) > _RIJEN:
            rijen.clear()
        return rijen
