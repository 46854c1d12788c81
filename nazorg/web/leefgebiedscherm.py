"""The view models around a leefgebied: its form, its needs, and what two people typed at once."""

from dataclasses import dataclass

from nazorg.web.dossierscherm import Leefgebiedkaart
from nazorg.web.schermen import Datum, Keuzelijst
from nazorg.web.wachtrijschermen import Melding

WAS = "was_"
"""Before the name of a field: what the form began with there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoerveld:
    """One question. keuzes: None for a date. nu: who said what stands there now, or empty.

    was: what the form began with, to tell what somebody touched.
    """

    naam: str
    vraag: str
    keuzes: Keuzelijst | None
    waarde: str
    was: str = ""
    nu: str = ""
    fout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behoefteformulier:
    """A need as a form. actie: where it posts to. meta: who does it and by when, in words.

    fouten: name of the field to what is wrong with it. open: show the form at once.
    """

    id: str
    actie: str
    titel: str
    meta: str
    klaar: bool
    soort: Keuzelijst
    status: Keuzelijst
    eigenaar: Keuzelijst
    naam: str
    uiterlijk: str
    stap: str
    versie: int
    fouten: dict[str, str]
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Geschiedenisregel:
    tekst: str
    bron: str
    moment: Datum


@dataclass(frozen=True, slots=True, kw_only=True)
class Botsingsregel:
    """One answer that two people gave: what you typed, and what stands there by now."""

    vraag: str
    getypt: str
    nu: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leefgebiedscherm:
    """The page behind a card. botsing: rows to compare when a colleague was first.

    botsing_van: who that was and when, where one person wrote all of it; botsing_href: the form
    that it is about, when it is not the first. gezien: goes back with the form, so that the server
    knows what it was made from. bevestig: there is a dispute, and saving says again what did not
    change. klopt_nog: something is known, which one press says again, about another day.
    balk: what was just saved, with the way back. let_op: what is known here on a doubtful ground.
    """

    nummer: str
    naam: str
    gebied: str
    sleutel: str
    actie: str
    kaart: Leefgebiedkaart
    velden: tuple[Invoerveld, ...]
    gemeten_op: Invoerveld
    spreker: Keuzelijst
    grondslag: Keuzelijst
    grondslag_fout: str
    let_op: str
    gezien: str
    bevestig: bool
    klopt_nog: bool
    laatste: str
    fouten: tuple[tuple[str, str], ...]
    behoeften: tuple[Behoefteformulier, ...]
    nieuw: Behoefteformulier
    geschiedenis: tuple[Geschiedenisregel, ...]
    vrij: str = ""
    bewaard: bool = False
    balk: Melding | None = None
    melding: str = ""
    botsing: tuple[Botsingsregel, ...] = ()
    botsing_van: str = ""
    botsing_href: str = ""
