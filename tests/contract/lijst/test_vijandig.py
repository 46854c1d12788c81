"""Files that mean harm, or are no list: refused in words, with a bound on time and memory."""

import io
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.berichten.lijst import Lijstsoort
from nazorg.contract.lijst import xlsx
from nazorg.contract.lijst.bestand import lees_bestand
from nazorg.contract.lijst.tabel import MAX_BYTES, MAX_KOLOMMEN, MAX_RIJEN, Onleesbaar, Tabel
from tests.lijsten import KOPPEN, rij, to_csv, to_xlsx

DETENTIE, PLAN = Lijstsoort.DETENTIE, Lijstsoort.PLAN


def lees(ruw: bytes, soort: Lijstsoort = DETENTIE) -> Tabel:
    return lees_bestand(ruw, soort)


def waarom(ruw: bytes, soort: Lijstsoort = DETENTIE) -> str:
    with pytest.raises(Onleesbaar) as fout:
        lees(ruw, soort)
    return str(fout.value)


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


KAPOT = [
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
]


# Not named by its size: a workbook is packed with the time in it, and differs per run.
@pytest.mark.parametrize("ruw", KAPOT, ids=[f"broken {n}" for n in range(len(KAPOT))])
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
