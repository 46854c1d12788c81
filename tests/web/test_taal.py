from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.web import taal

MAANDAG = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("dag", "kort", "lang"),
    [
        (date(2026, 11, 27), "vr 27 nov", "vrijdag 27 november 2026"),
        (date(2026, 3, 2), "ma 2 mrt", "maandag 2 maart 2026"),
        (date(2024, 2, 29), "do 29 feb", "donderdag 29 februari 2024"),
        (date(2026, 5, 31), "zo 31 mei", "zondag 31 mei 2026"),
    ],
)
def test_a_day_has_a_short_and_a_long_form(dag: date, kort: str, lang: str) -> None:
    assert taal.dag_kort(dag) == kort
    assert taal.dag_lang(dag) == lang


def test_the_year_is_only_said_when_it_is_another_year() -> None:
    assert taal.dag_kort(date(2026, 1, 4), vandaag=MAANDAG) == "zo 4 jan"
    assert taal.dag_kort(date(2027, 1, 4), vandaag=MAANDAG) == "ma 4 jan 2027"


@pytest.mark.parametrize(
    ("verschil", "tekst"),
    [
        (-2, "2 dagen geleden"),
        (-1, "gisteren"),
        (0, "vandaag"),
        (1, "morgen"),
        (4, "over 4 dagen"),
    ],
)
def test_the_distance_to_a_day_reads_as_people_say_it(verschil: int, tekst: str) -> None:
    assert taal.dagen_tot(MAANDAG, MAANDAG + timedelta(days=verschil)) == tekst


@pytest.mark.parametrize(
    ("dag", "werkdagen", "tekst"),
    [
        (date(2026, 11, 23), 0, "vandaag"),
        (date(2026, 11, 24), 1, "nog 1 werkdag"),
        (date(2026, 11, 27), 4, "nog 4 werkdagen"),
        (date(2026, 11, 20), -1, "1 werkdag te laat"),
        (date(2026, 11, 19), 2, "2 werkdagen te laat"),
    ],
)
def test_a_due_date_counts_working_days(dag: date, werkdagen: int, tekst: str) -> None:
    assert taal.uiterlijk_tekst(MAANDAG, dag, werkdagen) == tekst


def test_a_due_date_inside_one_weekend_falls_back_to_calendar_days() -> None:
    zaterdag = date(2026, 11, 21)
    zondag = date(2026, 11, 22)

    assert taal.uiterlijk_tekst(zaterdag, zondag, 0) == "morgen"
    assert taal.uiterlijk_tekst(zondag, zaterdag, 0) == "1 dag te laat"


@given(
    verschil=st.integers(min_value=-400, max_value=400),
    werkdagen=st.integers(min_value=-290, max_value=290),
)
def test_late_is_said_for_every_past_due_date_and_for_no_other(
    verschil: int, werkdagen: int
) -> None:
    tekst = taal.uiterlijk_tekst(MAANDAG, MAANDAG + timedelta(days=verschil), werkdagen)

    assert tekst.endswith("te laat") == (verschil < 0)
    assert " 1 werkdagen" not in f" {tekst}"


def test_a_moment_is_told_on_the_clock_in_the_netherlands() -> None:
    assert taal.moment(MAANDAG, datetime(2026, 11, 23, 7, 14, tzinfo=UTC)) == "vandaag 08:14"
    assert taal.moment(MAANDAG, datetime(2026, 11, 21, 7, 14, tzinfo=UTC)) == "21 nov 08:14"
    assert taal.moment(MAANDAG, datetime(2026, 7, 1, 7, 14, tzinfo=UTC)) == "1 jul 09:14"
    assert taal.moment(MAANDAG, datetime(2025, 7, 1, 7, 14, tzinfo=UTC)) == "1 jul 2025 09:14"


def test_just_after_midnight_here_is_today_although_it_is_yesterday_in_utc() -> None:
    assert taal.moment(MAANDAG, datetime(2026, 11, 22, 23, 5, tzinfo=UTC)) == "vandaag 00:05"


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        taal.moment(MAANDAG, datetime(2026, 11, 23, 7, 14))  # noqa: DTZ001 - the mistake itself


@pytest.mark.parametrize(
    ("delen", "tekst"),
    [
        ((1991, 5, 14), "14 mei 1991"),
        ((1991, 5, None), "mei 1991"),
        ((1991, None, None), "1991"),
        ((1991, None, 14), "1991"),
        ((None, None, None), "onbekend"),
    ],
)
def test_a_birth_date_says_what_is_known_and_no_more(
    delen: tuple[int | None, int | None, int | None], tekst: str
) -> None:
    assert taal.geboortedatum(*delen) == tekst


def test_a_duration_knows_one_day() -> None:
    assert taal.duur(MAANDAG, MAANDAG + timedelta(days=1)) == "1 dag"
    assert taal.duur(MAANDAG, MAANDAG + timedelta(days=40)) == "40 dagen"
