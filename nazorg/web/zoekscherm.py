"""What the search screen shows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevonden:
    naam: str
    href: str
    nummer: str
    geboren: str
    plek: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoekscherm:
    """What was found. tekst: as it was typed; only ever shown back to who typed it.

    daar: who is held in the prison that was named, under daar_kop.
    """

    tekst: str
    kop: str
    uitleg: str
    gevonden: tuple[Gevonden, ...]
    daar_kop: str
    daar: tuple[Gevonden, ...]
