"""Where documents may lie, and which links to them may be shown."""

import tomllib
from functools import cache
from importlib import resources

from nazorg.leefgebieden.stuk import Plek, Plekken


@cache
def load_plekken() -> Plekken:
    """Return the places by id, in the order of the file."""
    bestand = resources.files("nazorg.referentie").joinpath("stukplekken.toml")
    ruw = tomllib.loads(bestand.read_text(encoding="utf-8"))
    return {
        p["id"]: Plek(id=p["id"], naam=p["naam"], hosts=tuple(p.get("hosts", ())))
        for p in ruw["plek"]
    }
