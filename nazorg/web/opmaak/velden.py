"""From JSON Schema to rows that people can read: which fields, must they be there, what form."""

from typing import Any

from nazorg.web.contractscherm import Bouwsteen, Veld

_SOORT = {
    "boolean": "ja of nee (true of false)",
    "string": "tekst",
    "integer": "geheel getal",
    "object": "object",
}
_OPMAAK = {
    "date": "datum, zoals 2026-11-20",
    "date-time": "moment met zone, zoals 2026-11-20T08:00:00Z",
    "uuid": "UUID",
}
Schema = dict[str, Any]


def to_velden(deel: Schema, begrippen: dict[str, Schema]) -> tuple[Veld, ...]:
    """Return the fields of an object: the required ones first, else as they stand."""
    verplicht = deel.get("required", [])
    namen = sorted(deel.get("properties", {}), key=lambda n: (n not in verplicht, n))
    return tuple(
        _veld(naam, deel["properties"][naam], naam in verplicht, begrippen) for naam in namen
    )


def to_bouwstenen(begrippen: dict[str, Schema]) -> tuple[Bouwsteen, ...]:
    """Return the parts that are objects of their own."""
    return tuple(
        Bouwsteen(naam=naam, uitleg=deel["description"], velden=to_velden(deel, begrippen))
        for naam, deel in sorted(begrippen.items())
        if naam != "Data" and "properties" in deel
    )


def _veld(naam: str, veld: Schema, verplicht: bool, begrippen: dict[str, Schema]) -> Veld:
    kern = _zonder_null(veld)
    uitleg = veld.get("description", "")
    deel = _naam_van(kern.get("items", kern))
    is_deel = "properties" in begrippen.get(deel, {})
    return Veld(
        naam=naam,
        verplicht=verplicht,
        vorm=_vorm(kern, begrippen),
        uitleg=uitleg,
        patroon="" if "format" in kern else kern.get("pattern", ""),
        deel=deel if is_deel and deel != "Data" else "",
    )


def _zonder_null(veld: Schema) -> Schema:
    keuzes: list[Schema] = [k for k in veld.get("anyOf", ()) if k.get("type") != "null"]
    return keuzes[0] if len(keuzes) == 1 else veld


def _naam_van(veld: Schema) -> str:
    return str(veld.get("$ref", "")).rpartition("/")[2]


def _vorm(veld: Schema, begrippen: dict[str, Schema]) -> str:
    """Return the form in words: 'een van: a, b', 'lijst van hoogstens 10', 'tekst'."""
    veld = begrippen.get(_naam_van(veld), veld)
    if not veld.keys() - {"description"}:
        return "tekst"
    if "const" in veld:
        return f"altijd {veld['const']}"
    if "enum" in veld:
        return "een van: " + ", ".join(veld["enum"])
    if veld.get("type") == "array":
        return _lijst(veld, begrippen)
    if veld.get("type") == "integer":
        return f"geheel getal, {veld['minimum']} tot en met {veld['maximum']}"
    vorm = _OPMAAK.get(veld.get("format", "")) or _SOORT[veld.get("type", "object")]
    return f"{vorm}, hoogstens {veld['maxLength']} tekens" if "maxLength" in veld else vorm


def _lijst(veld: Schema, begrippen: dict[str, Schema]) -> str:
    meeste = f" van hoogstens {veld['maxItems']}" if "maxItems" in veld else ""
    return f"lijst{meeste}; elk {_vorm(veld['items'], begrippen)}"
