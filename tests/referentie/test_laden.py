"""The shipped reference data are whole, and a wrong row is refused with its place."""

import csv
from datetime import date
from pathlib import Path

import pytest

from nazorg.kern.gemeente import ONBEKEND, RNI, Gemeente
from nazorg.referentie.kennis import load_kennis
from nazorg.referentie.laden import (
    Inrichting,
    load_gemeenten,
    load_inrichtingen,
    load_profielen,
    parse_gemeenten,
    parse_inrichtingen,
    parse_profiel,
)

BRON = Path(__file__).parents[3] / "shared" / "data" / "gemeenten.csv"
SINDS = date(1990, 1, 1)
NIET_GBA = {"0997", "0998", "0999"}
VOORNE = {"0501", "0530", "0614"}
KOP = "code;naam;begin;einde;opvolger\n"


def test_each_ended_gemeente_leads_to_one_that_exists() -> None:
    gemeenten = load_gemeenten()
    for gemeente in gemeenten:
        huidige = gemeenten.huidige(gemeente.code, op=date.max)
        assert huidige is not None, gemeente
        assert huidige.einde is None


def test_number_of_gemeenten_is_that_of_2023() -> None:
    levend = [g for g in load_gemeenten() if g.einde is None and g.code not in {ONBEKEND, RNI}]
    assert len(levend) == 342


def test_voorne_aan_zee_succeeds_three_gemeenten() -> None:
    gemeenten = load_gemeenten()
    for code in VOORNE:
        op_tijd = gemeenten.huidige(code, op=date(2022, 12, 31))
        later = gemeenten.huidige(code, op=date(2023, 1, 1))
        assert op_tijd is not None
        assert op_tijd.code == code
        assert later is not None
        assert later.naam == "Voorne aan Zee"


@pytest.mark.skipif(not BRON.exists(), reason="needs ../shared/data/gemeenten.csv (BRP tabel 33)")
def test_table_equals_brp_tabel_33() -> None:
    with BRON.open(encoding="utf-8", newline="") as bestand:
        bron = {rij["code"]: rij for rij in csv.DictReader(bestand)}
    onze = {g.code: g for g in load_gemeenten()}
    levend_of_recent = {
        code for code, rij in bron.items() if not rij["datum_einde"] or _dag(rij) >= SINDS
    }
    assert set(onze) == (levend_of_recent - NIET_GBA) | {"1992"}
    for code in set(onze) - VOORNE - {"1992"}:
        rij, gemeente = bron[code], onze[code]
        assert gemeente.naam == rij["naam"]
        assert (gemeente.opvolger or "") == rij["nieuwe_code"]
        assert _kaal(gemeente.begin) == rij["datum_ingang"]
        assert _kaal(gemeente.einde) == rij["datum_einde"]


def _dag(rij: dict[str, str]) -> date:
    return date.fromisoformat(rij["datum_einde"])


def _kaal(dag: date | None) -> str:
    return f"{dag:%Y%m%d}" if dag else ""


@pytest.mark.parametrize(
    ("tekst", "klacht"),
    [
        ("code;naam\n", r"g.csv, line 1: expected the head"),
        (f"# bron\n{KOP}0014;Groningen;;\n", r"g.csv, line 3: expected 5 fields, found 4"),
        (f"{KOP}14;Groningen;;;\n", r"g.csv, line 2: code must be four digits"),
        (f"{KOP}0014;;;;\n", r"g.csv, line 2: naam is empty"),
        (f"{KOP}0014;Groningen;gisteren;;\n", r"g.csv, line 2: gisteren is not a date"),
        (f"{KOP}0014;Groningen;;2020-01-01;\n", r"g.csv, line 2: einde and opvolger"),
        (f"{KOP}0014;Groningen;;2020-01-01;0015\n", r"g.csv, line 2: opvolger 0015 is not in"),
        (f"{KOP}0014;Groningen;;2020-01-01;0014\n", r"g.csv, line 2: opvolger 0014 ended"),
        (f"{KOP}0014;Groningen;;;\n0014;Stad;;;\n", r"g.csv, line 3: code 0014 is listed twice"),
    ],
)
def test_wrong_gemeente_is_refused_with_its_place(tekst: str, klacht: str) -> None:
    with pytest.raises(ValueError, match=klacht):
        parse_gemeenten("g.csv", tekst)


