"""The room of the mayor over HTTP, as a browser meets it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from starlette.applications import Starlette

BASIS = "http://testserver"
ANNE, JAAP, KARIN, BRAM, WIM = (
    "anne-de-boer",
    "jaap-visser",
    "karin-aalders",
    "bram-van-dijk",
    "wim-hendriks",
)


@asynccontextmanager
async def open_browser(
    site: Starlette, wie: str | None = None
) -> AsyncIterator[httpx2.AsyncClient]:
    """Open a browser, in which this persona is logged in."""
    transport = httpx2.ASGITransport(app=site, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=BASIS) as browser:
        if wie:
            antwoord = await browser.post("/bij/login", data={"medewerker": wie})
            assert antwoord.status_code == 303
        yield browser
