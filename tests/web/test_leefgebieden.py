"""The cards and the forms behind them, as a browser meets them."""

import re
from datetime import UTC, datetime

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import event
from tests.klok import VasteKlok
from tests.web.conftest import HANS, JOYCE, Als, stuur, tekst_van
from tests.web.leefgebieden import (
    DOSSIER,
    WONEN,
    bewaar,
    gekozen,
    kaart,
    plan,
    veld,
)


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    """Somebody in Tiel, free on 11 December at the earliest; today is 23 November 2026."""
    await stuur(deps, event(id="b-begin"))


# ---- the cards


async def test_a_card_says_stand_reason_next_step_and_source(deps: Deps, als: Als) -> None:
    await stuur(deps, plan())
    joyce = await als(JOYCE)

    assert kaart((await joyce.get(DOSSIER)).text, "Huisvesting") == (
        "Huisvesting Niet in orde Zo staat het in het D&amp;R-plan."
        " Nu: Vraag de PI wat er nodig is D&amp;R-plan, 21 nov"
    )

    await bewaar(joyce, verblijf="geen_adres", spreker="persoon")

    assert kaart((await joyce.get(DOSSIER)).text, "Huisvesting") == (
        "Huisvesting Niet in orde Heeft na vrijlating geen adres."
        " Nu: Zoek onderdak De persoon zelf, 23 nov; door Joyce van Veen"
    )


async def test_a_dispute_shows_both_words_with_source_and_date(deps: Deps, als: Als) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="familie_of_vrienden")
    await stuur(deps, plan(tijd="2026-11-24T08:00:00Z"))

    tekst = kaart((await joyce.get(DOSSIER)).text, "Huisvesting")

    assert "Onbekend Twee bronnen zijn het niet eens" in tekst
    assert "PI, 23 nov; door Joyce van Veen Bij familie of vrienden, voor langere tijd" in tekst
    assert "D&amp;R-plan, 24 nov Niet in orde" in tekst
    assert "spreekt tegen" in tekst_van((await joyce.get("/werkvoorraad?venster=alles")).text)


async def test_saving_in_a_dispute_says_again_what_did_not_change(deps: Deps, als: Als) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="familie_of_vrienden")
    await stuur(deps, plan(tijd="2026-11-24T08:00:00Z"))
    html = (await joyce.get(WONEN)).text
    assert "gaat uw antwoord voor op het nieuwere bericht" in tekst_van(html)

    await bewaar(joyce, verblijf="familie_of_vrienden", bevestig=veld(html, "bevestig"))

    tekst = kaart((await joyce.get(DOSSIER)).text, "Huisvesting")
    assert tekst.startswith("Huisvesting In orde")
    assert "Gaat voor op het D&amp;R-plan van 24 nov 2026." in tekst


async def test_one_press_says_again_that_it_still_holds(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    assert "Dit klopt nog" not in (await joyce.get(WONEN)).text, "nothing is known yet"
    await bewaar(joyce, verblijf="familie_of_vrienden")
    klok.zet(datetime(2026, 12, 21, 9, tzinfo=UTC))
    joyce = await als(JOYCE)
    html = (await joyce.get(WONEN)).text
    assert '<button class="nl-button nl-button--secondary" type="submit" name="bevestig"' in html
    leeg = dict.fromkeys(re.findall(r'name="was_(\w+)"', html), "")
    zelfde = leeg | {"verblijf": "familie_of_vrienden"}
    was = {f"was_{v}": w for v, w in zelfde.items()}

    await bewaar(joyce, **(zelfde | was), gemeten_op="2026-12-21", bevestig="ja")

    tekst = kaart((await joyce.get(DOSSIER)).text, "Huisvesting")
    assert "PI, 21 dec; door Joyce van Veen" in tekst


async def test_the_queue_and_the_preview_show_the_five_lights(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, plan())
    joyce = await als(JOYCE)
    taak = await eigenaar.fetchval("select id from nazorg.taak where regel = 'nieuwe_melding'")

    lijst = (await joyce.get("/werkvoorraad?venster=alles")).text
    voorbeeld = (await joyce.get(f"/taken/{taak}/voorbeeld")).text

    assert "Huisvesting: niet in orde" in tekst_van(lijst)
    assert "Huisvesting: niet in orde" in tekst_van(voorbeeld)
    assert "Zorg: onbekend" in tekst_van(voorbeeld)


async def test_the_look_back_shows_the_cards_of_that_day_and_no_forms(deps: Deps, als: Als) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="geen_adres")

    toen = (await joyce.get(f"{DOSSIER}?op=2026-11-22")).text

    # Nothing was received by then either: what we did not know yet does not exist.
    assert "Toen was dit dossier er nog niet." in tekst_van(toen)


