"""The view model of how the streams are doing: part of the page with messages (see schermen.py)."""

from dataclasses import dataclass

from nazorg.web.schermen import Datum, Link, Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Sluitvorm:
    """A form that ends one thing for a reason. id: of the field for it. stopt: a box, or empty.

    reden and fout: what somebody typed, and what is wrong with it.
    """

    id: str
    kop: str
    uitleg: str
    label: str
    knop: str
    actie: str
    verborgen: tuple[tuple[str, str], ...]
    stopt: str = ""
    reden: str = ""
    fout: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRegel:
    """sluit: how to close it, only for who may and where that is the way."""

    tekst: str
    sinds: Datum
    sluit: Sluitvorm | None = None


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
    """Missing numbers. stand 'busy': seen just now, may still come. sluit: as of an alarm.

    apart: messages that are set aside and seem to be of these numbers.
    """

    bron: str
    nummers: str
    aantal: str
    sinds: Datum
    stand: Stand
    sluit: Sluitvorm | None = None
    apart: tuple[Link, ...] = ()


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

    gevuld: what came after all; geaccepteerd: what will never come. gesloten: the alarms that
    somebody closed, with who and why. alle_dagen: where all counts
    are, or empty. fouten: of a form here that was refused: the id of its field, and what is wrong.
    """

    nagekeken: str
    alarmen: tuple[AlarmRegel, ...]
    bronnen: tuple[BronRij, ...]
    gaten: tuple[GatRegel, ...]
    meer: str
    gevuld: tuple[str, ...]
    geaccepteerd: tuple[str, ...]
    gesloten: tuple[str, ...]
    telling: str
    telling_stand: Stand
    dagen: tuple[Teldag, ...]
    verschillen: tuple[str, ...]
    alle_dagen: str
    fouten: tuple[tuple[str, str], ...] = ()
