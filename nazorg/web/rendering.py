"""From view model to response: the Jinja environment, static files and the security headers."""

import hashlib
import mimetypes
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, cast
from weakref import WeakKeyDictionary

import jinja2
from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nazorg.web.paginavan import ZegVanWie
from nazorg.web.rijen import Rijmaker
from nazorg.web.schermen import Filters
from nazorg.web.wachtrijschermen import Werkvoorraad

_HIER: Final = Path(__file__).resolve().parent
STATIC_DIR: Final = _HIER / "static"
TEMPLATE_DIR: Final = _HIER / "templates"

_IMMUTABLE: Final = "public, max-age=31536000, immutable"

CONTENT_SECURITY_POLICY: Final = "; ".join(  # noqa: FLY002 - a list that people review line by line
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS: Final[dict[str, str]] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not 'no-referrer': then browsers send 'Origin: null' with our own forms, and where there is no
    # Sec-Fetch-Site (plain http on a network, older Safari) our own forms would look forged.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    # Pages hold personal data: nothing on the way, and nothing on this computer, may keep one.
    "Cache-Control": "no-store",
    # The same address gives a page or a fragment.
    "Vary": "HX-Request",
}

# Python's own table does not know it everywhere, and nosniff makes a wrong type a lost font.
mimetypes.add_type("font/woff2", ".woff2")


@cache
def static_version() -> str:
    """Return a hash over all static files: one change gives every file a new address."""
    digest = hashlib.sha256()
    for path in sorted(STATIC_DIR.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC_DIR).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def static_url(path: str) -> str:
    """Return the address of a static file; a file that is not there is a mistake in a template."""
    if not (STATIC_DIR / path).is_file():
        raise FileNotFoundError(path)
    return f"/static/{static_version()}/{path}"


class VersionedStaticFiles(StaticFiles):
    """Serve /static/<version>/<path>: the current version for ever, any other one only for now.

    During a rolling update an old page may ask a new server for an old version; it gets the file
    that we have, but must ask again next time.
    """

    async def get_response(self, path: str, scope: Scope) -> Response:
        version, _, rest = path.partition("/")
        response = await super().get_response(rest, scope)
        current = version == static_version()
        response.headers["Cache-Control"] = _IMMUTABLE if current else "no-cache"
        return response


def make_static_mount() -> Mount:
    return Mount("/static", app=VersionedStaticFiles(directory=STATIC_DIR), name="static")


def _lichten() -> Markup:
    """Return the symbols of the stoplights, to stand in a page that has hundreds of them."""
    svg = (STATIC_DIR / "lichten.svg").read_text("utf-8")
    return Markup(svg.replace("<svg ", '<svg class="lichten" ', 1).replace('id="', 'id="l-'))  # noqa: S704 - our own file


def make_templates() -> jinja2.Environment:
    """Build the environment: all escaped, and a missing variable is an error, not a blank."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE_DIR),
        autoescape=True,
        extensions=[ZegVanWie],
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = cache(static_url)
    environment.globals["lichten"] = cache(_lichten)
    _remember(environment)
    return environment


# Of these a page has many, and they depend on their arguments only: nothing of anybody.
_KLEIN: Final = ("icon", "light", "prio", "due", "avatar", "lichtcellen", "opnieuw", "merk")
_VAST: Final = ("dialogen", "legenda", "bronnen")


def _remember(environment: jinja2.Environment) -> None:
    """Let small macros run once per set of arguments; templates go on calling them by name."""
    macros: Any = environment.get_template("_macros.html.j2").module
    for naam in (*_KLEIN, *_VAST):
        setattr(macros, naam, lru_cache(maxsize=8192)(getattr(macros, naam)))
    environment.globals["rijmaker"] = Rijmaker(
        **{naam: getattr(macros, naam) for naam in ("icon", "prio", "due", "avatar", "lichtcellen")}
    )
    macros.filterform = _FilterHtml(macros.filterform)
    for naam in _VAST:
        environment.globals[naam] = getattr(macros, naam)


class _FilterHtml:
    """Keeps the HTML of a filter form with the form itself: of a form that is used again."""

    def __init__(self, macro: Callable[[Filters, str], str]) -> None:
        self._macro = macro
        self._html: WeakKeyDictionary[Filters, str] = WeakKeyDictionary()

    def __call__(self, filters: Filters, naam: str) -> str:
        html = self._html.get(filters)
        if html is None:
            html = self._html[filters] = self._macro(filters, naam)
        return html


@cache
def _templates() -> jinja2.Environment:
    return make_templates()


def render(
    request: Request,  # noqa: ARG001 - the theme of a gemeente will follow from it
    name: str,
    *,
    status_code: int = 200,
    **context: Any,
) -> Response:
    """Return a page or a fragment; what the template needs is in its first comment."""
    return HTMLResponse(render_bytes(name, **context), status_code=status_code)


def render_bytes(name: str, **context: Any) -> bytes:
    """Return what a template says, in UTF-8."""
    delen = _templates().get_template(name).generate(**context)
    # Piece by piece: a text is encoded a hundred times as fast when all of it is ASCII.
    return b"".join([deel.encode() for deel in delen])


def write_rijen(scherm: Werkvoorraad) -> Iterator[bytes]:
    """Yield the rows of the queue."""
    return cast("Rijmaker", _templates().globals["rijmaker"])(scherm)


def render_text(name: str, **context: Any) -> str:
    """Return what a template says, for what is not sent to a browser as a page."""
    return _templates().get_template(name).render(**context)


class SecurityHeaders:
    """Put the security headers on every response that does not set its own.

    Plain ASGI, so that streaming and background tasks stay as they are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    if name != "Vary":
                        headers.setdefault(name, value)
                headers.add_vary_header(SECURITY_HEADERS["Vary"])
            await send(message)

        await self._app(scope, receive, send_with_headers)
