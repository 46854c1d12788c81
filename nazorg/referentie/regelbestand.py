"""Read one file of rules, and refuse a wrong row with file, rule and reason.

The complaints are Dutch: a gemeente may write rules of its own, and reads them when nazorg starts.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from nazorg.kern.leefgebied import BASIS, Leefgebied
from nazorg.leefgebieden.beeld import Gebieden
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import Sleutel
from nazorg.overleggen.ritme import Overlegritme
from nazorg.referentie.laden import load_gemeenten
from nazorg.referentie.regelvoorwaarden import (
    check_namen,
    lees_een,
    lees_sleutel,
    lees_voorwaarden,
)
from nazorg.werkvoorraad.regelrij import Anker, Regelrij

ALGEMEEN = "algemeen.toml"
_LANGSTE_REDEN = 100


@dataclass(frozen=True, slots=True)
class Bestand:
    """One file of rules. profiel or gemeente: for whom, both '' for everybody.

    uit: ids of rules that do not hold there. plek: its name, and of which version it is.
    """

    profiel: str
    regels: tuple[Regelrij, ...]
    overleg: Overlegritme | None
    dicht: Mapping[str, frozenset[date]]
    leefgebieden: Gebieden = BASIS
    gemeente: str = ""
    uit: frozenset[str] = frozenset()
    plek: str = ""


# Longer is no rhythm, and counting it would run out of the calendar.
_LANGSTE_RITME = 366
_BESTAND = {"profiel", "regel", "overleg", "sluitingsdagen", "extra_leefgebieden"}
_EIGEN = {"versie", "datum", "gemeente", "allen", "uit"}


def parse_eigen(bestand: str, tekst: str) -> Bestand:
    """Read one file of an installation: for one profile, one gemeente, or everybody.

    It says of itself which version it is, and since when. Raises ValueError like `parse_regels`.
    """
    ruw = _lees_toml(bestand, tekst)
    check_namen(bestand, ruw, _BESTAND | _EIGEN)
    voor_wie = [naam for naam in ("profiel", "gemeente", "allen") if ruw.get(naam)]
    if len(voor_wie) != 1:
        raise ValueError(
            f"{bestand}: zet erin voor wie het geldt: profiel, gemeente of allen = true"
        )
    if type(ruw.get("versie")) is not int or ruw["versie"] < 1:
        raise ValueError(f"{bestand}: zet versie erin, een geheel getal vanaf 1")
    if type(ruw.get("datum")) is not date:
        raise ValueError(f"{bestand}: zet datum erin, zonder aanhalingstekens, zoals 2026-11-30")
    gemeente = str(ruw.get("gemeente", ""))
    if gemeente and gemeente not in load_gemeenten():
        raise ValueError(f"{bestand}: gemeente {gemeente} kennen wij niet")
    plek = f"{bestand}, eigen map, versie {ruw['versie']} van {ruw['datum'].isoformat()}"
    uit = frozenset(map(str, _lijst(bestand, ruw, "uit")))
    return replace(_make(bestand, ruw, plek), gemeente=gemeente, uit=uit)


def _lees_toml(bestand: str, tekst: str) -> dict[str, Any]:
    try:
        return tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        raise ValueError(f"{bestand}: dit is geen geldig TOML: {fout}") from fout


def parse_regels(bestand: str, tekst: str) -> Bestand:
    """Read one file. Raises ValueError with the file, the rule and what is wrong with it."""
    ruw = _lees_toml(bestand, tekst)
    check_namen(bestand, ruw, _BESTAND)
    if bool(ruw.get("profiel")) is (bestand == ALGEMEEN):
        raise ValueError(f"{bestand}: profiel is nodig, behalve in {ALGEMEEN}")
    return _make(bestand, ruw, f"{bestand}, meegeleverd")


def _lijst(bestand: str, ruw: Mapping[str, Any], naam: str) -> list[Any]:
    """Return what stands between square brackets; a text is no list of its letters."""
    waarde = ruw.get(naam, [])
    if not isinstance(waarde, list):
        zin = f"{bestand}: {naam} is een lijst, tussen vierkante haken"
        raise ValueError(zin)  # noqa: TRY004 - a fault of the file, not of our code
    return waarde


def _tabel(bestand: str, naam: str, waarde: object) -> Mapping[str, Any]:
    if not isinstance(waarde, dict):
        zin = f"{bestand}: schrijf {naam} als een blok met namen, onder [{naam}]"
        raise ValueError(zin)  # noqa: TRY004 - a fault of the file, not of our code
    return waarde


def _make(bestand: str, ruw: Mapping[str, Any], plek: str) -> Bestand:
    rijen = enumerate(_lijst(bestand, ruw, "regel"), start=1)
    regels = tuple(_regel(bestand, nr, _tabel(bestand, "[regel]", r)) for nr, r in rijen)
    gezien: set[tuple[str, int]] = set()
    for regel in regels:
        if (regel.id, regel.versie) in gezien:
            raise ValueError(
                f"{bestand}: regel {regel.id} versie {regel.versie} staat er twee keer"
            )
        gezien.add((regel.id, regel.versie))
    namen = _lijst(bestand, ruw, "extra_leefgebieden")
    extra = {lees_een(bestand, Leefgebied, naam) for naam in namen}
    gebieden = tuple(Leefgebied) if extra - set(BASIS) else BASIS
    return Bestand(
        profiel=str(ruw.get("profiel", "")),
        regels=tuple(replace(r, plek=plek) for r in regels),
        overleg=_overleg(bestand, ruw),
        dicht=_dicht(bestand, ruw),
        leefgebieden=gebieden,
        plek=plek,
    )


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
    check_namen(plek, ruw, _VELDEN)
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
        als=lees_voorwaarden(plek, ruw["als"]),
        **_uiterlijk(plek, ruw["uiterlijk"]),
    )


def _leefgebied(plek: str, ruw: Mapping[str, Any]) -> Leefgebied | None:
    """Return what a rule is about: only one that asks to measure is about all of them."""
    if "ongemeten" in ruw["als"]:
        if "leefgebied" in ruw:
            raise ValueError(f"{plek}: ongemeten kijkt naar alle leefgebieden, noem er geen")
        return None
    return lees_een(plek, Leefgebied, ruw["leefgebied"])


def _tekst(plek: str, ruw: Mapping[str, Any], veld: str) -> str:
    if not isinstance(ruw[veld], str) or not ruw[veld].strip():
        raise ValueError(f"{plek}: {veld} is leeg")
    return str(ruw[veld])


def _dag(plek: str, waarde: object) -> date:
    if type(waarde) is not date:
        raise ValueError(f"{plek}: schrijf een dag als datum, zonder aanhalingstekens")
    return waarde


def _gemeenten(plek: str, ruw: Mapping[str, Any]) -> frozenset[str] | None:
    if "gemeenten" not in ruw:
        return None
    codes = frozenset(map(str, ruw["gemeenten"]))
    for code in codes:
        if code not in load_gemeenten():
            raise ValueError(f"{plek}: gemeente {code} kennen wij niet")
    return codes


def _uiterlijk(plek: str, ruw: Mapping[str, Any]) -> dict[str, Any]:
    check_namen(plek, ruw, {"anker", "werkdagen", "dagen", "maanden", "veld"})
    anker = lees_een(plek, Anker, ruw["anker"])
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
    gebied, naam = lees_sleutel(plek, ruw["veld"])
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


def _overleg(bestand: str, ruw: Mapping[str, Any]) -> Overlegritme | None:
    if "overleg" not in ruw:
        return None
    plek, overleg = f"{bestand}, overleg", _tabel(bestand, "overleg", ruw["overleg"])
    check_namen(plek, overleg, {"eerste", "om_de_dagen"})
    om_de_dagen = overleg.get("om_de_dagen")
    if type(om_de_dagen) is not int or not 1 <= om_de_dagen <= _LANGSTE_RITME:
        raise ValueError(f"{plek}: om_de_dagen is een geheel getal van 1 tot en met 366")
    return Overlegritme(_dag(plek, overleg.get("eerste")), om_de_dagen)


def _dicht(bestand: str, ruw: Mapping[str, Any]) -> dict[str, frozenset[date]]:
    """Read the days on which desks of a gemeente are closed: code to list of days."""
    plek, uit = f"{bestand}, sluitingsdagen", {}
    per_gemeente = _tabel(bestand, "sluitingsdagen", ruw.get("sluitingsdagen", {}))
    for code in per_gemeente:
        if code not in load_gemeenten():
            raise ValueError(f"{plek}: gemeente {code} kennen wij niet")
        uit[code] = frozenset(_dag(plek, dag) for dag in _lijst(plek, per_gemeente, code))
    return uit
