"""What a list may be exported for, from exportdoelen.toml."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def load_exportdoelen() -> dict[str, str]:
    """Return id to name, in the order of the list. Raises ValueError when it is wrong."""
    tekst = (files("nazorg.referentie") / "exportdoelen.toml").read_text(encoding="utf-8")
    rijen = tomllib.loads(tekst)["doel"]
    doelen = {str(r["id"]): str(r["naam"]) for r in rijen}
    if len(doelen) != len(rijen):
        raise ValueError("exportdoelen.toml: twee keer dezelfde id")
    return doelen
