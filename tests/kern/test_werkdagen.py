"""Dutch working days: Algemene termijnenwet art. 3, with Goede Vrijdag."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.kern.werkdagen import is_werkdag, plus_werkdagen, werkdagen_tot, werkweek

DAGEN = st.dates(date(1990, 1, 1), date(2050, 12, 31))
AANTALLEN = st.integers(1, 60)
DAG = timedelta(days=1)


@pytest.mark.parametrize("jaar", range(2019, 2035))
def test_liberation_day_is_no_working_day_in_any_year(jaar: int) -> None:
    assert not is_werkdag(date(jaar, 5, 5))


@pytest.mark.parametrize(
    ("dag", "werkdag"),
    [
        (date(2026, 1, 1), False),  # Nieuwjaarsdag, donderdag
        (date(2026, 1, 2), True),
        (date(2026, 4, 3), False),  # Goede Vrijdag
        (date(2026, 4, 6), False),  # tweede paasdag
        (date(2026, 4, 27), False),  # Koningsdag, maandag
        (date(2025, 4, 26), False),  # Koningsdag on Saturday, for the 27th was a Sunday
        (date(2025, 4, 28), True),
        (date(2026, 5, 14), False),  # Hemelvaartsdag
        (date(2026, 5, 15), True),  # the Friday after it is an ordinary day by law
        (date(2026, 5, 25), False),  # tweede pinksterdag
        (date(2026, 12, 25), False),
        (date(2025, 12, 26), False),  # tweede kerstdag, vrijdag
        (date(2026, 12, 24), True),
        (date(2026, 12, 31), True),
        (date(2026, 11, 21), False),  # zaterdag
        (date(2026, 11, 22), False),  # zondag
        (date(2026, 11, 23), True),
    ],
)
def test_the_calendar_of_the_netherlands_is_known(dag: date, werkdag: bool) -> None:
    assert is_werkdag(dag) is werkdag


@pytest.mark.parametrize(
    ("van", "aantal", "tot"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from inside it
        (date(2026, 11, 27), -5, date(2026, 11, 20)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter, from Goede Vrijdag on
        (date(2025, 12, 24), 1, date(2025, 12, 29)),  # over Christmas
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # over the end of a year
        (date(2027, 1, 4), -1, date(2026, 12, 31)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_counting_skips_weekends_and_holidays(van: date, aantal: int, tot: date) -> None:
    assert plus_werkdagen(van, aantal) == tot


def test_the_distance_counts_the_last_day_and_not_the_first() -> None:
    assert werkdagen_tot(date(2026, 11, 23), date(2026, 11, 23)) == 0
    assert werkdagen_tot(date(2026, 11, 23), date(2026, 11, 24)) == 1
    assert werkdagen_tot(date(2026, 11, 20), date(2026, 11, 22)) == 0
    assert werkdagen_tot(date(2026, 11, 23), date(2026, 11, 20)) == -1


@settings(deadline=None)
@given(dag=DAGEN, aantal=AANTALLEN)
def test_back_and_forth_ends_where_it_began_when_that_is_a_working_day(
    dag: date, aantal: int
) -> None:
    begin = plus_werkdagen(dag, 0)

    assert plus_werkdagen(plus_werkdagen(begin, aantal), -aantal) == begin
    assert plus_werkdagen(plus_werkdagen(begin, -aantal), aantal) == begin


@settings(deadline=None)
@given(dag=DAGEN, aantal=st.integers(-60, 60))
def test_a_due_date_is_always_a_working_day_in_the_right_direction(dag: date, aantal: int) -> None:
    uit = plus_werkdagen(dag, aantal)

    assert is_werkdag(uit)
    assert uit < dag if aantal < 0 else uit >= dag
    assert aantal <= 0 or uit > dag


@settings(deadline=None)
@given(dag=DAGEN, later=st.integers(0, 40), aantal=st.integers(-60, 60))
def test_a_later_day_or_a_larger_number_never_gives_an_earlier_date(
    dag: date, later: int, aantal: int
) -> None:
    assert plus_werkdagen(dag, aantal) <= plus_werkdagen(dag + later * DAG, aantal)
    if aantal > 0:
        assert plus_werkdagen(dag, aantal) < plus_werkdagen(dag, aantal + 1)
        assert plus_werkdagen(dag, -aantal - 1) < plus_werkdagen(dag, -aantal)


@settings(deadline=None)
@given(dag=DAGEN, aantal=AANTALLEN)
def test_the_distance_to_what_lies_so_many_working_days_ahead_is_that_many(
    dag: date, aantal: int
) -> None:
    assert werkdagen_tot(dag, plus_werkdagen(dag, aantal)) == aantal


@settings(deadline=None)
@given(van=DAGEN, heen=st.integers(0, 60), verder=st.integers(0, 60))
def test_distances_add_up_and_turn_their_sign_when_walked_back(
    van: date, heen: int, verder: int
) -> None:
    midden, tot = van + heen * DAG, van + (heen + verder) * DAG

    assert werkdagen_tot(van, tot) == werkdagen_tot(van, midden) + werkdagen_tot(midden, tot)
    assert werkdagen_tot(tot, van) == -werkdagen_tot(van, tot)
    assert 0 <= werkdagen_tot(van, tot) <= heen + verder


@given(dag=DAGEN)
def test_the_week_to_work_on_runs_from_monday_to_sunday_and_is_never_over(dag: date) -> None:
    maandag, zondag = werkweek(dag)

    assert (maandag.weekday(), zondag - maandag) == (0, 6 * DAG)
    assert maandag - 2 * DAG <= dag <= zondag - 2 * DAG
