"""What the tests of the cards, actions and notes share: addresses, and how to read a form."""

import re
from typing import Any

import httpx2

from nazorg.berichten.soort import Soort
from tests.factories import event
from tests.web.conftest import tekst_van

DOSSIER = "/dossiers/NZ-2026-0001"
WONEN = f"{DOSSIER}/leefgebieden/huisvesting"
ACTIES = f"{DOSSIER}/acties"
NOTITIES = f"{DOSSIER}/notities"


def veld(html: str, naam: str) -> str:
    """Return the value of a hidden or text field."""
    gevonden = re.search(rf'name="{naam}"[^>]*? value="([^"]*)"', html)
    assert gevonden, naam
    return gevonden[1]


def gekozen(html: str, naam: str) -> str:
    """Return the chosen value of a select."""
    lijst = re.search(rf'<select[^>]* name="{naam}".*?</select>', html, re.DOTALL)
    assert lijst, naam
    keuze = re.search(r'<option value="([^"]*)" selected', lijst[0])
    return keuze[1] if keuze else ""


def kaart(html: str, naam: str) -> str:
    """Return the words of one card."""
    for gevonden in re.findall(r'<article class="area.*?</article>', html, re.DOTALL):
        if f">{naam}</" in gevonden:
            return tekst_van(gevonden)
    raise AssertionError(naam)


async def bewaar(browser: httpx2.AsyncClient, **waarden: str) -> httpx2.Response:
    """Open the form of huisvesting, type, and save it."""
    html = (await browser.get(WONEN)).text
    velden = {"gezien": veld(html, "gezien"), "gemeten_op": "2026-11-23", "spreker": "pi"}
    return await browser.post(WONEN, data=velden | waarden)


def plan(stand: str = "niet_in_orde", tijd: str = "2026-11-21T08:00:00Z") -> dict[str, Any]:
    onderdelen = [{"leefgebied": "huisvesting", "stand": stand}]
    return event(Soort.PLAN_GEDEELD, onderdelen=onderdelen, tijd=tijd)
