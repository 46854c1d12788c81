"""The shipped sets of questions, and what the loader refuses."""

from datetime import date

import pytest

from nazorg.referentie.vragenset import load_vragenboek, parse_vragenset

GOED = """
id = "proef"
naam = "Proef"
versie = 1
vanaf = 2026-01-01
bron = "test"
[[deel]]
titel = "Een"
[[deel.vragen]]
veld = "zorg.verzekering"
[[deel.vragen]]
sleutel = "geld"
tekst = "Is er geld?"
soort = "keuze"
keuzes = [["ja", "Ja"]]
"""


def test_intake_and_release_are_there_with_source_and_first_day() -> None:
    sets = load_vragenboek().nieuwste(op=date(2026, 11, 23))

    assert [s.id for s in sets] == ["intake", "vrijlating"]
    assert all(s.bron and s.vanaf for s in sets)


def test_a_good_set_is_read() -> None:
    vragenset = parse_vragenset("proef-1.toml", GOED)

    veld, geld = vragenset.delen[0].vragen
    assert veld.tekst == "Is er een zorgverzekering?"
    assert geld.keuzes == {"ja": "Ja"}


@pytest.mark.parametrize(
    ("was", "wordt", "klacht"),
    [
        ("zorg.verzekering", "zorg.ziekte", "dit is geen veld"),
        ("zorg.verzekering", "sport.voetbal", "dit is geen veld"),
        ('soort = "keuze"', 'soort = "raad"', "soort of bekend kennen wij niet"),
        ('keuzes = [["ja", "Ja"]]', "", "keuzes horen bij soort"),
        ('soort = "keuze"', 'soort = "dag"', "keuzes horen bij soort"),
        ('sleutel = "geld"', 'sleutel = "a.b"', "een punt in sleutel"),
        ('sleutel = "geld"', 'slot = "geld"', "slot is geen bekende naam"),
        ('bron = "test"', "", "bron ontbreekt"),
        ('bron = "test"', 'bron = ""', "bron is nodig"),
        ("versie = 1", "versie = 2", "de naam van het bestand"),
        (
            'veld = "zorg.verzekering"',
            'veld = "zorg.verzekering"\n[[deel.vragen]]\nveld = "zorg.verzekering"',
            "staat er twee keer",
        ),
        ("id =", "id", "proef-1.toml"),
    ],
)
def test_a_wrong_set_is_refused_with_its_place(was: str, wordt: str, klacht: str) -> None:
    with pytest.raises(ValueError, match=klacht):
        parse_vragenset("proef-1.toml", GOED.replace(was, wordt, 1))
