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
# Of who is free the prison knows nothing any more.
_NA_DETENTIE = {
    "Vraag de PI waar de persoon na vrijlating kan wonen": "Vraag de persoon waar die nu woont",
    "Vraag de PI waarvan de persoon na vrijlating leeft": "Vraag de persoon waarvan die nu leeft",
    "Vraag wie de persoon helpt na de vrijlating": "Vraag de persoon wie helpt",
}


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


def na_detentie(volgende: str) -> str:
    """Return the same next step for who is not held any more: then the person is asked."""
    return _NA_DETENTIE.get(volgende) or volgende.replace("Vraag de PI", "Vraag de persoon")
