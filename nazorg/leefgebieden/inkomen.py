"""Inkomen: a benefit stops on the day of insluiting; after release come weeks without money.

Source: Participatiewet art. 13 lid 1 sub a (no bijstand while detained) and art. 52 (voorschot
within four weeks of the application); Inlichtingenbureau, page Detentie; yearly report 2020 of the
ZVH (weeks without income).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.werkdagen import plus_werkdagen
from nazorg.leefgebieden.oordeel import Oordeel, in_orde, loopt, niet_in_orde, onbekend, op_dag
from nazorg.leefgebieden.veld import HULP, Hulp, dag, keuze

GEBIED = Leefgebied.INKOMEN


class Inkomensbron(StrEnum):
    """What somebody will live on after release."""

    WERK = "werk"
    WW = "ww"
    BIJSTAND = "bijstand"
    WIA_WAJONG = "wia_wajong"
    AOW = "aow_of_pensioen"
    GEEN = "geen"


class Aanvraag(StrEnum):
    """How far the application for a benefit is."""

    NIET_AANGEVRAAGD = "niet_aangevraagd"
    GESPREK_GEPLAND = "gesprek_gepland"
    AANGEVRAAGD = "aangevraagd"
    VOORSCHOT = "voorschot"
    TOEGEKEND = "toegekend"
    BETAALD = "betaald"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feiten:
    """What we know; None is unknown."""

    inkomensbron: Inkomensbron | None = None
    aanvraag: Aanvraag | None = None
    afspraak_op: date | None = None
    hulp: Hulp | None = None


VELDEN = (
    keuze(
        "inkomensbron",
        "Waarvan leeft de persoon na vrijlating?",
        {
            Inkomensbron.WERK: "Werk",
            Inkomensbron.WW: "WW",
            Inkomensbron.BIJSTAND: "Bijstand",
            Inkomensbron.WIA_WAJONG: "WIA of Wajong",
            Inkomensbron.AOW: "AOW of pensioen",
            Inkomensbron.GEEN: "Geen inkomen",
        },
    ),
    keuze(
        "aanvraag",
        "Hoe ver is de aanvraag van de uitkering?",
        {
            Aanvraag.NIET_AANGEVRAAGD: "Nog niet aangevraagd",
            Aanvraag.GESPREK_GEPLAND: "Gesprek gepland",
            Aanvraag.AANGEVRAAGD: "Aangevraagd",
            Aanvraag.VOORSCHOT: "Voorschot gegeven",
            Aanvraag.TOEGEKEND: "Toegekend, nog niet betaald",
            Aanvraag.BETAALD: "Eerste betaling gedaan",
        },
    ),
    dag("afspraak_op", "Wanneer is de afspraak?"),
    HULP,
)

_UITKERING = (
    Inkomensbron.WW,
    Inkomensbron.BIJSTAND,
    Inkomensbron.WIA_WAJONG,
    Inkomensbron.AOW,
)


def assess(feiten: Feiten, *, vrij_op: date | None) -> Oordeel:
    """Judge whether there is money from the day of release on."""
    match feiten.inkomensbron:
        case None:
            return onbekend("Vraag de PI waarvan de persoon na vrijlating leeft")
        case Inkomensbron.WERK:
            return in_orde("Heeft werk na vrijlating.")
        case Inkomensbron.GEEN:
            return niet_in_orde("Heeft na vrijlating geen inkomen.", _afspraak(vrij_op))
        case bron:
            assert bron in _UITKERING
            return _uitkering(feiten, vrij_op)


def _afspraak(vrij_op: date | None) -> str:
    op = f" op {op_dag(vrij_op)}" if vrij_op else " op de dag van vrijlating"
    return f"Plan een afspraak over inkomen{op}"


def _uitkering(feiten: Feiten, vrij_op: date | None) -> Oordeel:  # noqa: PLR0911 - one per value
    match feiten.aanvraag:
        case Aanvraag.BETAALD:
            return in_orde("De uitkering wordt betaald.")
        case Aanvraag.TOEGEKEND:
            return in_orde("De uitkering is toegekend.", "Let op de eerste betaling")
        case Aanvraag.VOORSCHOT:
            return loopt("Kreeg een voorschot.", "Let op de eerste betaling")
        case Aanvraag.AANGEVRAAGD:
            return loopt("De uitkering is aangevraagd.", "Regel een voorschot")
        case Aanvraag.GESPREK_GEPLAND:
            return _gesprek(feiten.afspraak_op, vrij_op)
        case Aanvraag.NIET_AANGEVRAAGD:
            return niet_in_orde("De uitkering is nog niet aangevraagd.", _afspraak(vrij_op))
        case None:
            return onbekend(
                "Vraag hoe ver de aanvraag is",
                "Zal van een uitkering leven. Hoe ver de aanvraag is, is nog niet bekend.",
            )


def _gesprek(dag: date | None, vrij_op: date | None) -> Oordeel:
    """Judge an appointment: it was for the day of release, and that day may have moved."""
    if dag is None:
        return loopt("Er is een gesprek gepland.", "Zorg dat de papieren er dan zijn")
    if vrij_op is not None and dag > plus_werkdagen(vrij_op, 1):
        return niet_in_orde(
            f"Het gesprek op {op_dag(dag)} is pas na de vrijlating op {op_dag(vrij_op)}.",
            "Verzet het gesprek naar de dag van vrijlating",
        )
    return loopt(f"Er is een gesprek gepland op {op_dag(dag)}.", "Zorg dat de papieren er dan zijn")
