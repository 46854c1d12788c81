"""The invented people of the room of the mayor, from personas.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nazorg.bij.aanwijzing import Functie
from nazorg.kern.medewerker import Doel, Medewerker, Rol


@dataclass(frozen=True, slots=True, kw_only=True)
class BijPersona:
    """gemeente and functie: how this person is designated in the demo; None for a beheerder."""

    medewerker: Medewerker
    gemeente: str | None
    functie: Functie | None
    telefoon: str


@cache
def load_bij_personas() -> dict[str, BijPersona]:
    """Return the personas by id."""
    tekst = (files("nazorg.referentie.bij") / "personas.toml").read_text(encoding="utf-8")
    return {r["id"]: _to_persona(r) for r in tomllib.loads(tekst)["persona"]}


def _to_persona(rij: dict[str, str]) -> BijPersona:
    medewerker = Medewerker(
        id=rij["id"],
        naam=rij["naam"],
        functie=rij["functie"],
        rollen=frozenset({Rol(rij["rol"])}),
        gemeenten=(),
        regio="",
        doel=Doel.OPENBARE_ORDE,
    )
    functie = rij.get("aanwijzing")
    return BijPersona(
        medewerker=medewerker,
        gemeente=rij.get("gemeente"),
        functie=Functie(functie) if functie else None,
        telefoon=rij.get("telefoon", ""),
    )
