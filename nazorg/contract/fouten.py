"""All that is wrong with a refused message, in plain Dutch, by path, never with a value."""

import re
from typing import Any

import msgspec
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import Fout, Reden
from nazorg.contract import publiek
from nazorg.contract.controles import Bekend, fout
from nazorg.kern.bsn import is_bsn

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

_TEKST = {
    "missing": "Dit veld ontbreekt.",
    "extra_forbidden": "Dit veld kennen wij niet.",
    "enum": "Deze waarde staat niet in de lijst.",
    "literal_error": "Deze waarde staat niet in de lijst.",
    "string_too_long": "Deze tekst is te lang.",
    "string_too_short": "Deze tekst is te kort.",
    "string_type": "Hier hoort tekst te staan.",
    "int_type": "Hier hoort een geheel getal te staan.",
    "too_long": "Deze lijst is te lang.",
    "too_short": "Deze lijst is te kort.",
    "value_error": "Dit is geen geldige datum of tijd.",
}
_ANDERS = "Dit veld heeft een verkeerde vorm."
# A field name comes from the sender, so it may hold anything: show it only when it looks like one.
_VELDNAAM = re.compile(r"[A-Za-z_][A-Za-z_]{0,39}\Z")


def fouten_in_envelop(inhoud: object) -> tuple[Fout, ...]:
    """Return what keeps decoded JSON from being a CloudEvent that we can read."""
    try:
        publiek.Envelop.model_validate(inhoud)
    except ValidationError as fouten:
        return tuple(_to_fout(f, "", Reden.GEEN_CLOUDEVENT) for f in fouten.errors())
    # The fast reader refused what this one accepts: say so plainly instead of hiding it.
    return (fout("", Reden.GEEN_CLOUDEVENT),)


def fouten_in_data(soort: Soort, ruw: bytes, bekend: Bekend) -> tuple[Fout, ...]:
    """Return everything that is wrong with the data block of a message, its codes included."""
    try:
        inhoud = msgspec.json.decode(ruw)
    except (msgspec.MsgspecError, RecursionError):
        return (fout("data", Reden.GEEN_JSON),)
    gevonden: list[Fout] = []
    try:
        MODEL[soort].model_validate(inhoud)
    except ValidationError as fouten:
        gevonden += [_to_fout(f, "data", Reden.ONGELDIGE_INHOUD) for f in fouten.errors()]
    gevonden += _fouten_in_codes(inhoud, bekend)
    return tuple(gevonden) or (fout("data", Reden.ONGELDIGE_INHOUD),)


def _fouten_in_codes(inhoud: Any, bekend: Bekend) -> list[Fout]:
    """Look at the codes too, so that a sender hears everything in one answer."""
    if not isinstance(inhoud, dict):
        return []
    gevonden = []
    persoon = inhoud.get("persoon")
    bsn = persoon.get("bsn") if isinstance(persoon, dict) else None
    if isinstance(bsn, str) and re.fullmatch(r"[0-9]{9}", bsn) and not is_bsn(bsn):
        gevonden.append(fout("data.persoon.bsn", Reden.ONGELDIG_BSN))
    for naam in ("ontvangerGemeente", "gemeenteBrp", "gemeenteVestiging"):
        code = inhoud.get(naam)
        if (
            isinstance(code, str)
            and re.fullmatch(r"[0-9]{4}", code)
            and code not in bekend.gemeenten
        ):
            gevonden.append(fout(f"data.{naam}", Reden.ONBEKENDE_GEMEENTE))
    code = inhoud.get("inrichting")
    if (
        isinstance(code, str)
        and re.fullmatch(r"[A-Z0-9]{2,8}", code)
        and code not in bekend.inrichtingen
    ):
        gevonden.append(fout("data.inrichting", Reden.ONBEKENDE_INRICHTING))
    return gevonden


def _to_fout(f: ErrorDetails, voor: str, reden: Reden) -> Fout:
    delen = [voor] if voor else []
    for deel in f["loc"]:
        if isinstance(deel, int):
            delen.append(str(deel))
        else:
            delen.append(deel if _VELDNAAM.match(deel) else "?")
    return Fout(".".join(delen), reden, _TEKST.get(f["type"], _ANDERS))
