"""Rows of plans and of consent: little is taken over, and nothing medical."""

from datetime import date

import pytest

from nazorg.contract.lijst.kolommen import (
    raad_indeling,
)
from nazorg.contract.lijst.planrijen import lees_plan
from nazorg.contract.lijst.rijen import Gelezenrij
from nazorg.contract.lijst.tabel import Rij, Tabel
from nazorg.kern.leefgebied import Leefgebied, Stand
from tests.factories import BSN_DAAN
from tests.lijstrijen import KENNIS, PLAN, klachten, plan, standen


def test_a_plan_says_how_the_areas_stand_on_a_day() -> None:
    gelezen = plan()

    assert gelezen.fouten == []
    assert gelezen.datum == date(2024, 3, 3)
    assert standen(gelezen) == {
        "identiteitsbewijs": "in_orde",
        "huisvesting": "niet_in_orde",
        "inkomen": "in_behandeling",
        "schulden": "in_orde",
        "zorg": "niet_in_orde",
    }


def test_yes_to_debts_is_no_good_news() -> None:
    assert standen(plan(schulden="ja"))["schulden"] == "niet_in_orde"


@pytest.mark.parametrize(
    ("nodig", "krijgt", "stand"),
    [
        ("ja", "ja", Stand.IN_BEHANDELING),
        ("", "ja", Stand.IN_BEHANDELING),
        ("ja", "nee", Stand.NIET_IN_ORDE),
        ("ja", "", Stand.ONBEKEND),
        ("nee", "", Stand.NIET_VAN_TOEPASSING),
        ("nee", "nee", Stand.NIET_VAN_TOEPASSING),
        ("onbekend", "", Stand.ONBEKEND),
        ("", "", None),
    ],
)
def test_of_care_only_whether_it_is_needed_and_there(
    nodig: str, krijgt: str, stand: Stand | None
) -> None:
    assert standen(plan(zorg_nodig=nodig, in_zorg=krijgt)).get(Leefgebied.ZORG) == stand


@pytest.mark.parametrize("medisch", ["schizofrenie", "ja, methadon", "ADHD", "via GGZ"])
def test_medical_words_are_refused_and_not_repeated(medisch: str) -> None:
    for gelezen in (plan(zorg_nodig=medisch), plan(in_zorg=medisch)):
        (fout,) = gelezen.fouten
        assert "Medische gegevens nemen wij niet op" in fout.tekst
        assert medisch not in fout.tekst


def informatieblad(**vinkjes: str) -> Gelezenrij:
    koppen = ("BSN", "Naam", "Datum", *(k.replace("_", " ") for k in vinkjes))
    cellen = (BSN_DAAN, "Verhoeven", "3-3-2018", *vinkjes.values())
    tabel = Tabel(koppen, (Rij("2", cellen),))
    return lees_plan(tabel.rijen[0], raad_indeling(tabel, PLAN, eerder={}, merken=[]), KENNIS)


def test_a_tick_of_consent_is_no_state_and_no_consent_is_no_help() -> None:
    gelezen = informatieblad(
        Toestemming_werk_en_inkomen="x", Toestemming_onderdak="nee", Wonen="ja", Inkomen=""
    )

    assert standen(gelezen) == {"inkomen": "onbekend", "huisvesting": "geweigerd"}


@pytest.mark.parametrize("ingetrokken", ["ja", "1-2-2019", "x", "weet niet"])
def test_what_was_withdrawn_stays_out_as_a_whole(ingetrokken: str) -> None:
    gelezen = informatieblad(Toestemming_zorg="ja", Ingetrokken=ingetrokken)

    assert "ingetrokken" in gelezen.fouten[0].tekst
    assert informatieblad(Toestemming_zorg="ja", Ingetrokken="nee").fouten == []


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"datum": ""}, "Datum van de gegevens"),
        ({"datum": "24-11-2026"}, "Datum van de gegevens"),
        ({"wonen": "bij zijn moeder"}, "Huisvesting"),
        (
            {"id": "", "wonen": "", "inkomen": "", "schulden": "", "zorg_nodig": "", "in_zorg": ""},
            "ID-bewijs",
        ),
    ],
    ids=str,
)
def test_a_plan_that_says_nothing_or_something_else_is_an_error(
    anders: dict[str, str], veld: str
) -> None:
    assert klachten(plan(**anders)) == [veld]
