"""What reading a message gives: a notice, a count of the source, or all that is wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from nazorg.berichten.soort import Bronsoort
from nazorg.berichten.spoor import Spoor
from nazorg.berichten.telling import Telling
from nazorg.berichten.uitkomst import Fout, Reden
from nazorg.detenties.melding import Melding


class Gelezen(NamedTuple):
    """A message that is right in itself. ruw: all of it; data: its own JSON block."""

    melding: Melding
    ruw: bytes
    data: bytes
    spoor: Spoor | None = None

    @property
    def bron(self) -> str:
        return self.melding.bron

    @property
    def id(self) -> str:
        return self.melding.id

    @property
    def type(self) -> str:
        return self.melding.soort

    @property
    def tijd(self) -> datetime:
        return self.melding.tijd

    @property
    def volgorde(self) -> int:
        return self.melding.volgorde

    @property
    def gemeente(self) -> str:
        return self.melding.ontvanger

    @property
    def fouten(self) -> tuple[Fout, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Geteld:
    """A count that is right in itself. It is about no person and belongs to no gemeente."""

    bron: str
    id: str
    tijd: datetime
    volgorde: int
    telling: Telling
    spoor: Spoor | None = None
    type: str = Bronsoort.TELLING_GEMELD
    gemeente: None = None
    fouten: tuple[Fout, ...] = ()


@dataclass(frozen=True, slots=True)
class Afgekeurd:
    """A message that is set aside. type, tijd and gemeente as far as they could be read.

    volgorde: its number in the sequence of its source; 0 when it gave none, or is not believed.
    """

    bron: str
    id: str
    type: str
    tijd: datetime | None
    gemeente: str | None
    fouten: tuple[Fout, ...]
    spoor: Spoor | None = None
    volgorde: int = 0

    @property
    def reden(self) -> Reden:
        return self.fouten[0].reden


Lezing = Gelezen | Geteld | Afgekeurd
