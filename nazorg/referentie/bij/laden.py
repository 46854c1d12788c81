"""Read the data of this compartment; a wrong row stops the start, with its place."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from nazorg.berichten.uitkomst import Reden
from nazorg.bij.categorie import Categorie
from nazorg.bij.kennisgeving import Termijnen
from nazorg.bij.melding import Strafsoort
from nazorg.kern.gemeente import Gemeenten
from nazorg.referentie.bij.termijnen import Bijtijden, load_bijtijden
from nazorg.referentie.laden import load_gemeenten


@dataclass(frozen=True, slots=True, kw_only=True)
class Teksten:
    """What is said outside this compartment."""

    onderwerp: str
    mail: str
    contact_leeg: str
    afzender: dict[str, str]
    brief: dict[str, str]

    def aan_afzender(self, reden: str, bericht_id: str) -> str:
        """Return the text for the source of a message that is not shown."""
        tekst = self.afzender.get(reden) or self.afzender["anders"]
        return tekst.format(id=bericht_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class BijKennis:
    """Everything that is data here. termijnen: what counts of tijden, ready to count with."""

    gemeenten: Gemeenten
    categorieen: tuple[Categorie, ...]
    tijden: Bijtijden
    termijnen: Termijnen
    teksten: Teksten


@cache
def load_bij_kennis(termijnen: Path | None = None) -> BijKennis:
    """Return the data that comes with nazorg, with the times of an operator over it.

    Raises ValueError that names a wrong row; TermijnFout for one of the operator.
    """
    tijden = load_bijtijden(termijnen)
    return BijKennis(
        gemeenten=load_gemeenten(),
        categorieen=tuple(_categorie(r) for r in _lees("categorieen.toml")["categorie"]),
        tijden=tijden,
        termijnen=tijden.termijnen,
        teksten=_teksten(_lees("teksten.toml")),
    )


def _lees(naam: str) -> dict[str, Any]:
    return tomllib.loads((files("nazorg.referentie.bij") / naam).read_text(encoding="utf-8"))


def _categorie(rij: dict[str, Any]) -> Categorie:
    if not rij.get("bron") or "bevestigd" not in rij:
        raise ValueError(f"categorieen.toml: rij {rij.get('code')} heeft geen bron of 'bevestigd'")
    velden: dict[str, Any] = dict(rij)
    velden["straffen"] = frozenset(Strafsoort(s) for s in rij["straffen"])
    velden["artikelen"] = _artikelen(rij.get("artikelen", []))
    velden.setdefault("vanaf", date.min)
    velden.setdefault("tot", date.max)
    return Categorie(**velden)


def _artikelen(teksten: list[str]) -> tuple[tuple[str, frozenset[int]], ...]:
    leden: dict[str, set[int]] = {}
    for tekst in teksten:
        artikel, _, lid = tekst.partition(" lid ")
        leden.setdefault(artikel, set()).update({int(lid)} if lid else ())
    return tuple((artikel, frozenset(wat)) for artikel, wat in leden.items())


def _teksten(rijen: dict[str, Any]) -> Teksten:
    bekend = {*Reden, "anders"}
    if vreemd := rijen["afzender"].keys() - bekend:
        raise ValueError(f"teksten.toml: geen reden: {', '.join(sorted(vreemd))}")
    return Teksten(
        onderwerp=rijen["mail"]["onderwerp"],
        mail=rijen["mail"]["tekst"].lstrip(),
        contact_leeg=rijen["mail"]["contact_leeg"],
        afzender=rijen["afzender"],
        brief={naam: tekst.strip() for naam, tekst in rijen["brief"].items()},
    )
