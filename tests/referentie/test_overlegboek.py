"""How meetings are held is data: with a source, a first day, and refused when it is wrong."""

from datetime import date
from importlib import resources

import pytest

from nazorg.overleggen.overleg import Overlegsoort
from nazorg.overleggen.vorm import Overlegboek, Voorstelreden
from nazorg.referentie.overlegboek import load_overlegboek, make_overlegboek
from tests.factories import GRONINGEN, NIJMEGEN, TIEL

VANDAAG = date(2026, 11, 23)
NAZORG, BEGIN = Overlegsoort.NAZORG, Overlegsoort.TRAJECTBEPALING


def teksten() -> dict[str, str]:
    map_ = resources.files("nazorg.referentie").joinpath("overleggen")
    return {b.name: b.read_text(encoding="utf-8") for b in map_.iterdir()}


def met(naam: str, oud: str, nieuw: str) -> Overlegboek:
    alles = teksten()
    assert oud in alles[naam]
    return make_overlegboek(alles | {naam: alles[naam].replace(oud, nieuw, 1)})


def test_nijmegen_meets_per_gemeente_with_partners_about_a_basis_that_is_not_in_order() -> None:
    vorm = load_overlegboek().voor(NIJMEGEN, NAZORG, op=VANDAAG)

    assert not vorm.per_regio
    assert {"IrisZorg MO", "Gemeente, Zorg en Inkomen", "GGD Bijzondere Zorg"} <= {*vorm.deelnemers}
    assert Voorstelreden.BASIS in {r.reden for r in vorm.regels}


def test_rivierenland_hands_over_in_one_meeting_for_the_region_six_weeks_before_release() -> None:
    vorm = load_overlegboek().voor(TIEL, NAZORG, op=VANDAAG)

    assert vorm.per_regio
    assert [(r.reden, r.weken, r.kort_weken) for r in vorm.regels] == [
        (Voorstelreden.VRIJLATING, 6, 12)
    ]


def test_who_has_no_own_row_follows_the_general_one_and_every_row_has_a_source() -> None:
    boek = load_overlegboek()

    assert boek.voor(GRONINGEN, NAZORG, op=VANDAAG) == boek.voor("0014", NAZORG, op=VANDAAG)
    for gemeente in (GRONINGEN, TIEL, NIJMEGEN):
        for soort in Overlegsoort:
            vorm = boek.voor(gemeente, soort, op=VANDAAG)
            assert vorm.bron
            assert vorm.regels
            assert all(r.bron for r in vorm.regels)
        assert boek.voor(gemeente, BEGIN, op=VANDAAG).over_werkdagen == 5


def test_a_row_holds_from_its_first_day() -> None:
    boek = load_overlegboek()

    assert boek.voor(TIEL, NAZORG, op=date(2020, 12, 31)).plek == "digitaal"
    assert boek.voor(TIEL, NAZORG, op=date(2021, 1, 1)).plek == "Stadhuis Tiel"
    with pytest.raises(LookupError):
        boek.voor(TIEL, NAZORG, op=date(2019, 1, 1))


@pytest.mark.parametrize(
    ("oud", "nieuw", "klacht"),
    [
        ('profiel = "nijmegen"', 'profiel = "atlantis"', "unknown"),
        ('profiel = "nijmegen"', "", "profiel is needed"),
        ('soort = "nazorgoverleg"', 'soort = "borrel"', "borrel"),
        ("vanaf = 2020-01-01", 'vanaf = "2020-01-01"', "vanaf must be a date"),
        ('per = "gemeente"', 'per = "land"', "land"),
        ('van = "09:30"', 'van = "half tien"', "nijmegen.toml, overleg 1"),
        ('tot = "11:30"', 'tot = "08:30"', "tot must come after van"),
        ('plek = "Stadhuis Nijmegen"', 'plek = "https://x.nl/j/1"', "plek is wrong"),
        ("zaken = 8", "zaken = 0", "zaken is wrong"),
        ("zaken = 8", "", "zaken is missing"),
        ("weken = 6", "", "needs other weken"),
        ('reden = "basis"', 'reden = "basis"\nweken = 2', "needs other weken"),
        ("weken = 6", 'weken = "zes"', "numbers up to 104"),
        ('reden = "basis"', 'reden = "ingebracht"', "only a person"),
        ('reden = "basis"', 'reden = "risico"', "risico"),
        ("zaken = 8", "zaken = 8\nkleur = 1", "kleur is no known name"),
        ("[[overleg]]", "[[overleg", "nijmegen.toml"),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(oud: str, nieuw: str, klacht: str) -> None:
    with pytest.raises(ValueError, match=klacht):
        met("nijmegen.toml", oud, nieuw)


def test_every_kind_has_a_general_row() -> None:
    with pytest.raises(ValueError, match="every kind needs a row"):
        make_overlegboek({"algemeen.toml": ""})
