"""Delivery of an outgoing event to one destination: its states, and what an answer leads to.

Every event is delivered at least once. What is decided here is only when we try again, and when we
stop trying; who asks, sends and remembers is elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from nazorg.berichten.spoor import Spoor

# Not an id that a subscription can have: the topic is a destination that needs no row of its own.
KAFKA = UUID(int=0)
LANGST = timedelta(hours=24)
_EERSTE_WACHT = timedelta(seconds=5)
_LANGSTE_WACHT = timedelta(hours=1)
# A receiver may ask for patience, but not until the end of our own.
_LANGSTE_VERZOEK = timedelta(hours=6)
# Of the key that a subscription is signed with, and how the text of it begins.
GEHEIM_BYTES = 32
GEHEIM_VOORVOEGSEL = "whsec_"
_LANGSTE_URL = 500


class Bezorgstand(StrEnum):
    """How far the delivery of one event to one destination is."""

    TE_VERZENDEN = "te_verzenden"
    ONDERWEG = "onderweg"
    VERZONDEN = "verzonden"
    WACHT = "wacht"
    DOOD = "dood"


class Bezorgreden(StrEnum):
    """Why a delivery did not succeed at the last attempt."""

    GEEN_VERBINDING = "geen_verbinding"
    GEEN_ANTWOORD = "geen_antwoord"
    ADRES_GEWEIGERD = "adres_geweigerd"
    DRUK = "druk"
    STORING = "storing"
    DOORVERWEZEN = "doorverwezen"
    NIET_AANGENOMEN = "niet_aangenomen"
    GEWEIGERD = "geweigerd"
    WEG = "weg"
    ABONNEMENT_GESTOPT = "abonnement_gestopt"
    EIGEN_FOUT = "eigen_fout"


BEZORGZIN: dict[Bezorgreden, str] = {
    Bezorgreden.GEEN_VERBINDING: "Wij kregen geen verbinding met de ontvanger.",
    Bezorgreden.GEEN_ANTWOORD: "De ontvanger antwoordde niet op tijd.",
    Bezorgreden.ADRES_GEWEIGERD: "Het adres van de ontvanger ligt in een netwerk dat niet mag.",
    Bezorgreden.DRUK: "De ontvanger heeft het druk en vroeg ons te wachten.",
    Bezorgreden.STORING: "De ontvanger heeft een storing.",
    Bezorgreden.DOORVERWEZEN: "De ontvanger verwijst naar een ander adres. Dat volgen wij niet.",
    Bezorgreden.NIET_AANGENOMEN: "De ontvanger nam het bericht niet aan.",
    Bezorgreden.GEWEIGERD: "De ontvanger weigert dit bericht.",
    Bezorgreden.WEG: "De ontvanger wil geen berichten meer. Het abonnement is gestopt.",
    Bezorgreden.ABONNEMENT_GESTOPT: "Het abonnement is gestopt.",
    Bezorgreden.EIGEN_FOUT: "Er zit een fout in nazorg zelf.",
}
# Trying again would give the same answer. Not so for what a receiver does not accept: a wrong
# address or a right that was forgotten is its own mistake, and mended within the day.
BLIJVEND = frozenset({Bezorgreden.GEWEIGERD, Bezorgreden.WEG})


@dataclass(frozen=True, slots=True)
class Zending:
    """One event on its way. inhoud: the same bytes at every attempt. spoor: of what caused it."""

    id: UUID
    dossier: UUID
    inhoud: bytes
    spoor: Spoor | None = None


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What a destination said. reden: None when it has the event; wacht_s: what it asked for."""

    reden: Bezorgreden | None = None
    status: int | None = None
    wacht_s: float | None = None


class Verzender(Protocol):
    """A destination. Never raises for what the other side does: that is an answer."""

    async def verzend(self, zending: Zending) -> Antwoord:
        """Send one event and return what became of it."""
        ...

    async def sluit(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True, slots=True)
class Abonnee:
    """Where the events of one subscription go. geheim: the key that we sign with."""

    id: UUID
    url: str
    geheim: bytes


class MaakWebhook(Protocol):
    def __call__(self, abonnee: Abonnee) -> Verzender: ...


def is_adres(url: str, *, demo: bool) -> bool:
    """Tell whether events may go to this address; http only where people are invented."""
    try:
        delen = urlsplit(url)
        delen.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return False
    leesbaar = url.isascii() and url.isprintable() and " " not in url and len(url) <= _LANGSTE_URL
    veilig = delen.scheme == "https" or (demo and delen.scheme == "http")
    return leesbaar and veilig and bool(delen.hostname) and "@" not in delen.netloc


@dataclass(frozen=True, slots=True)
class Besluit:
    """The next state. vanaf: the moment of the next attempt; for an end, the moment of it."""

    stand: Bezorgstand
    vanaf: datetime


def beslis(
    antwoord: Antwoord, *, poging: int, begonnen_op: datetime, nu: datetime, toeval: float
) -> Besluit:
    """Return what comes after an attempt.

    poging: 1 for the first. begonnen_op: the moment of the first. toeval: from 0 up to 1, so that
    many who fail together do not come back together.
    """
    if antwoord.reden is None:
        return Besluit(Bezorgstand.VERZONDEN, nu)
    if antwoord.reden in BLIJVEND:
        return Besluit(Bezorgstand.DOOD, nu)
    vanaf = nu + max(_terug(poging, toeval), gevraagd(antwoord))
    if vanaf > begonnen_op + LANGST:
        return Besluit(Bezorgstand.DOOD, nu)
    return Besluit(Bezorgstand.WACHT, vanaf)


def gevraagd(antwoord: Antwoord) -> timedelta:
    """Return how long the destination asked us to wait, within reason."""
    seconden = min(max(antwoord.wacht_s or 0.0, 0.0), _LANGSTE_VERZOEK.total_seconds())
    return timedelta(seconds=seconden)


def _terug(poging: int, toeval: float) -> timedelta:
    """Return 5 seconds, doubled at each attempt up to an hour; half of it is chance."""
    wacht = min(_EERSTE_WACHT * (1 << min(poging - 1, 20)), _LANGSTE_WACHT)
    return wacht * (0.5 + 0.5 * toeval)
