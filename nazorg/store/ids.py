"""Time-ordered keys: UUIDv7 (RFC 9562) for a given moment.

Our own few lines because the libraries that make them do so only for 'now', and a batch has one
moment, that of its clock. Random where version 7 leaves room for it.
"""

import os
from datetime import datetime
from uuid import UUID

_RUIMTE = 0x0FFF_3FFF_FFFF_FFFF_FFFF
_VOORRAAD = 128


class Ids:
    """Makes keys for one moment. Fetches its random bits for many keys at once."""

    def __init__(self, moment: datetime) -> None:
        milliseconden = int(moment.timestamp() * 1000)
        self._kop = (milliseconden << 80) | (0x7 << 76) | (0b10 << 62)
        self._toeval = b""
        self._plek = 0

    def __call__(self) -> UUID:
        """Return a new UUIDv7: 48 bits of milliseconds, then 74 random bits."""
        if self._plek == len(self._toeval):
            self._toeval, self._plek = os.urandom(10 * _VOORRAAD), 0
        deel = self._toeval[self._plek : self._plek + 10]
        self._plek += 10
        return UUID(int=self._kop | (int.from_bytes(deel) & _RUIMTE))


def first_id(moment: datetime) -> UUID:
    """Return the smallest UUIDv7 of a moment, to page from."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
