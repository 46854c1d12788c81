"""Calendar months, as the law counts them: the same day, or the last day of a shorter month."""

import calendar
from datetime import date


def plus_maanden(dag: date, maanden: int) -> date:
    """Return the day that is so many calendar months later (earlier, when negative)."""
    nummer = dag.year * 12 + dag.month - 1 + maanden
    jaar, maand = divmod(nummer, 12)
    laatste = calendar.monthrange(jaar, maand + 1)[1]
    return date(jaar, maand + 1, min(dag.day, laatste))
