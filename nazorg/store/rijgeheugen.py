"""Rows of the queue that were read before, kept for a few minutes under their version.

Who works through a queue asks for the same page after every deed, and forty-nine of its fifty rows
are as they were. Which rows somebody may see is never kept: for every page PostgreSQL says, under
the policies per gemeente, which versions of which rows are on it. Only a version that was read
before is not sent again; a row that changed has another version.
"""

from datetime import datetime, timedelta

from nazorg.store.wachtrij import Wachtrijrij

_HOOGSTENS = 10_000
_BEWAAR = timedelta(minutes=5)


class Rijgeheugen:
    """Rows by their stamp. All go every five minutes: what is destroyed must not stay here."""

    def __init__(self) -> None:
        self._rijen: dict[str, Wachtrijrij] = {}
        self._tot: datetime | None = None

    def op(self, nu: datetime) -> dict[str, Wachtrijrij]:
        """Return what is known at this moment, to look in and to add to."""
        if self._tot is None or nu >= self._tot or len(self._rijen) > _HOOGSTENS:
            self._rijen = {}
            self._tot = nu + _BEWAAR
        return self._rijen
