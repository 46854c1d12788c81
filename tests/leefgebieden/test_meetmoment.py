"""The measuring moments of one detention (WODC: begin, release, one and six months after)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.maanden import plus_maanden
from nazorg.leefgebieden.meetmoment import Meetmoment, Meetpunt, plan_momenten

DAGEN = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_four_moments_of_a_long_stay() -> None:
    momenten = plan_momenten(begin=date(2026, 4, 14), vrij_op=date(2026, 11, 27))

    assert momenten == (
        Meetmoment(Meetpunt.BEGIN, date(2026, 5, 12)),
        Meetmoment(Meetpunt.VRIJLATING, date(2026, 11, 27)),
        Meetmoment(Meetpunt.EEN_MAAND, date(2026, 12, 27)),
        Meetmoment(Meetpunt.ZES_MAANDEN, date(2027, 5, 27)),
    )


def test_the_begin_of_a_short_stay_is_measured_no_later_than_the_release() -> None:
    momenten = plan_momenten(begin=date(2026, 11, 20), vrij_op=date(2026, 11, 27))

    assert momenten[0].datum == date(2026, 11, 27)


def test_without_a_release_there_is_only_a_begin_and_without_both_nothing() -> None:
    assert [m.punt for m in plan_momenten(begin=date(2026, 11, 20), vrij_op=None)] == ["begin"]
    assert plan_momenten(begin=None, vrij_op=None) == ()
    assert len(plan_momenten(begin=None, vrij_op=date(2026, 11, 27))) == 3


@pytest.mark.parametrize(
    ("dag", "aantal", "uit"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_that_month(
    dag: date, aantal: int, uit: date
) -> None:
    assert plus_maanden(dag, aantal) == uit


@given(begin=DAGEN, duur=st.integers(0, 2000))
def test_moments_come_in_order_and_never_before_the_begin(begin: date, duur: int) -> None:
    dagen = [m.datum for m in plan_momenten(begin=begin, vrij_op=begin + timedelta(days=duur))]

    assert dagen == sorted(dagen)
    assert dagen[0] >= begin
