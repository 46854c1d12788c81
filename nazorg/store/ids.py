"""Time-ordered keys: UUIDv7 (RFC 9562) for a given moment.

Our own few lines because the libraries that make them do so only for 'now', and a batch has one
moment, that of its clock. Random where version 7 leaves room for it.
"""

import os
import struct
from datetime import datetime
from uuid import UUID

from asyncpg.pgproto import pgproto

_VERSIE, _VARIANT = 0x7000, 1 << 63
_RUIMTE = 0x3FFF_FFFF_FFFF_FFFF
_VOORRAAD = 128
_TELLER, _MILLISECONDE = 1 << 12, 1 << 16
_GETAL, _TWEE_GETALLEN = struct.Struct(">Q"), struct.Struct(">QQ")


class Ids:
    """Makes keys for one moment, in the order in which they are asked for.

    After the milliseconds comes a counter of 12 bits (RFC 9562, method 1), so that what is first in
    a batch is first in a list; then 62 random bits, fetched for many keys at once.
    """

    def __init__(self, moment: datetime) -> None:
        self._kop = self._begin = int(moment.timestamp() * 1000) << 16 | _VERSIE
        self._toeval = _GETAL.iter_unpack(b"")

    def __call__(self) -> UUID:
        """Return a new UUIDv7."""
        kop = self._kop
        if kop - self._begin == _TELLER:
            kop = self._begin = self._begin + _MILLISECONDE
        self._kop = kop + 1
        for (deel,) in self._toeval:
            return to_uuid(_TWEE_GETALLEN.pack(kop, deel & _RUIMTE | _VARIANT))
        self._toeval = _GETAL.iter_unpack(os.urandom(_GETAL.size * _VOORRAAD))
        self._kop = kop
        return self()


def to_uuid(ruw: bytes) -> UUID:
    """Return 16 bytes as a UUID, of the kind that the driver makes too.

    It is one in every way, but made in an eighth of the time, and hashed, compared and written in
    less than half; a batch does so tens of thousands of times.
    """
    uuid: UUID = pgproto.UUID(ruw)
    return uuid


def first_id(moment: datetime) -> UUID:
    """Return the smallest UUIDv7 of a moment, to page from."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
