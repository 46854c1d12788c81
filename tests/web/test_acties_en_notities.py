"""Actions, notes and the timeline of a dossier; and who may do what."""

import re
from datetime import timedelta

import asyncpg
import httpx2
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.conftest import zoek_bsn
from tests.factories import BSN_DAAN, event
from tests.klok import VasteKlok
from tests.web.conftest import HANS, JOYCE, MARIEKE, RUBEN, SAMIRA, Als, stuur, tekst_van
from tests.web.leefgebieden import (
    ACTIES,
    DOSSIER,
    NOTITIES,
    WONEN,
    bewaar,
    gekozen,
    kaart,
    veld,
)


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    """Somebody in Tiel, free on 11 December at the earliest; today is 23 November 2026."""
    await stuur(deps, event(id="b-begin"))


# ---- actions


ACTIE = {"soort": "onderdak", "uiterlijk": "2026-11-26"}


async def test_a_new_action_stands_in_the_dossier_and_on_the_queue(als: Als) -> None:
    joyce = await als(JOYCE)

    antwoord = await joyce.post(ACTIES, data=ACTIE)

    assert antwoord.status_code == 303
    assert antwoord.headers["location"].startswith(f"{DOSSIER}?daad=actie.")
    tekst = tekst_van((await joyce.get(DOSSIER)).text)
    assert "Onderdak zoeken Huisvesting · gemeente" in tekst
    assert "Nieuwe actie: Onderdak zoeken" in tekst
    assert "Nu: Onderdak zoeken, uiterlijk 26 nov" in tekst
    assert "Onderdak zoeken" in tekst_van((await joyce.get("/werkvoorraad")).text)


async def test_a_refused_action_keeps_what_was_typed(als: Als) -> None:
    joyce = await als(JOYCE)

    verleden = await joyce.post(ACTIES, data=ACTIE | {"uiterlijk": "2026-11-20"})
    niets = await joyce.post(ACTIES, data={"soort": ""})

    ver = await joyce.post(ACTIES, data=ACTIE | {"uiterlijk": "2062-12-01"})
    assert "De datum is meer dan vijf jaar weg" in tekst_van(ver.text)
    assert (verleden.status_code, niets.status_code, ver.status_code) == (422, 422, 422)
    assert "De datum ligt in het verleden" in tekst_van(verleden.text)
    assert gekozen(verleden.text, "soort") == "onderdak"
    assert veld(verleden.text, "uiterlijk") == "2026-11-20"
    assert "Kies wat er geregeld moet worden" in tekst_van(niets.text)


@pytest.mark.parametrize("dag", ["2026-11-28", "2026-12-25"])
async def test_an_action_is_due_on_a_day_that_desks_are_open(
    deps: Deps, als: Als, dag: str
) -> None:
    await stuur(deps, event())

    antwoord = await (await als(JOYCE)).post(ACTIES, data=ACTIE | {"uiterlijk": dag})

    assert antwoord.status_code == 422
    assert "Op deze dag zijn de loketten dicht. Kies een werkdag." in tekst_van(antwoord.text)
    assert veld(antwoord.text, "uiterlijk") == dag


async def test_an_action_is_changed_on_the_page_of_its_leefgebied(als: Als) -> None:
    joyce = await als(JOYCE)
    await joyce.post(ACTIES, data=ACTIE)
    html = (await joyce.get(WONEN)).text
    pad = re.search(r'action="(/dossiers/[^"]*/acties/[^"]+)"', html)
    assert pad
    velden = {"vanaf": "leefgebied", "versie": "1", "soort": "onderdak", "status": "loopt"}
    met_naam = velden | {"eigenaar": "partner", "naam": "IrisZorg", "stap": "Bel de opvang"}

    antwoord = await joyce.post(pad[1], data=met_naam | {"uiterlijk": "2026-11-27"})

    assert antwoord.headers["location"].startswith(f"{WONEN}?bewaard=1&daad=actie.")
    tekst = tekst_van((await joyce.get(WONEN)).text)
    assert "Onderdak zoeken Loopt · IrisZorg (partner), uiterlijk vr 27 nov" in tekst
    dossier = tekst_van((await joyce.get(DOSSIER)).text)
    assert "Betrokkenen I IrisZorg Partner · Huisvesting" in dossier

    oud = await joyce.post(pad[1], data=met_naam | {"stap": "Bel vandaag nog"})

    assert oud.status_code == 409
    assert "Een collega heeft deze actie net ook gewijzigd" in tekst_van(oud.text)
    assert 'value="Bel vandaag nog"' in oud.text


