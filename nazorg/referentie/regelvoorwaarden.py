"""Read when a rule fires, and refuse what cannot be, with the place and the reason in Dutch."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import Sleutel
from nazorg.leefgebieden.veld import Veldfout
from nazorg.werkvoorraad.regelrij import ONBEKEND, Voorwaarden

_E = TypeVar("_E", bound=StrEnum)


def check_namen(plek: str, ruw: Mapping[str, Any], bekend: set[str]) -> None:
    for naam in ruw.keys() - bekend:
        raise ValueError(f"{plek}: {naam} is geen bekende naam")


def lees_een(plek: str, soort: Callable[[str], _E], waarde: str) -> _E:
    try:
        return soort(waarde)
    except ValueError as fout:
        raise ValueError(f"{plek}: {waarde} kennen wij niet") from fout


def lees_sleutel(plek: str, tekst: str) -> Sleutel:
    gebied, _, veld = tekst.partition(".")
    leefgebied = lees_een(plek, Leefgebied, gebied)
    try:
        return leefgebied, CATALOGUS[leefgebied].veld(veld).naam
    except Veldfout as fout:
        raise ValueError(f"{plek}: {tekst} is geen veld") from fout


_JA_OF_NEE = ("brp_adres", "wacht", "snelspoor", "zonder_einde")
_JA_NEE_TEKST = ", ".join(_JA_OF_NEE[:-1]) + " en " + _JA_OF_NEE[-1]
_ALS = {"standen", "velden", "niet", "verblijf", "fase", "ongemeten", *_JA_OF_NEE}


def lees_voorwaarden(plek: str, ruw: Mapping[str, Any]) -> Voorwaarden:
    check_namen(plek, ruw, _ALS)
    gegeven: dict[str, Any] = {v: ruw[v] for v in _JA_OF_NEE if v in ruw}
    if any(type(waarde) is not bool for waarde in gegeven.values()):
        raise ValueError(f"{plek}: {_JA_NEE_TEKST} zijn true of false")
    if "fase" in ruw:
        gegeven["fase"] = frozenset(lees_een(plek, Dossierstatus, f) for f in ruw["fase"])
    if "ongemeten" in ruw:
        gegeven["ongemeten"] = _ongemeten(plek, ruw["ongemeten"])
    return Voorwaarden(
        standen={
            lees_een(plek, Leefgebied, gebied): frozenset(lees_een(plek, Stand, s) for s in standen)
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
        gebied, naam = lees_sleutel(plek, tekst)
        veld = CATALOGUS[gebied].veld(naam)
        for waarde in waarden:
            if waarde != ONBEKEND and waarde not in veld.keuzes:
                raise ValueError(f"{plek}: {tekst} is nooit {waarde}")
        uit[gebied, naam] = frozenset(waarden)
    return uit


def _verblijf(plek: str, ruw: Mapping[str, Any]) -> tuple[int, int]:
    check_namen(plek, ruw, {"van", "tot"})
    if not 0 <= ruw["van"] <= ruw["tot"]:
        raise ValueError(f"{plek}: bij verblijf geldt 0 <= van <= tot")
    return ruw["van"], ruw["tot"]
