"""Follow web requests: by the template of the route, never by the path that was asked for."""

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nazorg.berichten.spoor import lees_spoor
from nazorg.sporen.span import volg

_METHODEN = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ONBEKEND = "onbekend"


def is_kamer(scope: Scope) -> bool:
    """Tell whether this is a page of BIJ: of that room no trace and no figure leaves."""
    pad = str(scope["path"])
    return pad == "/bij" or pad.startswith("/bij/")


class VolgVerzoeken:
    """Plain ASGI, around the whole site. Without a tracer it adds one function call."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_kamer(scope):
            await self._app(scope, receive, send)
            return
        methode = scope["method"] if scope["method"] in _METHODEN else "other"
        ouder = lees_spoor(_header(scope["headers"], b"traceparent"))
        with volg(methode, soort="SERVER", ouder=ouder, http__request__method=methode) as span:

            async def send_and_look(message: Message) -> None:
                if message["type"] == "http.response.start":
                    span.zet(http__response__status_code=message["status"])
                await send(message)

            try:
                await self._app(scope, receive, send_and_look)
            finally:
                # The router leaves the route that it chose in the scope.
                route = getattr(scope.get("route"), "path", None) or _ONBEKEND
                span.zet(http__route=route)
                span.hernoem(f"{methode} {route}")


def _header(headers: Iterable[tuple[bytes, bytes]], naam: bytes) -> str:
    return ",".join(w.decode("latin-1") for n, w in headers if n == naam)
