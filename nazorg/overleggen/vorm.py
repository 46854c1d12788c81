"""How a gemeente or region holds a kind of meeting, as data: it may differ, and it may change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from nazorg.overleggen.overleg import Overlegsoort


class Voorstelreden(StrEnum):
    """Why somebody is on an agenda. INGEBRACHT: a person put the name there, and said why."""

    BEGIN = "begin"
    VRIJLATING = "vrijlating"
    BASIS = "basis"
    INGEBRACHT = "ingebracht"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstelregel:
    """When somebody is proposed. bron: where that comes from.

    weken: of VRIJLATING: so long before the release; of BEGIN: so long a detention counts as begun.
    kort_weken: a stay shorter than this is asked about from its half; of VRIJLATING only.
    """

    reden: Voorstelreden
    bron: str
    weken: int = 0
    kort_weken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlegvorm:
    """How one kind of meeting is held, since a day. bron: where that comes from.

    per_regio: one meeting for all gemeenten of a profile. over_werkdagen: proposed so many working
    days ahead; None: by the rhythm of the gemeente. zaken: how many people fit in one meeting.
    """

    soort: Overlegsoort
    vanaf: date
    bron: str
    per_regio: bool
    over_werkdagen: int | None
    van: time
    tot: time
    plek: str
    deelnemers: tuple[str, ...]
    zaken: int
    regels: tuple[Voorstelregel, ...]


class Overlegboek:
    """The forms of every gemeente: its own ones, and those for all."""

    def __init__(
        self,
        algemeen: Iterable[Overlegvorm],
        per_gemeente: Mapping[str, Iterable[Overlegvorm]],
    ) -> None:
        self._algemeen = tuple(algemeen)
        self._per_gemeente = {code: tuple(v) for code, v in per_gemeente.items()}

    def voor(self, gemeente: str, soort: Overlegsoort, *, op: date) -> Overlegvorm:
        """Return how a gemeente holds this kind on a day: by its own newest row, else the general.

        Raises LookupError when nothing holds on that day: the general rows begin early enough.
        """
        for rijen in (self._per_gemeente.get(gemeente, ()), self._algemeen):
            geldig = [v for v in rijen if v.soort is soort and v.vanaf <= op]
            if geldig:
                return max(geldig, key=lambda v: v.vanaf)
        raise LookupError(f"no form of {soort} holds on {op}")
