"""How long dossiers live, read from the file beside this one; a wrong row is refused."""

import tomllib
from functools import cache
from importlib import resources

from nazorg.leefgebieden.dossiertermijn import MINST, Termijnen
from nazorg.referentie.laden import load_gemeenten

_LANGST = 60


@cache
def load_termijnen() -> Termijnen:
    """Return the shipped terms. Raises ValueError when one is wrong."""
    bestand = resources.files("nazorg.referentie").joinpath("dossiertermijn.toml")
    return parse_termijnen(bestand.read_text(encoding="utf-8"))


def parse_termijnen(tekst: str) -> Termijnen:
    """Read the terms. Raises ValueError: another number for a gemeente needs a reason."""
    ruw = tomllib.loads(tekst)
    per_gemeente: dict[str, int] = {}
    for rij in ruw.get("gemeente", []):
        code = str(rij.get("code"))
        if code not in load_gemeenten():
            raise ValueError(f"dossiertermijn.toml: gemeente {code} is unknown")
        if not str(rij.get("reden", "")).strip():
            raise ValueError(f"dossiertermijn.toml: gemeente {code} needs a reden")
        per_gemeente[code] = _maanden(rij.get("maanden"), code)
    return Termijnen(_maanden(ruw.get("maanden"), "all"), per_gemeente)


def _maanden(waarde: object, wie: str) -> int:
    if type(waarde) is not int or not MINST <= waarde <= _LANGST:
        raise ValueError(f"dossiertermijn.toml: maanden of {wie} must be {MINST} to {_LANGST}")
    return waarde
