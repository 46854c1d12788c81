"""JSON Schema 2020-12 of each message as a whole: the envelope, its one type, and its data."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import WithDefaultSchema

from nazorg.berichten.soort import (
    NAAM,
    NAAM_VAN_BRONSOORT,
    TYPE_VAN_BIJ_SOORT,
    TYPE_VAN_BRONSOORT,
    TYPE_VAN_SOORT,
    BijSoort,
)
from nazorg.contract import publiek
from nazorg.contract.bij import BIJ_MODEL
from nazorg.contract.fouten import MODEL
from nazorg.contract.uitgaand import (
    BIJ_BESLOTEN,
    MODEL_VAN_UITGAAND,
    NAAM_VAN_UITGAAND,
    BijBesluit,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATA = "Alleen hier mogen persoonsgegevens staan."
_NAAM_BIJ: dict[BijSoort, str] = {
    BijSoort.GEMELD: "BIJ: melding aan de burgemeester",
    BijSoort.GEWIJZIGD: "BIJ: gewijzigde melding",
    BijSoort.INGETROKKEN: "BIJ: ingetrokken melding",
}


class _Generator(GenerateJsonSchema):
    """Leaves out what the code says to programmers, so that only the Dutch contract is left."""

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        # Absent is not always null: a change notice that says nothing changes nothing.
        return {n: w for n, w in super().default_schema(schema).items() if n != "default"}

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def schema_id(type_: str) -> str:
    return f"urn:nazorg:schema:{type_}"


def schemas_inkomend() -> dict[str, dict[str, Any]]:
    """Return the schema of each message about a detention, by its type."""
    return {
        type_: _bericht(type_, NAAM[soort], _van_model(MODEL[soort]))
        for soort, type_ in TYPE_VAN_SOORT.items()
    }


def schemas_bron() -> dict[str, dict[str, Any]]:
    """Return the schema of each message of a source about its own stream, by its type."""
    return {
        type_: _bericht(type_, NAAM_VAN_BRONSOORT[soort], _van_model(publiek.TellingGemeld))
        for soort, type_ in TYPE_VAN_BRONSOORT.items()
    }


def schemas_bij() -> dict[str, dict[str, Any]]:
    """Return the schema of each message for the mayor, by its type."""
    return {
        type_: _bericht(type_, _NAAM_BIJ[soort], _van_model(BIJ_MODEL[soort]))
        for soort, type_ in TYPE_VAN_BIJ_SOORT.items()
    }


def schemas_uitgaand() -> dict[str, dict[str, Any]]:
    """Return the schema of each event that nazorg sends, by its type."""
    return {
        type_: _bericht(type_, naam, _van_model(MODEL_VAN_UITGAAND[type_]))
        for type_, naam in NAAM_VAN_UITGAAND.items()
    }


def schemas_bij_uitgaand() -> dict[str, dict[str, Any]]:
    """Return the schema of the event that the room of the mayor sends, by its type."""
    return {
        BIJ_BESLOTEN: _bericht(BIJ_BESLOTEN, "BIJ-besluit genomen", _van_model(BijBesluit)),
    }


def alle_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of every message that is published, by its type."""
    inkomend = schemas_inkomend() | schemas_bron() | schemas_bij()
    return inkomend | schemas_uitgaand() | schemas_bij_uitgaand()


def _bericht(type_: str, naam: str, data: dict[str, Any]) -> dict[str, Any]:
    schema = _van_model(publiek.Envelop)
    begrippen = data.pop("$defs", {})
    schema["properties"]["type"] = {"const": type_, "description": "Soort en versie."}
    schema["properties"]["data"] = {"$ref": "#/$defs/Data", "description": _DATA}
    return schema | {
        "$schema": DIALECT,
        "$id": schema_id(type_),
        "title": naam,
        "$defs": begrippen | {"Data": data},
    }


def _van_model(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(schema_generator=_Generator)
    for begrip in [schema, *schema.get("$defs", {}).values()]:
        # The title is the class name; the name of the definition says it already.
        begrip.pop("title", None)
        if "enum" in begrip:
            # The domain describes its lists in English, for programmers.
            begrip.pop("description", None)
    return schema
