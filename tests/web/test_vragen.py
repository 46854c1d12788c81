"""A set of questions as a browser meets it: asked once, saved as one goes, never overwritten."""

import re
from datetime import date

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.referentie.vragenset import load_vragenboek
from tests.factories import event
from tests.web.conftest import HANS, JOYCE, Als, stuur, tekst_van
from tests.web.leefgebieden import DOSSIER, bewaar, kaart
from tests.web.vragen import BRON, VERBLIJF, VRAGEN, antwoord, begin, lees


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    """Somebody in Tiel, in PI Arnhem, free on 11 December at the earliest."""
    await stuur(deps, event(id="b-begin"))


# ---- asked once


async def test_what_the_notices_told_is_shown_and_not_asked(als: Als) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)

    html = (await joyce.get(f"{basis}/1")).text

    tekst = tekst_van(html)
    assert "Op welke dag komt de persoon vrij? vr 11 dec Uit de berichten" in tekst
    assert "In welke gevangenis zit de persoon? PI Arnhem Uit de berichten" in tekst
    assert 'name="v-vrij_op"' not in html
    assert 'name="v-gemeente_vestiging"' in html


async def test_what_is_said_of_a_set_before_it_begins_is_what_is_asked_here(als: Als) -> None:
    """Tiel does not work with the sixth leefgebied, so nothing is asked about it."""
    joyce = await als(JOYCE)

    vooraf = tekst_van((await joyce.get(VRAGEN)).text)
    await begin(joyce)
    daarna = tekst_van((await joyce.get(VRAGEN)).text)

    assert "Intake 21 vragen op 5 pagina’s" in vooraf
    assert "van 21 bekend" in daarna


async def test_what_a_person_told_before_is_shown_with_its_source_and_not_asked(als: Als) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="bank")
    basis = await begin(joyce)

    html = (await joyce.get(f"{basis}/2")).text

    assert f'name="v-{VERBLIJF}"' not in html
    assert (
        "Waar kan de persoon na vrijlating wonen? Op de bank bij iemand, tijdelijk"
        " PI, 23 nov; door Joyce van Veen Klopt dit niet?"
    ) in tekst_van(html)


async def test_no_page_of_any_set_asks_what_is_known(deps: Deps, als: Als) -> None:
    """Every field of every leefgebied is told on its card: then no set asks for a field."""
    joyce = await als(JOYCE)
    for gebied, velden in {
        "identiteitsbewijs": {
            "document": "geldig",
            "geldig_tot": "2030-01-01",
            "ophalen_op": "2026-12-01",
        },
        "huisvesting": {
            "verblijf": "bank",
            "alleenstaand": "ja",
            "reserves": "nee",
            "woningzoekend": "ja",
            "huur_betaald_tot": "2027-01-01",
        },
        "inkomen": {"inkomensbron": "werk", "aanvraag": "betaald", "afspraak_op": "2026-12-11"},
        "schulden": {"schuldsituatie": "geen", "overzicht_door": "ric", "wanbetaler_zorg": "nee"},
        "zorg": {"verzekering": "loopt", "zorgbehoefte": "nee", "in_zorg": "nee"},
    }.items():
        vast = {"spreker": "pi", "gemeten_op": "2026-11-23", "grondslag": "pbw_18a"}
        await joyce.post(f"{DOSSIER}/leefgebieden/{gebied}", data=vast | velden)

    for vragenset in load_vragenboek().nieuwste(op=date(2026, 11, 23)):
        basis = await begin(joyce, vragenset.id)
        for nr in range(1, len(vragenset.delen) + 1):
            gevraagd = re.findall(r'name="v-([^"]+)"', (await joyce.get(f"{basis}/{nr}")).text)
            assert not [v for v in gevraagd if "." in v], vragenset.id


async def test_the_plan_is_said_beside_a_question_that_it_does_not_answer(
    deps: Deps, als: Als
) -> None:
    deel = [{"leefgebied": "huisvesting", "stand": "niet_in_orde"}]
    await stuur(deps, event(Soort.PLAN_GEDEELD, onderdelen=deel, tijd="2026-11-21T08:00:00Z"))
    joyce = await als(JOYCE)

    tekst = tekst_van((await joyce.get(f"{await begin(joyce)}/2")).text)

    assert "Waar kan de persoon na vrijlating wonen? D&amp;R-plan, 21 nov: niet in orde" in tekst


# ---- an answer becomes a fact


