"""Versions, own rules and closed days; and a wrong row is refused with its place."""

from datetime import date
from typing import Any

import pytest

from nazorg.referentie.regelbestand import parse_regels
from nazorg.referentie.regelboek import make_regelboek
from nazorg.werkvoorraad.regels import pas_toe
from tests.factories import GRONINGEN, NIJMEGEN, TIEL
from tests.referentie.test_regels_per_profiel import situatie

# ---- versions, own rules and closed days

REGEL = """
[[regel]]
id = "proef"
versie = {versie}
vanaf = {vanaf}
leefgebied = "huisvesting"
naam = "Proef"
reden = "Proef {versie}"
bron = "een test"
uiterlijk = {{ anker = "melding", werkdagen = 1 }}
als = {{ standen = {{ huisvesting = ["onbekend"] }} }}
"""
EEN = REGEL.format(versie=1, vanaf="2020-01-01")
TWEE = REGEL.format(versie=2, vanaf="2026-11-02")
PROFIEL = 'profiel = "nijmegen"\n'


def boek(algemeen: str, eigen: str = "") -> Any:
    return make_regelboek(
        {
            "algemeen.toml": parse_regels("algemeen.toml", algemeen),
            "nijmegen.toml": parse_regels("nijmegen.toml", PROFIEL + eigen),
        }
    )


def test_the_newest_version_counts_from_its_first_day() -> None:
    regels = boek(EEN + TWEE).voor(GRONINGEN)

    redenen = [
        [t.regel.reden for t in pas_toe(regels, situatie(gemeld=dag))]
        for dag in (date(2019, 12, 31), date(2026, 11, 1), date(2026, 11, 2))
    ]

    assert redenen == [[], ["Proef 1"], ["Proef 2"]]


def test_an_own_rule_takes_the_place_of_a_general_one() -> None:
    eigen = EEN.replace("werkdagen = 1", "werkdagen = 3")

    def dagen(code: str) -> list[date]:
        return [t.uiterlijk for t in pas_toe(boek(EEN, eigen).voor(code), situatie())]

    assert dagen(NIJMEGEN) == [date(2026, 11, 5)]
    assert dagen(GRONINGEN) == [date(2026, 11, 3)]


def test_a_day_on_which_a_gemeente_is_closed_is_no_working_day_there() -> None:
    dicht = f"\n[sluitingsdagen]\n{NIJMEGEN} = [2026-11-03]\n"

    def dagen(code: str) -> list[date]:
        return [t.uiterlijk for t in pas_toe(boek(EEN, dicht).voor(code), situatie())]

    assert dagen(NIJMEGEN) == [date(2026, 11, 4)]
    assert dagen(GRONINGEN) == [date(2026, 11, 3)]


# ---- what the loader refuses


