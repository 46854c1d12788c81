"""What is sent: the CloudEvent of an outbox row."""

from datetime import UTC
from typing import Any

import msgspec

from nazorg.berichten.bezorging import Zending
from nazorg.berichten.spoor import lees_spoor
from nazorg.store.bezorging import Geleend

_ENCODER = msgspec.json.Encoder()


class _Event(msgspec.Struct, omit_defaults=True):
    specversion: str
    id: str
    source: str
    type: str
    time: str
    datacontenttype: str
    data: msgspec.Raw
    traceparent: str | None = None
    tracestate: str | None = None


def maak_zending(geleend: Geleend, *, bron: str) -> Zending:
    """Return the event as it goes out: the same bytes at every attempt, so the same id too."""
    moment = geleend.aangemaakt_op.astimezone(UTC).isoformat().replace("+00:00", "Z")
    event: Any = _Event(
        specversion="1.0",
        id=str(geleend.outbox_id),
        source=bron,
        type=geleend.type,
        time=moment,
        datacontenttype="application/json",
        data=msgspec.Raw(geleend.data.encode()),
        traceparent=geleend.traceparent,
        tracestate=geleend.tracestate,
    )
    spoor = lees_spoor(geleend.traceparent, geleend.tracestate)
    return Zending(geleend.outbox_id, geleend.subject, _ENCODER.encode(event), spoor)
