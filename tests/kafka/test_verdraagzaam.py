"""Batches as the broker gives them, with header names that no client would send."""

import gzip
import struct

import pytest
from aiokafka.consumer.fetcher import PartitionRecords
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c
from aiokafka.structs import ConsumerRecord, TopicPartition
from hypothesis import given
from hypothesis import strategies as st

from nazorg.consumers._verdraagzaam import TolerantRecords
from tests.kafka.broken_header import send_broken_header
from tests.kafka.fake_inbox import Inbox, event
from tests.kafka.mock_kafka import MockKafka
from tests.kafka.running_consumer import committed, consuming, send, until

_HEAD, _LENGTH_AT, _CRC_AT, _ATTRIBUTES_AT = 61, 8, 17, 21
names = st.binary(min_size=1, max_size=12)


def make_batch(given_names: list[bytes], *, base: int = 0, packed: bool = False) -> bytes:
    """Return a batch with one record per name; packed: with gzip."""
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 1 << 20)
    for number, name in enumerate(given_names):
        place = f"@{number:03}".ljust(len(name) + 4, "n")
        builder.append(number, 1_000 + number, b"key", b"value", [(place, b"x"), ("h", None)])
    raw = bytearray(builder.build())
    for number, name in enumerate(given_names):
        bytes_of_it = f"@{number:03}".ljust(len(name) + 4, "n").encode()
        at = raw.index(bytes_of_it)
        raw[at : at + len(bytes_of_it)] = bytes_of_it[:4] + name
    if packed:
        raw[_HEAD:] = gzip.compress(raw[_HEAD:])
        raw[_ATTRIBUTES_AT + 1] |= 1
    raw[0:12] = struct.pack(">qi", base, len(raw) - 12)
    raw[_CRC_AT:_ATTRIBUTES_AT] = struct.pack(">I", calc_crc32c(bytes(raw[_ATTRIBUTES_AT:])))
    return bytes(raw)


def read(data: bytes, *, start: int = 0) -> list[ConsumerRecord]:
    """Read as the fetcher of aiokafka does, checksums and all."""
    part = TopicPartition("t", 0)
    records = TolerantRecords(data)
    return list(PartitionRecords(part, records, [], start, None, None, True, 1))


@given(st.lists(names, min_size=1, max_size=8), st.lists(names, min_size=1, max_size=3))
def test_every_record_is_read_whatever_its_header_is_called(
    first: list[bytes], second: list[bytes]
) -> None:
    data = make_batch(first) + make_batch(second, base=len(first))

    got = read(data)

    assert [r.offset for r in got] == list(range(len(first) + len(second)))
    assert {(r.key, r.value) for r in got} == {(b"key", b"value")}
    found = [r.headers[0][0].encode(errors="surrogateescape")[4:] for r in got]
    assert found == first + second
    assert all(r.headers[1] == ("h", None) for r in got)


def test_a_packed_batch_is_unpacked_also_the_slow_way() -> None:
    got = read(make_batch([b"fine", b"\xff", b"fine too"], packed=True))

    assert [r.offset for r in got] == [0, 1, 2]
    assert [r.timestamp for r in got] == [1_000, 1_001, 1_002]
    assert got[1].headers[0][0] == "@001\udcff"


def test_reading_begins_where_it_was_asked_to() -> None:
    got = read(make_batch([b"\xff", b"a", b"\xfe", b"b"]), start=2)

    assert [r.offset for r in got] == [2, 3]


def test_half_a_batch_at_the_end_waits_for_the_next_answer() -> None:
    whole = make_batch([b"\xff", b"a"])

    assert len(read(whole + make_batch([b"b"], base=2)[:-3])) == 2


def test_a_batch_that_was_damaged_is_no_message() -> None:
    raw = bytearray(make_batch([b"a"]))
    raw[-1] ^= 1

    with pytest.raises(CorruptRecordException):
        read(bytes(raw))


@pytest.mark.parametrize("broken", [0, 2, 4])
async def test_a_header_name_that_is_no_text_never_blocks_its_partition(
    kafka: MockKafka, topic: str, inbox: Inbox, broken: int
) -> None:
    values = [event(n) for n in range(5)]
    await send_broken_header(kafka.bootstrap, topic, values, broken=broken)
    await send(kafka.bootstrap, topic, [event(n) for n in range(5, 12)])

    async with consuming(inbox, kafka.bootstrap, topic) as run:
        await until(lambda: len(inbox.rows) == 12)

    # It comes in with its bytes as they were, for the reader to refuse; the others as ever.
    assert sum(b"\xff" in body for body in inbox.bodies) == 1
    assert inbox.bodies >= {event(n) for n in range(12) if n != broken}
    assert inbox.twice == 0
    assert run.restarts() == 0
    assert await committed(kafka.bootstrap, topic) == 12


async def test_a_strange_header_that_means_nothing_to_us_changes_nothing(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    values = [event(n) for n in range(3)]
    await send_broken_header(kafka.bootstrap, topic, values, broken=1, name=b"x-\xc3\x28")

    async with consuming(inbox, kafka.bootstrap, topic):
        await until(lambda: len(inbox.rows) == 3)

    assert inbox.bodies == set(values)
