"""One rule as a row of data: when it fires, from which day it counts, and where it comes from.

A rule only looks at days, at how the leefgebieden stand and at fixed answers. It proposes work and
never decides about a person (L07, L25).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.leefgebieden.feit import Sleutel

ONBEKEND = "onbekend"
"""Stands in a list of answers for: nobody knows. It is never taken for 'nee'."""


class Anker(StrEnum):
    """From which day the due date of a rule is counted."""

    MELDING = "melding"
    VRIJLATING = "vrijlating"
    VERLOF = "verlof"
    FEIT = "feit"
    WAARDE = "waarde"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorwaarden:
    """When a rule fires: everything that is given must hold.

    velden: one of these answers; niet: none of these. verblijf: first and last number of days of
    the expected stay, both included. brp_adres: there is a valid address in the Netherlands.
    wacht: the leefgebied of the rule waits for others, or does not. snelspoor: free before the next
    meeting. zonder_einde: nobody said until when. ongemeten: of some leefgebied nobody said
    anything since so many days before the day from which the rule counts.
    """

    standen: Mapping[Leefgebied, frozenset[Stand]] = field(default_factory=dict)
    velden: Mapping[Sleutel, frozenset[str]] = field(default_factory=dict)
    niet: Mapping[Sleutel, frozenset[str]] = field(default_factory=dict)
    verblijf: tuple[int, int] | None = None
    brp_adres: bool = False
    wacht: bool | None = None
    snelspoor: bool = False
    zonder_einde: bool = False
    ongemeten: int | None = None
    fase: frozenset[Dossierstatus] = frozenset({Dossierstatus.IN_DETENTIE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelrij:
    """One rule in one version. vanaf: the first day for notices of which it holds.

    naam: what the rule says; reden: why somebody is on the queue; bron: where it comes from.
    maanden: calendar months after the anchor; then werkdagen or dagen, negative for before; dagen
    count every day. veld: the fact from whose day is counted (FEIT: on which it was so, WAARDE:
    which it names). leefgebied: None for a rule about all. gemeenten: only these; None for all.
    plek: in which file it stands, and of which version that is.
    """

    id: str
    versie: int
    vanaf: date
    leefgebied: Leefgebied | None
    naam: str
    reden: str
    bron: str
    anker: Anker
    werkdagen: int = 0
    dagen: int = 0
    maanden: int = 0
    veld: Sleutel | None = None
    gemeenten: frozenset[str] | None = None
    als: Voorwaarden = field(default_factory=Voorwaarden)
    plek: str = field(default="", compare=False)

    @property
    def kijkt_naar(self) -> frozenset[Leefgebied]:
        """The leefgebieden that a gemeente must work with for this rule to mean anything."""
        sleutels = [*self.als.velden, *self.als.niet, *([self.veld] if self.veld else [])]
        eigen = [self.leefgebied] if self.leefgebied else []
        return frozenset({*eigen, *self.als.standen, *(gebied for gebied, _ in sleutels)})
