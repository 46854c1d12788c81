"""Two people on one agreed action: both versions beside each other, and nothing unseen."""

import re

import asyncpg
import httpx2
import pytest

from nazorg.deps import Deps
from tests.factories import event
from tests.klok import VasteKlok
from tests.web.conftest import HANS, JOYCE, Als, stuur, tekst_van
from tests.web.leefgebieden import ACTIES, DOSSIER, WONEN

BEGIN = {
    "vanaf": "leefgebied",
    "versie": "1",
    "soort": "onderdak",
    "status": "loopt",
    "eigenaar": "partner",
}
VAN_HANS = BEGIN | {"naam": "IrisZorg", "uiterlijk": "2026-11-25", "stap": "Hans belde"}
VAN_JOYCE = BEGIN | {"naam": "Leger", "uiterlijk": "2026-11-27", "stap": "Joyce mailt"}


@pytest.fixture
async def pad(deps: Deps, als: Als, eigenaar: asyncpg.Connection) -> str:
    await stuur(deps, event(id="b-begin"))
    await (await als(JOYCE)).post(ACTIES, data={"soort": "onderdak", "uiterlijk": "2026-11-26"})
    return f"{ACTIES}/{await eigenaar.fetchval('select id from nazorg.behoefte')}"


async def botsen(als: Als, pad: str, klok: VasteKlok) -> httpx2.Response:
    klok.verder(minutes=5)
    await (await als(HANS)).post(pad, data=VAN_HANS)
    klok.verder(minutes=5)
    return await (await als(JOYCE)).post(pad, data=VAN_JOYCE)


async def test_the_step_of_the_colleague_stands_beside_ones_own(
    als: Als, pad: str, klok: VasteKlok
) -> None:
    antwoord = await botsen(als, pad, klok)

    assert antwoord.status_code == 409
    tekst = tekst_van(antwoord.text)
    assert "Een collega heeft deze actie net ook gewijzigd." in tekst
    assert (
        "Vraag U typte Staat er nu (Hans Postma, vandaag 09:05)"
        " Naam Leger IrisZorg"
        " Uiterlijk 27 nov 25 nov"
        " Volgende stap Joyce mailt Hans belde"
    ) in tekst
    assert 'value="Joyce mailt"' in antwoord.text
    assert f'href="#b-{pad.rpartition("/")[2]}">Naar de actie</a>' in antwoord.text
    assert "Loopt · IrisZorg (partner), uiterlijk wo 25 nov Wat moet" in tekst, "nothing typed here"


async def test_what_both_wrote_alike_is_not_compared(als: Als, pad: str, klok: VasteKlok) -> None:
    tekst = tekst_van((await botsen(als, pad, klok)).text)

    vergelijking = tekst.partition("Vraag U typte")[2].partition("Hoe het ervoor staat")[0]
    for gelijk in ("Wie doet het?", "Hoe ver is het?", "Wat moet er geregeld worden?"):
        assert gelijk not in vergelijking


async def test_an_action_that_the_colleague_ended_is_compared_too(
    als: Als, pad: str, klok: VasteKlok
) -> None:
    klok.verder(minutes=5)
    leeg = {"naam": "", "uiterlijk": "", "stap": ""}
    await (await als(HANS)).post(pad, data=BEGIN | leeg | {"status": "gereed", "eigenaar": "pi"})

    antwoord = await (await als(JOYCE)).post(pad, data=VAN_JOYCE)

    tekst = tekst_van(antwoord.text)
    assert "Wie doet het? Partner PI" in tekst
    assert "Hoe ver is het? Loopt Gereed" in tekst
    assert "Volgende stap Joyce mailt leeg" in tekst


async def test_the_timeline_tells_who_does_it_by_when_and_the_next_step(
    als: Als, pad: str, klok: VasteKlok
) -> None:
    klok.verder(minutes=5)
    joyce = await als(JOYCE)
    await joyce.post(pad, data=VAN_JOYCE)

    tekst = tekst_van((await joyce.get(DOSSIER)).text)

    assert (
        "Actie loopt: Onderdak zoeken Wie doet het: Leger (partner) Uiterlijk: 27 nov"
        " Volgende stap: Joyce mailt"
    ) in tekst
    assert "Nieuwe actie: Onderdak zoeken Wie doet het: gemeente Uiterlijk: 26 nov" in tekst
    assert WONEN in (await joyce.get(DOSSIER)).text


async def test_a_mistake_in_the_form_does_not_hide_what_a_colleague_saved_meanwhile(
    als: Als, pad: str, klok: VasteKlok
) -> None:
    klok.verder(minutes=5)
    await (await als(HANS)).post(pad, data=VAN_HANS)
    joyce = await als(JOYCE)

    fout = await joyce.post(pad, data=VAN_JOYCE | {"uiterlijk": "31-02-2026"})
    versie = re.search(rf'action="{pad}".*?name="versie" value="(\d+)"', fout.text, re.DOTALL)
    assert versie
    opnieuw = await joyce.post(pad, data=VAN_JOYCE | {"versie": versie[1]})

    assert fout.status_code == 422
    assert opnieuw.status_code == 409
    assert "Hans belde" in tekst_van(opnieuw.text)
