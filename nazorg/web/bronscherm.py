"""The view model of what partners told: a panel beside a dossier."""

from dataclasses import dataclass
from typing import Literal

from nazorg.web.schermen import Datum

Toon = Literal["bekend", "leeg", "wacht", "weg", "niet", "fout"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bronfeit:
    """One thing that was told. let_op: a signal that somebody must see."""

    naam: str
    waarde: str
    let_op: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bronregel:
    """One partner. woord: the state in a word; zin: what it means; voet: source, moment, ground.

    oud: what is shown is the last that we knew ('3 dagen oud'). opnieuw: show the button. wil:
    '' for no consent here, 'geef' or 'intrek' for what can be done, with wil_zin beside it.
    """

    sleutel: str
    naam: str
    toon: Toon
    woord: str
    zin: str = ""
    moment: Datum | None = None
    feiten: tuple[Bronfeit, ...] = ()
    oud: str = ""
    voet: str = ""
    opnieuw: bool = False
    wil: Literal["", "geef", "intrek"] = ""
    wil_zin: str = ""
