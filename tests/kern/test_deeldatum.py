from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.deeldatum import DeelDatum, is_mogelijk


def bestaat(jaar: int, maand: int, dag: int) -> bool:
    try:
        date(jaar, maand, dag)
    except ValueError:
        return False
    return True


@given(jaar=st.integers(1850, 2100), maand=st.integers(-1, 14), dag=st.integers(-1, 33))
def test_a_full_date_is_possible_exactly_when_the_calendar_has_it(
    jaar: int, maand: int, dag: int
) -> None:
    assert is_mogelijk(*DeelDatum(jaar, maand, dag)) == bestaat(jaar, maand, dag)


@given(jaar=st.integers(1850, 2100), maand=st.integers(-1, 14))
def test_a_month_without_a_day_is_possible_when_the_month_exists(jaar: int, maand: int) -> None:
    assert is_mogelijk(*DeelDatum(jaar, maand)) == (1 <= maand <= 12)


@given(st.integers(-10_000, 10_000))
def test_a_year_alone_is_possible_when_somebody_can_be_born_in_it(jaar: int) -> None:
    assert is_mogelijk(*DeelDatum(jaar)) == (1850 <= jaar <= 2100)


def test_a_day_without_a_month_does_not_exist() -> None:
    assert not is_mogelijk(*DeelDatum(1991, None, 14))


@pytest.mark.parametrize(
    ("jaar", "mogelijk"), [(2023, False), (2024, True), (1900, False), (2000, True)]
)
def test_29_february_is_possible_in_a_leap_year_only(jaar: int, mogelijk: bool) -> None:
    assert is_mogelijk(*DeelDatum(jaar, 2, 29)) is mogelijk
