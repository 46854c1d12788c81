"""A release on or before closed days, and a detention without an end, are warnings of their own."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.werkdagen import is_werkdag
from nazorg.werkvoorraad.waarschuwing import (
    DICHTBIJ,
    EINDE_ONBEKEND,
    find_open_op,
    write_dicht,
    write_waarschuwingen,
)

MAANDAG = date(2026, 11, 23)
DAGEN = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("vrij_op", "zin"),
    [
        (date(2026, 11, 26), ""),
        (date(2026, 11, 27), "Vrij op vrijdag: loketten dicht tot maandag"),
        (date(2026, 11, 28), "Vrij op zaterdag: loketten dicht tot maandag"),
        (date(2026, 11, 29), "Vrij op zondag: loketten dicht tot maandag"),
        (date(2026, 12, 24), "Vrij op donderdag: loketten daarna dicht tot maandag 28 dec"),
        (date(2026, 12, 25), "Vrij op vrijdag: loketten dicht tot maandag"),
        (date(2027, 3, 25), "Vrij op donderdag: loketten daarna dicht tot dinsdag 30 mrt"),
        (date(2027, 3, 26), "Vrij op vrijdag: loketten dicht tot dinsdag 30 mrt"),
        (date(2027, 4, 26), "Vrij op maandag: loketten daarna dicht tot woensdag 28 apr"),
        (date(2027, 4, 27), "Vrij op dinsdag: loketten dicht tot woensdag 28 apr"),
        (date(2027, 5, 4), "Vrij op dinsdag: loketten daarna dicht tot vrijdag 7 mei"),
    ],
)
def test_a_release_on_or_before_closed_days_says_until_when(vrij_op: date, zin: str) -> None:
    assert write_dicht(vrij_op) == zin


def test_closed_days_of_the_gemeente_itself_count_too() -> None:
    dicht = frozenset({date(2026, 11, 27), date(2026, 11, 30)})

    zin = write_dicht(date(2026, 11, 26), dicht)

    assert zin == "Vrij op donderdag: loketten daarna dicht tot dinsdag 1 dec"


@given(vrij_op=DAGEN, dicht=st.frozensets(DAGEN, max_size=3))
def test_desks_are_open_on_the_day_that_is_named_and_on_none_before_it(
    vrij_op: date, dicht: frozenset[date]
) -> None:
    open_op = find_open_op(vrij_op, dicht)

    if open_op is None:
        assert is_werkdag(vrij_op, dicht)
        assert is_werkdag(vrij_op + timedelta(days=1), dicht)
    else:
        assert is_werkdag(open_op, dicht)
        tussen = [vrij_op + timedelta(days=n) for n in range(1, (open_op - vrij_op).days)]
        assert not any(is_werkdag(dag, dicht) for dag in tussen)


def test_a_warning_is_about_what_is_still_to_come() -> None:
    vrijdag = date(2026, 11, 27)

    def zinnen(vandaag: date, *, binnen: timedelta | None = None) -> tuple[str, ...]:
        return write_waarschuwingen(
            vrij_op=vrijdag, zonder_einde=False, vandaag=vandaag, binnen=binnen
        )

    assert zinnen(MAANDAG) == ("Vrij op vrijdag: loketten dicht tot maandag",)
    assert zinnen(vrijdag) == ("Vrij op vrijdag: loketten dicht tot maandag",)
    assert zinnen(vrijdag + timedelta(days=1)) == ()
    assert zinnen(vrijdag - DICHTBIJ, binnen=DICHTBIJ)
    assert zinnen(vrijdag - DICHTBIJ - timedelta(days=1), binnen=DICHTBIJ) == ()


def test_who_is_held_without_an_end_is_a_warning_and_who_walked_out_is_not() -> None:
    assert write_waarschuwingen(vrij_op=None, zonder_einde=True, vandaag=MAANDAG) == (
        EINDE_ONBEKEND,
    )
    assert write_waarschuwingen(vrij_op=None, zonder_einde=False, vandaag=MAANDAG) == ()
