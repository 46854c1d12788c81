"""A collector of traces as an operator runs one: a real HTTP server, with a switch for bad days."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from httpx2 import ASGITransport, AsyncClient
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from nazorg.deps import Deps
from nazorg.sporen.verzoeken import VolgVerzoeken
from nazorg.web.site import make_site
from tests.web.conftest import BASIS, INSTELLINGEN


class Collector:
    """status: the answer to every request. hangt: gives no answer until it is told to."""

    def __init__(self) -> None:
        self.status = 200
        self.hangt: Event | None = None
        self.gekregen: list[ExportTraceServiceRequest] = []
        self.paden: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.adres = f"http://127.0.0.1:{self._server.server_port}"

    @property
    def spans(self) -> list[Span]:
        return [
            span
            for verzoek in self.gekregen
            for resource in verzoek.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def per_naam(self, naam: str) -> list[Span]:
        return [span for span in self.spans if span.name == naam]

    @property
    def tekst(self) -> str:
        """Return everything that came over the wire, as text."""
        return "\n".join(str(verzoek) for verzoek in self.gekregen)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                lijf = self.rfile.read(int(self.headers["Content-Length"]))
                collector.paden.append(self.path)
                if collector.hangt is not None:
                    collector.hangt.wait(30)
                if collector.status == 200:
                    collector.gekregen.append(ExportTraceServiceRequest.FromString(lijf))
                self.send_response(collector.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
                pass

        return Handler

    def start(self) -> None:
        Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        if self.hangt is not None:
            self.hangt.set()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def open_collector() -> Iterator[Collector]:
    collector = Collector()
    collector.start()
    try:
        yield collector
    finally:
        collector.stop()


def kenmerken(span: Span) -> dict[str, str | int]:
    """Return the attributes of a span."""
    return {
        k.key: k.value.int_value if k.value.HasField("int_value") else k.value.string_value
        for k in span.attributes
    }


async def vraag(deps: Deps, pad: str, **opties: Any) -> int:
    """Ask the site for something while it is followed; return the status."""
    site = VolgVerzoeken(make_site(deps, INSTELLINGEN))
    async with AsyncClient(
        transport=ASGITransport(app=site, raise_app_exceptions=False), base_url=BASIS
    ) as browser:
        antwoord = await browser.request(opties.pop("methode", "GET"), pad, **opties)
        return antwoord.status_code
