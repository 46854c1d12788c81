"""One detention as its notices together tell it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from nazorg.detenties.melding import EindeWijze, Periode, Titel, VerlofSoort, Verlofstatus


class Detentiestatus(StrEnum):
    LOPEND = "lopend"
    BEEINDIGD = "beeindigd"
    INGETROKKEN = "ingetrokken"
    BEGIN_ONTBREEKT = "begin_ontbreekt"


_OPEN = (Detentiestatus.LOPEND, Detentiestatus.BEGIN_ONTBREEKT)


class Signaal(StrEnum):
    """Notices that contradict each other. Shown to a person, never settled in silence."""

    VERWACHT_EINDE_VOOR_BEGIN = "verwacht_einde_voor_begin"
    EINDE_VOOR_BEGIN = "einde_voor_begin"


class Aanleiding(NamedTuple):
    """The notice that says something: its id, and when its source recorded it (UTC)."""

    bericht: str
    op: datetime


@dataclass(frozen=True, slots=True)
class Verlof:
    """door: the notice that gave it its status or its days."""

    nummer: str
    status: Verlofstatus
    soort: VerlofSoort | None
    van: date | None
    tot: date | None
    door: Aanleiding | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class VorigEinde:
    """An expected end that a later notice replaced: the date to strike through, and by what."""

    periode: Periode
    vervangen_op: datetime
    door: str


class Detentie(NamedTuple):
    """The state of one detention. begin_gemeld_op and laatste_op are moments of the source, UTC.

    aanleiding: id of the notice to which a task about this detention points. einde_door and
    verwacht_door: who said when it ended, and who first said what is expected now.
    """

    bron: str
    nummer: str
    status: Detentiestatus
    inrichting: str | None
    begin: date | None
    titel: Titel | None
    verwacht: Periode | None
    vorige_eindes: tuple[VorigEinde, ...]
    einde: date | None
    wijze: EindeWijze | None
    verloven: tuple[Verlof, ...]
    signalen: frozenset[Signaal]
    begin_gemeld_op: datetime | None
    einde_door: Aanleiding | None
    verwacht_door: Aanleiding | None
    laatste_op: datetime
    aanleiding: str

    @property
    def gemeld(self) -> Aanleiding:
        """Return the notice by which we know of this detention."""
        return Aanleiding(self.aanleiding, self.begin_gemeld_op or self.laatste_op)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody is held, as far as we know."""
        return self.status in _OPEN
