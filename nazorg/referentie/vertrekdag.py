"""Read what can stand on the sheet for the day of leaving, from vertrekdag.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from nazorg.kern.gemeente import Gemeenten
from nazorg.referentie.laden import load_gemeenten

_BESTAND = "vertrekdag.toml"


@dataclass(frozen=True, slots=True)
class Vertrekdata:
    """meenemen: (key, text) in the order of the sheet. slapen: text by code of the gemeente."""

    meenemen: tuple[tuple[str, str], ...]
    slapen: dict[str, str]

    @property
    def sleutels(self) -> frozenset[str]:
        return frozenset(sleutel for sleutel, _ in self.meenemen)


@cache
def load_vertrekdata() -> Vertrekdata:
    """Return the data. Raises ValueError (file and what is wrong)."""
    tekst = resources.files("nazorg.referentie").joinpath(_BESTAND).read_text(encoding="utf-8")
    return parse_vertrekdata(_BESTAND, tekst, load_gemeenten())


def parse_vertrekdata(bestand: str, tekst: str, gemeenten: Gemeenten) -> Vertrekdata:
    """Read the table; bestand is only used in the text of a ValueError."""
    try:
        ruw = tomllib.loads(tekst)
        rijen = [*ruw["meenemen"], *ruw["slapen"]]
        meenemen = tuple((str(r["sleutel"]), str(r["tekst"])) for r in ruw["meenemen"])
        slapen = {str(r["gemeente"]): str(r["tekst"]) for r in ruw["slapen"]}
        zonder_bron = sum(not str(r["bron"]).strip() for r in rijen)
    except KeyError as fout:
        raise ValueError(f"{bestand}: {fout.args[0]} is missing") from fout
    except (tomllib.TOMLDecodeError, TypeError) as fout:
        raise ValueError(f"{bestand}: {fout}") from fout
    if zonder_bron:
        raise ValueError(f"{bestand}: a row has no bron")
    if len({sleutel for sleutel, _ in meenemen}) != len(meenemen):
        raise ValueError(f"{bestand}: a sleutel is listed twice")
    for code in slapen:
        if code not in gemeenten:
            raise ValueError(f"{bestand}: gemeente {code} is unknown")
    return Vertrekdata(meenemen, slapen)
