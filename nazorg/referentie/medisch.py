"""Words that have no place in free text: illnesses, medicines, treatments (L26)."""

from functools import cache
from importlib import resources


@cache
def load_medisch() -> frozenset[str]:
    """Return the lines of the list, in lower case; what they mean stands in the list."""
    tekst = resources.files("nazorg.referentie").joinpath("medisch.txt").read_text(encoding="utf-8")
    regels = (regel.strip().lower() for regel in tekst.splitlines())
    return frozenset(regel for regel in regels if regel and not regel.startswith("#"))
