"""A need: what must be arranged in a leefgebied, by whom, and by when. There can be several.

The kinds are a list and not free text, so that a row of the queue holds no personal story and needs
can be counted. One status per leefgebied proved too coarse after 18 months at the Ministry of
Justice (UK); several needs with an owner did not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.weigering import Weigering

# Further away is a year that was mistyped: an action that nobody will ever see on a list.
VERSTE_DAG = timedelta(days=5 * 365)


class Behoeftestatus(StrEnum):
    OPEN = "open"
    LOOPT = "loopt"
    GEREED = "gereed"
    VERVALLEN = "vervallen"

    @property
    def is_klaar(self) -> bool:
        return self in (Behoeftestatus.GEREED, Behoeftestatus.VERVALLEN)


class Eigenaar(StrEnum):
    """Who does it."""

    PI = "pi"
    GEMEENTE = "gemeente"
    PARTNER = "partner"
    PERSOON = "persoon"


class Behoeftefout(Weigering):
    """A need that cannot be: the text says what to change."""


SOORTEN: Mapping[Leefgebied, Mapping[str, str]] = {
    Leefgebied.IDENTITEITSBEWIJS: {
        "id_aanvragen": "ID-bewijs aanvragen",
        "id_ophalen": "ID-bewijs ophalen",
        "verblijfsdocument": "Verblijfsdocument regelen",
        "anders_id": "Iets anders voor het ID-bewijs",
    },
    Leefgebied.HUISVESTING: {
        "onderdak": "Onderdak zoeken",
        "huur_doorbetalen": "Huur doorbetalen",
        "huisbewaring": "Huisbewaring regelen",
        "woningzoekend": "Inschrijven en reageren op woningen",
        "indicatie_wonen": "Indicatie beschermd wonen aanvragen",
        "inschrijving_brp": "Inschrijven op een adres",
        "anders_wonen": "Iets anders voor huisvesting",
    },
    Leefgebied.INKOMEN: {
        "uitkering": "Uitkering aanvragen",
        "voorschot": "Voorschot regelen",
        "werk": "Werk of dagbesteding zoeken",
        "bankrekening": "Bankrekening openen",
        "anders_inkomen": "Iets anders voor inkomen",
    },
    Leefgebied.SCHULDEN: {
        "overzicht": "Overzicht van schulden maken",
        "schuldhulp": "Aanmelden bij schuldhulp",
        "schuld_zorgverzekering": "Schuld bij de zorgverzekeraar regelen",
        "anders_schulden": "Iets anders voor schulden",
    },
    Leefgebied.ZORG: {
        "zorgverzekering": "Zorgverzekering regelen",
        "ggd_bezoek": "Bezoek van de GGD vragen",
        "indicatie_zorg": "Indicatie voor zorg aanvragen",
        "zorg_starten": "Zorg laten beginnen",
        "anders_zorg": "Iets anders voor zorg",
    },
    Leefgebied.SOCIAAL_NETWERK: {
        "maatje": "Maatje of vrijwilliger zoeken",
        "contact_familie": "Contact met familie herstellen",
        "zorg_thuis": "Zorg voor wie thuis is regelen",
        "anders_netwerk": "Iets anders voor het netwerk",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Behoefte:
    """One need. naam and stap are free text, short and checked (`vrije_tekst`).

    naam: who the owner is. stap: the next step. versie: rises with every change.
    """

    id: UUID
    leefgebied: Leefgebied
    soort: str
    status: Behoeftestatus
    eigenaar: Eigenaar
    naam: str
    uiterlijk: date | None
    stap: str
    versie: int = 1


def soortnaam(soort: str) -> str:
    """Return what a kind of need is called; a kind from an older version keeps its code."""
    return next((s[soort] for s in SOORTEN.values() if soort in s), soort)


def check_behoefte(nieuw: Behoefte, *, oud: Behoefte | None, vandaag: date) -> None:
    """Raise Behoeftefout when a need cannot be. oud: what it was, None for a new one.

    A date that was in the past already may stay; a new one may not be set there.
    """
    if nieuw.soort not in SOORTEN[nieuw.leefgebied]:
        raise Behoeftefout("Kies wat er geregeld moet worden.")
    is_zelfde_dag = oud is not None and oud.uiterlijk == nieuw.uiterlijk
    if nieuw.status.is_klaar or is_zelfde_dag or nieuw.uiterlijk is None:
        return
    if nieuw.uiterlijk < vandaag:
        raise Behoeftefout("De datum ligt in het verleden. Kies vandaag of later.")
    if nieuw.uiterlijk > vandaag + VERSTE_DAG:
        raise Behoeftefout("De datum is meer dan vijf jaar weg. Kies een eerdere dag.")
