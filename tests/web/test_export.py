"""Taking the list out: exactly what the filters show, never a formula, and logged with what for."""

import csv
import io
import re
from typing import Any

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from nazorg.deps import Deps
from nazorg.usecases.werkvoorraad import exporteer
from nazorg.web.opmaak.export import KOP, neutraal, to_csv, to_xlsx
from tests.factories import BSN_DAAN, BSN_NINA, BSN_STEF, BUREN, event
from tests.web.conftest import HANS, JOYCE, MARIEKE, RUBEN, Als, iemand, stuur, taak_van, tekst_van
from tests.web.test_werkvoorraad import namen

EXPORT = "/werkvoorraad/export"
ONBEKEND: dict[str, Any] = {"verwachtEinde": None}


async def haal(browser: Any, vorm: str, terug: str = "", doel: str = "overleg") -> Any:
    return await browser.post(EXPORT, data={"vorm": vorm, "doel": doel, "terug": terug})


def lees_csv(inhoud: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
async def drie(deps: Deps) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Tiels"))
    await stuur(deps, iemand(BSN_NINA, "Burens", gemeenteBrp=BUREN))
    await stuur(deps, iemand(BSN_STEF, "Đurđević-Łoś", detentieId="D-3", **ONBEKEND))


@pytest.mark.parametrize(
    "vraag",
    ["", "venster=alles", "gemeente=0214", "reden=vrijlating_nabij&venster=alles", "tab=team"],
)
async def test_a_file_holds_exactly_what_the_screen_shows_in_its_order(
    vraag: str, drie: None, als: Als
) -> None:
    marieke = await als(MARIEKE)
    scherm = namen((await marieke.get(f"/werkvoorraad?{vraag}")).text)

    als_csv = lees_csv((await haal(marieke, "csv", vraag)).content)
    als_xlsx = CalamineWorkbook.from_filelike(
        io.BytesIO((await haal(marieke, "xlsx", vraag)).content)
    )
    afdruk = tekst_van((await haal(marieke, "afdruk", vraag)).text)

    assert als_csv[0] == list(KOP)
    assert [r[1] for r in als_csv[1:]] == scherm
    rijen = als_xlsx.get_sheet_by_index(0).to_python()
    assert [[str(w) for w in r] for r in rijen] == als_csv
    assert all(naam in afdruk for naam in scherm)


async def test_a_file_holds_the_whole_list_whatever_page_was_on_the_screen(
    deps: Deps, als: Als
) -> None:
    for nummer in range(60):
        wie = {"bsn": None, "skn": str(30_000_000 + nummer), "geslachtsnaam": f"Nr{nummer:02}"}
        await stuur(deps, event(persoon=wie, detentieId=f"P-{nummer}", **ONBEKEND))
    joyce = await als(JOYCE)
    html = (await joyce.get("/werkvoorraad?venster=alles")).text
    volgende = re.search(r'href="/werkvoorraad\?([^"]*na=[^"]*)"', html)
    assert volgende
    tweede = volgende[1].replace("&amp;", "&")

    inhoud = lees_csv((await haal(joyce, "csv", tweede)).content)

    assert len(inhoud) == 1 + len(lees_csv((await haal(joyce, "csv", "venster=alles")).content)[1:])
    assert len(inhoud) > 60


async def test_a_file_says_what_it_is_and_is_kept_nowhere(drie: None, als: Als) -> None:
    joyce = await als(JOYCE)

    antwoord = await haal(joyce, "csv")

    assert antwoord.headers["content-type"] == "text/csv; charset=utf-8"
    assert (
        antwoord.headers["content-disposition"]
        == 'attachment; filename="werkvoorraad-2026-11-23.csv"'
    )
    assert antwoord.headers["cache-control"] == "no-store"
    assert antwoord.content.startswith(b"\xef\xbb\xbf")
    assert "Đurđević-Łoś" in antwoord.content.decode("utf-8-sig")


async def test_the_row_says_the_reason_the_days_and_of_whom_it_is(
    drie: None, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await als(HANS)
    marieke = await als(MARIEKE)
    taak = await taak_van(eigenaar, "Tiels", "vrijlating_nabij")
    geef = {"soort": "toegewezen", "taak": taak, "eigenaar": HANS}
    await marieke.post("/werkvoorraad/doe", data=geef)

    _, rij = lees_csv((await haal(marieke, "csv", f"tab=team&van={HANS}")).content)

    assert rij == [
        "Normaal",
        "Daan Tiels",
        "NZ-2026-0001",
        "Tiel",
        "PI Arnhem",
        "Vrij over 18 dagen. Nog niets bekend over de leefgebieden",
        "",
        "2026-12-04",
        "2026-12-11",
        "Hans Postma",
        "",
        "",
    ]


@pytest.mark.parametrize("doel", ["", "zomaar", "OVERLEG"])
async def test_without_a_purpose_nothing_leaves(
    doel: str, drie: None, als: Als, eigenaar: asyncpg.Connection
) -> None:
    antwoord = await haal(await als(JOYCE), "csv", "gemeente=0281", doel)

    assert antwoord.status_code == 422
    assert "Kies waarvoor u de lijst gebruikt." in tekst_van(antwoord.text)
    assert 'value="csv" checked' in antwoord.text
    assert 'value="gemeente=0281"' in antwoord.text
    assert "Tiels" not in antwoord.text
    assert await geschreven(eigenaar) == []


async def geschreven(eigenaar: asyncpg.Connection) -> list[tuple[Any, ...]]:
    rijen = await eigenaar.fetch(
        """select actor, object, resultaat, doel from nazorg.audit
        where actie = 'werkvoorraad_geexporteerd' order by volgnr"""
    )
    return [tuple(r) for r in rijen]


async def test_every_list_that_leaves_is_written_down_with_what_for(
    drie: None, als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    await joyce.get(EXPORT)
    assert await geschreven(eigenaar) == [], "asking is not taking"

    for vorm in ("csv", "xlsx", "afdruk"):
        await haal(joyce, vorm, doel="controle")
    await haal(joyce, "csv", "gemeente=0281&venster=alles", doel="controle")

    assert await geschreven(eigenaar) == [
        *(
            (JOYCE, "werkvoorraad", f"{vorm}, 3 taken, voor: controle", "re_integratie")
            for vorm in ("csv", "xlsx", "afdruk")
        ),
        (
            JOYCE,
            "werkvoorraad",
            "csv, 3 taken, voor: controle, met: gemeente=0281&venster=alles",
            "re_integratie",
        ),
    ]


async def test_nothing_of_another_gemeente_leaves(drie: None, als: Als) -> None:
    joyce = await als(JOYCE)

    inhoud = (await haal(joyce, "csv", "tab=team&gemeente=0214&venster=alles")).text

    assert "Burens" not in inhoud
    assert "Tiels" in inhoud
    assert (await haal(await als(RUBEN), "csv")).status_code == 404


async def test_a_list_that_is_too_long_says_so(
    drie: None, als: Als, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporteer, "HOOGSTENS", 2)

    tekst = tekst_van((await haal(await als(MARIEKE), "afdruk", "venster=alles")).text)

    assert "Er zijn er meer." in tekst
    assert "2 taken" in tekst


# ---- formulas


async def test_a_name_that_is_a_formula_stays_a_name(deps: Deps, als: Als) -> None:
    boos = '=HYPERLINK("http://x.example","klik")'
    wie = {"bsn": BSN_DAAN, "geslachtsnaam": boos}
    await stuur(deps, event(persoon=wie, **ONBEKEND))
    joyce = await als(JOYCE)

    _, rij = lees_csv((await haal(joyce, "csv")).content)
    boek = CalamineWorkbook.from_filelike(io.BytesIO((await haal(joyce, "xlsx")).content))

    assert boos in rij[1]
    assert not rij[1].startswith("=")
    assert boos in str(boek.get_sheet_by_index(0).to_python()[1][1])


@given(st.text(max_size=20), st.sampled_from(("=", "+", "-", "@", "\t", "\r", "\n", " =")))
def test_no_cell_begins_as_a_formula(tekst: str, begin: str) -> None:
    assert neutraal(begin + tekst).startswith("'")


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))), min_size=11, max_size=11
    )
)
def test_any_text_comes_back_as_it_was(velden: list[str]) -> None:
    _, uit_csv = lees_csv(to_csv([velden]))

    assert [v.removeprefix("'") for v in uit_csv] == [v.removeprefix("'") for v in velden]
    assert to_xlsx([velden])[:2] == b"PK"
