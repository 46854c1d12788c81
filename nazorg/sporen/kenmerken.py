"""What may leave nazorg in a trace: names and attributes on a list, values of a fixed form.

What is not on the list does not get out, whoever sets it: this stands between every span and the
wire (BIO2 8.15.02; L19). Names of people, numbers, paths with ids and texts of errors have no
place here; neither has the `tracestate` of a sender, which may hold anything.
"""

import re
from collections.abc import Mapping, Sequence

from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import Link, SpanContext, Status

# Per attribute the type that its value must have.
KENMERKEN: dict[str, type] = {
    "aantal": int,
    "verwerkt": int,
    "dubbel": int,
    "genegeerd": int,
    "apart_gezet": int,
    "poging": int,
    "deur": str,
    "bestemming": str,
    "reden": str,
    "job": str,
    "http.request.method": str,
    "http.route": str,
    "http.response.status_code": int,
    "db.system.name": str,
    "error.type": str,
}
_ANDERS = "anders"
# Words, and the templates of routes. No run of digits: a number of a person is one.
_WOORD = re.compile(r"(?!.*[0-9]{4})[A-Za-z/][A-Za-z0-9_./{} -]{0,79}\Z")
# More than this is no count of messages, but a number of something.
_MEESTE = 1_000_000


def schoon(span: ReadableSpan) -> ReadableSpan:
    """Return a copy with only what may leave: no events, no texts, no foreign state."""
    return ReadableSpan(
        name=span.name if _WOORD.match(span.name) else _ANDERS,
        context=_zonder_staat(span.context),
        parent=_zonder_staat(span.parent),
        resource=span.resource,
        attributes=schone_kenmerken(span.attributes or {}),
        links=[Link(c) for link in span.links if (c := _zonder_staat(link.context))],
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def schone_kenmerken(kenmerken: Mapping[str, object]) -> dict[str, str | int]:
    """Return the attributes that are on the list and have the form of their kind."""
    uit: dict[str, str | int] = {}
    for naam, waarde in kenmerken.items():
        soort = KENMERKEN.get(naam)
        if soort is int and type(waarde) is int and 0 <= waarde <= _MEESTE:
            uit[naam] = waarde
        elif soort is str and isinstance(waarde, str):
            uit[naam] = str(waarde) if _WOORD.match(waarde) else _ANDERS
    return uit


def _zonder_staat(c: SpanContext | None) -> SpanContext | None:
    return SpanContext(c.trace_id, c.span_id, c.is_remote, c.trace_flags) if c else None


class SchoneUitvoer(SpanExporter):
    """Passes spans on, cleaned. What goes wrong here costs spans and nothing else."""

    def __init__(self, naar: SpanExporter) -> None:
        self._naar = naar

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        try:
            return self._naar.export([schoon(span) for span in spans])
        except Exception:  # noqa: BLE001 - a collector that misbehaves must not be heard of
            return SpanExportResult.FAILURE

    def shutdown(self) -> None:
        self._naar.shutdown()
