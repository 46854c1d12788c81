"""The view model of how the streams are doing: part of the page with messages (see schermen.py)."""

from dataclasses import dataclass

from nazorg.web.schermen import Datum, Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRegel:
    tekst: str
    sinds: Datum


@dataclass(frozen=True, slots=True, kw_only=True)
class BronRij:
    """A source. mist: in words, with its shape. uitleg: what to know about it, or empty."""

    naam: str
    laatste: Datum
    mist: str
    stand: Stand
    uitleg: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatRegel:
    """Missing numbers. stand 'busy': seen just now, may still come."""

    bron: str
    nummers: str
    aantal: str
    sinds: Datum
    stand: Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Teldag:
    """One day. Empty counts when no source counted it yet. href: more about it, or empty."""

    dag: Datum
    bron: str
    bij_ons: str
    klopt: str
    stand: Stand
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewakingspanelen:
    """nagekeken: one sentence. meer: so many gaps are not shown, in words, or empty.

    gevuld: what came after all; geaccepteerd: what will never come. alle_dagen: where all counts
    are, or empty.
    """

    nagekeken: str
    alarmen: tuple[AlarmRegel, ...]
    bronnen: tuple[BronRij, ...]
    gaten: tuple[GatRegel, ...]
    meer: str
    gevuld: tuple[str, ...]
    geaccepteerd: tuple[str, ...]
    telling: str
    telling_stand: Stand
    dagen: tuple[Teldag, ...]
    verschillen: tuple[str, ...]
    alle_dagen: str
