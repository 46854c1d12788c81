"""Taking the list out to see that nobody is forgotten: what it leaves out is said."""

import io
import re

import pytest
from python_calamine import CalamineWorkbook

from nazorg.deps import Deps
from tests.factories import BSN_DAAN, BSN_NINA
from tests.web.conftest import MARIEKE, Als, iemand, stuur, tekst_van
from tests.web.test_export import EXPORT, haal, lees_csv

ZIN = "taken staan niet in deze lijst"


def _einde(dag: str) -> dict[str, str]:
    return {"vroegst": dag, "laatst": dag}


@pytest.fixture
async def later(deps: Deps) -> None:
    """Two people of whom some tasks are due later than the list looks."""
    await stuur(deps, iemand(BSN_DAAN, "Tiels", verwachtEinde=_einde("2027-03-11")))
    await stuur(deps, iemand(BSN_NINA, "Burens", verwachtEinde=_einde("2027-03-12")))


async def test_the_page_says_what_stays_behind_and_takes_it_along_in_one_click(
    later: None, als: Als
) -> None:
    marieke = await als(MARIEKE)
    html = (await marieke.get(f"{EXPORT}?reden=vrijlating_nabij")).text

    assert re.search(rf"Nog \d+ {ZIN}", tekst_van(html))
    link = re.search(r'href="(/werkvoorraad/export\?[^"]+)"[^>]*>Neem alle taken mee', html)
    assert link

    alles = (await marieke.get(link[1].replace("&amp;", "&"))).text
    assert ZIN not in tekst_van(alles)
    assert 'name="terug" value="venster=alles"' in alles
    in_lijst = len(lees_csv((await haal(marieke, "csv", "venster=alles")).content)) - 1
    assert f": {in_lijst} taken." in tekst_van(alles)


async def test_the_print_and_the_workbook_say_it_and_the_csv_stays_a_table(
    later: None, als: Als
) -> None:
    marieke = await als(MARIEKE)
    weg = len(lees_csv((await haal(marieke, "csv", "venster=alles")).content)) - len(
        lees_csv((await haal(marieke, "csv")).content)
    )
    assert weg > 1

    afdruk = (await haal(marieke, "afdruk")).text
    boek = CalamineWorkbook.from_filelike(io.BytesIO((await haal(marieke, "xlsx")).content))
    als_csv = (await haal(marieke, "csv")).content

    assert f"Nog {weg} {ZIN}" in tekst_van(afdruk.partition("<table")[0])
    assert f"Nog {weg} {ZIN}" in str(boek.get_sheet_by_name("Over deze lijst").to_python())
    assert ZIN not in als_csv.decode("utf-8-sig")


@pytest.mark.parametrize("vraag", ["venster=alles", "tab=afgehandeld"])
async def test_a_list_that_is_whole_says_nothing(vraag: str, later: None, als: Als) -> None:
    marieke = await als(MARIEKE)

    pagina = tekst_van((await marieke.get(f"{EXPORT}?{vraag}")).text)
    afdruk = tekst_van((await haal(marieke, "afdruk", vraag)).text)

    assert ZIN not in pagina
    assert ZIN not in afdruk
