"""Files as they come: every way in which a list is really kept, and files that mean harm."""

import io
import zipfile
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.berichten.lijst import Lijstsoort
from nazorg.contract.lijst import xlsx
from nazorg.contract.lijst.bestand import lees_bestand
from nazorg.contract.lijst.tabel import MAX_BYTES, MAX_KOLOMMEN, MAX_RIJEN, Onleesbaar, Tabel
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


# ---- files that mean harm, or are no list


@pytest.mark.parametrize(
    "ruw",
    [b"", b"   \r\n\r\n", b"BSN;Achternaam\r\n", to_xlsx({"Leeg": []}), to_xlsx({"A": [KOPPEN]})],
    ids=["empty", "blank", "only headings", "empty sheet", "only headings in a sheet"],
)
def test_a_file_without_rows_is_no_list(ruw: bytes) -> None:
    assert waarom(ruw) == "Er staan geen rijen in dit bestand."


@pytest.mark.parametrize(
    "ruw",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"BSN;Naam\r\n\x00\x00\x00;x\r\n",
        b"\xff\xfeB\x00S\x00N",
        b"BSN;Naam\r\n\x81\x8d;x",
        "BSN;Naam\r\n1\x00;x".encode("utf-16"),
        b"BSN;Naam\r\n\x1b[31m;x",
    ],
    ids=["image", "NUL", "half UTF-16", "no Windows sign", "NUL in UTF-16", "escape"],
)
def test_what_is_no_text_is_refused(ruw: bytes) -> None:
    assert "geen tekst" in waarom(ruw + (b"" if len(ruw) % 2 else b"x"))


def test_an_old_or_locked_workbook_is_refused_in_words_that_help() -> None:
    assert ".xlsx" in waarom(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))


def test_a_file_that_is_too_large_is_not_opened() -> None:
    assert "5 MB" in waarom(b"x" * (MAX_BYTES + 1))


def test_a_list_has_a_limited_number_of_rows_and_columns() -> None:
    assert "5000 rijen" in waarom(to_csv(*[["x"]] * (MAX_RIJEN + 1), koppen=["a"]))
    assert len(lees(to_csv(*[["x"]] * MAX_RIJEN, koppen=["a"])).rijen) == MAX_RIJEN
    assert "kolommen" in waarom(to_csv(["x"] * (MAX_KOLOMMEN + 1)))


def test_a_million_columns_in_a_small_file_fill_no_memory() -> None:
    assert "kolommen" in waarom(b"BSN;Naam\n" + b"x;" * 1_000_000 + b"x\n")
    assert lees(b"BSN;Naam\n1;2" + b";" * 1_000_000 + b"\n").koppen == ("BSN", "Naam")


def test_a_cell_without_an_end_is_refused() -> None:
    assert "beschadigd" in waarom(b'BSN;Naam\n"' + b"x" * 200_000)


def verander(ruw: bytes, deel: str, nieuw: bytes | None, **anders: bytes) -> bytes:
    """Return a workbook in which one part was replaced (None: left out), and others added."""
    uit = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(ruw)) as oud,
        zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as boek,
    ):
        for naam in oud.namelist():
            if naam != deel:
                boek.writestr(naam, oud.read(naam))
        if nieuw is not None:
            boek.writestr(deel, nieuw)
        for naam, inhoud in anders.items():
            boek.writestr(naam, inhoud)
    return uit.getvalue()


GOED = to_xlsx({"Lijst": [KOPPEN, rij()]})
BLAD = "xl/worksheets/sheet1.xml"
_BEGIN = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_EINDE = b"</sheetData></worksheet>"


def blad(inhoud: bytes) -> bytes:
    return verander(GOED, BLAD, _BEGIN + inhoud + _EINDE)


V = b"<v>1</v></c>"
HOEK = b'<row r="1"><c r="A1">' + V + b'</row><row r="1048576"><c r="%s">' + V + b"</row>"


