"""A message for the mayor, as far as its envelope goes; `melding` has what it says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nazorg.berichten.soort import BijSoort
from nazorg.berichten.uitkomst import Reden


class BijUitkomst(StrEnum):
    """ontvangen: counts. wacht: counts, but its return is too far away to show. apart_gezet: no.

    dubbel: could not be read at first, and came once more before it could; that other one counts.
    """

    ONTVANGEN = "ontvangen"
    WACHT = "wacht"
    APART_GEZET = "apart_gezet"
    DUBBEL = "dubbel"


@dataclass(frozen=True, slots=True, kw_only=True)
class BijBericht:
    """bron, id and soort of the envelope; gemeente: four digits, '0000' when not readable.

    volgorde: the number that the source gave it; 0 when it gave none that may be one.
    nummer: of the alert that it is about, also when it may not be shown; None when not readable.
    """

    bron: str
    id: str
    soort: BijSoort | None
    tijd: datetime | None
    gemeente: str
    reden: Reden | None
    volgorde: int = 0
    nummer: str | None = None

    @property
    def uitkomst(self) -> BijUitkomst:
        if self.reden is None:
            return BijUitkomst.ONTVANGEN
        return BijUitkomst.WACHT if self.reden is Reden.TE_VROEG else BijUitkomst.APART_GEZET
