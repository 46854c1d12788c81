"""Answers of the simulated partners, each in the form of its own contract."""

from collections.abc import Callable
from typing import Any

from nazorg.simulatie.feiten import Wereld

Vraag = dict[str, Any]
PADEN = {
    "/brp/personen": "brp",
    "/zvh/casusvermeldingen/raadplegen": "zvh",
    "/reclassering/toezichten/raadplegen": "reclassering",
    "/politie/contextitems/raadplegen": "politie",
    "/om/zsm-vermeldingen/raadplegen": "om",
}
# Which group of fields a property of a ZVH case or of supervision belongs to.
_REGIE = {"regisseur": "regie", "afspraak": "afspraak"}
_TOEZICHT = {"toezichthouder": "toezichthouder", "voorwaarden": "voorwaarden"}
# Somebody else, who is as invented.
_ANDER = ("999990342", "999993653")


class Ongeldig(Exception):  # noqa: N818 - what it says: 400
    """The question is not what the contract asks for."""


def beantwoord(partner: str, vraag: Vraag, wereld: Wereld, *, verwissel: bool) -> dict[str, Any]:
    """Return the answer to a question. verwissel: about somebody else. Raises Ongeldig."""
    bsn = _bsn(partner, vraag)
    over = next(a for a in _ANDER if a != bsn) if verwissel else bsn
    return _MAAK[partner](over, vraag, wereld)


def _bsn(partner: str, vraag: Vraag) -> str:
    ruw = vraag.get("burgerservicenummer")
    bsn = ruw[0] if partner == "brp" and isinstance(ruw, list) and len(ruw) == 1 else ruw
    if not (isinstance(bsn, str) and len(bsn) == 9 and bsn.isdigit()):
        raise Ongeldig
    return bsn


def _brp(bsn: str, vraag: Vraag, wereld: Wereld) -> dict[str, Any]:
    velden = vraag.get("fields")
    if vraag.get("type") != "RaadpleegMetBurgerservicenummer" or not isinstance(velden, list):
        raise Ongeldig
    persoon = wereld.van("brp", bsn)
    gevraagd = {str(v).split(".")[0].removesuffix("Binnenland") for v in velden}
    # These come along whatever was asked.
    gevraagd |= {"geheimhoudingPersoonsgegevens", "inOnderzoek", "opschortingBijhouding"}
    gevraagd |= {"rni", "verificatie"}
    personen = []
    if persoon is not None:
        alles = {"burgerservicenummer": bsn, **persoon}
        personen = [{naam: waarde for naam, waarde in alles.items() if naam in gevraagd}]
    return {"type": "RaadpleegMetBurgerservicenummer", "personen": personen}


def _zvh(bsn: str, vraag: Vraag, wereld: Wereld) -> dict[str, Any]:
    casus = wereld.van("zvh", bsn)
    return {"burgerservicenummer": bsn, "casus": casus and _beperk(casus, vraag, _REGIE)}


def _reclassering(bsn: str, vraag: Vraag, wereld: Wereld) -> dict[str, Any]:
    feiten, groepen = wereld.van("reclassering", bsn) or {}, _groepen(vraag)
    toezicht = feiten.get("toezicht")
    return {
        "burgerservicenummer": bsn,
        "toezicht": toezicht and _beperk(toezicht, vraag, _TOEZICHT),
        "vrijwillig": feiten.get("vrijwillig") if "vrijwillig" in groepen else None,
    }


def _politie(bsn: str, vraag: Vraag, wereld: Wereld) -> dict[str, Any]:
    if not (vraag.get("noodzaak") and vraag.get("ontvangers")):
        raise Ongeldig
    feiten = wereld.van("politie", bsn) or {}
    return {"burgerservicenummer": bsn, "items": feiten.get("items", [])}


def _om(bsn: str, _: Vraag, wereld: Wereld) -> dict[str, Any]:
    feiten = wereld.van("om", bsn)
    return {"burgerservicenummer": bsn, "adviesBekend": feiten is not None, **(feiten or {})}


def _beperk(feiten: dict[str, Any], vraag: Vraag, groep_van: dict[str, str]) -> dict[str, Any]:
    groepen = _groepen(vraag)
    return {n: w for n, w in feiten.items() if n not in groep_van or groep_van[n] in groepen}


def _groepen(vraag: Vraag) -> set[str]:
    groepen = vraag.get("groepen")
    if not isinstance(groepen, list) or not groepen:
        raise Ongeldig
    return {str(g) for g in groepen}


_MAAK: dict[str, Callable[[str, Vraag, Wereld], dict[str, Any]]] = {
    "brp": _brp,
    "zvh": _zvh,
    "reclassering": _reclassering,
    "politie": _politie,
    "om": _om,
}
