"""What stands in a cell: one meaning, or refused."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.contract.lijst.cellen import (
    GeenBsn,
    GeenDatum,
    lees_bsn,
    lees_datum,
    lees_geboorte,
    lees_tekst,
    splits_naam,
)
from nazorg.kern.bsn import is_bsn
from tests.factories import BSN_DAAN

DAG = date(2026, 3, 9)
DAGEN = st.dates(date(1927, 5, 18), date(2100, 12, 31))


@pytest.mark.parametrize(
    "cel",
    [
        "9-3-2026", "09-03-2026", "9/3/2026", "9.3.2026", "9 3 2026", " 9 - 3 - 2026 ",
        "2026-03-09", "2026-3-9", "2026-03-09T14:05:00", "2026-03-09 00:00", "20260309",
        "9 maart 2026", "9 mrt. 2026", "9 MRT 2026", "9-3-2026 14:05", "46090", 46090,
        46090.0, 46090.75,
        20260309, DAG, datetime.combine(DAG, time(14, 5)),
    ],
    ids=str,
)  # fmt: skip
def test_a_day_is_read_however_it_was_typed(cel: Any) -> None:
    assert lees_datum(cel) == DAG


@pytest.mark.parametrize(
    "cel",
    [
        "9-3-26", "3/9", "2026", 2026, "31-2-2026", "0-3-2026", "9-13-2026", "morgen",
        "9 maa rt 2026",
        "9-3-2026 en later", "-5", 1.5, 9999, 73415, 10**12, float("nan"), float("inf"), True,
        time(9), timedelta(days=1), "٩-٣-٢٠٢٦", "9-3-2026-", "20261301", "1 2 3 2026",
    ],
    ids=str,
)  # fmt: skip
def test_what_may_be_two_days_or_none_is_refused(cel: Any) -> None:
    with pytest.raises(GeenDatum):
        lees_datum(cel)


@pytest.mark.parametrize("cel", [None, "", "  ", "\u00a0"])
def test_an_empty_cell_is_no_day(cel: Any) -> None:
    assert lees_datum(cel) is None


@given(
    DAGEN,
    st.sampled_from(["{d}-{m}-{j}", "{d:02}/{m:02}/{j}", "{j}-{m:02}-{d:02}", "{j}{m:02}{d:02}"]),
)
def test_every_day_comes_back_from_every_way_to_write_it(dag: date, vorm: str) -> None:
    assert lees_datum(vorm.format(d=dag.day, m=dag.month, j=dag.year)) == dag


@given(DAGEN)
def test_a_day_of_excel_is_that_day_as_a_number_and_as_text(dag: date) -> None:
    nummer = (dag - date(1899, 12, 30)).days

    assert lees_datum(nummer) == lees_datum(float(nummer)) == lees_datum(str(nummer)) == dag


@given(st.text(max_size=30) | st.floats() | st.integers() | st.booleans() | st.times())
def test_no_cell_makes_it_stumble(cel: Any) -> None:
    for lezer in (lees_datum, lees_geboorte, lees_bsn):
        with suppress(GeenDatum, GeenBsn):
            lezer(cel)


@pytest.mark.parametrize(
    ("cel", "delen"),
    [
        ("12-4-1991", {"jaar": 1991, "maand": 4, "dag": 12}),
        (date(1991, 4, 12), {"jaar": 1991, "maand": 4, "dag": 12}),
        ("00-04-1991", {"jaar": 1991, "maand": 4}),
        ("0-0-1991", {"jaar": 1991}),
        ("1991", {"jaar": 1991}),
        (1991.0, {"jaar": 1991}),
        ("", None),
        (None, None),
    ],
    ids=str,
)
def test_of_a_date_of_birth_parts_may_be_unknown(cel: Any, delen: Any) -> None:
    assert lees_geboorte(cel) == delen


def test_a_day_of_birth_without_a_month_does_not_exist() -> None:
    with pytest.raises(GeenDatum):
        lees_geboorte("5-0-1991")


@pytest.mark.parametrize(
    "cel",
    [
        BSN_DAAN,
        f" {BSN_DAAN} ",
        f"{BSN_DAAN[:4]}.{BSN_DAAN[4:6]}.{BSN_DAAN[6:]}",
        int(BSN_DAAN),
        float(BSN_DAAN),
    ],
    ids=["text", "spaces", "dots", "number", "float"],
)
def test_a_bsn_is_read_however_it_was_typed(cel: Any) -> None:
    assert lees_bsn(cel) == BSN_DAAN


@given(st.integers(1_000_000, 99_999_999))
def test_a_spreadsheet_may_have_lost_the_zeros_in_front(getal: int) -> None:
    if is_bsn(f"{getal:09}"):
        assert lees_bsn(getal) == lees_bsn(f"{getal:09}") == f"{getal:09}"
    else:
        with pytest.raises(GeenBsn):
            lees_bsn(getal)


@pytest.mark.parametrize("cel", ["", None, "123456780", "12345", "x" * 9, "٩٩٩٩٩٣٦٥٣", True, 1.5])
def test_what_fails_the_elfproef_is_no_bsn(cel: Any) -> None:
    with pytest.raises(GeenBsn):
        lees_bsn(cel)


@pytest.mark.parametrize(
    ("getypt", "gelezen"),
    [
        ("Verhoeven", ("Verhoeven", None, None)),
        ("van den Berg", ("Berg", "van den", None)),
        ("VAN DER Berg", ("Berg", "van der", None)),
        ("Berg, van den", ("Berg", "van den", None)),
        ("Berg, Daan van den", ("Berg", "van den", "Daan")),
        ("Berg, D.P.", ("Berg", None, "D.P.")),
        ("El Idrissi", ("Idrissi", "el", None)),
        ("'t Hart", ("Hart", "'t", None)),
        ("De", ("De", None, None)),
        (", van", (", van", None, None)),
        ("Jansen-de Boer", ("Jansen-de Boer", None, None)),
        ("", ("", None, None)),
    ],
)
def test_a_prefix_is_taken_from_the_name(getypt: str, gelezen: tuple[str, ...]) -> None:
    assert splits_naam(getypt) == gelezen


@pytest.mark.parametrize("tekst", ["=1+1", "-5", "+31", "@x"])
def test_the_mark_of_our_own_file_comes_off(tekst: str) -> None:
    assert lees_tekst(f"'{tekst}") == tekst
