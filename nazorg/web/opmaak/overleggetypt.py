"""What came back from one of the forms on the page of a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Getypt:
    """What came back from one of the forms. vorm: which one ('' for none), punt: of whom.

    nu: what a colleague wrote there meanwhile.
    """

    vorm: str = ""
    punt: str = ""
    velden: Mapping[str, str] = field(default_factory=dict)
    gekozen: frozenset[str] | None = None
    fouten: Mapping[str, str] = field(default_factory=dict)
    melding: str = ""
    nu: str = ""
    klaar: str = ""

    def van(self, vorm: str, punt: str = "") -> "Getypt":
        return self if (self.vorm, self.punt) == (vorm, punt) else Getypt()
