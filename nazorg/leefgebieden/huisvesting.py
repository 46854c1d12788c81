"""Huisvesting: where somebody lives, and whether that is still there on the day of release.

Source: yearly report 2020 of Zorg- en Veiligheidshuis Gelderland-Zuid (housing is the first
problem of Rivierenland); a couch counts as homeless (Wensveen 2020).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.oordeel import Oordeel, in_orde, loopt, niet_in_orde, onbekend, op_dag
from nazorg.leefgebieden.veld import HULP, Hulp, JaNee, dag, ja_nee, keuze

GEBIED = Leefgebied.HUISVESTING


class Verblijf(StrEnum):
    """Where somebody can go on the day of release."""

    EIGEN_WONING = "eigen_woning"
    FAMILIE = "familie_of_vrienden"
    BANK = "bank"
    BRIEFADRES = "briefadres"
    OPVANG = "maatschappelijke_opvang"
    BESCHERMD_WONEN = "beschermd_wonen"
    GEEN = "geen_adres"


class Indicatie(StrEnum):
    """How far the indication for protected living (or for care) is."""

    NIET_AANGEVRAAGD = "niet_aangevraagd"
    AANGEVRAAGD = "aangevraagd"
    WACHTLIJST = "wachtlijst"
    AFGEGEVEN = "afgegeven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feiten:
    """What we know; None is unknown."""

    verblijf: Verblijf | None = None
    huur_betaald_tot: date | None = None
    woning_in_gevaar: JaNee | None = None
    alleenstaand: JaNee | None = None
    reserves: JaNee | None = None
    woningzoekend: JaNee | None = None
    indicatie: Indicatie | None = None
    hulp: Hulp | None = None


VELDEN = (
    keuze(
        "verblijf",
        "Waar kan de persoon na vrijlating wonen?",
        {
            Verblijf.EIGEN_WONING: "Eigen woning",
            Verblijf.FAMILIE: "Bij familie of vrienden, voor langere tijd",
            Verblijf.BANK: "Op de bank bij iemand, tijdelijk",
            Verblijf.BRIEFADRES: "Alleen een briefadres",
            Verblijf.OPVANG: "Maatschappelijke opvang",
            Verblijf.BESCHERMD_WONEN: "Beschermd wonen",
            Verblijf.GEEN: "Nergens",
        },
    ),
    dag("huur_betaald_tot", "Tot wanneer is de huur betaald?"),
    ja_nee("woning_in_gevaar", "Dreigt de persoon de woning kwijt te raken?"),
    ja_nee("alleenstaand", "Woont de persoon alleen?"),
    ja_nee("reserves", "Is er spaargeld om de huur te betalen?"),
    ja_nee("woningzoekend", "Staat de persoon ingeschreven als woningzoekende?"),
    keuze(
        "indicatie",
        "Is er een indicatie voor beschermd wonen?",
        {
            Indicatie.NIET_AANGEVRAAGD: "Nog niet aangevraagd",
            Indicatie.AANGEVRAAGD: "Aangevraagd",
            Indicatie.WACHTLIJST: "Afgegeven, op de wachtlijst",
            Indicatie.AFGEGEVEN: "Afgegeven, er is plek",
        },
    ),
    HULP,
)


def assess(feiten: Feiten, *, vrij_op: date | None) -> Oordeel:  # noqa: C901, PLR0911 - one per value
    """Judge against the first day of freedom: rent that is paid until before it is a danger."""
    match feiten.verblijf:
        case None:
            return onbekend("Vraag de PI waar de persoon na vrijlating kan wonen")
        case Verblijf.EIGEN_WONING:
            return _eigen_woning(feiten, vrij_op)
        case Verblijf.FAMILIE:
            return in_orde("Kan bij familie of vrienden wonen.")
        case Verblijf.BANK:
            return niet_in_orde("Kan alleen tijdelijk bij iemand slapen.", "Zoek een vaste plek")
        case Verblijf.BRIEFADRES:
            return niet_in_orde("Heeft alleen een briefadres.", "Zoek een plek om te slapen")
        case Verblijf.OPVANG:
            return loopt("Gaat naar de maatschappelijke opvang.", "Bereid de vertrekdag voor")
        case Verblijf.BESCHERMD_WONEN:
            return _beschermd(feiten)
        case Verblijf.GEEN:
            return niet_in_orde("Heeft na vrijlating geen adres.", "Zoek onderdak")


def _eigen_woning(feiten: Feiten, vrij_op: date | None) -> Oordeel:
    betaald = feiten.huur_betaald_tot
    if feiten.woning_in_gevaar is JaNee.JA:
        return niet_in_orde(
            "Dreigt de eigen woning kwijt te raken.", "Stem af met de woningcorporatie"
        )
    if betaald is not None and vrij_op is not None and betaald < vrij_op:
        return niet_in_orde(
            f"De huur is betaald tot {op_dag(betaald)}, vóór de vrijlating.",
            "Zoek uit hoe de huur doorbetaald wordt",
        )
    if betaald is not None and vrij_op is not None:
        return in_orde(f"Houdt de eigen woning. Huur betaald tot {op_dag(betaald)}.")
    if feiten.woning_in_gevaar is JaNee.NEE:
        return in_orde("Houdt de eigen woning.")
    return onbekend(
        "Vraag of de huur doorbetaald wordt",
        "Heeft een eigen woning. Of die blijft, is nog niet bekend.",
    )


def _beschermd(feiten: Feiten) -> Oordeel:
    match feiten.indicatie:
        case Indicatie.AFGEGEVEN:
            return in_orde("Kan naar beschermd wonen.")
        case Indicatie.AANGEVRAAGD:
            return loopt("Indicatie voor beschermd wonen is aangevraagd.", "Volg de aanvraag")
        case Indicatie.WACHTLIJST:
            return loopt(
                "Staat op de wachtlijst voor beschermd wonen.", "Zoek onderdak tot die tijd"
            )
        case Indicatie.NIET_AANGEVRAAGD:
            return niet_in_orde(
                "Wil naar beschermd wonen, zonder indicatie.", "Vraag de indicatie aan"
            )
        case None:
            return onbekend(
                "Vraag of er een indicatie is",
                "Wil naar beschermd wonen. Of er een indicatie is, is nog niet bekend.",
            )
