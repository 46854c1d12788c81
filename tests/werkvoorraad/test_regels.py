"""The parts of a rule that stand by themselves: the rhythm of meetings."""

from datetime import date, timedelta

import pytest

from nazorg.overleggen.ritme import Overlegritme


@pytest.mark.parametrize("dagen", range(-3, 40))
def test_the_next_meeting_is_after_the_day_and_at_most_one_rhythm_away(dagen: int) -> None:
    ritme, na = Overlegritme(date(2026, 1, 6), 14), date(2026, 1, 6) + timedelta(days=dagen)

    volgende = ritme.volgende(na)

    assert 0 < (volgende - na).days <= 14
    assert (volgende - ritme.eerste).days % 14 == 0
