"""How tests begin a set of questions, read a page of it, and answer."""

import re

import httpx2

from tests.web.leefgebieden import DOSSIER

VRAGEN = f"{DOSSIER}/vragen"
VERBLIJF, BRON = "huisvesting.verblijf", "inkomen.inkomensbron"


async def begin(browser: httpx2.AsyncClient, lijst: str = "intake") -> str:
    """Begin a set; return its address without the page."""
    antwoord = await browser.post(VRAGEN, data={"lijst": lijst})
    assert antwoord.status_code == 303
    return antwoord.headers["location"].removesuffix("/1")


def lees(html: str) -> dict[str, str]:
    """Return what the form of a page would send when nothing is touched."""
    velden = dict(re.findall(r'type="hidden" name="(g-[^"]+)" value="([^"]*)"', html))
    velden |= dict(re.findall(r'type="radio" name="(v-[^"]+)" value="([^"]*)" checked', html))
    velden |= dict(re.findall(r'type="date" id="v-[^"]+" name="([^"]+)" value="([^"]*)"', html))
    velden |= dict(re.findall(r'<textarea[^>]* name="(v-[^"]+)"[^>]*>([^<]*)<', html))
    return velden | {"spreker": "persoon", "grondslag": "pbw_18a"}


async def antwoord(
    browser: httpx2.AsyncClient, pad: str, html: str | None = None, **waarden: str
) -> httpx2.Response:
    """Answer on a page that was opened (html) or is opened now."""
    velden = lees(html if html is not None else (await browser.get(pad)).text)
    velden |= {naam.replace("__", "."): w for naam, w in waarden.items()}
    return await browser.post(pad, data=velden)
