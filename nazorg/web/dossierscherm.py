"""The view model of the dossier page: complete, all text ready (see schermen.py)."""

from dataclasses import dataclass
from typing import Literal

from nazorg.web.bezorgscherm import Doorgave, GebeurtenisRegel, Oorzaak
from nazorg.web.schermen import Datum, Icoon, Prio, Stand, Uiterlijk, Vrij


@dataclass(frozen=True, slots=True, kw_only=True)
class Feit:
    """One fact under the name. voorgelezen: what a screen reader says instead of bullets."""

    naam: str
    waarde: str
    voorgelezen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LijnBand:
    """A stretch of the detention line: what was, what comes, leave, a range, an end that moved."""

    soort: Literal["geweest", "komt", "verlof", "marge", "was"]
    x1: int
    x2: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LijnPunt:
    """A mark on the line. zichtbaar: there is room for its words; the list has them anyway."""

    soort: Literal["begin", "overplaatsing", "verlof", "vandaag", "vrij", "tot", "was", "open"]
    x: int
    naam: str
    datum: Datum
    anker: Literal["start", "middle", "end"] = "middle"
    zichtbaar: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Detentielijn:
    """Numbers for a drawing without inline style. omschrijving: the same in words."""

    banden: tuple[LijnBand, ...]
    punten: tuple[LijnPunt, ...]
    omschrijving: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EerdereDetentie:
    """periode: '3 mrt 2024 – 12 apr 2024'; duur: '40 dagen'."""

    periode: str
    plek: str
    duur: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leefgebiedkaart:
    """sleutel picks name and icon. Empty tekst means that nothing was received yet."""

    sleutel: Literal["id", "wonen", "inkomen", "schulden", "zorg"]
    stand: Stand = "unknown"
    tekst: str = ""
    nu: str = ""
    bron: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTaak:
    """One reason that this dossier is in the queue. omdat: the notice behind it."""

    id: str
    reden: str
    regel: str
    uiterlijk: Uiterlijk
    omdat: Oorzaak | None = None
    kan_af: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TijdlijnRegel:
    """One notice. vastgelegd: its time at the source; ontvangen: when it reached us.

    te_laat: '3 dagen later binnen', or empty. ingetrokken: withdrawn by a later notice.
    """

    icoon: Icoon
    tekst: str
    bron: str
    vastgelegd: Datum
    ontvangen: Datum
    te_laat: str = ""
    ingetrokken: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TijdlijnDag:
    titel: str
    regels: tuple[TijdlijnRegel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inkijk:
    """Who looked at this dossier, when, and for which purpose."""

    naam: str
    moment: Datum
    doel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terugblik:
    """The form 'Wat wisten wij op'. op: ISO date or empty; laatste: the last date to ask for.

    banner: set when the page shows the past ('U ziet dit dossier zoals wij het op … kenden.').
    """

    actie: str
    op: str
    laatste: str
    banner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """lijn: None when no begin date is known. vertrekblad: somebody is still to walk out."""

    nummer: str
    naam: str
    prio: Prio | None
    vrij: Vrij | None
    feiten: tuple[Feit, ...]
    lijn: Detentielijn | None
    eerder: tuple[EerdereDetentie, ...]
    leefgebieden: tuple[Leefgebiedkaart, ...]
    taken: tuple[OpenTaak, ...]
    tijdlijn: tuple[TijdlijnDag, ...]
    inkijk: tuple[Inkijk, ...]
    grondslag: str
    terugblik: Terugblik
    doorgegeven: tuple[Doorgave, ...] = ()
    vertrekblad: bool = False
    gebeurtenissen: tuple[GebeurtenisRegel, ...] = ()
