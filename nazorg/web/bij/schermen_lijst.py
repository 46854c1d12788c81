"""What the list of alerts shows: complete, all text ready."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LijstRegel:
    """One alert. stand: word; toon: nieuw, klaar or weg."""

    href: str
    naam: str
    soort: str
    icoon: str
    wanneer: str
    over: str
    stand: str
    toon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BelRegel:
    actie: str
    naam: str
    telefoon: str
    tel: str
    reden: str
    sinds: str
    href: str
    waarover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LijstScherm:
    """What comes, what is over, and whom to call. onleesbaar: how many nobody can read."""

    zoek: str
    kop: str
    regels: tuple[LijstRegel, ...]
    geweest: tuple[LijstRegel, ...]
    bellen: tuple[BelRegel, ...]
    onleesbaar: str
