"""Who looked at a dossier: the last ones, or all of them by day."""

from collections.abc import Iterable
from itertools import groupby

from nazorg.kern.klok import day_of
from nazorg.kern.medewerker import Doel
from nazorg.store.audit import Auditregel
from nazorg.usecases.dossiers.toon import INZAGE_GETOOND, Inzicht
from nazorg.web import taal
from nazorg.web.dossierscherm import Inkijk, Inkijkdag
from nazorg.web.opmaak import gedeeld
from nazorg.web.schil import DOELTEKST


def to_inkijk(i: Inzicht, *, alles: bool) -> tuple[Inkijkdag, ...]:
    """Return who looked or did something, one line per person and minute."""
    if not alles:
        return (Inkijkdag(titel="", regels=_regels(i, i.inzage)),) if i.inzage else ()
    per_dag = groupby(i.inzage, key=lambda r: day_of(r.tijd))
    return tuple(
        Inkijkdag(titel=taal.dag_kort(dag, vandaag=i.dag).capitalize(), regels=_regels(i, regels))
        for dag, regels in per_dag
    )


def find_meer(i: Inzicht, *, alles: bool) -> str:
    """Return where all of them stand, '' when these are all."""
    if alles or len(i.inzage) < INZAGE_GETOOND:
        return ""
    return f"/dossiers/{i.nummer}?inzage=alles#h-inz"


def _regels(i: Inzicht, regels: Iterable[Auditregel]) -> tuple[Inkijk, ...]:
    gekeken = (
        Inkijk(
            naam=r.naam,
            moment=gedeeld.to_moment(r.tijd.replace(second=0, microsecond=0), vandaag=i.dag),
            doel=DOELTEKST[Doel(r.doel)],
        )
        for r in regels
    )
    return tuple(dict.fromkeys(gekeken))
