"""Versions, own rules and closed days; and a wrong row is refused with its place."""

from datetime import date
from typing import Any

import pytest

from nazorg.referentie.regelboek import make_regelboek, parse_regels
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
        ('id = "proef"', "", "regel 1: id is missing"),
        ('bron = "een test"', 'bron = " "', "regel proef: bron is empty"),
        ("versie = 1", "versie = 0", "versie must be a number from 1"),
        ("versie = 1", 'versie = "1"', "versie must be a number from 1"),
        ("2020-01-01", '"2020-01-01"', "a day must be a date, written without quotes"),
        ('"huisvesting"\nnaam', '"wonen"\nnaam', "wonen is not known"),
        ('reden = "Proef 1"', f'reden = "{"x" * 101}"', "reden is longer than 100 characters"),
        ('anker = "melding"', 'anker = "volle maan"', "volle maan is not known"),
        ("werkdagen = 1", "werkdagen = 1, dagen = 1", "uiterlijk needs werkdagen or dagen"),
        ("werkdagen = 1", 'werkdagen = "1"', "werkdagen and dagen are numbers"),
        ('anker = "melding"', 'anker = "feit"', "veld belongs to the anker 'feit'"),
        ('"onbekend"', '"goed"', "goed is not known"),
        ("standen", "stemming", "stemming is no known name"),
        ('huisvesting = ["onbekend"]', 'tuin = ["onbekend"]', "tuin is not known"),
        ("[[regel]]", "[[regels]]", "regels is no known name"),
        ('bron = "een test"', 'bron = "een test"\nkleur = "rood"', "kleur is no known name"),
        ('naam = "Proef"', 'naam = "Proef"\ngemeenten = ["9876"]', "gemeente 9876 is unknown"),
        ("als = {", "als = {{", "algemeen.toml: "),
        ("als = { ", 'als = { fase = ["weg"], ', "weg is not known"),
        ("als = { ", "als = { verblijf = { van = 9, tot = 3 }, ", "verblijf needs 0 <= van <= tot"),
        ("als = { ", "als = { verblijf = { van = 9 }, ", "tot is missing"),
        ("als = { ", 'als = { wacht = "ja", ', "brp_adres, wacht and snelspoor are true or false"),
        ("als = { ", 'als = { velden = { "zorg.diagnose" = ["x"] }, ', "zorg.diagnose is no field"),
        (
            "als = { ",
            'als = { niet = { "huisvesting.verblijf" = ["kasteel"] }, ',
            "huisvesting.verblijf is never kasteel",
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
        (PROFIEL, "profiel is needed, except in algemeen.toml"),
        (EEN + EEN, "regel proef versie 1 is listed twice"),
        ("[overleg]\neerste = 2026-01-01\nom_de_dagen = 0", "om_de_dagen must be a number from 1"),
        ("[overleg]\nom_de_dagen = 7", "a day must be a date"),
        ("[sluitingsdagen]\n9876 = [2026-12-24]", "gemeente 9876 is unknown"),
        (f'[sluitingsdagen]\n{TIEL} = ["kerst"]', "a day must be a date"),
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

    with pytest.raises(ValueError, match=r"utopia\.toml: profiel utopia is unknown"):
        make_regelboek(bestanden)
    with pytest.raises(ValueError, match="profiel is needed"):
        parse_regels("nijmegen.toml", EEN)