def test_what_people_add_while_nazorg_runs_is_in_no_other_list() -> None:
    kennis = load_kennis()

    kennis.inrichtingen.voeg_toe(Inrichting("NWE", "PI Nieuw", "Ergens"))
    kennis.gemeenten.voeg_toe(Gemeente("9999", "Nieuwstad"))

    for lijst in (load_inrichtingen(), load_kennis().inrichtingen):
        assert "NWE" not in lijst
    for gemeenten in (load_gemeenten(), load_kennis().gemeenten):
        assert "9999" not in gemeenten


def test_inrichtingen_are_known_by_code() -> None:
    inrichtingen = load_inrichtingen()
    assert "ARN" in inrichtingen
    assert "XXX" not in inrichtingen
    assert inrichtingen.naam("VUG") == "PI Vught"
    assert inrichtingen.naam("XXX") == "onbekende inrichting"
    assert len(list(inrichtingen)) == 26


@pytest.mark.parametrize(
    ("rij", "klacht"),
    [
        ("arn;PI Arnhem;Arnhem", r"i.csv, line 2: code must be"),
        ("ARN;;Arnhem", r"i.csv, line 2: naam or plaats is empty"),
        ("ARN;PI Arnhem;Arnhem\nARN;PI Arnhem;Arnhem", r"i.csv, line 3: code ARN is listed twice"),
    ],
)
def test_wrong_inrichting_is_refused_with_its_place(rij: str, klacht: str) -> None:
    with pytest.raises(ValueError, match=klacht):
        parse_inrichtingen("i.csv", f"code;naam;plaats\n{rij}\n")


def test_profielen_carry_the_figures_of_the_yearly_report() -> None:
    profielen = load_profielen()
    assert set(profielen) == {"nijmegen", "rivierenland", "rotterdam-rijnmond"}
    assert profielen["rivierenland"].meldingen_per_jaar[2020] == 131
    assert profielen["nijmegen"].meldingen_per_jaar[2020] == 210
    assert len(profielen["rivierenland"].gemeenten) == 7
    assert len(profielen["rotterdam-rijnmond"].gemeenten) == 15
    kort = sum(deel for _, tot, deel in profielen["nijmegen"].verblijfsduur if tot <= 90)
    assert kort == pytest.approx(134 / 210, abs=0.005)


GOED = """
id = "stad"
naam = "Stad"
soort = "gemeente"
gemeenten = ["0014"]
gemiddeld_per_jaar = 10
meldingen_per_jaar = { 2020 = 12 }
gewichten = { 0014 = 1.0 }
verblijfsduur = [{ van = 1, tot = 14, aandeel = 1.0 }]
"""


def test_a_profile_of_ones_own_can_be_read() -> None:
    profiel = parse_profiel("stad.toml", GOED, load_gemeenten())
    assert profiel.meldingen_per_jaar == {2020: 12}
    assert profiel.verblijfsduur == ((1, 14, 1.0),)


@pytest.mark.parametrize(
    ("oud", "nieuw", "klacht"),
    [
        ('id = "stad"', 'id = "dorp"', "id must be the name of the file"),
        ('id = "stad"', "id = ", r"stad.toml: Invalid value \(at line 2"),
        ('naam = "Stad"', "", "naam is missing"),
        ('"gemeente"', '"land"', "soort must be one of"),
        ('["0014"]', '["9998"]', "gemeente 9998 is unknown"),
        ("{ 0014 = 1.0 }", "{ 0034 = 1.0 }", "gewichten must name"),
        ("{ 0014 = 1.0 }", "{ 0014 = 0.9 }", "gewichten must sum to 1"),
        ("aandeel = 1.0", "aandeel = 0.5", "shares of verblijfsduur"),
        ("van = 1,", "van = 15,", "0 < van <= tot"),
        ("2020 = 12", "2020 = 0", "volume must be at least 1"),
        ("2020 = 12", "twintig = 12", "stad.toml: invalid literal"),
    ],
)
def test_wrong_profile_is_refused(oud: str, nieuw: str, klacht: str) -> None:
    with pytest.raises(ValueError, match=klacht):
        parse_profiel("stad.toml", GOED.replace(oud, nieuw), load_gemeenten())
