"""From a page of our own to a PDF that a screen reader can read (PDF/UA-1).

WeasyPrint needs Pango, a library of the operating system. Where it is not installed nothing breaks:
the page says so and can be printed by the browser.
"""

import asyncio
import mimetypes
from functools import cache
from typing import Any

import structlog

from nazorg.kern.weigering import Weigering
from nazorg.web.rendering import STATIC_DIR

log = structlog.get_logger()

# A sheet takes a quarter of a second; what takes this long is stuck.
_SECONDEN = 20.0
_TEGELIJK = 2
_beurt = asyncio.Semaphore(_TEGELIJK)


class GeenPdf(Weigering):
    """This server cannot make a PDF now. The text says what to do instead."""


@cache
def _weasyprint() -> Any:
    """Return the library, or None when the machine lacks Pango."""
    try:
        import weasyprint
    except OSError:
        log.warning("pdf.no_pango")
        return None
    return weasyprint


def can_make_pdf() -> bool:
    return _weasyprint() is not None


async def make_pdf(html: str) -> bytes:
    """Return the PDF of a page. It may only refer to our own static files, as `static:<path>`.

    Raises GeenPdf when the machine cannot, or when it takes too long.
    """
    if not can_make_pdf():
        raise GeenPdf("Deze server kan geen pdf maken. Druk de pagina af met uw browser.")
    try:
        async with asyncio.timeout(_SECONDEN):
            await _beurt.acquire()
            werk = asyncio.ensure_future(asyncio.to_thread(_schrijf, html))
            # A thread cannot be stopped: its turn ends when it does, not when we stop waiting.
            werk.add_done_callback(_klaar)
            return await asyncio.shield(werk)
    except TimeoutError as fout:
        raise GeenPdf("Het maken van de pdf duurt te lang. Probeer het opnieuw.") from fout


def _klaar(werk: asyncio.Future[bytes]) -> None:
    _beurt.release()
    if not werk.cancelled():
        werk.exception()  # was told to who waited, if somebody still did


def _schrijf(html: str) -> bytes:
    weasyprint = _weasyprint()
    document = weasyprint.HTML(string=html, base_url="static:", url_fetcher=_haal())
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


@cache
def _haal() -> Any:
    """Return a fetcher that knows our own static files and nothing else: no network, no disk."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class _Eigen(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 - its signature
            pad = (STATIC_DIR / url.removeprefix("static:").lstrip("/")).resolve()
            if not url.startswith("static:") or not pad.is_relative_to(STATIC_DIR):
                raise ValueError("only our own files")
            soort = mimetypes.guess_type(pad.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, pad.read_bytes(), {"Content-Type": soort})

    return _Eigen()
