"""A date of which parts may be unknown, as the BRP knows them. A missing part is never invented."""

import calendar
from typing import NamedTuple


class DeelDatum(NamedTuple):
    """Year, and month and day where known. A day without a month does not exist."""

    jaar: int
    maand: int | None = None
    dag: int | None = None


def is_mogelijk(datum: DeelDatum) -> bool:
    """Tell whether the known parts can be a day on the calendar (BRP: Datum, JaarMaandDatum...)."""
    if not 1850 <= datum.jaar <= 2100:
        return False
    if datum.maand is None:
        return datum.dag is None
    if not 1 <= datum.maand <= 12:
        return False
    if datum.dag is None or 1 <= datum.dag <= 28:
        return True
    return 1 <= datum.dag <= calendar.monthrange(datum.jaar, datum.maand)[1]
