"""What is remembered of a count: only that it stood at the roof, and only for a moment."""

from datetime import UTC, datetime, timedelta

from nazorg.store.wachtrij import Filter
from nazorg.store.wachtrijtelling import DAK, Daken, Telvraag

NU = datetime(2026, 11, 23, 9, tzinfo=UTC)
HIER, DAAR = Telvraag(Filter(gemeenten=("0281",))), Telvraag(Filter(gemeenten=("0214",)))


def test_a_count_at_the_roof_is_remembered_for_ten_seconds() -> None:
    daken = Daken()

    daken.onthoud([HIER], [DAK], [False], nu=NU)

    assert daken.find([HIER], nu=NU + timedelta(seconds=9)) == [True]
    assert daken.find([HIER], nu=NU + timedelta(seconds=10)) == [False]


def test_what_was_remembered_is_not_remembered_for_longer() -> None:
    daken = Daken()
    daken.onthoud([HIER], [DAK], [False], nu=NU)

    daken.onthoud([HIER], [DAK], [True], nu=NU + timedelta(seconds=9))

    assert daken.find([HIER], nu=NU + timedelta(seconds=11)) == [False]


def test_below_the_roof_and_of_another_gemeente_nothing_is_remembered() -> None:
    daken = Daken()

    daken.onthoud([HIER], [DAK - 1], [False], nu=NU)
    assert daken.find([HIER, DAAR], nu=NU) == [False, False]

    daken.onthoud([HIER], [DAK], [False], nu=NU)
    assert daken.find([HIER, DAAR], nu=NU) == [True, False]