# ---- the form behind a card


async def test_what_is_known_is_filled_in_and_said_by_whom(als: Als) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="eigen_woning", huur_betaald_tot="2027-01-31")

    html = (await joyce.get(WONEN)).text

    assert (gekozen(html, "verblijf"), veld(html, "huur_betaald_tot")) == (
        "eigen_woning",
        "2027-01-31",
    )
    assert gekozen(html, "alleenstaand") == ""
    assert "PI, 23 nov; door Joyce van Veen" in tekst_van(html)
    assert "Vrij over 18 dagen" in tekst_van(html)


async def test_after_saving_the_page_says_so_and_tells_what_was_said(als: Als) -> None:
    joyce = await als(JOYCE)

    antwoord = await bewaar(joyce, verblijf="bank")

    assert antwoord.status_code == 303
    assert antwoord.headers["location"].startswith(f"{WONEN}?bewaard=1&daad=feiten.")
    tekst = tekst_van((await joyce.get(antwoord.headers["location"])).text)
    assert "bewaard." in tekst
    assert "Waar kan de persoon na vrijlating wonen? Op de bank bij iemand, tijdelijk" in tekst


async def test_an_error_keeps_what_was_typed_and_points_at_the_field(als: Als) -> None:
    joyce = await als(JOYCE)

    antwoord = await bewaar(
        joyce, verblijf="bank", huur_betaald_tot="31-01-2027", gemeten_op="2026-12-01"
    )

    assert antwoord.status_code == 422
    html = antwoord.text
    assert gekozen(html, "verblijf") == "bank"
    assert veld(html, "huur_betaald_tot") == "31-01-2027"
    assert 'href="#v-huur_betaald_tot"' in html
    assert re.search(r'id="v-gemeten_op"[^>]*aria-invalid="true"', html)
    assert "Deze dag is nog niet geweest" in tekst_van(html)
    assert kaart((await joyce.get(DOSSIER)).text, "Huisvesting").startswith("Huisvesting Onbekend")


async def test_of_two_people_the_second_sees_both_versions_and_loses_nothing(als: Als) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    open_bij_hans = (await hans.get(WONEN)).text
    await bewaar(joyce, verblijf="bank")
    getypt = {
        "gezien": veld(open_bij_hans, "gezien"),
        "gemeten_op": "2026-11-22",
        "spreker": "partner",
        "verblijf": "geen_adres",
        "alleenstaand": "ja",
    }

    tweede = await hans.post(WONEN, data=getypt)

    assert tweede.status_code == 409
    tekst = tekst_van(tweede.text)
    assert "Een collega heeft dit leefgebied net ook gewijzigd" in tekst
    assert "Nergens Op de bank bij iemand, tijdelijk (PI, 23 nov; door Joyce van Veen)" in tekst
    assert (gekozen(tweede.text, "verblijf"), gekozen(tweede.text, "alleenstaand")) == (
        "geen_adres",
        "ja",
    )
    assert (gekozen(tweede.text, "spreker"), veld(tweede.text, "gemeten_op")) == (
        "partner",
        "2026-11-22",
    )

    opnieuw = await hans.post(WONEN, data=getypt | {"gezien": veld(tweede.text, "gezien")})

    assert opnieuw.status_code == 303
    assert "geen adres" in kaart((await joyce.get(DOSSIER)).text, "Huisvesting")


async def test_nobody_can_speak_as_a_message_or_choose_what_is_not_there(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)

    await bewaar(joyce, verblijf="bank", spreker="bericht", grondslag="zomaar")
    kasteel = await bewaar(joyce, verblijf="kasteel")

    rij = await eigenaar.fetchrow("select spreker, grondslag from nazorg.feit")
    assert tuple(rij) == ("pi", "pbw_18a")
    assert kasteel.status_code == 422
    assert "kasteel" not in tekst_van(kasteel.text)


async def test_of_who_is_free_the_next_step_is_to_ask_the_person_and_not_the_prison(
    deps: Deps, als: Als
) -> None:
    joyce = await als(JOYCE)
    assert "Vraag de PI of er schulden zijn" in tekst_van((await joyce.get(DOSSIER)).text)

    tijd = "2026-11-22T08:00:00Z"
    await stuur(deps, event(Soort.BEEINDIGD, id="b-eind", tijd=tijd, eindDatum="2026-11-22"))

    for pagina in (DOSSIER, f"{DOSSIER}/leefgebieden/schulden"):
        tekst = tekst_van((await joyce.get(pagina)).text)
        assert "Vraag de persoon of er schulden zijn" in tekst
        assert "Vraag de PI" not in tekst
    assert "Vraag de persoon waar die nu woont" in tekst_van((await joyce.get(DOSSIER)).text)
