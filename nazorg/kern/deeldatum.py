"""A date of which parts may be unknown, as the BRP knows them. A missing part is never invented."""

import calendar
from typing import NamedTuple


class DeelDatum(NamedTuple):
    """Year, and month and day where known. A day without a month does not exist."""

    jaar: int
    maand: int | None = None
    dag: int | None = None


def is_mogelijk(jaar: int, maand: int | None, dag: int | None) -> bool:
    """Tell whether the known parts can be a day on the calendar (BRP: Datum, JaarMaandDatum...)."""
    if not 1850 <= jaar <= 2100:
        return False
    if maand is None:
        return dag is None
    if not 1 <= maand <= 12:
        return False
    if dag is None or 1 <= dag <= 28:
        return True
    return 1 <= dag <= calendar.monthrange(jaar, maand)[1]
