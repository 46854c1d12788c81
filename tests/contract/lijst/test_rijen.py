"""Rows in the words of a list: what they say, and what is wrong with them, without a value."""

from typing import Any

import pytest

from nazorg.berichten.soort import Soort
from tests.factories import BSN_DAAN, BUREN, TIEL
from tests.lijsten import KOPPEN, rij
from tests.lijstrijen import klachten, lees


def test_a_row_says_who_is_held_since_when_and_where() -> None:
    gelezen = lees(*rij(naam="van den Berg"))

    assert gelezen.fouten == []
    assert gelezen.blokken == {
        Soort.BEGONNEN: {
            "persoon": {
                "bsn": BSN_DAAN,
                "geslachtsnaam": "Berg",
                "voorvoegsel": "van den",
                "voornamen": "Daan Pieter",
            },
            "ontvangerGemeente": TIEL,
            "gemeenteBrp": TIEL,
            "grondslag": "pbw-18a",
            "inrichting": "ARN",
            "beginDatum": "2026-11-19",
            "titel": "gevangenisstraf",
            "verwachtEinde": {"vroegst": "2026-12-11", "laatst": "2026-12-11"},
        }
    }


def test_an_end_that_is_behind_us_is_an_end() -> None:
    gelezen = lees(*rij(begin="1-10-2026", einde="20-11-2026", wijze="VI"))

    einde = gelezen.blokken[Soort.BEEINDIGD]
    assert (einde["eindDatum"], einde["wijze"]) == (
        "2026-11-20",
        "voorwaardelijke_invrijheidstelling",
    )


def test_an_end_that_is_still_to_come_is_only_expected() -> None:
    gelezen = lees(*rij(einde="20-12-2026", verwacht=""))

    assert Soort.BEEINDIGD not in gelezen.blokken
    verwacht = {"vroegst": "2026-12-20", "laatst": "2026-12-20"}
    assert gelezen.blokken[Soort.BEGONNEN]["verwachtEinde"] == verwacht
    assert gelezen.fouten == []


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"bsn": ""}, "BSN"),
        ({"bsn": "123456780"}, "BSN"),
        ({"naam": ""}, "Achternaam"),
        ({"pi": ""}, "Inrichting (PI)"),
        ({"pi": "PI Nergens"}, "Inrichting (PI)"),
        ({"pi": "Veenhuizen"}, "Inrichting (PI)"),
        ({"begin": ""}, "Begin detentie"),
        ({"begin": "19-11-26"}, "Begin detentie"),
        ({"begin": "24-11-2026"}, "Begin detentie"),
        ({"titel": ""}, "Titel"),
        ({"titel": "diefstal"}, "Titel"),
        ({"verwacht": "misschien"}, "Verwacht einde"),
        ({"einde": "20-11-2026", "wijze": ""}, "Wijze van einde"),
        ({"einde": "20-11-2026", "wijze": "zomaar"}, "Wijze van einde"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_at_its_field_and_without_the_value(
    anders: dict[str, str], veld: str
) -> None:
    gelezen = lees(*rij(**anders))

    assert klachten(gelezen) == [veld]
    for waarde in anders.values():
        assert not waarde or waarde not in gelezen.fouten[0].tekst


@pytest.mark.parametrize(
    ("getypt", "code"),
    [
        ("ARN", "ARN"),
        ("arn", "ARN"),
        ("PI Arnhem", "ARN"),
        ("P.I. Arnhem", "ARN"),
        ("Penitentiaire Inrichting Arnhem", "ARN"),
        ("arnhem", "ARN"),
        ("Den Haag", "HAA"),
        ("Haaglanden", "HAA"),
        ("Veenhuizen, locatie Esserheem", "VHE"),
        ("Veenhuizen Esserheem", "VHE"),
        ("JC Zaanstad", "ZAA"),
    ],
)
def test_a_prison_is_known_by_its_code_its_name_or_its_place(getypt: str, code: str) -> None:
    assert lees(*rij(pi=getypt)).blokken[Soort.BEGONNEN]["inrichting"] == code


@pytest.mark.parametrize(
    ("getypt", "code"),
    [
        ("Buren", BUREN),
        ("gemeente Buren", BUREN),
        (BUREN, BUREN),
        (214, BUREN),
        (214.0, BUREN),
        ("", TIEL),
    ],
)
def test_a_row_may_name_its_own_gemeente(getypt: Any, code: str) -> None:
    gelezen = lees(*rij(), getypt, koppen=(*KOPPEN, "Gemeente"))

    assert gelezen.fouten == []
    assert gelezen.blokken[Soort.BEGONNEN]["gemeenteBrp"] == code
    assert gelezen.blokken[Soort.BEGONNEN]["ontvangerGemeente"] == TIEL


def test_an_unknown_gemeente_is_an_error() -> None:
    assert klachten(lees(*rij(), "Luilekkerland", koppen=(*KOPPEN, "Gemeente"))) == [
        "Gemeente van inschrijving"
    ]
