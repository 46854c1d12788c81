"""Schulden: seven in ten have them. They can wait until there is a house and an income.

Source: Kamerstuk 29270, nr. 74 (71-73% has debts); yearly report 2020 of the ZVH: an arrangement
needs the base.
'Waits for the base' is not a status that somebody sets: it follows from the other leefgebieden
(`afhankelijk`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.oordeel import Oordeel, in_orde, loopt, niet_in_orde, onbekend
from nazorg.leefgebieden.veld import HULP, Hulp, JaNee, ja_nee, keuze

GEBIED = Leefgebied.SCHULDEN


class Schuldsituatie(StrEnum):
    GEEN = "geen"
    OVERZICHT_ONTBREEKT = "overzicht_ontbreekt"
    OVERZICHT_BEZIG = "overzicht_bezig"
    SCHULDEISERS_BENADERD = "schuldeisers_benaderd"
    REGELING = "schuldregeling"
    WSNP = "wsnp"


class OverzichtDoor(StrEnum):
    """Who makes the overview: the person, or volunteers of the re-integratiecentrum (RIC)."""

    ZELF = "zelf"
    RIC = "ric"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feiten:
    """What we know; None is unknown."""

    schuldsituatie: Schuldsituatie | None = None
    overzicht_door: OverzichtDoor | None = None
    wanbetaler_zorg: JaNee | None = None
    hulp: Hulp | None = None


VELDEN = (
    keuze(
        "schuldsituatie",
        "Zijn er schulden?",
        {
            Schuldsituatie.GEEN: "Nee",
            Schuldsituatie.OVERZICHT_ONTBREEKT: "Ja, er is nog geen overzicht",
            Schuldsituatie.OVERZICHT_BEZIG: "Ja, het overzicht wordt gemaakt",
            Schuldsituatie.SCHULDEISERS_BENADERD: "Ja, de schuldeisers zijn benaderd",
            Schuldsituatie.REGELING: "Ja, er loopt een schuldregeling",
            Schuldsituatie.WSNP: "Ja, in de Wsnp",
        },
    ),
    keuze(
        "overzicht_door",
        "Wie maakt het overzicht?",
        {OverzichtDoor.ZELF: "De persoon zelf", OverzichtDoor.RIC: "Het RIC in de gevangenis"},
    ),
    ja_nee("wanbetaler_zorg", "Is er een schuld bij de zorgverzekeraar?"),
    HULP,
)


def assess(  # noqa: C901, PLR0911 - one per value
    feiten: Feiten, *, vrij_op: date | None, wacht_op: Sequence[str] = ()
) -> Oordeel:
    """Judge. wacht_op: names of the leefgebieden that must be in order first, and are not.

    vrij_op changes nothing here: it is asked so that all five have the same shape.
    """
    del vrij_op
    match feiten.schuldsituatie:
        case None:
            return onbekend("Vraag de PI of er schulden zijn")
        case Schuldsituatie.GEEN:
            return in_orde("Er zijn geen schulden.")
        case Schuldsituatie.REGELING:
            return in_orde("Er loopt een schuldregeling.")
        case Schuldsituatie.WSNP:
            return in_orde("Zit in de wettelijke schuldsanering (Wsnp).")
        case Schuldsituatie.SCHULDEISERS_BENADERD:
            return loopt("De schuldeisers zijn benaderd.", "Volg de antwoorden")
        case Schuldsituatie.OVERZICHT_BEZIG:
            return _bezig(feiten)
        case Schuldsituatie.OVERZICHT_ONTBREEKT if wacht_op:
            return niet_in_orde(
                f"Er zijn schulden. Wacht op basis: {_en(wacht_op)}.",
                f"Eerst {_en(wacht_op)} in orde maken",
            )
        case Schuldsituatie.OVERZICHT_ONTBREEKT:
            return niet_in_orde(
                "Er zijn schulden, zonder overzicht.", "Vraag het RIC om een overzicht te maken"
            )


def _bezig(feiten: Feiten) -> Oordeel:
    wie = "Het RIC" if feiten.overzicht_door is OverzichtDoor.RIC else "De persoon"
    return loopt(f"{wie} maakt een overzicht van de schulden.", "Vraag hoe ver het overzicht is")


def _en(namen: Sequence[str]) -> str:
    return " en ".join(namen)
