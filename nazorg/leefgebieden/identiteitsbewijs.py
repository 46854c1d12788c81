"""Identiteitsbewijs: without one no leave, no lease, no benefit and no health insurance.

Source: RvIG, NIK voor gedetineerden (2022), and Staatsblad 2023, 279: since 1-9-2023 the
burgemeester of a gemeente with a PI may issue an ID card to who is not registered there.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.oordeel import Oordeel, in_orde, loopt, niet_in_orde, onbekend, op_dag
from nazorg.leefgebieden.veld import HULP, Hulp, dag, keuze

GEBIED = Leefgebied.IDENTITEITSBEWIJS
PI_GEMEENTE_SINDS = date(2023, 9, 1)


class Document(StrEnum):
    GELDIG = "geldig"
    VERLOPEN = "verlopen"
    GEEN = "geen"
    AANGEVRAAGD = "aangevraagd"
    UITGEREIKT = "uitgereikt"
    GEEN_NL = "geen_nederlandse_nationaliteit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feiten:
    """What we know; None is unknown."""

    document: Document | None = None
    geldig_tot: date | None = None
    ophalen_op: date | None = None
    hulp: Hulp | None = None


VELDEN = (
    keuze(
        "document",
        "Is er een geldig ID-bewijs?",
        {
            Document.GELDIG: "Ja, geldig",
            Document.VERLOPEN: "Verlopen",
            Document.GEEN: "Nee, geen ID-bewijs",
            Document.AANGEVRAAGD: "Aangevraagd via de gemeente van de PI",
            Document.UITGEREIKT: "Nieuw ID-bewijs uitgereikt",
            Document.GEEN_NL: "Geen Nederlandse nationaliteit",
        },
    ),
    dag("geldig_tot", "Tot wanneer is het geldig?"),
    dag("ophalen_op", "Wanneer ligt het klaar?"),
    HULP,
)


def assess(feiten: Feiten, *, vrij_op: date | None) -> Oordeel:
    """Judge against the first day of freedom: what expires before it is not in order.

    While that day is unknown, a card that expires is in order for now, and says so.
    """
    match feiten.document:
        case None:
            return onbekend("Vraag de PI of er een geldig ID-bewijs is")
        case Document.GELDIG | Document.UITGEREIKT:
            return _geldig(feiten, vrij_op)
        case Document.AANGEVRAAGD:
            return _aangevraagd(feiten.ophalen_op, vrij_op)
        case Document.GEEN_NL:
            return niet_in_orde(
                "Geen Nederlandse nationaliteit.", "Zoek uit welk verblijfsdocument er is"
            )
        case Document.VERLOPEN | Document.GEEN:
            wat = "Het ID-bewijs is verlopen." if feiten.document is Document.VERLOPEN else ""
            return niet_in_orde(
                wat or "Er is geen ID-bewijs.", "Vraag het aan via de gemeente van de PI"
            )


def _aangevraagd(klaar: date | None, vrij_op: date | None) -> Oordeel:
    gevraagd = "Aangevraagd via de gemeente van de PI."
    if klaar is None:
        return loopt(gevraagd, "Ophalen regelen vóór de vrijlating")
    if vrij_op is not None and klaar > vrij_op:
        return loopt(
            f"{gevraagd} Ligt pas klaar op {op_dag(klaar)}, na de vrijlating.",
            "Vraag om spoed, of spreek af hoe het daarna wordt opgehaald",
        )
    return loopt(f"{gevraagd} Ligt klaar op {op_dag(klaar)}.", "Ophalen regelen vóór de vrijlating")


def _geldig(feiten: Feiten, vrij_op: date | None) -> Oordeel:
    if feiten.geldig_tot is None:
        return in_orde("Er is een geldig ID-bewijs.")
    tot = op_dag(feiten.geldig_tot)
    if vrij_op is not None and feiten.geldig_tot < vrij_op:
        return niet_in_orde(
            f"Het ID-bewijs verloopt op {tot}, vóór de vrijlating.",
            "Vraag een nieuw ID-bewijs aan via de gemeente van de PI",
        )
    if vrij_op is None:
        return in_orde(
            f"Geldig tot {tot}, maar de vrijlatingsdatum is onbekend: misschien te kort.",
            "Vraag de PI wanneer iemand vrijkomt, en kijk dan opnieuw",
        )
    return in_orde(f"Er is een geldig ID-bewijs, tot {tot}.")
