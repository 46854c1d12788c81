"""The view model of the detention line: bands and marks of a drawing."""

from dataclasses import dataclass
from typing import Literal

from nazorg.web.schermen import Datum


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