async def test_a_medical_word_in_a_step_is_refused_at_its_field(als: Als) -> None:
    joyce = await als(JOYCE)
    velden = ACTIE | {"vanaf": "leefgebied", "stap": "Medicatie ophalen", "naam": "Jan"}

    antwoord = await joyce.post(ACTIES, data=velden)

    assert antwoord.status_code == 422
    assert "Medische gegevens horen hier niet" in tekst_van(antwoord.text)
    assert 'value="Jan"' in antwoord.text


# ---- notes and the timeline


async def test_notes_stand_between_the_notices_and_can_be_filtered(als: Als) -> None:
    joyce = await als(JOYCE)
    await joyce.post(NOTITIES, data={"tekst": "Gebeld met <moeder>."})
    await bewaar(joyce, verblijf="bank")

    alles = (await joyce.get(DOSSIER)).text
    notities = (await joyce.get(f"{DOSSIER}?tijdlijn=notities")).text
    berichten = (await joyce.get(f"{DOSSIER}?tijdlijn=berichten")).text

    for html, ziet in ((alles, {1, 2, 3}), (notities, {1}), (berichten, {3})):
        tijdlijn = tekst_van(html[html.index('id="h-tijd"') :])
        gevonden = {
            1: "Gebeld met &lt;moeder&gt;." in tijdlijn,
            2: "Huisvesting vastgelegd" in tijdlijn,
            3: "Detentie begonnen op" in tijdlijn,
        }
        assert {n for n, er_is in gevonden.items() if er_is} == ziet


async def test_a_private_note_is_not_for_colleagues(als: Als) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)

    await joyce.post(NOTITIES, data={"tekst": "Alleen voor mij", "zicht": "eigen"})

    assert "Alleen voor mij" in tekst_van((await joyce.get(DOSSIER)).text).partition("Tijdlijn")[2]
    assert "citaat" not in (await hans.get(DOSSIER)).text


async def test_a_refused_note_comes_back_as_it_was_typed(als: Als) -> None:
    joyce = await als(JOYCE)

    antwoord = await joyce.post(NOTITIES, data={"tekst": "Slikt medicijnen", "zicht": "eigen"})

    assert antwoord.status_code == 422
    assert ">Slikt medicijnen</textarea>" in antwoord.text
    assert "Medische gegevens horen hier niet" in tekst_van(antwoord.text)
    assert "Wel bij wie en wanneer, zoals: intake verslavingszorg" in tekst_van(antwoord.text)
    assert re.search(r'value="eigen" checked', antwoord.text)
    assert '<details class="schrijf" open>' in antwoord.text


async def test_an_own_note_is_changed_and_taken_away(als: Als) -> None:
    joyce = await als(JOYCE)
    await joyce.post(NOTITIES, data={"tekst": "Een"})
    html = (await joyce.get(DOSSIER)).text
    pad = re.search(r'action="(/dossiers/[^"]*/notities/[^"]+)"', html)
    assert pad

    await joyce.post(pad[1], data={"tekst": "Twee", "versie": "1"})
    oud = await joyce.post(pad[1], data={"tekst": "Drie", "versie": "1"})
    nu = (await joyce.get(DOSSIER)).text
    await joyce.post(pad[1], data={"weg": "ja", "versie": "2"})
    weg = tekst_van((await joyce.get(DOSSIER)).text)

    assert oud.status_code == 409
    assert ">Drie</textarea>" in oud.text
    assert '<blockquote class="citaat">Twee</blockquote>' in nu
    assert "Notitie weggehaald" in weg
    assert pad[1] not in (await (await als(HANS)).get(DOSSIER)).text