@pytest.mark.parametrize(
    "inhoud",
    [
        HOEK % b"XFD1048576",
        HOEK % b"&#88;FD1048576",
        b"<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c></row>",
        b'<x:row xmlns:x="u" r="900000"><x:c r="ZZ900000"><x:v>1</x:v></x:c></x:row>',
        b'<row r="1000000">' + b"<c/>" * 999 + b"<c>" + V + b"</row>",
    ],
    ids=["two corners", "an escaped letter", "inline", "prefixed", "without addresses"],
)
def test_cells_far_apart_in_a_small_file_fill_no_memory(inhoud: bytes) -> None:
    assert "te groot" in waarom(blad(inhoud))


def test_a_bomb_is_not_unpacked() -> None:
    bom = b"<row/>" * 12_000_000
    assert "te groot" in waarom(verander(GOED, BLAD, _BEGIN + bom + _EINDE))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    ruw = bytearray(verander(GOED, "xl/media/x.bin", bytes(5_000_000)))
    echt = (5_000_000).to_bytes(4, "little")
    assert ruw.count(echt) == 2
    leugen = bytes(ruw).replace(echt, (10).to_bytes(4, "little"))

    assert "beschadigd" in waarom(leugen)


@pytest.mark.parametrize(
    "ruw",
    [
        b"PK\x03\x04" + bytes(100),
        b"PK",
        GOED[: len(GOED) // 2],
        GOED[:-30],
        verander(GOED, "xl/workbook.xml", None),
        verander(GOED, "xl/workbook.xml", b"<workbook"),
        verander(
            GOED,
            "xl/workbook.xml",
            b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        ),
        verander(GOED, BLAD, b""),
        verander(GOED, BLAD, None),
        verander(GOED, "[Content_Types].xml", b"\xff\xfe"),
        blad(b'<row r="x"><c r="A1"><v>1</v></c></row>'),
        blad(b'<row r="1"><c r="1"><v>1</v></c></row>'),
        blad(b'<row r="1"><c r="A"><v>1</v></c></row>'),
        blad(b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
        blad(b'<row r="99999999999999999999"><c r="A99999999999999999999"><v>1</v></c></row>'),
        verander(GOED, "xl/vbaProject.bin", b"x" * 50, mimetype=b"application/vnd.oasis"),
    ],
    ids=lambda r: f"{len(r)} bytes",
)
def test_a_broken_workbook_is_refused_or_read_but_never_a_crash(ruw: bytes) -> None:
    with suppress(Onleesbaar):
        assert lees(ruw).rijen


def test_two_parts_with_one_name_are_refused() -> None:
    uit = io.BytesIO(GOED)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(uit, "a") as boek:
        boek.writestr(BLAD, b"x")

    assert "soort .xlsx" in waarom(uit.getvalue())


def test_too_many_sheets_or_parts_are_refused() -> None:
    assert "bladen" in waarom(
        to_xlsx({f"b{i}": [KOPPEN, rij()] for i in range(xlsx.MAX_BLADEN + 1)})
    )
    delen: dict[str, Any] = {f"x/{i}": b"" for i in range(xlsx.MAX_DELEN)}
    assert "te groot" in waarom(verander(GOED, "y", b"", **delen))


@settings(max_examples=200)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"BSN;Naam\n"]))
def test_no_bytes_at_all_make_it_stumble(ruw: bytes, begin: bytes) -> None:
    for soort in Lijstsoort:
        with suppress(Onleesbaar):
            assert lees(begin + ruw, soort).rijen


@settings(max_examples=100)
@given(st.integers(0, len(GOED) - 1), st.integers(0, 255), st.integers(1, 20))
def test_no_damage_to_a_workbook_makes_it_stumble(plek: int, waarde: int, aantal: int) -> None:
    ruw = GOED[:plek] + bytes([waarde]) * aantal + GOED[plek + aantal :]

    with suppress(Onleesbaar):
        assert lees(ruw).rijen
