"""For whom a task can wait, from partijen.toml."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def load_partijen() -> dict[str, str]:
    """Return id to name, in the order of the list. Raises ValueError when it is wrong."""
    tekst = (files("nazorg.referentie") / "partijen.toml").read_text(encoding="utf-8")
    rijen = tomllib.loads(tekst)["partij"]
    partijen = {str(r["id"]): str(r["naam"]) for r in rijen}
    if len(partijen) != len(rijen):
        raise ValueError("partijen.toml: twee keer dezelfde id")
    return partijen
