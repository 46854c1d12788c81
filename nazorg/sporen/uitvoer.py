"""Send traces to a collector: OTLP over HTTP, in the background, never in the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from threading import Thread
from urllib.parse import urlsplit, urlunsplit

from nazorg.sporen.span import gebruik

_PAD = "/v1/traces"
# Together under the ten seconds within which every command promises to stop.
_SECONDEN = 2.0
_AFRONDEN_S = 1.0
# A batch of messages links to the trace of each of them.
_MEESTE_LINKS = 5_000


@contextmanager
def sporen_naar(adres: str | None) -> Iterator[None]:
    """Send traces to this collector as long as the block lasts; None: send nothing.

    A collector that is away, slow or says no costs traces and nothing else. How to log in there is
    told as OpenTelemetry does it everywhere: OTEL_EXPORTER_OTLP_HEADERS.
    """
    if adres is None:
        yield
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import SpanLimits, TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    from nazorg.sporen.kenmerken import SchoneUitvoer

    exporter = OTLPSpanExporter(endpoint=volledig(adres), timeout=_SECONDEN)
    provider = TracerProvider(
        # Not Resource.create: that takes along the host, the process and its arguments.
        resource=Resource({"service.name": "nazorg", "service.version": version("nazorg")}),
        span_limits=SpanLimits(max_links=_MEESTE_LINKS),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(BatchSpanProcessor(SchoneUitvoer(exporter)))
    gebruik(provider.get_tracer("nazorg"))
    try:
        yield
    finally:
        gebruik(None)
        # In a thread that nobody has to wait for: what is not sent by then is not sent.
        afronder = Thread(target=provider.shutdown, daemon=True)
        afronder.start()
        afronder.join(_AFRONDEN_S)


def volledig(adres: str) -> str:
    """Return the address with the path of the standard, unless it has one of its own."""
    delen = urlsplit(adres)
    return adres if delen.path.strip("/") else urlunsplit(delen._replace(path=_PAD))
