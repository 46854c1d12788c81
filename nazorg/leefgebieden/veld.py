"""The form of a fact: which fields a leefgebied has, and which values each may have.

There is no free text here. What is not in a list cannot be stored, so an illness, a medicine or an
offence has no place (L26; Raad van State W16.20.0450).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nazorg.kern.weigering import Weigering


class JaNee(StrEnum):
    """An answer. Unknown is no answer at all, and never 'nee'."""

    JA = "ja"
    NEE = "nee"


class Hulp(StrEnum):
    """What the person wants with this leefgebied."""

    GEWENST = "gewenst"
    GEWEIGERD = "geweigerd"
    NIET_NODIG = "niet_nodig"


class Veldfout(Weigering):
    """A value that this field does not know."""


@dataclass(frozen=True, slots=True)
class Veld:
    """One field. vraag: what the screen asks. keuzes: value to Dutch label; none means a date."""

    naam: str
    vraag: str
    keuzes: Mapping[str, str]

    @property
    def is_datum(self) -> bool:
        return not self.keuzes

    def check(self, waarde: str) -> str:
        """Return the value when it is allowed. Raises Veldfout, which does not repeat it."""
        if self.keuzes and waarde in self.keuzes:
            return waarde
        if self.is_datum and _is_dag(waarde):
            return waarde
        wat = "Vul een datum in." if self.is_datum else "Kies een van de antwoorden."
        raise Veldfout(f"{self.vraag} {wat}")


def _is_dag(tekst: str) -> bool:
    try:
        return 2000 <= date.fromisoformat(tekst).year <= 2100
    except ValueError:
        return False


def keuze(naam: str, vraag: str, labels: Mapping[StrEnum, str]) -> Veld:
    """Return a field that takes one of these values."""
    return Veld(naam, vraag, {k.value: label for k, label in labels.items()})


def dag(naam: str, vraag: str) -> Veld:
    """Return a field that takes a date."""
    return Veld(naam, vraag, {})


def ja_nee(naam: str, vraag: str) -> Veld:
    return keuze(naam, vraag, {JaNee.JA: "Ja", JaNee.NEE: "Nee"})


HULP = keuze(
    "hulp",
    "Wil de persoon hier hulp bij?",
    {
        Hulp.GEWENST: "Ja",
        Hulp.GEWEIGERD: "Nee, wil geen hulp",
        Hulp.NIET_NODIG: "Niet van toepassing",
    },
)
