"""The view model of one day of counts: complete, all text ready (see schermen.py)."""

from dataclasses import dataclass

from nazorg.web.schermen import Bladeren, Datum, Link, Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class TelRegel:
    """One kind. verschil: in words, with its shape. href: shows which messages these are.

    gesloten: who closed the difference and why, or empty.
    """

    soort: str
    bron: str
    bij_ons: str
    verschil: str
    stand: Stand
    href: str
    gekozen: bool
    gesloten: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TelBron:
    """One source on this day. herkomst: how its count reached us, or that it did not."""

    naam: str
    herkomst: str
    regels: tuple[TelRegel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TelNummer:
    """One message of ours. href: its own page, or empty when it is of a gemeente not ours."""

    volgnummer: str
    id: str
    vastgelegd: Datum
    uitkomst: str
    stand: Stand
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nummers:
    """The messages of one kind. meer: so many are not shown, in words, or empty."""

    titel: str
    bestand: str
    rijen: tuple[TelNummer, ...]
    meer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """klopt: the one number, in words. buren: links to the days before and after."""

    dag: str
    klopt: str
    stand: Stand
    bronnen: tuple[TelBron, ...]
    nummers: Nummers | None
    buren: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TelDagregel:
    """One day in the list of all days."""

    dag: str
    href: str
    bron: str
    bij_ons: str
    klopt: str
    stand: Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Teldagen:
    """The list of all days that were counted."""

    dagen: tuple[TelDagregel, ...]
    bladeren: Bladeren
