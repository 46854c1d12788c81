"""The view models of offering messages again: before, and while it goes on (see schermen.py)."""

from dataclasses import dataclass

from nazorg.web.schermen import Bladeren, Datum, Link, Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Reeks:
    """So many messages, and why they are set aside."""

    aantal: str
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vooraf:
    """What would be offered again. verborgen: what the confirming form sends along.

    knop: its text; empty when there is nothing to do, and then waarom_niet says why. niet: what
    stays as it is, and why.
    """

    titel: str
    gekozen: tuple[str, ...]
    mee: tuple[Reeks, ...]
    niet: tuple[Reeks, ...]
    verborgen: tuple[tuple[str, str], ...]
    knop: str
    terug: Link
    waarom_niet: str = "Er staat niets apart dat u opnieuw kunt afspelen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Telregel:
    """How many messages of a run had this outcome. href: only those in the list."""

    naam: str
    aantal: int
    stand: Stand
    href: str
    huidig: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtregel:
    soort: str
    nummer: str
    bron: str
    href: str
    uitkomst: str
    stand: Stand
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voortgang:
    """A run. gedaan of totaal messages were tried. bezig: the page looks again by itself."""

    titel: str
    stand: Stand
    stand_tekst: str
    zinnen: tuple[str, ...]
    gekozen: tuple[str, ...]
    door: str
    begonnen: Datum
    gedaan: int
    totaal: int
    bezig: bool
    telling: tuple[Telregel, ...]
    regels: tuple[Berichtregel, ...]
    bladeren: Bladeren
