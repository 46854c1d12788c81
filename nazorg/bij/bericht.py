"""A message for the mayor, as far as its envelope goes. What it says is not read here yet."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nazorg.berichten.soort import BijSoort
from nazorg.berichten.uitkomst import Reden


class BijUitkomst(StrEnum):
    """ontvangen: kept, encrypted, for who is designated. apart_gezet: not a BIJ message we know."""

    ONTVANGEN = "ontvangen"
    APART_GEZET = "apart_gezet"


@dataclass(frozen=True, slots=True, kw_only=True)
class BijBericht:
    """bron, id and soort of the envelope; gemeente: four digits, '0000' when not readable."""

    bron: str
    id: str
    soort: BijSoort | None
    tijd: datetime | None
    gemeente: str
    reden: Reden | None

    @property
    def uitkomst(self) -> BijUitkomst:
        return BijUitkomst.ONTVANGEN if self.reden is None else BijUitkomst.APART_GEZET
