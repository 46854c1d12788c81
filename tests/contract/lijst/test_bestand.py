"""Files as they come: every way in which a list is really kept, and files that mean harm."""

import io
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.lijst import Lijstsoort
from nazorg.contract.lijst.bestand import lees_bestand
from nazorg.contract.lijst.tabel import Onleesbaar, Tabel
from tests.factories import BSN_DAAN, BSN_NINA
from tests.lijsten import KOPPEN, PLANKOPPEN, planrij, rij, to_csv, to_xlsx

DETENTIE, PLAN = Lijstsoort.DETENTIE, Lijstsoort.PLAN


def lees(ruw: bytes, soort: Lijstsoort = DETENTIE) -> Tabel:
    return lees_bestand(ruw, soort)


def waarom(ruw: bytes, soort: Lijstsoort = DETENTIE) -> str:
    with pytest.raises(Onleesbaar) as fout:
        lees(ruw, soort)
    return str(fout.value)


@pytest.mark.parametrize(
    "codering", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("teken", [";", ",", "\t"])
def test_csv_is_read_in_every_sign_and_separator(codering: str, teken: str) -> None:
    ruw = to_csv(rij(naam="Coördinatör; met, alles\ter in"), teken=teken, codering=codering)

    tabel = lees(ruw)

    assert tabel.koppen == KOPPEN
    assert tabel.rijen[0].cellen[1] == "Coördinatör; met, alles\ter in"


@given(
    st.lists(
        st.text(
            st.characters(
                codec="cp1252", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u00a0"
            ),
            min_size=1,
            max_size=20,
        ).filter(str.strip),
        min_size=2,
        max_size=6,
    ),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_went_in_comes_out(cellen: list[str], teken: str, codering: str) -> None:
    koppen = [f"Kolom {i}" for i in range(len(cellen))]

    tabel = lees(to_csv(cellen, koppen=koppen, teken=teken, codering=codering))

    assert tabel.koppen == tuple(koppen)
    assert tabel.rijen[0].cellen == tuple(cellen)


def test_excel_may_say_the_separator_itself() -> None:
    assert lees(b"sep=;\r\n" + to_csv(rij(), codering="utf-8")).koppen == KOPPEN


def test_a_title_above_the_headings_is_no_heading() -> None:
    boven = b"Detentielijst november 2026\r\n\r\nGemeente Tiel\r\n"

    tabel = lees(boven + to_csv(rij(), codering="utf-8"))

    assert tabel.koppen == KOPPEN
    assert [r.plek for r in tabel.rijen] == ["5"]


def test_empty_rows_and_columns_are_no_rows_and_columns() -> None:
    leeg = [""] * 30
    tabel = lees(to_csv(leeg, rij(), leeg, rij(BSN_NINA), leeg))

    assert [r.plek for r in tabel.rijen] == ["3", "5"]
    assert tabel.koppen == KOPPEN


def test_a_workbook_has_days_numbers_and_text() -> None:
    ruw = to_xlsx(
        {"Lijst": [KOPPEN, rij(begin=date(2026, 11, 19), verwacht=46367), rij(int(BSN_NINA))]}
    )

    tabel = lees(ruw)

    assert tabel.koppen == KOPPEN
    assert tabel.rijen[0].cellen[4] == date(2026, 11, 19)
    assert tabel.rijen[0].cellen[6] == 46367
    assert [r.plek for r in tabel.rijen] == ["2", "3"]


def test_the_first_sheet_with_something_in_it_is_the_list() -> None:
    assert len(lees(to_xlsx({"Leeg": [], "Lijst": [KOPPEN, rij()]})).rijen) == 1


def test_of_a_formula_only_the_value_counts_and_nothing_is_computed() -> None:
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True})
    blad = boek.add_worksheet()
    blad.write_row(0, 0, KOPPEN)
    blad.write_row(1, 0, rij())
    blad.write_formula(1, 1, '=WEBSERVICE("http://evil.test/")', None, "Verhoeven")
    blad.write_formula(1, 2, '=HYPERLINK("http://evil.test/")', None, "")
    boek.close()

    tabel = lees(uit.getvalue())

    assert tabel.rijen[0].cellen[1] == "Verhoeven"
    assert not any("evil" in str(cel) for cel in tabel.rijen[0].cellen)


def test_merged_cells_say_what_they_say_once() -> None:
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True})
    blad = boek.add_worksheet()
    blad.merge_range(0, 0, 0, 8, "Detentielijst")
    blad.write_row(1, 0, KOPPEN)
    blad.write_row(2, 0, rij())
    blad.merge_range(2, 1, 3, 1, "Verhoeven")
    boek.close()

    tabel = lees(uit.getvalue())

    assert tabel.koppen == KOPPEN
    assert [r.cellen[1] for r in tabel.rijen] == ["Verhoeven"]


def test_a_hidden_sheet_stays_hidden() -> None:
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True})
    geheim, open_ = boek.add_worksheet("Oud"), boek.add_worksheet("Nu")
    geheim.write_row(0, 0, KOPPEN)
    geheim.write_row(1, 0, rij(BSN_NINA))
    open_.write_row(0, 0, KOPPEN)
    open_.write_row(1, 0, rij())
    open_.activate()
    open_.set_first_sheet()
    geheim.hide()
    boek.close()

    assert [r.cellen[0] for r in lees(uit.getvalue()).rijen] == [BSN_DAAN]


def test_the_tabs_of_an_export_become_one_row_per_person() -> None:
    ids = [("BSN", "Naam", "Datum", "Status"), (BSN_DAAN, "Verhoeven", "3-3-2024", "geldig")]
    wonen = [("BSN", "Geregeld"), (BSN_NINA, "ja"), (BSN_DAAN, "nee"), (BSN_DAAN, "ja")]
    uitleg = [("Dit is de export van 2024",)]
    ruw = to_xlsx({"ID": [*ids, (BSN_NINA, "Smit")], "Uitleg": uitleg, "Wonen": wonen})

    tabel = lees(ruw, PLAN)

    assert tabel.koppen == ("BSN", "Naam", "ID: Datum", "ID: Status", "Wonen: Geregeld")
    assert [r.plek for r in tabel.rijen] == [
        "2 op blad 1, 3 op blad 3",
        "3 op blad 1, 2 op blad 3",
        "4 op blad 3",
    ]
    assert tabel.rijen[0].cellen == (BSN_DAAN, "Verhoeven", "3-3-2024", "geldig", "nee")


def test_a_list_of_plans_in_one_sheet_is_just_a_list() -> None:
    assert lees(to_csv(planrij(), koppen=PLANKOPPEN), PLAN).koppen == PLANKOPPEN
    blad_ = lees(to_xlsx({"Wonen": [("BSN", "Geregeld"), (BSN_DAAN, "ja")]}), PLAN)
    assert (blad_.koppen, blad_.rijen[0].plek) == (("BSN", "Wonen: Geregeld"), "2")
    assert lees(to_xlsx({"L": [("Nr", "Wonen"), (BSN_DAAN, "ja")]}), PLAN).koppen == ("Nr", "Wonen")


def test_tabs_that_cannot_be_joined_are_refused() -> None:
    bladen = {"A": [("Nr", "Wonen"), (1, "ja")], "B": [("Nr", "ID"), (1, "ja")]}

    assert "kolom met de naam BSN" in waarom(to_xlsx(bladen), PLAN)
