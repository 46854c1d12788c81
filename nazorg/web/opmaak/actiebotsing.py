"""Two versions of one agreed action: what somebody typed beside what a colleague saved."""

from collections.abc import Mapping
from datetime import date

from nazorg.kern.dagtekst import lees_dag
from nazorg.leefgebieden.behoefte import soortnaam
from nazorg.store.behoeften import Vastgelegd
from nazorg.web import taal
from nazorg.web.leefgebiedscherm import Botsingsregel
from nazorg.web.opmaak.acties import EIGENAAR, STATUS
from nazorg.web.opmaak.gedeeld import to_moment

_VRAGEN = {
    "soort": "Wat moet er geregeld worden?",
    "eigenaar": "Wie doet het?",
    "naam": "Naam",
    "uiterlijk": "Uiterlijk",
    "status": "Hoe ver is het?",
    "stap": "Volgende stap",
}


def to_botsing(
    v: Vastgelegd, getypt: Mapping[str, str], *, vandaag: date
) -> tuple[Botsingsregel, ...]:
    """Return the answers that differ; what was not in the form is not among them."""
    b = v.behoefte
    nu = {
        "soort": b.soort,
        "eigenaar": b.eigenaar,
        "naam": b.naam,
        "uiterlijk": b.uiterlijk.isoformat() if b.uiterlijk else "",
        "status": b.status,
        "stap": b.stap,
    }
    paren = [
        (vraag, *(_woorden(veld, w, vandaag) for w in (getypt[veld], nu[veld])))
        for veld, vraag in _VRAGEN.items()
        if veld in getypt
    ]
    return tuple(
        Botsingsregel(vraag=q, getypt=mijn, nu=hun) for q, mijn, hun in paren if mijn != hun
    )


def write_van(v: Vastgelegd, *, vandaag: date) -> str:
    """Return who saved what stands there now, and when."""
    return f"{v.naam}, {to_moment(v.op, vandaag=vandaag).tekst}"


def _woorden(veld: str, waarde: str, vandaag: date) -> str:
    waarde = " ".join(waarde.split())
    match veld:
        case "soort":
            return soortnaam(waarde)
        case "eigenaar":
            naam = {str(e): tekst for e, tekst in EIGENAAR.items()}.get(waarde, waarde)
            return naam[:1].upper() + naam[1:]
        case "status":
            return {str(s): tekst for s, tekst in STATUS.items()}.get(waarde, waarde)
        case "uiterlijk" if dag := lees_dag(waarde):
            return taal.dag_en_maand(dag, vandaag=vandaag)
        case _:
            return waarde or "leeg"
