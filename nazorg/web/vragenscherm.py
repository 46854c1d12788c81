"""The view models of a set of questions: the lists of a dossier, and one page of one list."""

from dataclasses import dataclass
from typing import Literal

from nazorg.web.schermen import Datum, Keuze, Keuzelijst


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraagveld:
    """A question that is asked. teken goes back with the form: what the form was made from.

    plan: what the D&R plan says of this leefgebied, or empty.
    """

    sleutel: str
    tekst: str
    soort: Literal["keuze", "dag", "tekst"]
    keuzes: tuple[Keuze, ...]
    waarde: str
    teken: str
    plan: str = ""
    fout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BekendeVraag:
    """A question that is not asked, because somebody or a notice told already.

    href: where to change it, or empty. strijd: two sources contradict each other.
    """

    tekst: str
    antwoord: str
    bron: str
    href: str = ""
    strijd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """A page of the list. tekst: its title; stand: '3 van 7'."""

    tekst: str
    href: str
    stand: str
    klaar: bool
    huidig: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraagverschil:
    """One question that two people answered: what you typed, and what stands there by now."""

    vraag: str
    getypt: str
    nu: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vragenscherm:
    """One page of a list. bewaard: who saved it last and when.

    vorige, volgende: titles of the pages beside this one, or empty. gesloten: the list is finished,
    so there are no fields. heropen: it is finished, and what was typed can be saved by opening it
    again. fouten: (id of the field, what is wrong).
    """

    nummer: str
    naam: str
    lijst: str
    titel: str
    versie: str
    actie: str
    basis: str
    stappen: tuple[Stap, ...]
    velden: tuple[Vraagveld, ...]
    bekend: tuple[BekendeVraag, ...]
    spreker: Keuzelijst
    grondslag: Keuzelijst
    gemeten_op: str
    gemeten_fout: str
    laatste: str
    vorige: str
    volgende: str
    bewaard: str
    gesloten: bool = False
    heropen: bool = False
    gelukt: bool = False
    melding: str = ""
    verschillen: tuple[Vraagverschil, ...] = ()
    fouten: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstregel:
    """A list that was begun. stand: '12 van 21 beantwoord'. basis: its address."""

    naam: str
    versie: str
    stand: str
    wie: str
    begonnen: Datum
    klaar: bool
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuweLijst:
    """A set that can be begun."""

    id: str
    naam: str
    uitleg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstenscherm:
    """onbekend: lists in a version that this nazorg does not have, in words."""

    nummer: str
    naam: str
    lijsten: tuple[Lijstregel, ...]
    onbekend: tuple[str, ...]
    nieuw: tuple[NieuweLijst, ...]