async def test_an_answer_fills_the_card_and_says_that_it_came_from_a_conversation(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)

    uit = await antwoord(joyce, f"{basis}/2", **{f"v-{VERBLIJF}": "geen_adres"})

    assert (uit.status_code, uit.headers["location"]) == (303, f"{basis}/2?bewaard=1")
    tekst = kaart((await joyce.get(DOSSIER)).text, "Huisvesting")
    assert "Niet in orde Heeft na vrijlating geen adres." in tekst
    assert "De persoon zelf, gesprek van 23 nov; door Joyce van Veen" in tekst
    rij = await eigenaar.fetchrow(
        "select herkomst, spreker, naam, gemeten_op, grondslag from nazorg.feit"
    )
    assert tuple(rij) == ("gesprek", "persoon", "Joyce van Veen", date(2026, 11, 23), "pbw_18a")


async def test_an_own_answer_can_be_changed_and_both_words_stay(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)
    await antwoord(joyce, f"{basis}/2", **{f"v-{VERBLIJF}": "geen_adres"})

    html = (await joyce.get(f"{basis}/2")).text
    assert lees(html)[f"v-{VERBLIJF}"] == "geen_adres"
    await antwoord(joyce, f"{basis}/2", **{f"v-{VERBLIJF}": "bank"})

    assert "tijdelijk bij iemand" in kaart((await joyce.get(DOSSIER)).text, "Huisvesting")
    assert await eigenaar.fetchval("select count(*) from nazorg.antwoord") == 2
    assert await eigenaar.fetchval("select count(*) from nazorg.feit") == 2


async def test_an_own_question_keeps_its_answer_unreadable_in_the_database(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)

    await antwoord(joyce, f"{basis}/5", **{"v-afspraak": "Bel vrijdag met de corporatie"})

    assert lees((await joyce.get(f"{basis}/5")).text)["v-afspraak"] == (
        "Bel vrijdag met de corporatie"
    )
    assert b"corporatie" not in await eigenaar.fetchval("select waarde from nazorg.antwoord")


# ---- saving as one goes, and coming back


async def test_saving_by_itself_goes_through_the_same_door_and_gives_the_page_back(
    als: Als,
) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)

    uit = await antwoord(joyce, f"{basis}/3", **{f"v-{BRON}": "werk", "naar": "vanzelf"})

    assert uit.status_code == 200
    assert "Laatst bewaard: vandaag 09:00, door Joyce van Veen." in tekst_van(uit.text)
    nog_eens = await antwoord(joyce, f"{basis}/3", uit.text, **{f"v-{BRON}": "ww"})
    assert nog_eens.status_code == 303


async def test_a_list_goes_on_where_it_was_for_every_colleague(als: Als) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    basis = await begin(joyce)
    verder = await antwoord(joyce, f"{basis}/3", **{f"v-{BRON}": "werk", "naar": "volgende"})
    assert verder.headers["location"] == f"{basis}/4"

    assert await begin(hans) == basis
    assert lees((await hans.get(f"{basis}/3")).text)[f"v-{BRON}"] == "werk"
    tekst = tekst_van((await hans.get(VRAGEN)).text)
    assert "Intake bezig 3 van 21 bekend, laatst door Joyce van Veen, vandaag 09:00" in tekst
    assert "Intake bezig" in tekst_van((await hans.get(DOSSIER)).text)


async def test_a_finished_list_is_read_only_until_it_is_opened_again(als: Als) -> None:
    joyce = await als(JOYCE)
    basis = await begin(joyce)
    html = (await joyce.get(f"{basis}/5")).text
    klaar = await antwoord(joyce, f"{basis}/5", **{"v-eerst": "Een woning", "naar": "klaar"})
    assert klaar.headers["location"] == VRAGEN

    dicht = (await joyce.get(f"{basis}/5")).text
    assert "Wat wil de persoon zelf als eerste regelen? Een woning" in tekst_van(dicht)
    assert "<textarea" not in dicht
    te_laat = await antwoord(joyce, f"{basis}/5", html, **{"v-eerst": "Werk"})
    assert te_laat.status_code == 409
    assert "Deze vragenlijst is intussen afgerond" in tekst_van(te_laat.text)

    open_ = await joyce.post(f"{basis}/heropend")
    assert open_.headers["location"] == f"{basis}/1"
    assert (await antwoord(joyce, f"{basis}/5", **{"v-eerst": "Werk"})).status_code == 303
