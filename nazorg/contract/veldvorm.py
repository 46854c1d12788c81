"""What may stand in a field of a message, for the form to correct it with: read from the models."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from nazorg.berichten.soort import SOORT_VAN_TYPE
from nazorg.contract.fouten import MODEL
from nazorg.kern.dagtekst import lees_dag


@dataclass(frozen=True, slots=True)
class Vorm:
    """dag: a day. keuzes: the only values there are, or empty. is_deel: it is made of parts."""

    dag: bool = False
    keuzes: tuple[str, ...] = ()
    is_deel: bool = False


VRIJ = Vorm()


def vorm_van(type_: object, pad: str) -> Vorm:
    """Return what may stand at a path like 'data.titel'. What we do not know is free."""
    if not (isinstance(type_, str) and type_ in SOORT_VAN_TYPE):
        return VRIJ
    schema = _schema(type_)
    veld: dict[str, Any] = schema
    for deel in pad.split(".")[1:]:
        veld = veld.get("items", {}) if deel.isdigit() else veld.get("properties", {}).get(deel, {})
        veld = _uitgewerkt(veld, schema)
    keuzes = (veld["const"],) if "const" in veld else tuple(veld.get("enum", ()))
    return Vorm(
        dag=veld.get("format") == "date",
        keuzes=tuple(str(keuze) for keuze in keuzes),
        is_deel=veld.get("type") in ("object", "array"),
    )


def schrijf_dag(tekst: str) -> str:
    """Return a day that was typed as people do, 31-12-2026, in the form of the wire."""
    dag = lees_dag(tekst)
    return dag.isoformat() if dag else tekst


@cache
def _schema(type_: str) -> dict[str, Any]:
    return MODEL[SOORT_VAN_TYPE[type_]].model_json_schema()


def _uitgewerkt(veld: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return the field itself: not 'or null', and not a name that stands elsewhere."""
    keuzes = [k for k in veld.get("anyOf", ()) if k.get("type") != "null"]
    kern: dict[str, Any] = keuzes[0] if len(keuzes) == 1 else veld
    naam = str(kern.get("$ref", "")).rpartition("/")[2]
    uit: dict[str, Any] = schema.get("$defs", {}).get(naam, kern)
    return uit
