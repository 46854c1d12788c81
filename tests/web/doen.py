"""Doing something with tasks through the front door, and what became of it."""

import re
from typing import Any

import asyncpg
from httpx2 import AsyncClient, Response

from tests.web.conftest import tekst_van

LIJST = "/werkvoorraad"
ONBEKEND: dict[str, Any] = {"verwachtEinde": None}


async def stand(eigenaar: asyncpg.Connection, taak: str) -> tuple[Any, ...]:
    rij = await eigenaar.fetchrow(
        "select status, eigenaar, lijst, tot from nazorg.taak where id = $1::uuid", taak
    )
    return tuple(str(w) if w else w for w in rij)


def taken(html: str) -> list[str]:
    return re.findall(r'<tr class="row[^"]*" id="rij-([^"]+)"', html)


async def sleutel(eigenaar: asyncpg.Connection, taak: str) -> str:
    versie = await eigenaar.fetchval("select versie from nazorg.taak where id = $1::uuid", taak)
    return f"{taak}.{versie}"


async def doe(browser: AsyncClient, soort: str, *sleutels: str, **velden: str) -> Response:
    gegevens = {"soort": soort, "taak": list(sleutels), "terug": ""} | velden
    antwoord: Response = await browser.post("/werkvoorraad/doe", data=gegevens)
    return antwoord


async def lijst(browser: AsyncClient, tab: str = "doen") -> list[str]:
    return taken((await browser.get(f"{LIJST}?tab={tab}&venster=alles")).text)


async def balk(browser: AsyncClient, antwoord: Response) -> str:
    """Return what the bar says on the page that an action leads to."""
    assert antwoord.status_code == 303
    html = (await browser.get(antwoord.headers["location"])).text
    return tekst_van(html.partition('id="gedaan"')[2].partition("<table")[0])


async def ongedaan(browser: AsyncClient, antwoord: Response) -> Response:
    handeling = antwoord.headers["location"].partition("gedaan=")[2][:36]
    terug: Response = await browser.post(f"/handelingen/{handeling}/ongedaan")
    return terug


async def stel_in(browser: AsyncClient, collega: str, **velden: str) -> Response:
    gegevens = {
        "collega": collega,
        "richting": "ander",
        "van": "2026-11-23",
        "tot": "2026-11-27",
    } | velden
    antwoord: Response = await browser.post("/waarneming", data=gegevens)
    return antwoord
