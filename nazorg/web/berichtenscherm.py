"""The view model of the page with received messages: complete, all text ready (see schermen.py)."""

from dataclasses import dataclass, field

from nazorg.web.bewakingsscherm import Bewakingspanelen
from nazorg.web.schermen import Bladeren, Datum, Filters, Leeg, Link, Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Tegel:
    """A count of today per outcome. href: the list below, filtered on it; may be empty."""

    naam: str
    aantal: int
    toelichting: str
    stand: Stand
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staaf:
    """A bar of a chart, in the units of its viewBox."""

    x: int
    y: int
    breed: int
    hoog: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroomtegel:
    """A stream of messages. woord: how it is, with its shape. geleden: in words, or empty.

    laatste: None when none ever came in. achterstand: in words, or empty.
    uitleg: what the bars show.
    """

    id: str
    naam: str
    woord: str
    stand: Stand
    laatste: Datum | None
    geleden: str
    achterstand: str
    vandaag: int
    staven: tuple[Staaf, ...]
    uitleg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SoortBericht:
    """One kind of message. laatste: None when none ever came in."""

    naam: str
    vandaag: int
    laatste: Datum | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartGezet:
    """A message that could not be handled. velden: names of fields, never their values."""

    soort: str
    reden: str
    velden: tuple[str, ...]
    ontvangen: Datum
    bron: str
    id: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtRij:
    """One received message; uitkomst is the word, stand its shape, reden may be empty.

    kies: the value of the box that chooses it, or empty. voorstel: who has to decide about the
    proposal to correct it, or empty.
    """

    soort: str
    uitkomst: str
    stand: Stand
    reden: str
    ontvangen: Datum
    bron: str
    id: str
    href: str = ""
    kies: str = ""
    voorstel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reden:
    """So many messages are set aside for this reason."""

    tekst: str
    aantal: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauze:
    """A source on hold. actie: where the button posts to, or empty. bezig: the run, or None."""

    tekst: str
    waarom: Link
    wacht: Link | None
    actie: str = ""
    knop: str = ""
    bezig: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichten:
    """melding: one sentence on top when something needs a person, or empty.

    beheer: show what a beheerder may do. redenen: why messages are set aside, most first.
    opnieuw: offer all of this list again, or None; then each row may have a box to choose it, and
    verborgen is what the form sends along to come back to this very list. voorstellen: how many
    wait for a second pair of eyes, with a link to just those; or None. niet_aangekomen: the same
    for events that a receiver did not get. stilte: per source how silent it is, and what is usual.
    """

    datum: str
    melding: str
    stromen: tuple[Stroomtegel, ...]
    stilte: tuple[str, ...]
    tegels: tuple[Tegel, ...]
    soorten: tuple[SoortBericht, ...]
    apart: tuple[ApartGezet, ...]
    apart_aantal: int
    filters: Filters
    rijen: tuple[BerichtRij, ...]
    bladeren: Bladeren = field(default_factory=Bladeren)
    leeg: Leeg | None = None
    bewaking: Bewakingspanelen | None = None
    beheer: bool = False
    redenen: tuple[Reden, ...] = ()
    pauzes: tuple[Pauze, ...] = ()
    herhalingen: tuple[Link, ...] = ()
    opnieuw: Link | None = None
    verborgen: tuple[tuple[str, str], ...] = ()
    zoekmelding: str = ""
    voorstellen: Link | None = None
    niet_aangekomen: Link | None = None
