"""Send what no client lets you send: a header whose name is not UTF-8. Kafka takes it."""

import struct
import time
from collections.abc import Sequence

from aiokafka.record.util import calc_crc32c

from tests.kafka.producer import open_producer

_PLACE = b"nnnn"
_CRC_AT, _ATTRIBUTES_AT = 17, 21


async def send_broken_header(
    bootstrap: str,
    topic: str,
    values: Sequence[bytes],
    *,
    broken: int,
    name: bytes = b"ce_\xff",
    partition: int = 0,
) -> None:
    """Send the values as one batch of Kafka; the header of number `broken` has this name."""
    assert len(name) == len(_PLACE)
    async with open_producer(
        bootstrap, acks="all", max_batch_size=900_000, max_request_size=1_000_000
    ) as producer:
        batch = producer.create_batch()
        for number, value in enumerate(values):
            headers = [(_PLACE.decode(), b"x")] if number == broken else []
            now = int(time.time() * 1000)
            assert batch.append(key=b"k", value=value, timestamp=now, headers=headers)
        batch.close()
        raw = bytearray(batch._build())
        # The last one: a value before it may hold the same letters.
        at = raw.index(_PLACE, raw.index(values[broken]) + len(values[broken]))
        raw[at : at + len(_PLACE)] = name
        crc = calc_crc32c(bytes(raw[_ATTRIBUTES_AT:]))
        raw[_CRC_AT:_ATTRIBUTES_AT] = struct.pack(">I", crc)
        batch._buffer = bytes(raw)
        await (await producer.send_batch(batch, topic, partition=partition))
