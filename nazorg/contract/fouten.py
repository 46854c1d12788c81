"""All that is wrong with a refused message, in plain Dutch, by path, never with a value."""

import re
from typing import Any

import msgspec
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nazorg.berichten.soort import BRONSOORT_VAN_TYPE, SOORT_VAN_TYPE, Soort
from nazorg.berichten.uitkomst import Fout, Reden
from nazorg.contract import publiek, wire
from nazorg.contract.controles import Bekend, controleer, fout

MODEL: dict[Soort, type[BaseModel]] = {
    Soort.BEGONNEN: publiek.Begonnen,
    Soort.GEWIJZIGD: publiek.Gewijzigd,
    Soort.OVERGEPLAATST: publiek.Overgeplaatst,
    Soort.VERLOF_VOORGENOMEN: publiek.Verlof,
    Soort.VERLOF_VERLEEND: publiek.Verlof,
    Soort.VERLOF_GEWIJZIGD: publiek.Verlof,
    Soort.VERLOF_INGETROKKEN: publiek.VerlofIngetrokken,
    Soort.BEEINDIGD: publiek.Beeindigd,
    Soort.INGETROKKEN: publiek.Ingetrokken,
    Soort.PLAN_GEDEELD: publiek.PlanGedeeld,
}

ONBEKEND_VELD = "Dit veld kennen wij niet."
ONTBREEKT = "Dit veld ontbreekt."
GEEN_GETAL = "Hier hoort een geheel getal te staan."
_TEKST = {
    "missing": ONTBREEKT,
    "extra_forbidden": ONBEKEND_VELD,
    "enum": "Deze waarde staat niet in de lijst.",
    "literal_error": "Deze waarde staat niet in de lijst.",
    "string_too_long": "Deze tekst is te lang.",
    "string_too_short": "Deze tekst is te kort.",
    "string_type": "Hier hoort tekst te staan.",
    "string_pattern_mismatch": "Deze tekst heeft niet de juiste vorm.",
    "int_type": GEEN_GETAL,
    "greater_than_equal": "Dit getal is te klein.",
    "less_than_equal": "Dit getal is te groot.",
    "list_type": "Hier hoort een lijst te staan.",
    "too_long": "Deze lijst is te lang.",
    "too_short": "Deze lijst is te kort.",
    "dict_type": "Hier hoort een object te staan.",
    "model_type": "Hier hoort een object te staan.",
    "value_error": "Dit is geen geldige datum of tijd.",
}
_ANDERS = "Dit veld heeft een verkeerde vorm."
# A field name comes from the sender, so it may hold anything: show it only when it looks like one.
_VELDNAAM = re.compile(r"[A-Za-z_]{1,40}\Z")
# A message of nothing but unknown fields must not become an answer larger than itself.
_MEESTE = 100


def fouten_in_envelop(inhoud: object, bekend: Bekend) -> tuple[Fout, ...]:
    """Return what keeps decoded JSON from being a CloudEvent that we can read, and its data too."""
    try:
        publiek.Envelop.model_validate(inhoud)
    except ValidationError as fouten:
        gevonden = [_to_fout(f, (), Reden.GEEN_CLOUDEVENT) for f in _lijst(fouten)]
    else:
        # The fast reader refused what this one accepts: say so plainly instead of hiding it.
        gevonden = [fout("", Reden.GEEN_CLOUDEVENT)]
    if isinstance(inhoud, dict) and isinstance(inhoud.get("data"), dict):
        soort = inhoud.get("type")
        if isinstance(soort, str) and soort in SOORT_VAN_TYPE:
            gevonden += _in_inhoud(SOORT_VAN_TYPE[soort], inhoud["data"], bekend)
        elif isinstance(soort, str) and soort in BRONSOORT_VAN_TYPE:
            gevonden += _in_vorm(publiek.TellingGemeld, inhoud["data"])
    return _uniek(gevonden)


def fouten_in_data(soort: Soort, ruw: bytes, bekend: Bekend) -> tuple[Fout, ...]:
    """Return everything that is wrong with the data block of a message, its codes included."""
    try:
        inhoud = msgspec.json.decode(ruw)
    except (msgspec.MsgspecError, RecursionError):
        return (fout("data", Reden.GEEN_JSON),)
    return _uniek(_in_inhoud(soort, inhoud, bekend)) or (fout("data", Reden.ONGELDIGE_INHOUD),)


def fouten_in_telling(ruw: bytes) -> tuple[Fout, ...]:
    """Return everything that is wrong with the shape of a count of a source."""
    try:
        inhoud = msgspec.json.decode(ruw)
    except (msgspec.MsgspecError, RecursionError):
        return (fout("data", Reden.GEEN_JSON),)
    gevonden = _in_vorm(publiek.TellingGemeld, inhoud)
    return _uniek(gevonden) or (fout("data", Reden.ONGELDIGE_INHOUD),)


def _fouten(model: type[BaseModel], inhoud: object) -> list[ErrorDetails]:
    try:
        model.model_validate(inhoud)
    except ValidationError as fouten:
        return _lijst(fouten)
    return []


def _in_vorm(model: type[BaseModel], inhoud: object) -> list[Fout]:
    return [_to_fout(f, ("data",), Reden.ONGELDIGE_INHOUD) for f in _fouten(model, inhoud)]


def _in_inhoud(soort: Soort, inhoud: object, bekend: Bekend) -> list[Fout]:
    gevonden = _fouten(MODEL[soort], inhoud)
    vorm = [_to_fout(f, ("data",), Reden.ONGELDIGE_INHOUD) for f in gevonden]
    if not isinstance(inhoud, dict):
        return vorm
    rest = _zonder(inhoud, [f["loc"] for f in gevonden])
    try:
        los = msgspec.convert(rest, wire.Los)
    except (msgspec.MsgspecError, RecursionError):
        return vorm
    return vorm + controleer(los, bekend)


def _zonder(inhoud: dict[str, Any], plekken: list[tuple[int | str, ...]]) -> dict[str, Any]:
    """Take the wrong fields out, so that a sender hears in one answer what else is wrong.

    Of a person one field at a time; of anything else the whole, for half a range says nothing.
    """
    weg = {p[0] for p in plekken if p[0] != "persoon" or len(p) == 1}
    uit_persoon = {p[1] for p in plekken if p[0] == "persoon" and len(p) > 1}
    rest = {naam: waarde for naam, waarde in inhoud.items() if naam not in weg}
    if isinstance(persoon := rest.get("persoon"), dict):
        rest["persoon"] = {n: w for n, w in persoon.items() if n not in uit_persoon}
    return rest


def fouten_van(fouten: ValidationError) -> tuple[Fout, ...]:
    """Return all that a model refused in the data block of a message."""
    return _uniek([_to_fout(f, ("data",), Reden.ONGELDIGE_INHOUD) for f in _lijst(fouten)])


def _lijst(fouten: ValidationError) -> list[ErrorDetails]:
    return fouten.errors(include_url=False, include_context=False, include_input=False)


def _uniek(fouten: list[Fout]) -> tuple[Fout, ...]:
    return tuple(dict.fromkeys(fouten))[:_MEESTE]


def _to_fout(f: ErrorDetails, voor: tuple[str, ...], reden: Reden) -> Fout:
    delen = [*voor]
    for deel in f["loc"]:
        if isinstance(deel, int):
            delen.append(str(deel))
        else:
            delen.append(deel if _VELDNAAM.match(deel) else "?")
    return Fout(".".join(delen), reden, _TEKST.get(f["type"], _ANDERS))