@pytest.mark.parametrize(
    ("was", "wordt", "klacht"),
    [
        ('id = "proef"', "", "regel 1: id ontbreekt"),
        ('bron = "een test"', 'bron = " "', "regel proef: bron is leeg"),
        ("versie = 1", "versie = 0", "versie is een geheel getal vanaf 1"),
        ("versie = 1", 'versie = "1"', "versie is een geheel getal vanaf 1"),
        ("2020-01-01", '"2020-01-01"', "schrijf een dag als datum, zonder aanhalingstekens"),
        ('"huisvesting"\nnaam', '"wonen"\nnaam', "wonen kennen wij niet"),
        ('reden = "Proef 1"', f'reden = "{"x" * 101}"', "reden is langer dan 100 tekens"),
        ('anker = "melding"', 'anker = "volle maan"', "volle maan kennen wij niet"),
        ("werkdagen = 1", "werkdagen = 1, dagen = 1", "uiterlijk heeft werkdagen of dagen nodig"),
        ("werkdagen = 1", 'werkdagen = "1"', "werkdagen en dagen zijn gehele getallen"),
        ('anker = "melding"', 'anker = "feit"', "veld hoort bij het anker 'feit' of 'waarde'"),
        ('"onbekend"', '"goed"', "goed kennen wij niet"),
        ("standen", "stemming", "stemming is geen bekende naam"),
        ('huisvesting = ["onbekend"]', 'tuin = ["onbekend"]', "tuin kennen wij niet"),
        ("[[regel]]", "[[regels]]", "regels is geen bekende naam"),
        ('bron = "een test"', 'bron = "een test"\nkleur = "rood"', "kleur is geen bekende naam"),
        ('naam = "Proef"', 'naam = "Proef"\ngemeenten = ["9876"]', "gemeente 9876 kennen wij niet"),
        ("als = {", "als = {{", "algemeen.toml: "),
        ("als = { ", 'als = { fase = ["weg"], ', "weg kennen wij niet"),
        (
            "als = { ",
            "als = { verblijf = { van = 9, tot = 3 }, ",
            "bij verblijf geldt 0 <= van <= tot",
        ),
        ("als = { ", "als = { verblijf = { van = 9 }, ", "tot ontbreekt"),
        ("als = { ", 'als = { wacht = "ja", ', "snelspoor en zonder_einde zijn true of false"),
        (
            "als = { ",
            'als = { velden = { "zorg.diagnose" = ["x"] }, ',
            "zorg.diagnose is geen veld",
        ),
        ("als = { ", "als = { ongemeten = 7, ", "ongemeten kijkt naar alle leefgebieden"),
        (
            'anker = "melding"',
            'anker = "melding", maanden = 1',
            "maanden hoort bij het anker 'vrijlating'",
        ),
        (
            'anker = "melding"',
            'anker = "vrijlating", maanden = 25',
            "maanden is een geheel getal van 0 tot en met 24",
        ),
        (
            'anker = "melding"',
            'anker = "waarde", veld = "huisvesting.verblijf"',
            "het anker 'waarde' heeft een veld met een datum nodig",
        ),
        (
            "als = { ",
            'als = { niet = { "huisvesting.verblijf" = ["kasteel"] }, ',
            "huisvesting.verblijf is nooit kasteel",
        ),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(was: str, wordt: str, klacht: str) -> None:
    assert was in EEN
    with pytest.raises(ValueError, match=r"algemeen\.toml") as fout:
        parse_regels("algemeen.toml", EEN.replace(was, wordt, 1))

    assert klacht in str(fout.value)


@pytest.mark.parametrize(
    ("tekst", "klacht"),
    [
        (PROFIEL, "profiel is nodig, behalve in algemeen.toml"),
        (EEN + EEN, "regel proef versie 1 staat er twee keer"),
        (
            "[overleg]\neerste = 2026-01-01\nom_de_dagen = 0",
            "om_de_dagen is een geheel getal van 1 tot en met 366",
        ),
        ("[overleg]\nom_de_dagen = 7", "schrijf een dag als datum"),
        ("[sluitingsdagen]\n9876 = [2026-12-24]", "gemeente 9876 kennen wij niet"),
        (f'[sluitingsdagen]\n{TIEL} = ["kerst"]', "schrijf een dag als datum"),
    ],
)
def test_a_wrong_file_is_refused(tekst: str, klacht: str) -> None:
    with pytest.raises(ValueError, match=r"algemeen\.toml") as fout:
        parse_regels("algemeen.toml", tekst)

    assert klacht in str(fout.value)


def test_rules_of_a_profile_that_does_not_exist_are_refused() -> None:
    bestanden = {
        "algemeen.toml": parse_regels("algemeen.toml", EEN),
        "utopia.toml": parse_regels("utopia.toml", 'profiel = "utopia"'),
    }

    with pytest.raises(ValueError, match=r"utopia\.toml: profiel utopia kennen wij niet"):
        make_regelboek(bestanden)
    with pytest.raises(ValueError, match="profiel is nodig"):
        parse_regels("nijmegen.toml", EEN)
