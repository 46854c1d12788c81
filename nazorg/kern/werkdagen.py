"""Dutch working days.

Source: Algemene termijnenwet art. 3 names 5 mei every year; the library has it in lustrum years
only unless its 'optional' category is asked for. That category also has Goede Vrijdag, on which
many desks of gemeenten are closed. Closing days per gemeente are data (`regels.Regelset.dicht`).
"""

from datetime import date, timedelta
from functools import cache, lru_cache

import holidays


@cache
def _feestdagen(jaar: int) -> frozenset[date]:
    kalender = holidays.country_holidays("NL", years=jaar, categories=("public", "optional"))
    return frozenset(kalender)


def is_werkdag(dag: date, dicht: frozenset[date] = frozenset()) -> bool:
    """Tell whether desks are open. dicht: days on which this gemeente is closed as well."""
    return dag.weekday() < 5 and dag not in _feestdagen(dag.year) and dag not in dicht


@cache
def plus_werkdagen(dag: date, aantal: int, dicht: frozenset[date] = frozenset()) -> date:
    """Return the day that is aantal working days after dag (before it, when negative).

    With 0: dag itself when it is a working day, else the next one. dicht: see `is_werkdag`.
    """
    stap = timedelta(days=1 if aantal >= 0 else -1)
    if aantal == 0:
        while not is_werkdag(dag, dicht):
            dag += stap
        return dag
    over = abs(aantal)
    while over:
        dag += stap
        over -= is_werkdag(dag, dicht)
    return dag


@lru_cache(maxsize=8192)
def werkdagen_tot(van: date, tot: date, dicht: frozenset[date] = frozenset()) -> int:
    """Count the working days after van up to and including tot; negative when tot is past."""
    if tot < van:
        return -werkdagen_tot(tot, van, dicht)
    aantal = (tot - van).days
    return sum(is_werkdag(van + timedelta(days=i), dicht) for i in range(1, aantal + 1))


def werkweek(dag: date) -> tuple[date, date]:
    """Return Monday and Sunday of the week to work on: in the weekend that is the one to come."""
    maandag = dag - timedelta(days=dag.weekday())
    if dag.weekday() >= 5:
        maandag += timedelta(weeks=1)
    return maandag, maandag + timedelta(days=6)