async def test_what_changed_since_you_looked_is_said_and_marked(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    eerste = (await joyce.get(DOSSIER)).text
    assert "Sinds u hier keek" not in eerste
    klok.zet(klok.nu() + timedelta(minutes=20))
    await hans.post(NOTITIES, data={"tekst": "Nieuw voor Joyce"})
    await stuur(deps, event(Soort.OVERGEPLAATST, tijd="2026-11-23T08:10:00Z"))

    bij_joyce = (await joyce.get(DOSSIER)).text
    bij_hans = (await hans.get(DOSSIER)).text

    assert "Sinds u hier keek (vandaag 09:00): 1 nieuw bericht, 1 notitie." in tekst_van(bij_joyce)
    assert bij_joyce.count("tag--nieuw") == 2
    assert "Sinds u hier keek" not in bij_hans
    assert "Sinds u hier keek" not in tekst_van((await joyce.get(DOSSIER)).text)


# ---- who may, and what gets out

PADEN = [WONEN, f"{DOSSIER}/leefgebieden/zorg"]
POSTS = [WONEN, ACTIES, NOTITIES, f"{ACTIES}/00000000-0000-0000-0000-000000000001"]


@pytest.mark.parametrize("wie", [SAMIRA, RUBEN])
async def test_another_gemeente_or_role_finds_nothing(wie: str, als: Als) -> None:
    browser = await als(wie)
    velden = {"gemeten_op": "2026-11-23", "soort": "onderdak", "tekst": "x", "verblijf": "bank"}

    assert [(await browser.get(pad)).status_code for pad in PADEN] == [404] * len(PADEN)
    for pad in POSTS:
        assert (await browser.post(pad, data=velden)).status_code == 404, pad


@pytest.mark.parametrize(
    "pad",
    [
        f"{DOSSIER}/leefgebieden/tuin",
        "/dossiers/NZ-2026-9999/leefgebieden/zorg",
        "/dossiers/onzin/leefgebieden/zorg",
    ],
)
async def test_what_does_not_exist_is_not_found(pad: str, als: Als) -> None:
    assert (await (await als(MARIEKE)).get(pad)).status_code == 404


async def test_an_id_that_is_none_is_not_found(als: Als) -> None:
    joyce = await als(JOYCE)

    assert (await joyce.post(f"{ACTIES}/onzin", data=ACTIE)).status_code == 404
    assert (await joyce.post(f"{NOTITIES}/onzin", data={"tekst": "x"})).status_code == 404


async def test_who_is_not_logged_in_is_sent_to_the_login(client: httpx2.AsyncClient) -> None:
    for pad in PADEN:
        assert (await client.get(pad)).headers["location"] == "/login"


async def test_every_look_and_every_change_is_in_the_log_without_its_content(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="bank")
    await joyce.post(ACTIES, data=ACTIE | {"naam": "Oom Piet"})
    await joyce.post(NOTITIES, data={"tekst": "Geheimpje"})

    rijen = await eigenaar.fetch("select actie, resultaat from nazorg.audit order by volgnr")

    assert [r[0] for r in rijen][-4:] == [
        "leefgebied_ingezien",
        "leefgebied_vastgelegd",
        "behoefte_toegevoegd",
        "notitie_geschreven",
    ]
    alles = " ".join(r[1] for r in rijen)
    assert all(woord not in alles for woord in ("bank", "Piet", "Geheimpje"))


async def test_no_page_holds_a_whole_bsn(als: Als) -> None:
    joyce = await als(JOYCE)
    await joyce.post(NOTITIES, data={"tekst": f"Nummer {BSN_DAAN}"})

    for pad in (DOSSIER, WONEN):
        assert zoek_bsn((await joyce.get(pad)).text) == set()


async def test_the_card_beside_an_open_action_names_it(als: Als) -> None:
    joyce = await als(JOYCE)
    await joyce.post(ACTIES, data={"soort": "onderdak", "uiterlijk": "2026-11-26"})

    for adres in (WONEN, DOSSIER):
        tekst = kaart((await joyce.get(adres)).text, "Huisvesting")
        assert "Nu: Onderdak zoeken, uiterlijk 26 nov" in tekst
