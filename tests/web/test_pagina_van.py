"""A page stays of who opened it, also when somebody else logs in on another tab."""

import re

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.web.rendering import TEMPLATE_DIR
from tests.factories import event
from tests.web.conftest import HANS, MARIEKE, Als, stuur, tekst_van
from tests.web.leefgebieden import DOSSIER, NOTITIES, WONEN, veld
from tests.web.test_samen_op_een_kaart import vorm

TEKST = "Belde met de PI over onderdak"


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    await stuur(deps, event(id="b-begin"))


async def test_a_note_is_never_saved_in_the_name_of_who_logged_in_later(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    browser = await als(MARIEKE)
    van_marieke = veld((await browser.get(DOSSIER)).text, "ik")
    await browser.post("/login", data={"medewerker": HANS})

    antwoord = await browser.post(NOTITIES, data={"tekst": TEKST, "ik": van_marieke})

    assert antwoord.status_code == 409
    tekst = tekst_van(antwoord.text)
    assert "U werkt nu als Hans Postma" in tekst
    assert TEKST in tekst
    assert await eigenaar.fetchval("select count(*) from nazorg.notitie") == 0

    verborgen = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', antwoord.text)
    alsnog = await browser.post(NOTITIES, data=dict(verborgen))

    assert alsnog.status_code == 303
    assert await eigenaar.fetchval("select naam from nazorg.notitie") == "Hans Postma"


async def test_a_card_and_a_task_ask_too(als: Als, eigenaar: asyncpg.Connection) -> None:
    browser = await als(MARIEKE)
    kaart = vorm((await browser.get(WONEN)).text)
    taak = await eigenaar.fetchval("select id from nazorg.taak where regel = 'nieuwe_melding'")
    voorbeeld = (await browser.get(f"/taken/{taak}/voorbeeld")).text
    lijst = (await browser.get("/werkvoorraad?venster=alles")).text
    assert veld(voorbeeld, "ik") == veld(lijst, "ik") == kaart["ik"]
    await browser.post("/login", data={"medewerker": HANS})

    op_kaart = await browser.post(WONEN, data=kaart | {"verblijf": "bank"})
    in_lijst = await browser.post(
        "/werkvoorraad/doe", data={"soort": "afgehandeld", "taak": f"{taak}", "ik": kaart["ik"]}
    )

    assert (op_kaart.status_code, in_lijst.status_code) == (409, 409)
    assert await eigenaar.fetchval("select count(*) from nazorg.feit") == 0
    assert await eigenaar.fetchval("select status from nazorg.taak where id = $1", taak) == "open"


async def test_logging_out_never_asks(als: Als) -> None:
    browser = await als(MARIEKE)
    html = (await browser.get(DOSSIER)).text

    uit = html.partition('action="/logout"')[2].partition("</form>")[0]

    assert 'name="ik"' not in uit


def test_every_form_that_posts_can_be_found_by_its_tag() -> None:
    """What says whose page it is goes behind the tag: no tag may hold a sign that ends it early."""
    for sjabloon in TEMPLATE_DIR.rglob("*.j2"):
        for tag in re.findall(r"<form\b[^>]*>", sjabloon.read_text(encoding="utf-8")):
            assert tag.count('"') % 2 == 0, (sjabloon.name, tag)
            assert tag.count("{%") == tag.count("%}"), (sjabloon.name, tag)
