"""Gaps in sequence numbers: what was never seen between the lowest and the highest."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.volgnummers import (
    HOOGSTE,
    Gat,
    Gezien,
    Reeks,
    als_volgnummer,
    is_volgnummer,
    verschil,
    volg,
)

BEGIN = datetime(2026, 11, 23, 8, tzinfo=UTC)
# Runs of numbers as their distance from a start, so that a series may pass the place of the wrap.
_RUNS = st.lists(
    st.tuples(st.integers(0, 150), st.integers(0, 5)).map(lambda r: range(r[0], r[0] + r[1] + 1)),
    min_size=1,
    max_size=40,
)
_STARTS = st.one_of(st.integers(1, HOOGSTE), st.integers(HOOGSTE - 160, HOOGSTE))


def gezien(start: int, runs: list[range]) -> list[Gezien]:
    """Return runs as SQL gives them: as the source wrote them, so none goes over the wrap."""
    uit = []
    for run in runs:
        stukken: list[list[int]] = []
        for afstand in run:
            nummer = als_volgnummer(start + afstand)
            if stukken and stukken[-1][-1] + 1 == nummer:
                stukken[-1].append(nummer)
            else:
                stukken.append([nummer])
        uit += [Gezien(s[0], s[-1], BEGIN) for s in stukken]
    return uit


def gemist(reeks: Reeks | None) -> set[int]:
    """Return every missing number, as the source writes it."""
    gaten = reeks.gaten if reeks else ()
    return {als_volgnummer(n) for g in gaten for n in range(g.van, g.tot + 1)}


def nummers(*lijst: int) -> list[Gezien]:
    return [Gezien(n, n, BEGIN) for n in lijst]


@given(_STARTS, st.lists(_RUNS, min_size=1, max_size=5))
def test_what_is_missing_is_what_a_plain_set_says(start: int, porties: list[list[range]]) -> None:
    reeks: Reeks | None = None
    for portie in porties:
        reeks = volg(reeks, gezien(start, portie))

    afstanden = {a for portie in porties for run in portie for a in run}
    echt = {als_volgnummer(start + a) for a in range(min(afstanden), max(afstanden))} - {
        als_volgnummer(start + a) for a in afstanden
    }
    assert gemist(reeks) == echt


@given(_STARTS, _RUNS, st.randoms(use_true_random=False))
def test_order_and_portions_make_no_difference(
    start: int, runs: list[range], toeval: object
) -> None:
    ineens = volg(None, gezien(start, runs))
    geschud = gezien(start, runs + runs[::2])
    toeval.shuffle(geschud)  # type: ignore[attr-defined]

    een_voor_een: Reeks | None = None
    for g in geschud:
        een_voor_een = volg(een_voor_een, [g])

    assert gemist(een_voor_een) == gemist(ineens)


@given(_STARTS, _RUNS, _RUNS)
def test_gaps_stay_in_order_and_apart(start: int, eerst: list[range], later: list[range]) -> None:
    reeks = volg(volg(None, gezien(start, eerst)), gezien(start, later))

    assert reeks is not None
    assert all(g.van <= g.tot for g in reeks.gaten)
    assert all(a.tot < b.van for a, b in zip(reeks.gaten, reeks.gaten[1:], strict=False))


@given(_STARTS, _RUNS, _RUNS)
def test_what_was_filled_and_what_is_left_is_what_was_missing(
    start: int, eerst: list[range], later: list[range]
) -> None:
    oud = volg(None, gezien(start, eerst))
    nieuw = volg(oud, gezien(start, later))
    assert oud is not None
    assert nieuw is not None

    gevuld = gemist(Reeks(1, 1, tuple(verschil(oud.gaten, nieuw.gaten))))

    assert gevuld == gemist(oud) - gemist(nieuw)


def test_a_source_that_began_before_us_misses_nothing() -> None:
    reeks = volg(None, nummers(5000, 5001))

    assert reeks == Reeks(5000, 5001)


def test_after_the_highest_number_comes_one_again() -> None:
    reeks = volg(volg(None, nummers(HOOGSTE - 1, HOOGSTE)), nummers(1, 2, 4))

    assert gemist(reeks) == {3}


def test_messages_without_a_number_say_nothing() -> None:
    assert volg(None, []) is None
    assert not is_volgnummer(0)
    assert not is_volgnummer(HOOGSTE + 1)


def test_a_gap_is_as_old_as_the_first_later_message() -> None:
    uur = timedelta(hours=1)
    reeks = volg(
        None,
        [Gezien(1, 1, BEGIN), Gezien(4, 4, BEGIN + 2 * uur), Gezien(9, 9, BEGIN + uur)],
    )
    assert reeks is not None
    assert reeks.gaten == (Gat(2, 3, BEGIN + uur), Gat(5, 8, BEGIN + uur))

    later = volg(reeks, [Gezien(6, 6, BEGIN + 3 * uur)])

    assert later is not None
    assert [(g.van, g.tot, g.sinds) for g in later.gaten] == [
        (2, 3, BEGIN + uur),
        (5, 5, BEGIN + uur),
        (7, 8, BEGIN + uur),
    ]


@pytest.mark.parametrize("aantal", [50_000])
def test_many_gaps_cost_no_more_than_their_number(aantal: int) -> None:
    reeks = volg(None, nummers(*range(1, 2 * aantal, 2)))

    assert reeks is not None
    assert len(reeks.gaten) == aantal - 1


def test_a_gap_over_the_end_of_the_numbers_holds_them_as_the_source_writes_them() -> None:
    gat = Gat(HOOGSTE, HOOGSTE + 2, datetime(2026, 11, 23, tzinfo=UTC))

    assert [n for n in (1, 2, 3, HOOGSTE - 1, HOOGSTE) if gat.holds(n)] == [1, 2, HOOGSTE]
