"""Meetings through the front door: what their tests share, and which doors there are."""

import re
from datetime import UTC, datetime

import asyncpg
import httpx2

from tests.web.conftest import tekst_van

# Method, path, and what a visitor, a coordinator and a functioneel beheerder get.
OVERLEGDEUREN = (
    ("GET", "/overleggen", 303, 200, 404),
    ("POST", "/overleggen", 303, 422, 404),
    ("GET", "/overleggen/nieuw", 303, 200, 404),
    # The id of a task is that of no meeting (test_overleggen.py has one, and who sees it).
    ("GET", "/overleggen/{id}", 303, 404, 404),
    ("POST", "/overleggen/{id}/agenda", 303, 404, 404),
    ("POST", "/overleggen/{id}/inbreng", 303, 404, 404),
    ("POST", "/overleggen/{id}/agenda/{punt}/eraf", 303, 404, 404),
    ("POST", "/overleggen/{id}/agenda/{punt}/afspraak", 303, 404, 404),
    ("POST", "/overleggen/{id}/verzet", 303, 404, 404),
    ("POST", "/overleggen/{id}/vervallen", 303, 404, 404),
    ("POST", "/overleggen/{id}/geweest", 303, 404, 404),
)
OP_DE_DAG = datetime(2026, 12, 1, 12, tzinfo=UTC)
PLAN = {
    "soort": "nazorgoverleg",
    "kring": "0281",
    "datum": "2026-12-01",
    "van": "10:00",
    "tot": "12:00",
    "plek": "Stadhuis Tiel, kamer 2.14",
    "deelnemers": "PI, casemanager\nIrisZorg MO\n",
    "zaken": "8",
}


async def plan(browser: httpx2.AsyncClient, **anders: str) -> str:
    """Plan a meeting; return its address."""
    uit = await browser.post("/overleggen", data=PLAN | anders)
    assert uit.status_code == 303, tekst_van(uit.text)
    pad: str = uit.headers["location"].partition("?")[0]
    return pad


async def vul(browser: httpx2.AsyncClient, pad: str) -> None:
    """Put everybody who is ticked in the proposal on the agenda."""
    html = (await browser.get(pad)).text
    ids = re.findall(r'name="dossier" value="([^"]+)" checked', html)
    uit = await browser.post(f"{pad}/agenda", data={"dossier": ids})
    assert uit.status_code == 303


async def plan_vol(browser: httpx2.AsyncClient) -> str:
    """Plan a meeting with everybody on its agenda; return its address."""
    pad = await plan(browser)
    await vul(browser, pad)
    return pad


async def punt_van(eigenaar: asyncpg.Connection, naam: str = "Verhoeven") -> str:
    return str(
        await eigenaar.fetchval(
            """select p.id from nazorg.overleg_punt p join nazorg.dossier d on d.id = p.dossier_id
            where d.geslachtsnaam = $1 order by p.id desc limit 1""",
            naam,
        )
    )
