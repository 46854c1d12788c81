"""How a leefgebied stands, why, and what comes next: the answer of every `assess`."""

from dataclasses import dataclass
from datetime import date

from nazorg.kern.leefgebied import Stand

_MAANDEN = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


@dataclass(frozen=True, slots=True)
class Oordeel:
    """waarom: one plain Dutch sentence. volgende: the next step, or '' when there is none."""

    stand: Stand
    waarom: str
    volgende: str = ""


NIET_BEKEND = "Nog niet bekend."


def onbekend(vraag: str, waarom: str = NIET_BEKEND) -> Oordeel:
    return Oordeel(Stand.ONBEKEND, waarom, vraag)


def in_orde(waarom: str, volgende: str = "") -> Oordeel:
    return Oordeel(Stand.IN_ORDE, waarom, volgende)


def niet_in_orde(waarom: str, volgende: str) -> Oordeel:
    return Oordeel(Stand.NIET_IN_ORDE, waarom, volgende)


def loopt(waarom: str, volgende: str = "") -> Oordeel:
    return Oordeel(Stand.IN_BEHANDELING, waarom, volgende)


def op_dag(dag: date) -> str:
    """Return a day as it stands in a sentence: '27 nov 2026'."""
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"
