"""What is sent, and to whom: the CloudEvent of an outbox row, and the Protocol of a destination."""

from dataclasses import dataclass
from datetime import UTC
from typing import Any, Protocol
from uuid import UUID

import msgspec

from nazorg.berichten.bezorging import Antwoord, Zending
from nazorg.berichten.spoor import lees_spoor
from nazorg.store.bezorging import Geleend

_ENCODER = msgspec.json.Encoder()


class Verzender(Protocol):
    """A destination. Never raises for what the other side does: that is an answer."""

    async def verzend(self, zending: Zending) -> Antwoord:
        """Send one event and return what became of it."""
        ...

    async def sluit(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True, slots=True)
class Abonnee:
    """Where the events of one subscription go. geheim: the key that we sign with."""

    id: UUID
    url: str
    geheim: bytes


class MaakWebhook(Protocol):
    def __call__(self, abonnee: Abonnee) -> Verzender: ...


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
