"""Time-ordered keys: UUIDv7 (RFC 9562) for a given moment.

Our own six lines because the library that makes them does so only for 'now', and a batch has one
moment, that of its clock. Random where version 7 leaves room for it.
"""

import os
from datetime import datetime
from uuid import UUID


def make_id(moment: datetime) -> UUID:
    """Return a new UUIDv7 of a moment: 48 bits of milliseconds, then 74 random bits."""
    toeval = int.from_bytes(os.urandom(10))
    milliseconden = int(moment.timestamp() * 1000)
    kop = (milliseconden << 80) | (0x7 << 76) | (0b10 << 62)
    return UUID(int=kop | (toeval & 0x0FFF_3FFF_FFFF_FFFF_FFFF))


def first_id(moment: datetime) -> UUID:
    """Return the smallest UUIDv7 of a moment, to page from."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
