"""What somebody typed in a form of a leefgebied, as it comes back with a mistake or a conflict."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nazorg.leefgebieden.terug import Daad
from nazorg.web.leefgebiedscherm import WAS


@dataclass(frozen=True, slots=True, kw_only=True)
class Getypt:
    """What came back from a form. waarden: None for a fresh form. behoefte: id of the need, or ''.

    fouten: name of the field to what is wrong with it. botsing: a colleague was first.
    """

    waarden: Mapping[str, str] | None = None
    fouten: Mapping[str, str] = field(default_factory=dict)
    botsing: str = ""
    behoefte: str | None = None
    bewaard: bool = False
    daad: Daad | None = None

    @property
    def kaart(self) -> Mapping[str, str] | None:
        """What was typed in the form of the card, not in that of a need."""
        return self.waarden if self.behoefte is None else None

    def is_getypt(self, naam: str) -> bool:
        """Tell whether somebody typed in a field of the card, and did not leave it as it was."""
        velden = self.kaart or {}
        return naam in velden and velden[naam] != velden.get(WAS + naam)
