"""Read the rules beside this file, and refuse a wrong row with file, rule and reason."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.leefgebieden.beeld import Gebieden
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import Sleutel
from nazorg.leefgebieden.veld import Veldfout
from nazorg.overleggen.ritme import Overlegritme
from nazorg.referentie.laden import load_gemeenten, load_profielen
from nazorg.werkvoorraad.regelboek import Regelboek
from nazorg.werkvoorraad.regels import (
    ONBEKEND,
    Anker,
    Regelrij,
    Regelset,
    Voorwaarden,
)

ALGEMEEN = "algemeen.toml"
_LANGSTE_REDEN = 100
_E = TypeVar("_E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Bestand:
    """One file of rules. profiel: for whom, '' for everybody."""

    profiel: str
    regels: tuple[Regelrij, ...]
    overleg: Overlegritme | None
    dicht: Mapping[str, frozenset[date]]
    leefgebieden: Gebieden = BASIS


@cache
def load_regelboek() -> Regelboek:
    """Return the shipped rules. Raises ValueError (file, rule and reason) when one is wrong."""
    map_ = resources.files("nazorg.referentie").joinpath("regels")
    bestanden = {
        b.name: parse_regels(b.name, b.read_text(encoding="utf-8"))
        for b in sorted(map_.iterdir(), key=lambda b: b.name)
        if b.name.endswith(".toml")
    }
    return make_regelboek(bestanden)


def make_regelboek(bestanden: Mapping[str, Bestand]) -> Regelboek:
    """Put general and own rules together for each gemeente.

    An own rule takes the place of a general one with the same id. Raises ValueError for a profile
    that does not exist.
    """
    algemeen = bestanden[ALGEMEEN]
    geen_eigen = Bestand("", (), None, {})
    apart = {*algemeen.dicht, *(c for r in algemeen.regels for c in r.gemeenten or ())}
    per_gemeente = {code: _regelset(code, algemeen, geen_eigen) for code in apart}
    profielen = load_profielen()
    for naam, bestand in bestanden.items():
        if naam == ALGEMEEN:
            continue
        if bestand.profiel not in profielen:
            raise ValueError(f"{naam}: profiel {bestand.profiel} is unknown")
        for code in _huidig(profielen[bestand.profiel].gemeenten):
            per_gemeente[code] = _regelset(code, algemeen, bestand)
    voor_allen = tuple(r for r in _voor(None, algemeen.regels) if r.kijkt_naar <= set(BASIS))
    voor_ieder = Regelset(regels=voor_allen, overleg=algemeen.overleg)
    return Regelboek(algemeen=voor_ieder, per_gemeente=per_gemeente)


def _huidig(codes: tuple[str, ...]) -> set[str]:
    """Return the codes with those of the gemeenten in which they went up."""
    gemeenten = load_gemeenten()
    huidig = (gemeenten.huidige(code, op=date.max) for code in codes)
    return {*codes, *(g.code for g in huidig if g)}


def _regelset(code: str, algemeen: Bestand, eigen: Bestand) -> Regelset:
    eigen_regels = _voor(code, eigen.regels)
    ids = {r.id for r in eigen_regels}
    rest = [r for r in _voor(code, algemeen.regels) if r.id not in ids]
    gebieden = frozenset(eigen.leefgebieden)
    return Regelset(
        # A rule about a leefgebied that this gemeente does not work with can never speak.
        regels=tuple(r for r in (*rest, *eigen_regels) if r.kijkt_naar <= gebieden),
        leefgebieden=eigen.leefgebieden,
        overleg=eigen.overleg or algemeen.overleg,
        dicht=algemeen.dicht.get(code, frozenset()) | eigen.dicht.get(code, frozenset()),
    )


def _voor(code: str | None, regels: tuple[Regelrij, ...]) -> tuple[Regelrij, ...]:
    return tuple(r for r in regels if r.gemeenten is None or code in r.gemeenten)


_BESTAND = {"profiel", "regel", "overleg", "sluitingsdagen", "extra_leefgebieden"}


def parse_regels(bestand: str, tekst: str) -> Bestand:
    """Read one file. Raises ValueError with the file, the rule and what is wrong with it."""
    try:
        ruw = tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        raise ValueError(f"{bestand}: {fout}") from fout
    _check_namen(bestand, ruw, _BESTAND)
    profiel = str(ruw.get("profiel", ""))
    if bool(profiel) is (bestand == ALGEMEEN):
        raise ValueError(f"{bestand}: profiel is needed, except in {ALGEMEEN}")
    regels = tuple(_regel(bestand, nr, r) for nr, r in enumerate(ruw.get("regel", []), start=1))
    gezien: set[tuple[str, int]] = set()
    for regel in regels:
        if (regel.id, regel.versie) in gezien:
            raise ValueError(f"{bestand}: regel {regel.id} versie {regel.versie} is listed twice")
        gezien.add((regel.id, regel.versie))
    extra = {_een(bestand, Leefgebied, naam) for naam in ruw.get("extra_leefgebieden", ())}
    gebieden = tuple(Leefgebied) if extra - set(BASIS) else BASIS
    rest = (_dicht(bestand, ruw), gebieden)
    return Bestand(profiel, regels, _overleg(bestand, ruw), *rest)


def _check_namen(plek: str, ruw: Mapping[str, Any], bekend: set[str]) -> None:
    for naam in ruw.keys() - bekend:
        raise ValueError(f"{plek}: {naam} is no known name")


def _regel(bestand: str, nummer: int, ruw: Mapping[str, Any]) -> Regelrij:
    plek = f"{bestand}, regel {ruw.get('id', nummer)}"
    try:
        return _lees_regel(plek, ruw)
    except KeyError as fout:
        raise ValueError(f"{plek}: {fout.args[0]} is missing") from fout
    except (TypeError, AttributeError) as fout:
        raise ValueError(f"{plek}: {fout}") from fout


_VELDEN = {
    "id",
    "versie",
    "vanaf",
    "gemeenten",
    "leefgebied",
    "naam",
    "reden",
    "bron",
    "uiterlijk",
    "als",
}


def _lees_regel(plek: str, ruw: Mapping[str, Any]) -> Regelrij:
    _check_namen(plek, ruw, _VELDEN)
    teksten: dict[str, Any] = {v: _tekst(plek, ruw, v) for v in ("id", "naam", "reden", "bron")}
    if len(teksten["reden"]) > _LANGSTE_REDEN:
        raise ValueError(f"{plek}: reden is longer than {_LANGSTE_REDEN} characters")
    if type(ruw["versie"]) is not int or ruw["versie"] < 1:
        raise ValueError(f"{plek}: versie must be a number from 1")
    return Regelrij(
        **teksten,
        versie=ruw["versie"],
        vanaf=_dag(plek, ruw["vanaf"]),
        leefgebied=_een(plek, Leefgebied, ruw["leefgebied"]),
        gemeenten=_gemeenten(plek, ruw),
        als=_voorwaarden(plek, ruw["als"]),
        **_uiterlijk(plek, ruw["uiterlijk"]),
    )


def _tekst(plek: str, ruw: Mapping[str, Any], veld: str) -> str:
    if not isinstance(ruw[veld], str) or not ruw[veld].strip():
        raise ValueError(f"{plek}: {veld} is empty")
    return str(ruw[veld])


def _dag(plek: str, waarde: object) -> date:
    if type(waarde) is not date:
        raise ValueError(f"{plek}: a day must be a date, written without quotes")
    return waarde


def _een(plek: str, soort: Callable[[str], _E], waarde: str) -> _E:
    try:
        return soort(waarde)
    except ValueError as fout:
        raise ValueError(f"{plek}: {waarde} is not known") from fout


def _gemeenten(plek: str, ruw: Mapping[str, Any]) -> frozenset[str] | None:
    if "gemeenten" not in ruw:
        return None
    codes = frozenset(map(str, ruw["gemeenten"]))
    for code in codes:
        if code not in load_gemeenten():
            raise ValueError(f"{plek}: gemeente {code} is unknown")
    return codes


def _uiterlijk(plek: str, ruw: Mapping[str, Any]) -> dict[str, Any]:
    _check_namen(plek, ruw, {"anker", "werkdagen", "dagen", "veld"})
    anker = _een(plek, Anker, ruw["anker"])
    if ("werkdagen" in ruw) is ("dagen" in ruw):
        raise ValueError(f"{plek}: uiterlijk needs werkdagen or dagen")
    if (anker is Anker.FEIT) is not ("veld" in ruw):
        raise ValueError(f"{plek}: veld belongs to the anker 'feit'")
    getal = ruw.get("werkdagen", ruw.get("dagen"))
    if type(getal) is not int or abs(getal) > 400:
        raise ValueError(f"{plek}: werkdagen and dagen are numbers up to 400")
    veld = _sleutel(plek, ruw["veld"]) if "veld" in ruw else None
    soort = "werkdagen" if "werkdagen" in ruw else "dagen"
    return {"anker": anker, soort: getal, "veld": veld}


def _sleutel(plek: str, tekst: str) -> Sleutel:
    gebied, _, veld = tekst.partition(".")
    leefgebied = _een(plek, Leefgebied, gebied)
    try:
        return leefgebied, CATALOGUS[leefgebied].veld(veld).naam
    except Veldfout as fout:
        raise ValueError(f"{plek}: {tekst} is no field") from fout


_JA_OF_NEE = ("brp_adres", "wacht", "snelspoor")
_ALS = {"standen", "velden", "niet", "verblijf", "fase", *_JA_OF_NEE}


def _voorwaarden(plek: str, ruw: Mapping[str, Any]) -> Voorwaarden:
    _check_namen(plek, ruw, _ALS)
    gegeven: dict[str, Any] = {v: ruw[v] for v in _JA_OF_NEE if v in ruw}
    if any(type(waarde) is not bool for waarde in gegeven.values()):
        raise ValueError(f"{plek}: brp_adres, wacht and snelspoor are true or false")
    if "fase" in ruw:
        gegeven["fase"] = frozenset(_een(plek, Dossierstatus, f) for f in ruw["fase"])
    return Voorwaarden(
        standen={
            _een(plek, Leefgebied, gebied): frozenset(_een(plek, Stand, s) for s in standen)
            for gebied, standen in ruw.get("standen", {}).items()
        },
        velden=_antwoorden(plek, ruw.get("velden", {})),
        niet=_antwoorden(plek, ruw.get("niet", {})),
        verblijf=_verblijf(plek, ruw["verblijf"]) if "verblijf" in ruw else None,
        **gegeven,
    )


def _antwoorden(plek: str, ruw: Mapping[str, Any]) -> dict[Sleutel, frozenset[str]]:
    uit = {}
    for tekst, waarden in ruw.items():
        gebied, naam = _sleutel(plek, tekst)
        veld = CATALOGUS[gebied].veld(naam)
        for waarde in waarden:
            if waarde != ONBEKEND and waarde not in veld.keuzes:
                raise ValueError(f"{plek}: {tekst} is never {waarde}")
        uit[gebied, naam] = frozenset(waarden)
    return uit


def _verblijf(plek: str, ruw: Mapping[str, Any]) -> tuple[int, int]:
    _check_namen(plek, ruw, {"van", "tot"})
    if not 0 <= ruw["van"] <= ruw["tot"]:
        raise ValueError(f"{plek}: verblijf needs 0 <= van <= tot")
    return ruw["van"], ruw["tot"]


def _overleg(bestand: str, ruw: Mapping[str, Any]) -> Overlegritme | None:
    if "overleg" not in ruw:
        return None
    plek, overleg = f"{bestand}, overleg", ruw["overleg"]
    _check_namen(plek, overleg, {"eerste", "om_de_dagen"})
    if type(overleg.get("om_de_dagen")) is not int or overleg["om_de_dagen"] < 1:
        raise ValueError(f"{plek}: om_de_dagen must be a number from 1")
    return Overlegritme(_dag(plek, overleg.get("eerste")), overleg["om_de_dagen"])


def _dicht(bestand: str, ruw: Mapping[str, Any]) -> dict[str, frozenset[date]]:
    """Read the days on which desks of a gemeente are closed: code to list of days."""
    plek, uit = f"{bestand}, sluitingsdagen", {}
    for code, dagen in ruw.get("sluitingsdagen", {}).items():
        if code not in load_gemeenten():
            raise ValueError(f"{plek}: gemeente {code} is unknown")
        uit[code] = frozenset(_dag(plek, dag) for dag in dagen)
    return uit
