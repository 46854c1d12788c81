"""Who takes the fast track, per gemeente: each row names where the expectation comes from."""

from datetime import timedelta

import pytest

from tests.factories import NIJMEGEN, TIEL
from tests.referentie.test_regels_per_profiel import (
    GEMELD,
    JAARVERSLAG,
    ROTTERDAM,
    situatie,
    vuurt,
)

PAKKET = {"snelspoor-opvang", "snelspoor-uitkering", "snelspoor-id"}
# gemeente, days of stay from Monday 2 November, whether that is the fast track, and its source
SNELSPOOR: list[tuple[str, int, bool, str]] = [
    (NIJMEGEN, 8, True, JAARVERSLAG + ": nazorgoverleg every two weeks; ours: 10 November"),
    (NIJMEGEN, 9, False, "the meeting of 10 November comes first"),
    (TIEL, 10, True, "our assumption: every four weeks, on 12 November"),
    (TIEL, 11, False, "the meeting of 12 November comes first"),
    (ROTTERDAM, 8, True, "our assumption: as in Nijmegen, 10 November"),
    (ROTTERDAM, 9, False, "the meeting of 10 November comes first"),
]


@pytest.mark.parametrize(("gemeente", "dagen", "snel", "bron"), SNELSPOOR)
def test_each_profile_gives_the_minimum_pack_to_who_is_free_before_its_meeting(
    gemeente: str, dagen: int, bron: str, *, snel: bool
) -> None:
    """Domain note 3.1: short stay, same or next working day, minimum pack."""
    s = situatie(vrij_op=GEMELD + timedelta(days=dagen))

    pakket = dict.fromkeys(PAKKET, GEMELD + timedelta(days=1)) if snel else {}
    assert vuurt(gemeente, s) == pakket, bron
