"""`nazorg telling` and `nazorg gat` as an operator meets them."""

from pathlib import Path

from tests.e2e.systeem import Systeem
from tests.factories import BRON

KOP = "bron;dag;type;aantal"
GISTEREN = "2026-01-05"
_FOUT = (
    ("", "De eerste regel moet zijn: bron;dag;type;aantal"),
    (f"{KOP}\n", "staat geen telling"),
    (f"{KOP}\n{BRON};{GISTEREN};overgeplaatst", "Regel 2: er moeten 4 velden staan"),
    (f"{KOP}\n{BRON};gisteren;overgeplaatst;1", "Regel 2: de dag moet zijn zoals"),
    (f"{KOP}\n{BRON};{GISTEREN};overgeplaatst;geheim", "Regel 2: het aantal is geen getal."),
    (
        f"{KOP}\n{BRON};{GISTEREN};overgeplaatst;1\n" * 1 + f"{BRON};{GISTEREN};overgeplaatst;2",
        "Regel 3: deze bron, dag en soort staan er al.",
    ),
)


def schrijf(systeem: Systeem, naam: str, tekst: str) -> str:
    bestand: Path = systeem.map_ / naam
    bestand.write_text(tekst, encoding="utf-8-sig")
    return str(bestand)


def test_a_file_that_is_wrong_names_the_line_and_not_what_stands_in_it(systeem: Systeem) -> None:
    processen = [
        (systeem.start("telling", schrijf(systeem, f"{i}.csv", tekst)), zin)
        for i, (tekst, zin) in enumerate(_FOUT)
    ]
    processen.append((systeem.start("telling", str(systeem.map_)), "is niet te lezen"))

    for proces, zin in processen:
        assert proces.wacht(60) == 1
        assert zin in proces.fout
        assert len(proces.fout.splitlines()) == 1
        assert "geheim" not in proces.tekst


async def test_a_difference_is_named_and_gives_status_four(systeem: Systeem) -> None:
    await systeem.start_databank()
    systeem.draai("migrate")
    dag = await _dag(systeem)
    goed = schrijf(systeem, "goed.csv", f"{KOP}\n{BRON};{dag};overgeplaatst;0\n\n")
    anders = schrijf(systeem, "anders.csv", f"{KOP}\n{BRON};{dag};overgeplaatst;2\n")

    klopt, klopt_niet = systeem.draai("telling", goed), systeem.draai("telling", anders)

    assert (klopt.popen.returncode, klopt_niet.popen.returncode) == (0, 4)
    assert klopt.uit.decode() == "1 tellingen vergeleken: 0 te weinig, 0 te veel.\n"
    assert "Detentieregister, Overplaatsing: bron 2, bij ons 0" in klopt_niet.uit.decode()
    geen = systeem.draai("gat", BRON, "2", "3")
    assert geen.popen.returncode == 1
    assert "Bij deze bron missen deze nummers niet." in geen.fout


async def _dag(systeem: Systeem) -> str:
    """Return yesterday as a Dutch person writes it."""
    async with systeem.kijk() as db:
        return str(await db.fetchval("select to_char(current_date - 1, 'DD-MM-YYYY')"))
