"""A Kafka record as a message: total, because one bad record must not cost its batch."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from aiokafka import ConsumerRecord

from nazorg.berichten.spoor import lees_spoor
from nazorg.berichten.uitkomst import Deur, RuwBericht

# KIP-32: CreateTime; 1 would be LogAppendTime.
_DOOR_PRODUCER = 0
# Turns a binary-mode CloudEvent (headers, data) into the structured form.
AsStructured = Callable[[Mapping[str, str], bytes], bytes]


def to_bericht(
    record: ConsumerRecord, *, as_structured: AsStructured, bronnen: frozenset[str] | None
) -> RuwBericht:
    """Return the record as a message. Never raises on data."""
    headers = read_headers(record.headers)
    return RuwBericht(
        inhoud=_inhoud(record, headers, as_structured),
        deur=Deur.KAFKA,
        herkomst=f"{record.topic}[{record.partition}]@{record.offset}",
        bronnen=bronnen,
        spoor=lees_spoor(headers.get("traceparent"), headers.get("tracestate")),
        verzonden_op=_verzonden_op(record),
    )


def _verzonden_op(record: ConsumerRecord) -> datetime | None:
    """Return when the producer made the record; None when only the broker dated it, or nobody."""
    if record.timestamp_type != _DOOR_PRODUCER or record.timestamp < 0:
        return None
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(record.timestamp / 1000, UTC)
    return None


def read_headers(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, str]:
    """Return the headers as text; of a repeated header the last one counts.

    A header without a value is left out (in CloudEvents null means: not set). Bytes that are not
    UTF-8 become lone surrogates and are not replaced: two different broken ids stay different.
    """
    return {
        naam: waarde.decode(errors="surrogateescape")
        for naam, waarde in headers
        if waarde is not None
    }


def _inhoud(
    record: ConsumerRecord, headers: Mapping[str, str], as_structured: AsStructured
) -> bytes:
    """Return the structured event; a record without a value (a tombstone) gives nothing."""
    if record.value is None:
        return b""
    is_structured = headers.get("content-type", "").lower().startswith("application/cloudevents")
    if is_structured or not any(naam.startswith("ce_") for naam in headers):
        return bytes(record.value)
    return as_structured(headers, record.value)
