"""Calendar months as the law counts them."""

from datetime import date

import pytest

from nazorg.kern.maanden import plus_maanden


@pytest.mark.parametrize(
    ("dag", "maanden", "uit"),
    [
        ("2026-11-23", 3, "2027-02-23"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-05-31", -3, "2027-02-28"),
        ("2026-01-31", -3, "2025-10-31"),
        ("2026-12-31", 9, "2027-09-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-01", -12, "2025-12-01"),
    ],
)
def test_the_same_day_or_the_last_of_a_shorter_month(dag: str, maanden: int, uit: str) -> None:
    assert plus_maanden(date.fromisoformat(dag), maanden).isoformat() == uit
