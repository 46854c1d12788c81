"""Read the reference data beside this file, and refuse a wrong row with its file and line.

Sources are named in the first line of each table and beside each number of a profile. Every loader
reads once per process; what it returns is shared and must not be changed.
"""

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from nazorg.kern.gemeente import Gemeente, Gemeenten

_GEMEENTECODE = re.compile(r"[0-9]{4}")
_INRICHTINGCODE = re.compile(r"[A-Z0-9]{2,8}")
_SOORTEN = ("regio", "gemeente")


@dataclass(frozen=True, slots=True)
class Inrichting:
    """A penitentiaire inrichting. The code is ours."""

    code: str
    naam: str
    plaats: str


class Inrichtingen:
    """All inrichtingen, by code."""

    def __init__(self, rijen: tuple[Inrichting, ...]) -> None:
        self._op_code = {rij.code: rij for rij in rijen}

    def __contains__(self, code: object) -> bool:
        return code in self._op_code

    def __iter__(self) -> Iterator[Inrichting]:
        return iter(self._op_code.values())

    def voeg_toe(self, inrichting: Inrichting) -> None:
        """Add one that people added; what came with nazorg itself stays as it is."""
        self._op_code.setdefault(inrichting.code, inrichting)

    def naam(self, code: str) -> str:
        """Return the name, or a word that fits in a sentence when there is none."""
        inrichting = self._op_code.get(code)
        return inrichting.naam if inrichting else "onbekende inrichting"


@dataclass(frozen=True, slots=True)
class Profiel:
    """A region or gemeente that works with the product, and its calibration figures.

    gemeenten: codes as they were when the profile was written; follow their successors.
    meldingen_per_jaar: begin notices in a known year; gemiddeld_per_jaar: in any other year.
    gewichten: share of the notices per gemeente. verblijfsduur: (first day, last day, share), days
    of stay with both ends included. Shares sum to 1.
    """

    id: str
    naam: str
    soort: str
    gemeenten: tuple[str, ...]
    meldingen_per_jaar: dict[int, int]
    gemiddeld_per_jaar: int
    gewichten: dict[str, float]
    verblijfsduur: tuple[tuple[int, int, float], ...]


@cache
def load_gemeenten() -> Gemeenten:
    """Return all gemeenten. Raises ValueError (file and line) when the table is wrong."""
    naam = "gemeenten.csv"
    return Gemeenten(parse_gemeenten(naam, _file(naam).read_text(encoding="utf-8")))


@cache
def load_inrichtingen() -> Inrichtingen:
    """Return all inrichtingen. Raises ValueError (file and line) when the table is wrong."""
    naam = "inrichtingen.csv"
    return Inrichtingen(parse_inrichtingen(naam, _file(naam).read_text(encoding="utf-8")))


@cache
def load_profielen() -> dict[str, Profiel]:
    """Return the shipped profiles by id. Raises ValueError (file) when one is wrong."""
    gemeenten = load_gemeenten()
    bestanden = sorted(_file("profielen").iterdir(), key=lambda bestand: bestand.name)
    profielen = [
        parse_profiel(bestand.name, bestand.read_text(encoding="utf-8"), gemeenten)
        for bestand in bestanden
        if bestand.name.endswith(".toml")
    ]
    return {profiel.id: profiel for profiel in profielen}


def parse_gemeenten(bestand: str, tekst: str) -> tuple[Gemeente, ...]:
    """Read a table of gemeenten; bestand is only used in the text of a ValueError."""
    rijen: dict[str, Gemeente] = {}
    plaatsen: dict[str, str] = {}
    for plek, velden in _rijen(bestand, tekst, ("code", "naam", "begin", "einde", "opvolger")):
        gemeente = _gemeente(plek, velden)
        if gemeente.code in rijen:
            raise ValueError(f"{plek}: code {gemeente.code} is listed twice")
        rijen[gemeente.code] = gemeente
        plaatsen[gemeente.code] = plek
    for gemeente in rijen.values():
        if gemeente.opvolger:
            _check_opvolger(plaatsen[gemeente.code], gemeente, rijen)
    return tuple(rijen.values())


def _gemeente(plek: str, velden: tuple[str, ...]) -> Gemeente:
    code, naam, begin, einde, opvolger = velden
    if not _GEMEENTECODE.fullmatch(code):
        raise ValueError(f"{plek}: code must be four digits")
    if not naam:
        raise ValueError(f"{plek}: naam is empty")
    if bool(einde) != bool(opvolger):
        raise ValueError(f"{plek}: einde and opvolger come together")
    return Gemeente(code, naam, _datum(plek, begin), _datum(plek, einde), opvolger or None)


