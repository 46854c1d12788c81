"""Read one file of rules, and refuse a wrong row with file, rule and reason.

The complaints are Dutch: a gemeente may write rules of its own, and reads them when nazorg starts.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.leefgebieden.beeld import Gebieden
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import Sleutel
from nazorg.leefgebieden.veld import Veldfout
from nazorg.overleggen.ritme import Overlegritme
from nazorg.referentie.laden import load_gemeenten
from nazorg.werkvoorraad.regelrij import ONBEKEND, Anker, Regelrij, Voorwaarden

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


_BESTAND = {"profiel", "regel", "overleg", "sluitingsdagen", "extra_leefgebieden"}


def parse_regels(bestand: str, tekst: str) -> Bestand:
    """Read one file. Raises ValueError with the file, the rule and what is wrong with it."""
    try:
        ruw = tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        raise ValueError(f"{bestand}: dit is geen geldig TOML: {fout}") from fout
    _check_namen(bestand, ruw, _BESTAND)
    profiel = str(ruw.get("profiel", ""))
    if bool(profiel) is (bestand == ALGEMEEN):
        raise ValueError(f"{bestand}: profiel is nodig, behalve in {ALGEMEEN}")
    regels = tuple(_regel(bestand, nr, r) for nr, r in enumerate(ruw.get("regel", []), start=1))
    gezien: set[tuple[str, int]] = set()
    for regel in regels:
        if (regel.id, regel.versie) in gezien:
            raise ValueError(
                f"{bestand}: regel {regel.id} versie {regel.versie} staat er twee keer"
            )
        gezien.add((regel.id, regel.versie))
    extra = {_een(bestand, Leefgebied, naam) for naam in ruw.get("extra_leefgebieden", ())}
    gebieden = tuple(Leefgebied) if extra - set(BASIS) else BASIS
    rest = (_dicht(bestand, ruw), gebieden)
    return Bestand(profiel, regels, _overleg(bestand, ruw), *rest)


def _check_namen(plek: str, ruw: Mapping[str, Any], bekend: set[str]) -> None:
    for naam in ruw.keys() - bekend:
        raise ValueError(f"{plek}: {naam} is geen bekende naam")


def _regel(bestand: str, nummer: int, ruw: Mapping[str, Any]) -> Regelrij:
    plek = f"{bestand}, regel {ruw.get('id', nummer)}"
    try:
        return _lees_regel(plek, ruw)
    except KeyError as fout:
        raise ValueError(f"{plek}: {fout.args[0]} ontbreekt") from fout
    except (TypeError, AttributeError) as fout:
        raise ValueError(f"{plek}: een waarde heeft niet de vorm die hier hoort") from fout


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
        raise ValueError(f"{plek}: reden is langer dan {_LANGSTE_REDEN} tekens")
    if type(ruw["versie"]) is not int or ruw["versie"] < 1:
        raise ValueError(f"{plek}: versie is een geheel getal vanaf 1")
    return Regelrij(
        **teksten,
        versie=ruw["versie"],
        vanaf=_dag(plek, ruw["vanaf"]),
        leefgebied=_leefgebied(plek, ruw),
        gemeenten=_gemeenten(plek, ruw),
        als=_voorwaarden(plek, ruw["als"]),
        **_uiterlijk(plek, ruw["uiterlijk"]),
    )


def _leefgebied(plek: str, ruw: Mapping[str, Any]) -> Leefgebied | None:
    """Return what a rule is about: only one that asks to measure is about all of them."""
    if "ongemeten" in ruw["als"]:
        if "leefgebied" in ruw:
            raise ValueError(f"{plek}: ongemeten kijkt naar alle leefgebieden, noem er geen")
        return None
    return _een(plek, Leefgebied, ruw["leefgebied"])


def _tekst(plek: str, ruw: Mapping[str, Any], veld: str) -> str:
    if not isinstance(ruw[veld], str) or not ruw[veld].strip():
        raise ValueError(f"{plek}: {veld} is leeg")
    return str(ruw[veld])


def _dag(plek: str, waarde: object) -> date:
    if type(waarde) is not date:
        raise ValueError(f"{plek}: schrijf een dag als datum, zonder aanhalingstekens")
    return waarde


def _een(plek: str, soort: Callable[[str], _E], waarde: str) -> _E:
    try:
        return soort(waarde)
    except ValueError as fout:
        raise ValueError(f"{plek}: {waarde} kennen wij niet") from fout


def _gemeenten(plek: str, ruw: Mapping[str, Any]) -> frozenset[str] | None:
    if "gemeenten" not in ruw:
        return None
    codes = frozenset(map(str, ruw["gemeenten"]))
    for code in codes:
        if code not in load_gemeenten():
            raise ValueError(f"{plek}: gemeente {code} kennen wij niet")
    return codes


def _uiterlijk(plek: str, ruw: Mapping[str, Any]) -> dict[str, Any]:
    _check_namen(plek, ruw, {"anker", "werkdagen", "dagen", "maanden", "veld"})
    anker = _een(plek, Anker, ruw["anker"])
    if ("werkdagen" in ruw) is ("dagen" in ruw):
        raise ValueError(f"{plek}: uiterlijk heeft werkdagen of dagen nodig, en niet allebei")
    if (anker in (Anker.FEIT, Anker.WAARDE)) is not ("veld" in ruw):
        raise ValueError(f"{plek}: veld hoort bij het anker 'feit' of 'waarde', en moet daar staan")
    getal = ruw.get("werkdagen", ruw.get("dagen"))
    if type(getal) is not int or abs(getal) > 400:
        raise ValueError(f"{plek}: werkdagen en dagen zijn gehele getallen tot en met 400")
    soort = "werkdagen" if "werkdagen" in ruw else "dagen"
    rest = {"veld": _ankerveld(plek, anker, ruw), "maanden": _maanden(plek, anker, ruw)}
    return {"anker": anker, soort: getal} | rest


def _ankerveld(plek: str, anker: Anker, ruw: Mapping[str, Any]) -> Sleutel | None:
    if "veld" not in ruw:
        return None
    gebied, naam = _sleutel(plek, ruw["veld"])
    if anker is Anker.WAARDE and not CATALOGUS[gebied].veld(naam).is_datum:
        raise ValueError(f"{plek}: het anker 'waarde' heeft een veld met een datum nodig")
    return gebied, naam


def _maanden(plek: str, anker: Anker, ruw: Mapping[str, Any]) -> int:
    maanden = ruw.get("maanden", 0)
    if type(maanden) is not int or not 0 <= maanden <= 24:
        raise ValueError(f"{plek}: maanden is een geheel getal van 0 tot en met 24")
    if maanden and anker is not Anker.VRIJLATING:
        raise ValueError(f"{plek}: maanden hoort bij het anker 'vrijlating'")
    return maanden


def _sleutel(plek: str, tekst: str) -> Sleutel:
    gebied, _, veld = tekst.partition(".")
    leefgebied = _een(plek, Leefgebied, gebied)
    try:
        return leefgebied, CATALOGUS[leefgebied].veld(veld).naam
    except Veldfout as fout:
        raise ValueError(f"{plek}: {tekst} is geen veld") from fout


_JA_OF_NEE = ("brp_adres", "wacht", "snelspoor", "zonder_einde")
_JA_NEE_TEKST = ", ".join(_JA_OF_NEE[:-1]) + " en " + _JA_OF_NEE[-1]
_ALS = {"standen", "velden", "niet", "verblijf", "fase", "ongemeten", *_JA_OF_NEE}


def _voorwaarden(plek: str, ruw: Mapping[str, Any]) -> Voorwaarden:
    _check_namen(plek, ruw, _ALS)
    gegeven: dict[str, Any] = {v: ruw[v] for v in _JA_OF_NEE if v in ruw}
    if any(type(waarde) is not bool for waarde in gegeven.values()):
        raise ValueError(f"{plek}: {_JA_NEE_TEKST} zijn true of false")
    if "fase" in ruw:
        gegeven["fase"] = frozenset(_een(plek, Dossierstatus, f) for f in ruw["fase"])
    if "ongemeten" in ruw:
        gegeven["ongemeten"] = _ongemeten(plek, ruw["ongemeten"])
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


def _ongemeten(plek: str, dagen: object) -> int:
    if type(dagen) is not int or not 0 <= dagen <= 60:
        raise ValueError(f"{plek}: ongemeten is een geheel getal van 0 tot en met 60 dagen")
    return dagen


def _antwoorden(plek: str, ruw: Mapping[str, Any]) -> dict[Sleutel, frozenset[str]]:
    uit = {}
    for tekst, waarden in ruw.items():
        gebied, naam = _sleutel(plek, tekst)
        veld = CATALOGUS[gebied].veld(naam)
        for waarde in waarden:
            if waarde != ONBEKEND and waarde not in veld.keuzes:
                raise ValueError(f"{plek}: {tekst} is nooit {waarde}")
        uit[gebied, naam] = frozenset(waarden)
    return uit


def _verblijf(plek: str, ruw: Mapping[str, Any]) -> tuple[int, int]:
    _check_namen(plek, ruw, {"van", "tot"})
    if not 0 <= ruw["van"] <= ruw["tot"]:
        raise ValueError(f"{plek}: bij verblijf geldt 0 <= van <= tot")
    return ruw["van"], ruw["tot"]


def _overleg(bestand: str, ruw: Mapping[str, Any]) -> Overlegritme | None:
    if "overleg" not in ruw:
        return None
    plek, overleg = f"{bestand}, overleg", ruw["overleg"]
    _check_namen(plek, overleg, {"eerste", "om_de_dagen"})
    if type(overleg.get("om_de_dagen")) is not int or overleg["om_de_dagen"] < 1:
        raise ValueError(f"{plek}: om_de_dagen is een geheel getal vanaf 1")
    return Overlegritme(_dag(plek, overleg.get("eerste")), overleg["om_de_dagen"])


def _dicht(bestand: str, ruw: Mapping[str, Any]) -> dict[str, frozenset[date]]:
    """Read the days on which desks of a gemeente are closed: code to list of days."""
    plek, uit = f"{bestand}, sluitingsdagen", {}
    for code, dagen in ruw.get("sluitingsdagen", {}).items():
        if code not in load_gemeenten():
            raise ValueError(f"{plek}: gemeente {code} kennen wij niet")
        uit[code] = frozenset(_dag(plek, dag) for dag in dagen)
    return uit
