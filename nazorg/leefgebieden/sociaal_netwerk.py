"""Sociaal netwerk: who stands by the person, and whether somebody cares for those at home.

The sixth leefgebied, only where a gemeente works with it. Source: VNG and Handreiking Kansen bieden
(19-12-2019) name the network as a condition of its own; Informatieblad (2019-2023): care for those
who are left at home. Nothing about who those people are: no names, and never anything of a victim.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.oordeel import Oordeel, in_orde, niet_in_orde, onbekend
from nazorg.leefgebieden.veld import HULP, Hulp, JaNee, ja_nee, keuze

GEBIED = Leefgebied.SOCIAAL_NETWERK


class Netwerk(StrEnum):
    """What the people around somebody do for a good return."""

    STEUNEND = "steunend"
    AFWEZIG = "afwezig"
    BELASTEND = "belastend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feiten:
    """What we know; None is unknown."""

    netwerk: Netwerk | None = None
    kinderen_thuis: JaNee | None = None
    zorg_thuis_geregeld: JaNee | None = None
    hulp: Hulp | None = None


VELDEN = (
    keuze(
        "netwerk",
        "Wat doen de mensen rond de persoon?",
        {
            Netwerk.STEUNEND: "Zij steunen de persoon",
            Netwerk.AFWEZIG: "Er is niemand",
            Netwerk.BELASTEND: "Zij maken het moeilijker",
        },
    ),
    ja_nee("kinderen_thuis", "Zijn er kinderen thuis?"),
    ja_nee("zorg_thuis_geregeld", "Is de zorg voor wie thuis is geregeld?"),
    HULP,
)


def assess(feiten: Feiten, *, vrij_op: date | None) -> Oordeel:
    """Judge who is at home first, then who stands by the person.

    vrij_op changes nothing here: it is asked so that all have the same shape.
    """
    del vrij_op
    if feiten.kinderen_thuis is JaNee.JA and feiten.zorg_thuis_geregeld is JaNee.NEE:
        return niet_in_orde(
            "Er zijn kinderen thuis, en de zorg is niet geregeld.",
            "Vraag het wijkteam om de zorg thuis te regelen",
        )
    match feiten.netwerk:
        case None:
            return onbekend("Vraag wie de persoon helpt na de vrijlating")
        case Netwerk.AFWEZIG:
            return niet_in_orde("Er is niemand die helpt.", "Zoek een maatje of vrijwilliger")
        case Netwerk.BELASTEND:
            return niet_in_orde(
                "De mensen rond de persoon maken het moeilijker.", "Bespreek wie wel kan helpen"
            )
        case Netwerk.STEUNEND:
            return _steunend(feiten)


def _steunend(feiten: Feiten) -> Oordeel:
    if feiten.kinderen_thuis is JaNee.JA and feiten.zorg_thuis_geregeld is None:
        return onbekend(
            "Vraag of de zorg thuis geregeld is",
            "Er zijn kinderen thuis. Of de zorg geregeld is, is nog niet bekend.",
        )
    return in_orde("De mensen rond de persoon steunen.")
