"""The view models of taking a list in: bring it, choose columns and look, and what became of it."""

from dataclasses import dataclass

from nazorg.web.schermen import Bladeren, Keuze, Keuzelijst, Stand
from nazorg.web.wachtrijschermen import Tab


@dataclass(frozen=True, slots=True, kw_only=True)
class Brengscherm:
    """The first step. fout: why the file could not be read, or empty."""

    soorten: Keuzelijst
    gemeenten: Keuzelijst
    fout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kolomkeuze:
    """One field of ours and the columns of the list. vast: words of which one may hold for all."""

    naam: str
    label: str
    verplicht: bool
    mist: bool
    kolommen: tuple[Keuze, ...]
    vast: tuple[Keuze, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rijtelling:
    """How many rows get one outcome. href: only those rows."""

    naam: str
    aantal: int
    toelichting: str
    stand: Stand
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rijregel:
    """One row: its place in the file and what becomes of it; never who it is about."""

    plek: str
    uitkomst: str
    stand: Stand
    zinnen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstscherm:
    """A list to look at, or one that was taken in (klaar). tot: the moment at which it is gone.

    kolommen: empty once it is taken in. tellingen: empty while a column is missing.
    """

    id: str
    titel: str
    gemeente: str
    klaar: bool
    bezig: bool
    rijen_tekst: str
    tot: str
    melding: str
    kolommen: tuple[Kolomkeuze, ...]
    ongebruikt: tuple[str, ...]
    tellingen: tuple[Rijtelling, ...]
    tabs: tuple[Tab, ...]
    rijen: tuple[Rijregel, ...]
    bladeren: Bladeren
    opnemen: int
    fouten: int
