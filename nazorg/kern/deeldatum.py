"""A date of which parts may be unknown, as the BRP knows them. A missing part is never invented."""

import calendar
from datetime import date
from typing import NamedTuple


class DeelDatum(NamedTuple):
    """Year, and month and day where known. A day without a month does not exist."""

    jaar: int
    maand: int | None = None
    dag: int | None = None


def is_minderjarig(geboorte: DeelDatum, op: date) -> bool:
    """Tell whether somebody was, or may have been, younger than eighteen on a day.

    Of a date of which parts are unknown the last possible day counts: what protects a minor is not
    withheld because nobody knows the day.
    """
    maand = geboorte.maand or 12
    dag = geboorte.dag or calendar.monthrange(geboorte.jaar, maand)[1]
    return (op.year - 18, op.month, op.day) < (geboorte.jaar, maand, dag)


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
