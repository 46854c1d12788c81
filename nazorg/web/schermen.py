"""What the screens show: complete view models, all text ready, nothing left to compute or to fetch.

Templates get these and nothing else, so a template cannot reach a domain object, a BSN or a query.
Dates are a pair: the Dutch text and the ISO form for the machine.
"""

from dataclasses import dataclass
from typing import Literal

import msgspec


class Scherm(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a view model: made and compared at a tenth of the cost of a frozen dataclass."""


Stand = Literal["ok", "busy", "todo", "unknown", "refused", "na"]
"""A stoplight: in orde, in behandeling, niet in orde, onbekend, geweigerd, niet van toepassing."""

Prio = Literal["spoed", "hoog", "normaal"]
Lichten = tuple[Stand, Stand, Stand, Stand, Stand]
"""ID-bewijs, huisvesting, inkomen, schulden, zorg: always in this order."""

ONBEKEND: Lichten = ("unknown", "unknown", "unknown", "unknown", "unknown")

Icoon = Literal[
    "alert-triangle",
    "ban",
    "calendar-event",
    "cash",
    "check",
    "copy",
    "door-enter",
    "door-exit",
    "file-text",
    "history",
    "home",
    "id",
    "mail",
    "receipt-euro",
    "refresh",
    "stethoscope",
    "transfer-in",
    "user",
    "users",
]


class Datum(Scherm, frozen=True, kw_only=True):
    """A day or a moment: 'vr 27 nov' with '2026-11-27', 'vandaag 08:14' with the ISO moment."""

    tekst: str
    iso: str


class Link(Scherm, frozen=True, kw_only=True):
    tekst: str
    href: str


class Stroom(Scherm, frozen=True, kw_only=True):
    """How fresh our data is, said on every page: stand 'unknown' when nothing ever came in.

    href: where to read more when something is wrong, or empty.
    """

    stand: Stand
    regels: tuple[str, ...]
    href: str = ""


class Bewaard(Scherm, frozen=True, kw_only=True):
    """A saved filter in the menu. gedeeld: the whole team sees it."""

    naam: str
    href: str
    aantal: str
    gedeeld: bool
    huidig: bool = False


class Schil(Scherm, frozen=True, kw_only=True):
    """What stands around every page of someone who is logged in.

    taken: what is to be done now, for the menu; None when this person has no queue.
    beheer: this person looks after the connections. waarneming: for whom this person stands in
    today, or empty. bewaard: saved filters with their counts, on the queue only. ik: by which the
    forms on the page say whose page it is.
    """

    ik: str
    naam: str
    initialen: str
    functie: str
    doel: str
    demo: bool
    taken: str | None
    stroom: Stroom
    beheer: bool = False
    waarneming: str = ""
    bewaard: tuple[Bewaard, ...] = ()


# ---- login and errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    id: str
    naam: str
    initialen: str
    functie: str
    regio: str
    doel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginScherm:
    """melding: one sentence above the list ('U bent uitgelogd.'), or empty.

    start: where one leaves for the own organisation to log in, or empty.
    """

    personas: tuple[Persona, ...]
    demo: bool
    melding: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UitgelogdScherm:
    """Logged out here. adres: where the browser goes to log out at the own organisation too."""

    adres: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anderscherm:
    """Somebody else is logged in by now. velden: the whole form; getypt: the texts in it."""

    titel: str
    actie: str
    velden: tuple[tuple[str, str], ...]
    getypt: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoutScherm:
    """Calm Dutch text; never anything that the visitor sent. kenmerk: to pass on, or empty."""

    status: int
    titel: str
    tekst: str
    terug: Link
    kenmerk: str = ""


# ---- lists: filters and pages, shared by werkvoorraad and berichten


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    waarde: str
    tekst: str
    gekozen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuzelijst:
    """One select of the filter form; naam is the parameter in the URL."""

    naam: str
    label: str
    keuzes: tuple[Keuze, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoer:
    """One field of the filter form to type in. soort: the type of the input."""

    naam: str
    label: str
    waarde: str
    soort: Literal["search", "datetime-local"] = "search"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Filters:
    """The GET form of a list. One is only itself: its HTML is kept as long as it lives.

    verborgen: other parameters that must survive (name, value). chips: each removes its own filter.
    meer: selects that are folded away; meer_open: not when one of them is in use.
    """

    actie: str
    keuzelijsten: tuple[Keuzelijst, ...]
    invoer: tuple[Invoer, ...] = ()
    verborgen: tuple[tuple[str, str], ...] = ()
    chips: tuple[Link, ...] = ()
    meer: tuple[Keuzelijst, ...] = ()
    meer_open: bool = False


class Bladeren(Scherm, frozen=True, kw_only=True):
    """Keyset paging: only forward and back to the begin; None when there is nothing there."""

    volgende: Link | None = None
    begin: Link | None = None


class Leeg(Scherm, frozen=True, kw_only=True):
    """An empty list: what is so, and the links that show more ('Toon ook 12 taken van Tiel')."""

    titel: str
    tekst: str
    links: tuple[Link, ...] = ()


# ---- werkvoorraad


class WeekDag(Scherm, frozen=True, kw_only=True):
    """One day of the strip. let_op: why this day needs care, or empty.

    dicht_tot: the same in three words, for on the strip.
    """

    naam: str
    datum: Datum
    aantal: int
    href: str
    vandaag: bool = False
    gekozen: bool = False
    let_op: str = ""
    dicht_tot: str = ""


class Uiterlijk(Scherm, frozen=True, kw_only=True):
    """A due date. toon: 'laat' (past), 'snel' (today or tomorrow) or '' (later or done)."""

    tekst: str
    datum: Datum
    toon: Literal["laat", "snel", ""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vrij:
    """The release in the preview and in the dossier head."""

    tekst: str
    toelichting: str
    dringend: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gebeurtenis:
    icoon: Icoon
    tekst: str
    bron: str
    moment: Datum
