"""Why somebody is on the queue, in words that a person understands."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.detenties import melding as m
from nazorg.detenties.dossier import vouw_dossier
from nazorg.werkvoorraad.taken import Regel, bepaal_taken
from nazorg.werkvoorraad.zinnen import REGELNAAM, REGELTEKST, write_zin
from tests.detenties.meldingen import KAART, MELDINGEN
from tests.factories import BUREN, GRONINGEN, TIEL

MAANDAG = date(2026, 11, 23)
CODE = re.compile(r"[A-Za-z]_|\b[A-Z]{3}\b(?<!BSN)(?<!SKN)(?<!RNI)|\b0\d{3}\b|\d{4}-\d\d")


def zin(
    regel: Regel,
    vrij_op: date | None = None,
    *,
    standen: tuple[str, ...] = (),
    **gegevens: str,
) -> str:
    return write_zin(
        regel,
        gegevens=gegevens,
        vrij_op=vrij_op,
        vandaag=MAANDAG,
        gemeente=KAART.gemeenten.naam,
        standen=standen,
    )


@pytest.mark.parametrize("regel", Regel)
def test_every_rule_has_a_name_a_text_and_a_sentence_even_without_any_fact(regel: Regel) -> None:
    for tekst in (REGELNAAM[regel], REGELTEKST[regel], zin(regel)):
        assert tekst[0].isupper()
        assert not CODE.search(tekst)


def test_no_two_rules_have_the_same_name() -> None:
    assert len(set(REGELNAAM.values())) == len(Regel)


def test_a_short_stay_says_before_which_meeting() -> None:
    assert zin(Regel.NIEUWE_MELDING, begin="2026-11-19", overleg="2026-12-03") == (
        "Snelspoor: zit vast sinds 19 nov, vrij vóór het overleg van 3 dec"
    )


@pytest.mark.parametrize(
    ("standen", "tekst"),
    [
        ((), "Vrij over 8 dagen"),
        (("in_orde",) * 5, "Vrij over 8 dagen"),
        (("onbekend",) * 5, "Vrij over 8 dagen. Nog niets bekend over de leefgebieden"),
        (
            ("in_orde", "niet_in_orde", "in_behandeling", "niet_in_orde", "onbekend"),
            "Vrij over 8 dagen. Nog niet in orde: wonen, schulden",
        ),
        (
            ("onbekend", "in_orde", "in_orde", "niet_van_toepassing", "onbekend"),
            "Vrij over 8 dagen. Nog onbekend: ID, zorg",
        ),
    ],
)
def test_days_until_a_release_say_what_they_are_for(standen: tuple[str, ...], tekst: str) -> None:
    vrij_op = MAANDAG + timedelta(days=8)

    assert zin(Regel.VRIJLATING_NABIJ, vrij_op, standen=standen) == tekst
    voorbij = zin(Regel.VRIJLATING_NABIJ, MAANDAG - timedelta(days=1), standen=standen)
    assert "Nog" not in voorbij


def test_a_rule_says_its_own_reason_and_a_dispute_names_the_area() -> None:
    assert zin(Regel.LEEFGEBIED, reden="Maak het vertrekblad") == "Maak het vertrekblad"
    assert zin(Regel.LEEFGEBIED, leefgebied="huisvesting") == (
        "Huisvesting: een nieuw bericht spreekt tegen wat is vastgelegd"
    )
    assert zin(Regel.BEHOEFTE, soort="onderdak") == "Onderdak zoeken"


def test_a_new_notice_says_since_when() -> None:
    assert zin(Regel.NIEUWE_MELDING, begin="2026-11-19") == "Nieuw: zit vast sinds 19 nov"
    assert zin(Regel.NIEUWE_MELDING, begin="2025-03-02") == "Nieuw: zit vast sinds 2 mrt 2025"
    assert zin(Regel.NIEUWE_MELDING, begin="") == "Nieuw: zit vast sinds een onbekende dag"


@pytest.mark.parametrize(
    ("dagen", "tekst"),
    [
        (-3, "Zou vrij zijn op 20 nov, geen bericht van einde ontvangen"),
        (0, "Komt vandaag vrij"),
        (1, "Vrij over 1 dag"),
        (3, "Vrij over 3 dagen"),
        (4, "Vrij over 4 dagen"),
        (11, "Vrij over 11 dagen"),
        (18, "Vrij over 18 dagen"),
    ],
)
def test_a_release_says_how_many_days_are_left(dagen: int, tekst: str) -> None:
    assert zin(Regel.VRIJLATING_NABIJ, MAANDAG + timedelta(days=dagen)) == tekst


@pytest.mark.parametrize(
    ("redenen", "brp", "vestiging", "tekst"),
    [
        ("verschilt", TIEL, BUREN, "Route: staat ingeschreven in Tiel, wil naar Buren"),
        ("herindeeld verschilt", TIEL, BUREN, "Route: staat ingeschreven in Tiel, wil naar Buren"),
        ("herindeeld", TIEL, "", "Route: gemeente is heringedeeld, nu Tiel"),
        ("onbekend", "", "", "Route: adres onbekend"),
        ("onbekend verschilt", "", BUREN, "Route: adres onbekend, wil naar Buren"),
        ("rni", "", "", "Route: niet ingeschreven in Nederland (RNI)"),
        ("rni verschilt", "", TIEL, "Route: niet ingeschreven in Nederland (RNI), wil naar Tiel"),
        (
            "buiten_gebied",
            GRONINGEN,
            "",
            "Route: staat ingeschreven in Groningen, buiten ons gebied",
        ),
        (
            "buiten_gebied herindeeld",
            GRONINGEN,
            "",
            "Route: staat ingeschreven in Groningen, buiten ons gebied",
        ),
        (
            "buiten_gebied verschilt",
            GRONINGEN,
            TIEL,
            "Route: staat ingeschreven in Groningen, wil naar Tiel",
        ),
    ],
)
def test_a_route_says_what_there_is_to_judge(
    redenen: str, brp: str, vestiging: str, tekst: str
) -> None:
    assert zin(Regel.ROUTE_BEOORDELEN, redenen=redenen, brp=brp, vestiging=vestiging) == tekst


@settings(deadline=None, max_examples=200)
@given(meldingen=MELDINGEN, dagen=st.integers(-400, 400))
def test_no_sentence_shows_a_code_whatever_came_in(meldingen: list[m.Melding], dagen: int) -> None:
    for taak in bepaal_taken(vouw_dossier(meldingen, kaart=KAART)):
        tekst = write_zin(
            taak.regel,
            gegevens=taak.gegevens,
            vrij_op=taak.vrij_op,
            vandaag=MAANDAG + timedelta(days=dagen),
            gemeente=KAART.gemeenten.naam,
        )

        assert not CODE.search(tekst)
        assert len(tekst) < 90
