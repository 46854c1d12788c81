"""The view models of deliveries: the page, and the panel in a dossier (see schermen.py)."""

from dataclasses import dataclass, field

from nazorg.web.schermen import Bladeren, Datum, Leeg, Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Oorzaak:
    """A message behind something. href: its page, or empty when it is not for this person."""

    naam: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorgave:
    """How far the events of one dossier are at one destination. moment: None while under way."""

    naam: str
    woord: str
    stand: Stand
    moment: Datum | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GebeurtenisRegel:
    """One event with how far it is at each destination. omdat: the messages that caused it.

    meer: so many causes are not named, in words, or empty.
    """

    naam: str
    ontstaan: Datum
    doorgaven: tuple[Doorgave, ...]
    omdat: tuple[Oorzaak, ...]
    meer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestemming:
    """How much a destination has not got yet. gestopt: nobody waits there any more.

    actie: where the button to send all of it again posts to; empty: no button.
    """

    naam: str
    onderweg: int
    wacht: int
    dood: int
    stand: Stand
    gestopt: bool
    actie: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BezorgRij:
    """One delivery that did not succeed. actie: where its button posts to; empty: no button."""

    gebeurtenis: str
    id: str
    bestemming: str
    woord: str
    stand: Stand
    reden: str
    pogingen: str
    ontstaan: Datum
    moment: Datum
    actie: str
    omdat: tuple[Oorzaak, ...] = ()
    meer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorging:
    """melding: one sentence on top when a person must do something, or empty.

    gedaan: what a person just asked for, or empty.
    """

    melding: str
    bestemmingen: tuple[Bestemming, ...]
    rijen: tuple[BezorgRij, ...]
    bladeren: Bladeren = field(default_factory=Bladeren)
    leeg: Leeg | None = None
    gedaan: str = ""
