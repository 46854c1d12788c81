"""Zorg: insured, in need of care, in care, indicated. Never an illness, a medicine or a diagnosis.

Source: Zorgverzekeringswet art. 24 (rights and duties rest during detention); Raad van State
W16.20.0450 (health data stay out); yearly report 2020 (GGD visit, missing indication).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.huisvesting import Indicatie
from nazorg.leefgebieden.oordeel import Oordeel, in_orde, loopt, niet_in_orde, onbekend
from nazorg.leefgebieden.veld import HULP, Hulp, JaNee, ja_nee, keuze

GEBIED = Leefgebied.ZORG


class Verzekering(StrEnum):
    """Health insurance. During detention it rests; on the day of release it must run again."""

    LOOPT = "loopt"
    RUST = "rust_tijdens_detentie"
    GEEN = "geen"


class GgdBezoek(StrEnum):
    GEVRAAGD = "gevraagd"
    GEPLAND = "gepland"
    GEWEEST = "geweest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feiten:
    """What we know; None is unknown."""

    verzekering: Verzekering | None = None
    zorgbehoefte: JaNee | None = None
    in_zorg: JaNee | None = None
    diagnostiek_ontbreekt: JaNee | None = None
    zorgindicatie: Indicatie | None = None
    ggd_bezoek: GgdBezoek | None = None
    hulp: Hulp | None = None


VELDEN = (
    keuze(
        "verzekering",
        "Is er een zorgverzekering?",
        {
            Verzekering.LOOPT: "Ja, en die loopt",
            Verzekering.RUST: "Ja, maar die rust tijdens de detentie",
            Verzekering.GEEN: "Nee",
        },
    ),
    ja_nee("zorgbehoefte", "Heeft de persoon na vrijlating zorg nodig?"),
    ja_nee("in_zorg", "Krijgt de persoon die zorg al?"),
    ja_nee("diagnostiek_ontbreekt", "Ontbreekt er nog onderzoek om een indicatie te krijgen?"),
    keuze(
        "zorgindicatie",
        "Hoe ver is de indicatie voor zorg?",
        {
            Indicatie.NIET_AANGEVRAAGD: "Nog niet aangevraagd",
            Indicatie.AANGEVRAAGD: "Aangevraagd",
            Indicatie.WACHTLIJST: "Afgegeven, op de wachtlijst",
            Indicatie.AFGEGEVEN: "Afgegeven",
        },
    ),
    keuze(
        "ggd_bezoek",
        "Komt de GGD langs in de gevangenis?",
        {
            GgdBezoek.GEVRAAGD: "Gevraagd",
            GgdBezoek.GEPLAND: "Gepland",
            GgdBezoek.GEWEEST: "Geweest",
        },
    ),
    HULP,
)


def assess(feiten: Feiten, *, vrij_op: date | None) -> Oordeel:
    """Judge need and insurance together: either unknown is unknown.

    vrij_op changes nothing here: it is asked so that all five have the same shape.
    """
    del vrij_op
    if feiten.verzekering is Verzekering.GEEN:
        return niet_in_orde("Er is geen zorgverzekering.", "Regel een zorgverzekering")
    if feiten.zorgbehoefte is JaNee.JA:
        return _behoefte(feiten)
    if feiten.verzekering is None or feiten.zorgbehoefte is None:
        wat = "of er een zorgverzekering is" if feiten.verzekering is None else ""
        return onbekend(f"Vraag de PI {wat or 'of er zorg nodig is'}")
    if feiten.verzekering is Verzekering.RUST:
        return loopt(
            "Geen zorg nodig. De zorgverzekering rust nu.",
            "Laat de zorgverzekering weer lopen op de dag van vrijlating",
        )
    return in_orde("Verzekerd, en geen zorg nodig.")


def _behoefte(feiten: Feiten) -> Oordeel:
    if feiten.in_zorg is JaNee.JA:
        if feiten.verzekering is Verzekering.LOOPT:
            return in_orde("Krijgt de zorg die nodig is.")
        return loopt("Krijgt de zorg die nodig is.", "Controleer of de zorgverzekering weer loopt")
    if feiten.diagnostiek_ontbreekt is JaNee.JA:
        return niet_in_orde("Er is zorg nodig, maar er ontbreekt onderzoek.", _ggd(feiten))
    if feiten.zorgindicatie in (Indicatie.AANGEVRAAGD, Indicatie.WACHTLIJST, Indicatie.AFGEGEVEN):
        return loopt("De zorg is aangevraagd.", "Spreek af wanneer de zorg begint")
    return niet_in_orde("Er is zorg nodig, en die is er nog niet.", _ggd(feiten))


def _ggd(feiten: Feiten) -> str:
    match feiten.ggd_bezoek:
        case GgdBezoek.GEWEEST:
            return "Vraag de GGD wat er nodig is"
        case GgdBezoek.GEVRAAGD | GgdBezoek.GEPLAND:
            return "Wacht op het bezoek van de GGD"
        case None:
            return "Vraag de GGD om langs te gaan"
