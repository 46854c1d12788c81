"""The invented employees of the demo, from personas.toml."""

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

from nazorg.kern.gemeente import ONBEKEND
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.referentie.kennis import Kennis


def load_personas(kennis: Kennis, *, op: date) -> dict[str, Medewerker]:
    """Return the personas whose profile is served here, by id."""
    tekst = (files("nazorg.referentie") / "personas.toml").read_text(encoding="utf-8")
    rijen = tomllib.loads(tekst)["persona"]
    bekend = [r for r in rijen if r["profiel"] == "*" or r["profiel"] in kennis.profielen]
    return {r["id"]: _to_medewerker(r, kennis, op) for r in bekend}


def _to_medewerker(rij: dict[str, Any], kennis: Kennis, op: date) -> Medewerker:
    return Medewerker(
        id=rij["id"],
        naam=rij["naam"],
        functie=rij["functie"],
        rollen=frozenset(Rol(r) for r in rij["rollen"]),
        gemeenten=_gemeenten(rij, kennis, op),
        regio=rij.get("regio") or kennis.profielen[rij["profiel"]].naam,
        doel=Doel(rij["doel"]),
    )


def _gemeenten(rij: dict[str, Any], kennis: Kennis, op: date) -> tuple[str, ...]:
    """Return today's codes; who manages messages also sees those that belong to no gemeente."""
    if rij["profiel"] == "*":
        return (ONBEKEND, *sorted(kennis.aangesloten(op=op)))
    codes = rij.get("gemeenten") or kennis.profielen[rij["profiel"]].gemeenten
    huidig = (kennis.gemeenten.huidige(c, op=op) for c in codes)
    return tuple(sorted({g.code for g in huidig if g}))
