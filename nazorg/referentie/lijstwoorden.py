"""The words of lists that gemeenten keep, from lijstwoorden.toml beside this file."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

_GEEN_LETTER = re.compile(r"[^0-9a-z]+")


def normaliseer(tekst: str) -> str:
    """Return a word as we compare it: without capitals, accents, signs and double spaces."""
    los = unicodedata.normalize("NFKD", tekst.casefold())
    kaal = "".join(c for c in los if not unicodedata.combining(c))
    return _GEEN_LETTER.sub(" ", kaal).strip()


@dataclass(frozen=True, slots=True)
class Lijstwoorden:
    """koppen: per kind of list, normalised heading to field. woorden: per field, word to value."""

    koppen: dict[str, dict[str, str]]
    woorden: dict[str, dict[str, str]]
    voorvoegsels: frozenset[str]


@cache
def load_lijstwoorden() -> Lijstwoorden:
    """Return the words. Raises ValueError when one word would mean two things."""
    bestand = resources.files("nazorg.referentie").joinpath("lijstwoorden.toml")
    ruw = tomllib.loads(bestand.read_text(encoding="utf-8"))
    return Lijstwoorden(
        {soort: _omgekeerd(soort, velden) for soort, velden in ruw["koppen"].items()},
        {veld: _omgekeerd(veld, waarden) for veld, waarden in ruw["woorden"].items()},
        frozenset(normaliseer(v) for v in ruw["voorvoegsels"]),
    )


def _omgekeerd(waar: str, betekenissen: dict[str, list[str]]) -> dict[str, str]:
    uit: dict[str, str] = {}
    for betekenis, woorden in betekenissen.items():
        for woord in map(normaliseer, woorden):
            if uit.setdefault(woord, betekenis) != betekenis:
                raise ValueError(f"lijstwoorden.toml, {waar}: two meanings of '{woord}'")
    return uit
