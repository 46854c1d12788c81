"""Whole months: which to keep, and which to have ready."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.alarm import Grenzen, alarm_bij_bewaartermijn
from nazorg.berichten.bewaartermijn import bewaard_vanaf, komende_maanden, maand_van, verschuif

NU = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
dagen = st.dates(min_value=date(2000, 1, 1), max_value=date(2200, 12, 31))


def test_the_month_of_thirteen_months_ago_is_the_oldest_that_stays() -> None:
    assert bewaard_vanaf(NU, 13) == date(2025, 10, 1)
    assert bewaard_vanaf(datetime(2027, 1, 1, tzinfo=UTC), 13) == date(2025, 12, 1)


def test_a_month_is_that_of_the_key_and_not_that_of_the_wall() -> None:
    amsterdam = timezone(timedelta(hours=1))

    assert maand_van(datetime(2026, 12, 1, 0, 30, tzinfo=amsterdam)) == date(2026, 11, 1)


def test_this_month_and_the_next_two_are_ready() -> None:
    assert komende_maanden(NU) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


@given(dagen, st.integers(-400, 400))
def test_months_forward_and_back_end_where_they_began(dag: date, aantal: int) -> None:
    eerste = dag.replace(day=1)
    verder = verschuif(eerste, aantal)

    assert verder.day == 1
    assert (verder.year - eerste.year) * 12 + verder.month - eerste.month == aantal
    assert verschuif(verder, -aantal) == eerste


@given(dagen, st.integers(3, 120))
def test_nothing_goes_before_its_term_and_nothing_stays_a_month_longer(
    dag: date, maanden: int
) -> None:
    nu = datetime(dag.year, dag.month, dag.day, tzinfo=UTC)
    vanaf = bewaard_vanaf(nu, maanden)
    laatste_dag_die_gaat = vanaf - timedelta(days=1)

    assert verschuif(laatste_dag_die_gaat.replace(day=1), maanden + 1) == maand_van(nu)


def test_the_alarm_says_how_many_and_what_to_do() -> None:
    een = alarm_bij_bewaartermijn({date(2025, 1, 1): 1}, nu=NU, grenzen=Grenzen())
    meer = alarm_bij_bewaartermijn(
        {date(2025, 1, 1): 1, date(2025, 2, 1): 4}, nu=NU, grenzen=Grenzen(inhoud_maanden=6)
    )

    assert alarm_bij_bewaartermijn({}, nu=NU, grenzen=Grenzen()) is None
    assert een is not None
    assert meer is not None
    assert een.tekst == (
        "1 bericht staat al meer dan 13 maanden apart. Daarom is de inhoud van 1 maand berichten"
        " nog niet verwijderd. Speel het opnieuw af, of leg vast dat u het niet verwerkt."
    )
    assert meer.kort == "5 berichten staan te lang apart."
    assert "meer dan 6 maanden" in meer.tekst
    assert "van 2 maanden berichten" in meer.tekst
