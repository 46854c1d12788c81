"""The schemas of the OpenAPI document: those of the messages, with what they share taken apart."""

from typing import Any

from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.contract.schemas import schemas_bij, schemas_bron, schemas_inkomend

_VERWIJZING = "#/components/schemas/"
_TEKST: dict[str, Any] = {"type": "string"}
_UITKOMST: dict[str, Any] = {"type": "string", "enum": [u.value for u in Uitkomst]}
_FOUT: dict[str, Any] = {
    "type": "object",
    "description": "Eén ding dat niet klopt. Er staat nooit een waarde in.",
    "properties": {
        "pad": _TEKST | {"description": "Welk veld, zoals data.persoon.bsn. Leeg: het geheel."},
        "code": {"$ref": f"{_VERWIJZING}Reden", "description": "Wat er niet klopt."},
        "tekst": _TEKST | {"description": "Hetzelfde in gewone taal."},
    },
    "required": ["pad", "code", "tekst"],
    "additionalProperties": False,
}
_BERICHT: dict[str, Any] = {
    "source": _TEKST | {"description": "De bron van het bericht; 'onbekend' als die ontbreekt."},
    "id": _TEKST | {"description": "Het id van het bericht, of een afdruk van de inhoud."},
    "uitkomst": _UITKOMST | {"description": "Wat er met het bericht is gebeurd."},
    "eerder": _UITKOMST | {"description": "Bij 'dubbel': de uitkomst van de eerste keer."},
    "reden": {"$ref": f"{_VERWIJZING}Reden", "description": "Waarom het apart staat."},
    "toelichting": _TEKST | {"description": "De reden in gewone taal."},
    "fouten": {
        "type": "array",
        "items": {"$ref": f"{_VERWIJZING}Fout"},
        "maxItems": 100,
        "description": "Alles wat niet klopt, in één keer.",
    },
}
_PROBLEEM: dict[str, Any] = {
    "status": {"type": "integer", "minimum": 400, "maximum": 599, "description": "De status."},
    "title": _TEKST | {"description": "Wat er mis is."},
    "detail": _TEKST | {"description": "Wat u kunt doen."},
}


def naam_van(type_: str) -> str:
    """Return the name of a message inside the document: DetentieBegonnen, of its type."""
    return "".join(deel.capitalize() for deel in type_.split(".")[2].split("-"))


def verwijs(naam: str) -> dict[str, Any]:
    return {"$ref": _VERWIJZING + naam}


def schemas() -> dict[str, dict[str, Any]]:
    """Return every named schema; a definition that more messages share stands there once."""
    detentie, bij = schemas_inkomend() | schemas_bron(), schemas_bij()
    gevonden: dict[str, dict[str, Any]] = {
        "Bericht": _een_van(detentie, "Een bericht over detentie, of de telling van een bron."),
        "BijBericht": _een_van(bij, "Een bericht voor de burgemeester (artikel 11a Bjsg)."),
        "Inhoud": _een_van(detentie, "De inhoud van een bericht.", "Data"),
        "BijInhoud": _een_van(bij, "De inhoud van een bericht voor de burgemeester.", "Data"),
        "Reden": {"type": "string", "enum": [r.value for r in Reden]},
        "Fout": _FOUT,
        "Uitkomst": _object(_BERICHT, ["source", "id", "uitkomst"], "De uitkomst per bericht."),
        "Uitkomsten": _uitkomsten(),
        "Probleem": _object(_PROBLEEM, list(_PROBLEEM), "Een fout volgens RFC 9457."),
        "Weigering": _object(
            _PROBLEEM | _BERICHT,
            list(_PROBLEEM),
            "Een fout volgens RFC 9457. Met 'uitkomst' is het bericht wel bewaard, maar apart.",
        ),
    }
    for type_, schema in (detentie | bij).items():
        for naam, begrip in _begrippen(naam_van(type_), schema).items():
            if gevonden.setdefault(naam, begrip) != begrip:
                raise ValueError(f"two meanings of {naam}")
    return gevonden


def _object(velden: dict[str, Any], verplicht: list[str], tekst: str) -> dict[str, Any]:
    return {"type": "object", "description": tekst, "properties": velden, "required": verplicht}


def _uitkomsten() -> dict[str, Any]:
    lijst = {
        "type": "array",
        "items": verwijs("Uitkomst"),
        "description": "In de volgorde waarin u ze stuurde.",
    }
    return _object({"uitkomsten": lijst}, ["uitkomsten"], "Wat er met elk bericht is gebeurd.")


def _een_van(berichten: dict[str, Any], tekst: str, deel: str = "") -> dict[str, Any]:
    namen = sorted({naam_van(type_) + deel for type_ in berichten})
    return {"description": tekst, "anyOf": [verwijs(naam) for naam in namen]}


def _begrippen(bericht: str, schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Take a message apart: itself, its data under its own name, and what it shares."""
    kern = {n: w for n, w in schema.items() if n not in ("$defs", "$id", "$schema")}
    namen = {naam: f"{bericht}Data" if naam == "Data" else naam for naam in schema["$defs"]}
    delen = {namen[naam]: begrip for naam, begrip in schema["$defs"].items()}
    return {naam: _herschrijf(begrip, namen) for naam, begrip in ({bericht: kern} | delen).items()}


def _herschrijf(deel: Any, namen: dict[str, str]) -> Any:
    if isinstance(deel, list):
        return [_herschrijf(waarde, namen) for waarde in deel]
    if not isinstance(deel, dict):
        return deel
    nieuw = {naam: _herschrijf(waarde, namen) for naam, waarde in deel.items()}
    if isinstance(naar := nieuw.get("$ref"), str):
        nieuw["$ref"] = _VERWIJZING + namen[naar.removeprefix("#/$defs/")]
    return _zonder_keuze(nieuw)


def _zonder_keuze(veld: dict[str, Any]) -> dict[str, Any]:
    """Write 'this or null' as one type, so that a format stands at the field itself (ADR)."""
    keuzes: list[dict[str, Any]] = veld.get("anyOf", [])
    soorten = [keuze.get("type") for keuze in keuzes]
    if len(soorten) != 2 or soorten[1] != "null" or not soorten[0] or "enum" in keuzes[0]:
        return veld
    zelf = {naam: waarde for naam, waarde in veld.items() if naam != "anyOf"}
    return zelf | keuzes[0] | {"type": soorten}
