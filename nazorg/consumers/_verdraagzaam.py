"""Read a batch of Kafka also when the name of a header in it is not UTF-8.

Kafka takes such a record from a producer and its own Java client reads it. aiokafka raises at it,
again at each attempt, so that one record would block its partition for good. Where it raises, the
batch is read once more, slowly, with the bytes of that name as lone surrogates: the message comes
in and is refused for its encoding, like any other, and its neighbours are not touched.

A batch that is damaged otherwise (its checksum is wrong) still raises: that is no message.
"""

import struct
from collections.abc import Iterator
from typing import Any

import structlog
from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords

log = structlog.get_logger()
# Before the length stands the offset (int64); the length counts what comes after itself (int32).
_KOP = struct.Struct(">qi")
_NIEUW_FORMAAT = 2


class TolerantRecords:
    """Stands in for MemoryRecords of aiokafka: the batches in one answer of the broker."""

    def __init__(self, data: bytes) -> None:
        self._snel = MemoryRecords(data)
        self._data = memoryview(data)
        self._plek = 0

    def size_in_bytes(self) -> int:
        return int(self._snel.size_in_bytes())

    def has_next(self) -> bool:
        return bool(self._snel.has_next())

    def next_batch(self) -> Any:
        begin, batch = self._plek, self._snel.next_batch()
        self._plek += _KOP.size + _KOP.unpack_from(self._data, begin)[1]
        if batch is None or batch.magic < _NIEUW_FORMAAT:
            return batch  # the old formats know no headers
        return _Batch(batch, self._data[begin : self._plek])


class _Batch:
    """A batch: what it says about itself is that of the quick one."""

    def __init__(self, snel: Any, ruw: memoryview) -> None:
        self._snel, self._ruw = snel, ruw

    def __getattr__(self, naam: str) -> Any:
        return getattr(self._snel, naam)

    def __next__(self) -> Any:
        return next(self._snel)

    def __iter__(self) -> Iterator[Any]:
        gelezen = 0
        try:
            for record in self._snel:
                gelezen += 1
                yield record
        except UnicodeDecodeError:
            log.warning("record.header_not_text", offset=self._snel.base_offset + gelezen)
            yield from _read_slowly(self._ruw, vanaf=gelezen)


def _read_slowly(ruw: memoryview, *, vanaf: int) -> Iterator[Any]:
    """Yield the records of a batch from number `vanaf`, counted from 0."""
    traag = _DefaultRecordBatchPy(ruw)
    traag._maybe_uncompress()  # noqa: SLF001 - the records begin where it leaves off
    traag._buffer = _Bytes(traag._buffer)  # noqa: SLF001
    for nummer, record in enumerate(traag):
        if nummer >= vanaf:
            yield record


class _Bytes(bytearray):
    """Bytes of which every part can be read as text: what is not becomes lone surrogates."""

    def __getitem__(self, plek: Any) -> Any:
        deel = super().__getitem__(plek)
        return _Bytes(deel) if isinstance(deel, bytearray) else deel

    def decode(self, encoding: str = "utf-8", errors: str = "surrogateescape") -> str:
        return bytes(self).decode(encoding, errors)


def read_tolerantly() -> None:
    """Let every consumer of this process read this way. aiokafka has no setting for it."""
    fetcher.MemoryRecords = TolerantRecords
