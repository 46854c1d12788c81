"""Bring a list to the page, as a browser does."""

import asyncpg
import httpx2

from tests.factories import TIEL
from tests.web.conftest import tekst_van

PAD = "/berichten/invoer"
FOUT_BSN = "123456780"


async def breng(
    browser: httpx2.AsyncClient, inhoud: bytes, *, soort: str = "detentie", gemeente: str = TIEL
) -> httpx2.Response:
    return await browser.post(
        PAD,
        data={"soort": soort, "gemeente": gemeente},
        files={"bestand": ("lijst.csv", inhoud, "text/csv")},
    )


async def breng_goed(browser: httpx2.AsyncClient, inhoud: bytes, **anders: str) -> str:
    """Bring a list that can be read; return its address."""
    antwoord = await breng(browser, inhoud, **anders)
    assert antwoord.status_code == 303, tekst_van(antwoord.text)
    return str(antwoord.headers["location"])


async def tel(eigenaar: asyncpg.Connection, tabel: str) -> int:
    return int(await eigenaar.fetchval(f"select count(*) from nazorg.{tabel}"))
