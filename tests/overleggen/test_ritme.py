"""The next meeting: what people planned comes before the rhythm, and never changes the past."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.werkdagen import is_werkdag
from nazorg.overleggen.ritme import Gepland, Overlegritme, find_volgende, find_vrije_dagen

RITME = Overlegritme(date(2026, 11, 24), 14)
DAGEN = st.dates(date(2026, 1, 1), date(2027, 6, 30))
GEPLAND = st.lists(st.builds(Gepland, op=DAGEN, sinds=DAGEN, vervallen=st.booleans()), max_size=8)
DICHT = st.frozensets(st.dates(date(2026, 12, 20), date(2027, 1, 5)))


def gepland(op: date, sinds: date = date(2026, 11, 23)) -> Gepland:
    return Gepland(op, sinds)


@pytest.mark.parametrize(
    ("op", "volgende"),
    [
        (date(2026, 11, 26), date(2026, 11, 26)),  # later than the rhythm: it was put off
        (date(2026, 12, 22), date(2026, 12, 22)),  # a whole round is left out
        (date(2026, 11, 20), date(2026, 11, 24)),  # over by now
    ],
)
def test_a_meeting_that_was_planned_is_the_next_one(op: date, volgende: date) -> None:
    assert find_volgende(RITME, [gepland(op)], date(2026, 11, 23)) == volgende


def test_an_extra_meeting_before_the_rhythm_comes_first() -> None:
    extra = gepland(date(2026, 12, 2))

    assert find_volgende(RITME, [extra], date(2026, 11, 24)) == date(2026, 12, 2)


def test_the_first_plan_ever_does_not_become_the_next_meeting_of_the_past() -> None:
    """A notice of March: its meeting was by the rhythm, months before anybody planned here."""
    maart = date(2026, 3, 2)

    volgende = find_volgende(RITME, [gepland(date(2026, 12, 10))], maart)

    assert volgende == RITME.volgende(maart)


def test_without_a_rhythm_only_what_was_planned_is_known() -> None:
    assert find_volgende(None, [gepland(date(2026, 12, 1))], date(2026, 11, 23)) == date(
        2026, 12, 1
    )
    assert find_volgende(None, [], date(2026, 11, 23)) is None


def test_a_day_of_the_rhythm_on_which_the_meeting_was_cancelled_is_passed_by() -> None:
    afgezegd = Gepland(date(2026, 11, 24), date(2026, 11, 20), vervallen=True)
    alsnog = gepland(date(2026, 11, 24))

    assert find_volgende(RITME, [afgezegd], date(2026, 11, 23)) == date(2026, 12, 8)
    assert find_volgende(RITME, [afgezegd, alsnog], date(2026, 11, 23)) == date(2026, 11, 24)
    assert find_volgende(None, [afgezegd], date(2026, 11, 23)) is None


@given(GEPLAND, DAGEN, DICHT)
def test_the_next_meeting_is_after_the_day_and_is_one_that_exists(
    plannen: list[Gepland], na: date, dicht: frozenset[date]
) -> None:
    volgende = find_volgende(RITME, plannen, na, dicht)

    echt = {g.op for g in plannen if not g.vervallen}
    afgezegd = {g.op for g in plannen} - echt
    ritmisch = next(iter(find_vrije_dagen(RITME, afgezegd, na, dicht, aantal=1)))
    assert volgende is not None
    assert volgende > na
    assert volgende in {ritmisch, *echt}
    eerder = [op for op in echt if na < op < volgende]
    # What was planned before it can only be passed by for the rhythm, never for another plan.
    assert not eerder or volgende == ritmisch


@given(DAGEN, DAGEN, DAGEN)
def test_a_plan_that_was_made_later_never_changes_a_meeting_that_was_over(
    na: date, sinds: date, op: date
) -> None:
    ritmisch = RITME.volgende(na)

    if ritmisch < sinds and op > ritmisch:
        assert find_volgende(RITME, [Gepland(op, sinds)], na) == ritmisch


@given(st.sets(DAGEN), DAGEN, DICHT, st.integers(1, 5))
def test_proposed_days_follow_the_rhythm_skip_closed_days_and_are_still_free(
    bezet: set[date], na: date, dicht: frozenset[date], aantal: int
) -> None:
    dagen = find_vrije_dagen(RITME, bezet, na, dicht, aantal=aantal)

    assert len(dagen) == aantal
    assert list(dagen) == sorted(set(dagen))
    assert all(dag > na and dag not in bezet and is_werkdag(dag, dicht) for dag in dagen)
    assert all(RITME.volgende(dag - timedelta(days=1), dicht) == dag for dag in dagen)