def _check_opvolger(plek: str, gemeente: Gemeente, rijen: Mapping[str, Gemeente]) -> None:
    """Refuse a successor that is unknown, or that had ended when the gemeente ended (a cycle)."""
    opvolger = rijen.get(gemeente.opvolger or "")
    if opvolger is None:
        raise ValueError(f"{plek}: opvolger {gemeente.opvolger} is not in the table")
    if gemeente.einde and opvolger.einde and opvolger.einde <= gemeente.einde:
        raise ValueError(f"{plek}: opvolger {opvolger.code} ended no later than {gemeente.code}")


def parse_inrichtingen(bestand: str, tekst: str) -> tuple[Inrichting, ...]:
    """Read a table of inrichtingen; bestand is only used in the text of a ValueError."""
    rijen: dict[str, Inrichting] = {}
    for plek, (code, naam, plaats) in _rijen(bestand, tekst, ("code", "naam", "plaats")):
        if not _INRICHTINGCODE.fullmatch(code):
            raise ValueError(f"{plek}: code must be 2 to 8 capitals or digits")
        if code in rijen:
            raise ValueError(f"{plek}: code {code} is listed twice")
        if not naam or not plaats:
            raise ValueError(f"{plek}: naam or plaats is empty")
        rijen[code] = Inrichting(code, naam, plaats)
    return tuple(rijen.values())


def parse_profiel(bestand: str, tekst: str, gemeenten: Gemeenten) -> Profiel:
    """Read a profile in TOML. Raises ValueError with the file, and the line for bad TOML."""
    try:
        ruw = tomllib.loads(tekst)
        profiel = Profiel(
            id=str(ruw["id"]),
            naam=str(ruw["naam"]),
            soort=str(ruw["soort"]),
            gemeenten=tuple(str(code) for code in ruw["gemeenten"]),
            meldingen_per_jaar={int(j): int(n) for j, n in ruw["meldingen_per_jaar"].items()},
            gemiddeld_per_jaar=int(ruw["gemiddeld_per_jaar"]),
            gewichten={str(code): float(deel) for code, deel in ruw["gewichten"].items()},
            verblijfsduur=tuple(
                (int(d["van"]), int(d["tot"]), float(d["aandeel"])) for d in ruw["verblijfsduur"]
            ),
        )
    except KeyError as fout:
        raise ValueError(f"{bestand}: {fout.args[0]} is missing") from fout
    except (tomllib.TOMLDecodeError, TypeError, AttributeError, ValueError) as fout:
        raise ValueError(f"{bestand}: {fout}") from fout
    for klacht in _klachten(profiel, bestand, gemeenten):
        raise ValueError(f"{bestand}: {klacht}")
    return profiel


def _klachten(profiel: Profiel, bestand: str, gemeenten: Gemeenten) -> Iterator[str]:
    """Yield what is wrong with a profile whose fields have the right types."""
    if bestand != f"{profiel.id}.toml":
        yield f"id must be the name of the file, not {profiel.id}"
    if profiel.soort not in _SOORTEN:
        yield f"soort must be one of {', '.join(_SOORTEN)}"
    for code in profiel.gemeenten:
        if code not in gemeenten:
            yield f"gemeente {code} is unknown"
    yield from _klachten_over_getallen(profiel)


def _klachten_over_getallen(profiel: Profiel) -> Iterator[str]:
    if set(profiel.gewichten) != set(profiel.gemeenten):
        yield "gewichten must name each of the gemeenten once"
    if not math.isclose(sum(profiel.gewichten.values()), 1, abs_tol=1e-6):
        yield "gewichten must sum to 1"
    if not math.isclose(sum(deel for _, _, deel in profiel.verblijfsduur), 1, abs_tol=1e-6):
        yield "the shares of verblijfsduur must sum to 1"
    if any(not 0 < van <= tot for van, tot, _ in profiel.verblijfsduur):
        yield "verblijfsduur needs 0 < van <= tot"
    if min((profiel.gemiddeld_per_jaar, *profiel.meldingen_per_jaar.values())) < 1:
        yield "a volume must be at least 1"


def _file(naam: str) -> Traversable:
    return resources.files("nazorg.referentie").joinpath(naam)


def _rijen(bestand: str, tekst: str, kop: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (place, fields) per row; lines with # are comment, the first other line is the head."""
    gezien_kop = False
    for nummer, regel in enumerate(tekst.splitlines(), start=1):
        if not regel.strip() or regel.startswith("#"):
            continue
        velden = tuple(veld.strip() for veld in regel.split(";"))
        plek = f"{bestand}, line {nummer}"
        if not gezien_kop:
            if velden != kop:
                raise ValueError(f"{plek}: expected the head {';'.join(kop)}")
            gezien_kop = True
        elif len(velden) != len(kop):
            raise ValueError(f"{plek}: expected {len(kop)} fields, found {len(velden)}")
        else:
            yield plek, velden


def _datum(plek: str, tekst: str) -> date | None:
    try:
        return date.fromisoformat(tekst) if tekst else None
    except ValueError as fout:
        raise ValueError(f"{plek}: {tekst} is not a date") from fout
