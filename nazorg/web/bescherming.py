"""Against forged requests, as plain ASGI: a browser says where a request comes from; we listen.

An unsafe method from another site is refused (OWASP: Fetch Metadata, with Origin as the second
source). A client that sends neither is no browser and carries no cookie of somebody else.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from nazorg.web.problemen import is_api_pad, problem

_VEILIG = frozenset({"GET", "HEAD", "OPTIONS"})


class SameOrigin:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _VEILIG and not _is_eigen(scope):
            weigering = _weiger(scope)
            await weigering(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _weiger(scope: Scope) -> Response:
    tekst = "Dit verzoek kwam van een andere website."
    if is_api_pad(str(scope["path"])):
        return problem(403, "Dit mag hier niet", tekst)
    return PlainTextResponse(tekst, 403)


def _is_eigen(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
