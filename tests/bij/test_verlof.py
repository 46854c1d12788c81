"""Leave: permission, occurrences, what happened; the status is computed in a fixed order (D.2)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nazorg.bij.melding import Voorval
from nazorg.bij.verlof import Verlofstand, stand_van_verlof, stand_van_voorval, volgend_voorval

NU = datetime(2026, 11, 23, 12, tzinfo=UTC)


def keer(begin: int, einde: int, nummer: str = "1", **feiten: Any) -> Voorval:
    """Return an occurrence; begin and einde in hours from now."""
    return Voorval(
        nummer=nummer, van=NU + timedelta(hours=begin), tot=NU + timedelta(hours=einde), **feiten
    )


def op(uren: int) -> datetime:
    return NU + timedelta(hours=uren)


GEVALLEN = [
    (keer(5, 9), False, Verlofstand.GEPLAND),
    (keer(-5, 9), False, Verlofstand.GEPLAND),
    (keer(-9, -5), False, Verlofstand.VERLOPEN),
    (keer(-5, 9, vertrokken_op=op(-5)), False, Verlofstand.BUITEN),
    (keer(-9, -2, vertrokken_op=op(-9)), False, Verlofstand.TE_LAAT_TERUG),
    (keer(-9, -2, vertrokken_op=op(-9), teruggekeerd_op=op(-1)), False, Verlofstand.TERUG),
    (keer(5, 9, gaat_niet_door=True), False, Verlofstand.GEANNULEERD),
    (keer(5, 9), True, Verlofstand.INGETROKKEN),
    # What happened goes before what was cancelled or withdrawn on paper.
    (keer(-5, 9, vertrokken_op=op(-5), gaat_niet_door=True), True, Verlofstand.BUITEN),
    (keer(-9, -2, teruggekeerd_op=op(-1), gaat_niet_door=True), True, Verlofstand.TERUG),
    (keer(5, 9, gaat_niet_door=True), True, Verlofstand.GEANNULEERD),
    # What is reported for later did not happen yet.
    (keer(1, 9, vertrokken_op=op(1)), False, Verlofstand.GEPLAND),
]


@pytest.mark.parametrize(("voorval", "weg", "stand"), GEVALLEN)
def test_an_occurrence_stands_as_its_facts_say(
    voorval: Voorval, weg: bool, stand: Verlofstand
) -> None:
    assert stand_van_voorval(voorval, ingetrokken=weg, nu=NU) is stand


def test_recurring_leave_is_one_permission_that_says_what_matters_most() -> None:
    weekenden = [
        keer(-200, -180, "1", teruggekeerd_op=op(-181)),
        keer(-9, -2, "2", vertrokken_op=op(-9)),
        keer(150, 170, "3"),
    ]

    assert stand_van_verlof(weekenden, ingetrokken=False, nu=NU) is Verlofstand.TE_LAAT_TERUG
    volgende = volgend_voorval(weekenden, ingetrokken=False, nu=NU)
    assert volgende is not None
    assert volgende.nummer == "2"


def test_withdrawn_leave_has_no_next_time() -> None:
    weekenden = [keer(5, 9, "1"), keer(150, 170, "2")]

    assert volgend_voorval(weekenden, ingetrokken=True, nu=NU) is None
    assert stand_van_verlof(weekenden, ingetrokken=True, nu=NU) is Verlofstand.INGETROKKEN
