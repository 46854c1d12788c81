"""Read the sets of questions beside this file, and refuse a wrong one with file and reason."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.veld import Veldfout
from nazorg.leefgebieden.vragen import Bekend, Deel, Vraag, Vraagsoort, Vragenboek, Vragenset

_NAMEN = {"id", "naam", "versie", "vanaf", "bron", "deel"}
_GEEN_VORM = "een waarde heeft niet de vorm die hier hoort"
_VRAAGNAMEN = {"veld", "sleutel", "tekst", "soort", "keuzes", "bekend"}


@cache
def load_vragenboek() -> Vragenboek:
    """Return the shipped sets. Raises ValueError (file and reason) when one is wrong."""
    return Vragenboek(load_sets())


@cache
def load_sets() -> tuple[Vragenset, ...]:
    """Return every shipped version of every set."""
    map_ = resources.files("nazorg.referentie").joinpath("vragensets")
    bestanden = sorted(
        (b for b in map_.iterdir() if b.name.endswith(".toml")), key=lambda b: b.name
    )
    return tuple(parse_vragenset(b.name, b.read_text(encoding="utf-8")) for b in bestanden)


def parse_vragenset(bestand: str, tekst: str, *, waar: str = "meegeleverd") -> Vragenset:
    """Read one version of a set. Raises ValueError with the file and what is wrong."""
    try:
        ruw = tomllib.loads(tekst)
        _check_namen(bestand, ruw, _NAMEN)
        vragenset = Vragenset(
            id=ruw["id"],
            versie=ruw["versie"],
            vanaf=ruw["vanaf"],
            bron=ruw["bron"],
            naam=ruw["naam"],
            delen=tuple(
                Deel(d["titel"], tuple(_vraag(bestand, v) for v in d["vragen"]))
                for d in ruw["deel"]
            ),
            plek=f"{bestand}, {waar}",
        )
    except tomllib.TOMLDecodeError as fout:
        raise ValueError(f"{bestand}: dit is geen geldig TOML: {fout}") from fout
    except KeyError as fout:
        raise ValueError(f"{bestand}: {fout.args[0]} ontbreekt") from fout
    except (TypeError, AttributeError, ValueError) as fout:
        zin = str(fout) if str(fout).startswith(bestand) else f"{bestand}: {_GEEN_VORM}"
        raise ValueError(zin) from fout
    _check(bestand, vragenset)
    return vragenset


def _check_namen(plek: str, ruw: Mapping[str, Any], bekend: set[str]) -> None:
    for naam in ruw.keys() - bekend:
        raise ValueError(f"{plek}: {naam} is geen bekende naam")


def _check(bestand: str, s: Vragenset) -> None:
    if bestand != f"{s.id}-{s.versie}.toml":
        raise ValueError(f"{bestand}: de naam van het bestand is id-versie.toml")
    if type(s.vanaf) is not date or not s.bron:
        raise ValueError(f"{bestand}: vanaf is een datum zonder aanhalingstekens, en bron is nodig")
    gezien: set[str] = set()
    for vraag in (v for d in s.delen for v in d.vragen):
        if vraag.sleutel in gezien:
            raise ValueError(f"{bestand}: {vraag.sleutel} staat er twee keer")
        gezien.add(vraag.sleutel)


def _vraag(bestand: str, ruw: Mapping[str, Any]) -> Vraag:
    plek = f"{bestand}, {ruw.get('veld') or ruw.get('sleutel')}"
    _check_namen(plek, ruw, _VRAAGNAMEN)
    if "veld" in ruw:
        return _veldvraag(plek, ruw["veld"])
    try:
        soort = Vraagsoort(ruw["soort"])
        bekend = Bekend(ruw["bekend"]) if "bekend" in ruw else None
    except ValueError as fout:
        raise ValueError(f"{plek}: soort of bekend kennen wij niet") from fout
    if (soort is Vraagsoort.KEUZE) is not bool(ruw.get("keuzes")) or soort is Vraagsoort.VELD:
        raise ValueError(f"{plek}: keuzes horen bij soort 'keuze'")
    if "." in ruw["sleutel"]:
        raise ValueError(f"{plek}: een punt in sleutel is voor een veld")
    keuzes = dict(ruw.get("keuzes", []))
    return Vraag(
        sleutel=ruw["sleutel"], tekst=ruw["tekst"], soort=soort, keuzes=keuzes, bekend=bekend
    )


def _veldvraag(plek: str, tekst: str) -> Vraag:
    gebied, _, naam = tekst.partition(".")
    try:
        leefgebied = Leefgebied(gebied)
        veld = CATALOGUS[leefgebied].veld(naam)
    except (ValueError, Veldfout) as fout:
        raise ValueError(f"{plek}: dit is geen veld") from fout
    return Vraag(sleutel=tekst, tekst=veld.vraag, soort=Vraagsoort.VELD, leefgebied=leefgebied)
