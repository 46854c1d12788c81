"""A day as people type it."""

import re
from contextlib import suppress
from datetime import date

GEEN_DAG = "Dit is geen dag. Schrijf bijvoorbeeld 25-11-2026."
_ZOALS_HIER = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")


def lees_dag(tekst: str | None) -> date | None:
    """Read a day as a browser sends it, or as people here write it where it has no calendar."""
    tekst = (tekst or "").strip()
    with suppress(ValueError):
        if hier := _ZOALS_HIER.fullmatch(tekst):
            dag, maand, jaar = map(int, hier.groups())
            return date(jaar, maand, dag)
        return date.fromisoformat(tekst)
    return None


def is_geen_dag(tekst: str | None) -> bool:
    """Tell whether something was typed that is no day; nothing at all may be right."""
    return bool(tekst and tekst.strip()) and lees_dag(tekst) is None
