"""The view models of meetings: the list, the form to plan one, and one meeting with its agenda."""

from dataclasses import dataclass, field
from typing import Literal

from nazorg.web.schermen import Datum, Keuze, Keuzelijst, Lichten, Link

Toon = Literal["open", "laat", "klaar", "weg"]
Fouten = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlegregel:
    """One row of the list. titel: 'Nazorgoverleg Tiel'; tijd: '10:00 – 12:00'."""

    href: str
    titel: str
    dag: Datum
    tijd: str
    plek: str
    stand: str
    toon: Toon
    aantal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overleglijstscherm:
    komend: tuple[Overlegregel, ...]
    gesloten: tuple[Overlegregel, ...]
    volgende: Link | None
    begin: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planscherm:
    """The form to plan a meeting. dagen: days of the rhythm to choose; bezet: what is planned.

    waarom: why this day is proposed. bron: where the form of this gemeente comes from.
    """

    soort: Keuzelijst
    kring: Keuzelijst
    soort_waarde: str
    kring_waarde: str
    titel: str
    dagen: tuple[Link, ...]
    waarom: str
    bezet: str
    bron: str
    datum: str
    eerste: str
    van: str
    tot: str
    plek: str
    deelnemers: str
    zaken: str
    fouten: dict[str, str] = field(default_factory=dict)
    foutlijst: Fouten = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstelrij:
    """Somebody who is proposed. waar: 'Tiel · PI Arnhem'; vrij: 'vr 11 dec' or 'niet bekend'."""

    id: str
    naam: str
    href: str
    waar: str
    vrij: str
    reden: str
    gekozen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraakvorm:
    """The form for what is agreed. nu: what a colleague wrote meanwhile, or ''."""

    versie: int
    tekst: str
    groepen: tuple[tuple[str, tuple[Keuze, ...]], ...]
    eigenaar: Keuzelijst
    naam: str
    uiterlijk: str
    open: bool
    nu: str = ""
    fouten: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Puntrij:
    """Somebody on the agenda. stand: 'besproken', or '' while waiting. eraf: the form to take off.

    bron: who put this person there, and when. acties: 'Onderdak zoeken, uiterlijk vr 4 dec'.
    wacht: not discussed yet. niet: ticked as not reached.
    """

    id: str
    nummer: int
    naam: str
    href: str
    waar: str
    vrij: str
    reden: str
    lichten: Lichten
    bron: str
    stand: str
    toon: Toon
    afspraak: str
    afspraak_bron: str
    acties: tuple[str, ...]
    kan_eraf: bool
    vorm: Afspraakvorm | None
    wacht: bool
    niet: bool
    eraf_reden: str = ""
    eraf_fout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzetvorm:
    versie: int
    datum: str
    eerste: str
    van: str
    tot: str
    plek: str
    reden: str
    open: bool
    fouten: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redenvorm:
    """A form with one sentence. nummer: of the dossier, where it asks for one."""

    versie: int
    reden: str
    open: bool
    nummer: str = ""
    fouten: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlegscherm:
    """One meeting. Forms are None where they cannot be used now, or not by this person.

    plekken: how many places are left, in words. regel, volgorde: by which rows people are proposed,
    and in what order. te_laat: who is free before it. niet: what this person sees less than the
    meeting is, or ''. ingevuld: what was typed in a form that is gone.
    """

    id: str
    titel: str
    dag: str
    tijd: str
    plek: str
    voor: str
    deelnemers: tuple[str, ...]
    stand: str
    toon: Toon
    plekken: str
    regel: str
    volgorde: str
    punten: tuple[Puntrij, ...]
    eraf: tuple[str, ...]
    eerst: tuple[Voorstelrij, ...]
    rest: tuple[Voorstelrij, ...]
    te_laat: tuple[Voorstelrij, ...]
    verloop: tuple[str, ...]
    gedrukt: str
    vult: bool
    melding: str = ""
    ingevuld: tuple[str, ...] = ()
    klaar: str = ""
    niet: str = ""
    inbreng: Redenvorm | None = None
    verzet: Verzetvorm | None = None
    vervalt: Redenvorm | None = None
    sluit: Redenvorm | None = None
    foutlijst: Fouten = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossieroverleg:
    """A place of a dossier on an agenda, on its own page. afspraak: what was agreed, or ''."""

    titel: str
    href: str
    wanneer: str
    stand: str
    afspraak: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlegvak:
    """The panel on the page of a dossier. te_kiezen: coming meetings that it is not on."""

    komend: tuple[Dossieroverleg, ...]
    geweest: tuple[Dossieroverleg, ...]
    te_kiezen: tuple[Link, ...]
