"""Own rules go over the shipped ones; a directory that is not right stops the start, in Dutch."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nazorg.commands.opbouw import Opstartfout, lees_kennis
from nazorg.commands.regels import regels
from nazorg.kern.leefgebied import Leefgebied
from nazorg.referentie.eigen import EigenFout, load_eigen
from nazorg.referentie.kennis import load_kennis
from nazorg.referentie.regelboek import load_regelboek
from nazorg.settings import Settings
from nazorg.werkvoorraad.vingerafdruk import make_vingerafdruk
from tests.factories import BUREN, GRONINGEN, NIJMEGEN, TIEL

KOP = "versie = 3\ndatum = 2026-11-30\n"
REGEL = """
[[regel]]
id = "{id}"
versie = 1
vanaf = 2026-01-01
leefgebied = "zorg"
naam = "Proef"
reden = "Proef van {wie}"
bron = "een test"
uiterlijk = {{ anker = "melding", werkdagen = 1 }}
als = {{ standen = {{ zorg = ["niet_in_orde"] }} }}
"""
VRAGEN = """
id = "{id}"
naam = "Proef"
versie = {versie}
vanaf = 2026-01-01
bron = "test"
[[deel]]
titel = "Een"
[[deel.vragen]]
veld = "zorg.verzekering"
"""


def schrijf(map_: Path, **bestanden: str) -> Path:
    """Write files: regels__tiel="..." stands in regels/tiel.toml."""
    for naam, tekst in bestanden.items():
        soort, _, rest = naam.partition("__")
        pad = map_ / soort / f"{rest.replace('_', '-')}.toml"
        pad.parent.mkdir(exist_ok=True)
        pad.write_text(tekst, encoding="utf-8")
    return map_


def reden(boek: Any, code: str, id_: str = "proef") -> str:
    return next((r.reden for r in boek.voor(code).regels if r.id == id_), "")


def test_what_is_about_fewer_goes_before_what_is_about_more(tmp_path: Path) -> None:
    schrijf(
        tmp_path,
        regels__a_tiel=f'gemeente = "{TIEL}"\n{KOP}' + REGEL.format(id="proef", wie="Tiel"),
        regels__b_regio=f'profiel = "rivierenland"\n{KOP}' + REGEL.format(id="proef", wie="regio"),
        regels__c_allen=f"allen = true\n{KOP}" + REGEL.format(id="proef", wie="allen"),
    )

    boek, _ = load_eigen(tmp_path)

    assert reden(boek, TIEL) == "Proef van Tiel"
    assert reden(boek, BUREN) == "Proef van regio"
    assert reden(boek, NIJMEGEN) == reden(boek, GRONINGEN) == "Proef van allen"


def test_an_own_rule_takes_the_place_of_a_shipped_one_for_that_gemeente_only(
    tmp_path: Path,
) -> None:
    eigen = f'gemeente = "{NIJMEGEN}"\n{KOP}' + REGEL.format(id="r-huur", wie="Nijmegen")
    schrijf(tmp_path, regels__nijmegen=eigen)

    boek, _ = load_eigen(tmp_path)

    assert reden(boek, NIJMEGEN, "r-huur") == "Proef van Nijmegen"
    (huur,) = [r for r in boek.voor(NIJMEGEN).regels if r.id == "r-huur"]
    assert huur.plek == "nijmegen.toml, eigen map, versie 3 van 2026-11-30"
    meegeleverd = load_regelboek()
    zelfde = make_vingerafdruk(meegeleverd.voor(TIEL)) == make_vingerafdruk(boek.voor(TIEL))
    assert zelfde, "nothing is different in Tiel, so nothing is done again there"
    anders = make_vingerafdruk(meegeleverd.voor(NIJMEGEN)) != make_vingerafdruk(boek.voor(NIJMEGEN))
    assert anders, "but here every dossier is looked at"


def test_a_rule_can_be_off_and_desks_closed_and_meetings_on_another_day(tmp_path: Path) -> None:
    tekst = f"""gemeente = "{TIEL}"
{KOP}
uit = ["opvang-tiel", "snelspoor-id"]
extra_leefgebieden = ["sociaal_netwerk"]
[overleg]
eerste = 2026-12-01
om_de_dagen = 7
[sluitingsdagen]
{TIEL} = [2026-12-24]
"""
    schrijf(tmp_path, regels__tiel=tekst)

    tiel = load_eigen(tmp_path)[0].voor(TIEL)

    ids = {r.id for r in tiel.regels}
    assert not {"opvang-tiel", "snelspoor-id"} & ids
    assert {"snelspoor-opvang", "keukentafelgesprek", "zorg-voor-thuis"} <= ids
    assert tiel.overleg is not None
    assert tiel.overleg.om_de_dagen == 7
    assert tiel.dicht == {date(2026, 12, 24)}
    assert Leefgebied.SOCIAAL_NETWERK in tiel.leefgebieden
    assert "opvang-tiel" in {r.id for r in load_regelboek().voor(TIEL).regels}


def test_a_rule_and_a_closed_day_of_a_merged_gemeente_are_of_the_one_it_went_up_in(
    tmp_path: Path,
) -> None:
    regel = REGEL.format(id="proef", wie="Geldermalsen") + 'gemeenten = ["0236"]\n'
    dag = "[sluitingsdagen]\n0236 = [2026-12-24]\n"
    schrijf(tmp_path, regels__oud=f"allen = true\n{KOP}{regel}{dag}")

    boek, _ = load_eigen(tmp_path)

    assert reden(boek, "1960") == "Proef van Geldermalsen"
    assert reden(boek, TIEL) == ""
    assert date(2026, 12, 24) in boek.voor("1960").dicht
    assert date(2026, 12, 24) not in boek.voor(TIEL).dicht


def test_a_new_version_of_a_set_of_questions_counts_and_the_old_one_stays(tmp_path: Path) -> None:
    schrijf(tmp_path, vragensets__intake_9=VRAGEN.format(id="intake", versie=9))

    _, boek = load_eigen(tmp_path)

    assert {s.versie for s in boek.nieuwste(op=date(2026, 11, 30)) if s.id == "intake"} == {9}
    assert boek.find("intake", 1) is not None


def test_everything_that_is_wrong_is_said_at_once_with_its_file(tmp_path: Path) -> None:
    schrijf(
        tmp_path,
        regels__een=KOP,
        regels__twee=f'gemeente = "{TIEL}"\n',
        regels__drie=f'gemeente = "9876"\n{KOP}',
        regels__vier=f'gemeente = "{TIEL}"\nallen = true\n{KOP}',
        regels__vijf=f'gemeente = "{TIEL}"\n{KOP}' + REGEL.format(id="x", wie="x" * 100),
        regels__zes="dit is geen toml",
        vragensets__intake_1=VRAGEN.format(id="intake", versie=1),
        vragensets__iets=VRAGEN.format(id="intake", versie=2),
    )
    (tmp_path / "regels" / "kladje.txt").write_text("x")
    (tmp_path / "regels.toml").write_text("x")
    (tmp_path / "regels" / "binair.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(EigenFout) as fout:
        load_eigen(tmp_path)

    regels_ = str(fout.value).splitlines()
    for zin in (
        "regels.toml: dit hoort hier niet. Zet bestanden in regels of vragensets.",
        "regels/een.toml: zet erin voor wie het geldt: profiel, gemeente of allen = true",
        "regels/twee.toml: zet versie erin, een geheel getal vanaf 1",
        "regels/drie.toml: gemeente 9876 kennen wij niet",
        "regels/vier.toml: zet erin voor wie het geldt: profiel, gemeente of allen = true",
        "regels/vijf.toml, regel x: reden is langer dan 100 tekens",
        "regels/kladje.txt: de naam eindigt op .toml",
        "regels/binair.toml: dit bestand is niet te lezen als tekst (UTF-8)",
        "vragensets/intake-1.toml: deze versie levert nazorg al mee. Geef een hogere versie.",
        "vragensets/iets.toml: de naam van het bestand is id-versie.toml",
    ):
        assert zin in regels_, zin
    assert any(r.startswith("regels/zes.toml: dit is geen geldig TOML") for r in regels_)


@pytest.mark.parametrize(
    ("tekst", "klacht"),
    [
        (f'profiel = "utopia"\n{KOP}', "regels/x.toml: profiel utopia kennen wij niet"),
        (
            f'gemeente = "{TIEL}"\nuit = ["nooit"]\n{KOP}',
            "uit noemt regel nooit, en die is er niet",
        ),
        (f'gemeente = "{TIEL}"\nkleur = 1\n{KOP}', "kleur is geen bekende naam"),
        (f'gemeente = "{TIEL}"\nversie = 1\ndatum = "vandaag"\n', "zet datum erin"),
        (f"allen = true\n{KOP}sluitingsdagen = [2026-12-24]", "onder [sluitingsdagen]"),
        (
            f"allen = true\n{KOP}[sluitingsdagen]\n{TIEL} = 2026-12-24",
            "x.toml, sluitingsdagen: 0281 is een lijst, tussen vierkante haken",
        ),
        (f'allen = true\n{KOP}uit = "nooit"', "uit is een lijst, tussen vierkante haken"),
        (f"allen = true\n{KOP}extra_leefgebieden = 5", "extra_leefgebieden is een lijst"),
        (f'allen = true\n{KOP}[regel]\nid = "x"', "regel is een lijst"),
        (f'allen = true\n{KOP}regel = ["x"]', "onder [[regel]]"),
        (f"allen = true\n{KOP}overleg = 14", "onder [overleg]"),
        (
            f"allen = true\n{KOP}[overleg]\neerste = 2026-12-01\nom_de_dagen = 400",
            "om_de_dagen is een geheel getal van 1 tot en met 366",
        ),
    ],
)
def test_one_wrong_word_stops_the_start(tekst: str, klacht: str, tmp_path: Path) -> None:
    schrijf(tmp_path, regels__x=tekst)

    with pytest.raises(Opstartfout) as fout:
        lees_kennis(Settings(eigen_regels=tmp_path))

    assert str(fout.value).startswith("De eigen regels in NAZORG_EIGEN_REGELS kloppen niet.")
    assert klacht in str(fout.value)


def test_a_directory_that_is_not_there_stops_the_start_and_an_empty_one_changes_nothing(
    tmp_path: Path,
) -> None:
    with pytest.raises(EigenFout, match="is er niet"):
        load_eigen(tmp_path / "weg")

    leeg, _ = load_eigen(tmp_path)

    for code in (TIEL, NIJMEGEN, GRONINGEN):
        assert leeg.voor(code) == load_kennis().regelboek.voor(code)


def test_the_command_says_what_holds_and_where_it_comes_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kop = f'gemeente = "{TIEL}"\n{KOP}uit = ["snelspoor-id"]\n'
    dicht = f"[sluitingsdagen]\n{TIEL} = [2026-12-24]\n"
    schrijf(tmp_path, regels__tiel=kop + dicht + REGEL.format(id="proef", wie="Tiel"))
    monkeypatch.setenv("NAZORG_EIGEN_REGELS", str(tmp_path))

    uit = CliRunner().invoke(regels, ["--gemeente", TIEL, "--op", "2026-11-30"])

    assert uit.exit_code == 0
    plek = "tiel.toml, eigen map, versie 3 van 2026-11-30"
    assert f"gesloten: 2026-12-24 ({plek})" in uit.output
    assert (
        f"proef, versie 1, vanaf 2026-01-01\n    Proef\n    bron: een test\n    bestand: {plek}"
        in (uit.output)
    )
    assert "bestand: rivierenland.toml, meegeleverd" in uit.output
    assert "snelspoor-id" not in uit.output
    assert "vragenlijst intake, versie 1" in uit.output
    eerder = CliRunner().invoke(regels, ["--gemeente", TIEL, "--op", "2025-06-01"])
    assert "geldt nog niet:\nproef" in eerder.output
