"""What can be wrong with a partner, as something that can be switched on."""

from dataclasses import dataclass, field
from enum import StrEnum


class Gedrag(StrEnum):
    """How a simulated partner behaves."""

    GOED = "goed"
    TRAAG = "traag"
    HANGT = "hangt"
    WEG = "weg"
    DRUK = "druk"
    STORING = "storing"
    GEEN_TOEGANG = "geen_toegang"
    AFGEWEZEN = "afgewezen"
    DOORVERWEZEN = "doorverwezen"
    STUK_JSON = "stuk_json"
    ANDERE_VORM = "andere_vorm"
    HTML = "html"
    HALF = "half"
    GROOT = "groot"
    EINDELOOS = "eindeloos"
    INGEPAKT = "ingepakt"
    ANDER_PERSOON = "ander_persoon"
    FOUTE_DATUM = "foute_datum"
    TOEKOMST = "toekomst"
    SCHEVE_KLOK = "scheve_klok"


TRAAG_S = 1.5
PARTNERS = ("brp", "zvh", "reclassering", "politie", "om")


@dataclass(slots=True)
class Schakelaars:
    """One switch per partner. eis_token: only who has an access token of ours gets in."""

    gedrag: dict[str, Gedrag] = field(default_factory=dict)
    eis_token: bool = False
    token_leven_s: int = 300

    def van(self, partner: str) -> Gedrag:
        return self.gedrag.get(partner, Gedrag.GOED)

    def zet(self, gedrag: Gedrag, *partners: str) -> None:
        """Set the switch of these partners; of all when none is named."""
        for partner in partners or PARTNERS:
            self.gedrag[partner] = gedrag
