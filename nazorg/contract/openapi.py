"""The OpenAPI 3.1 document of what machines can ask and send under /v1."""

from collections.abc import Iterable
from typing import Any

from nazorg.berichten.afzender import BIJ_SCHRIJVEN, SCHRIJVEN
from nazorg.berichten.soort import (
    TYPE_VAN_BIJ_SOORT,
    TYPE_VAN_BRONSOORT,
    TYPE_VAN_SOORT,
    BijSoort,
    Soort,
)
from nazorg.contract import velden
from nazorg.contract.openapi_schemas import naam_van, schemas, verwijs
from nazorg.contract.openapi_toegang import EXTRA_HEADER, GRENS, SECURITY_SCHEMES, make_security
from nazorg.contract.schemas import DIALECT, schema_id
from nazorg.contract.versies import API_VERSION
from nazorg.contract.voorbeelden import voorbeelden

PREFIX = "/v1"
# Of the name of a type in an address; whether we know it is another question.
PATROON_TYPE = r"^nl\.[a-z-]{1,40}\.[a-z-]{1,60}\.v[0-9]{1,3}$"
PROBLEEM = "application/problem+json"
GESTRUCTUREERD = "application/cloudevents+json"
LIJST = "application/cloudevents-batch+json"
BINAIR = "application/json"

_BERICHTEN, _CONTRACT = "Berichten", "Contract"
_INFO = {
    "title": "nazorg",
    "version": API_VERSION,
    "summary": "Berichten over detentie voor de nazorg door gemeenten.",
    "description": (
        "Stuur CloudEvents 1.0 volgens het NL GOV profiel 1.1 en hoor per bericht wat ermee is "
        "gebeurd. De uitleg in gewone taal staat op /v1/docs."
    ),
    "contact": {
        "name": "nazorg",
        "url": "https://example.org/nazorg",
        "email": "nazorg@example.org",
    },
    "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
}
_VERSIE_HEADER = {
    "API-Version": {
        "description": "De volledige versie van deze API.",
        "schema": {"type": "string"},
        "example": API_VERSION,
    }
}
# In the order of the answer: what it says, when it is given.
STATUSSEN: dict[str, str] = {
    "200": (
        "De berichten zijn aangenomen. Het antwoord zegt per bericht wat ermee is gebeurd. Kan ons "
        "programma een bericht niet aan, dan bewaren wij het: 'apart_gezet' met 'eigen_fout'."
    ),
    "400": (
        "Uw enige bericht is apart gezet ('uitkomst' staat in het antwoord), of het verzoek zelf "
        "klopt niet: geen JSON-lijst, of kapotte gzip."
    ),
    "401": "Wij weten niet wie u bent: geen token, of een token dat hier niet (meer) geldig is.",
    "403": (
        "Uw toegangstoken heeft niet de scope voor deze ingang. Of een browser stuurde dit vanaf "
        "een andere website."
    ),
    "404": "Dit adres bestaat niet.",
    "405": "Dit adres kent deze methode niet.",
    "413": "Het verzoek is uitgepakt groter dan 16 MB, of er staan te veel berichten in.",
    "415": "Wij kennen deze codering niet. Stuur gewoon of met gzip.",
    "429": "U stuurt te vaak. Stuur het verzoek opnieuw na de tijd in 'Retry-After'.",
    "500": "Er ging bij ons iets mis. Stuur alles opnieuw.",
    "503": (
        "Wij konden niet alles bewaren, of wij kunnen uw toegangstoken nu niet controleren. Stuur "
        "alles opnieuw na de tijd in 'Retry-After'."
    ),
}
_FOUTEN_DEUR = ("401", "403", "413", "415", "429", "500", "503")
# Of the envelope, in binary mode each in a header of its own.
_ATTRIBUTEN: dict[str, dict[str, Any]] = {
    "specversion": {"const": "1.0"},
    "id": {"pattern": velden.BERICHT_ID},
    "source": {"pattern": velden.BRON},
    "type": {"pattern": PATROON_TYPE},
    "time": {"format": "date-time"},
    "sequence": {"pattern": velden.SEQUENCE},
}
# Travels with a request, in any mode. What is wrong in it does not count and is not refused.
_TRACE: list[dict[str, Any]] = [
    {
        "name": "traceparent",
        "in": "header",
        "description": (
            "W3C Trace Context, voor berichten die zelf geen 'traceparent' hebben. Het gaat mee in "
            "wat wij anderen daarover melden."
        ),
        "schema": {"type": "string"},
        "example": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    }
]


def openapi() -> dict[str, Any]:
    """Return the document, complete in itself."""
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": _INFO,
        "servers": [{"url": PREFIX, "description": "De server waar dit document vandaan komt."}],
        "tags": [
            {"name": _BERICHTEN, "description": "Berichten sturen."},
            {"name": _CONTRACT, "description": "Wat u kunt sturen en wat u terugkrijgt."},
        ],
        "paths": {
            "/berichten": {"post": _post_berichten()},
            "/bij/berichten": {"post": _post_bij_berichten()},
            "/openapi.json": {"get": _get_document("OpenAPI", "Dit document.")},
            "/asyncapi": {"get": _get_document("AsyncAPI", "De topics op Kafka.")},
            "/schemas/{type}": {"get": _get_schema()},
        },
        "components": {
            "schemas": schemas(),
            "securitySchemes": SECURITY_SCHEMES,
        },
    }


def _post_berichten() -> dict[str, Any]:
    begin = TYPE_VAN_SOORT[Soort.BEGONNEN]
    inhoud = {
        GESTRUCTUREERD: _media("Bericht", [*TYPE_VAN_SOORT.values(), *TYPE_VAN_BRONSOORT.values()]),
        LIJST: _media_lijst("Bericht", begin),
        BINAIR: {"schema": verwijs("Inhoud"), "example": voorbeelden()[begin]["data"]},
    }
    operatie = _post("stuurBerichten", "Stuur berichten over detentie", inhoud, begin)
    return operatie | {"security": make_security("token", SCHRIJVEN)}


def _post_bij_berichten() -> dict[str, Any]:
    begin = TYPE_VAN_BIJ_SOORT[BijSoort.GEMELD]
    inhoud = {
        GESTRUCTUREERD: _media("BijBericht", TYPE_VAN_BIJ_SOORT.values()),
        LIJST: _media_lijst("BijBericht", begin),
        BINAIR: {"schema": verwijs("BijInhoud"), "example": voorbeelden()[begin]["data"]},
    }
    operatie = _post("stuurBijBerichten", "Stuur berichten voor de burgemeester", inhoud, begin)
    operatie["responses"]["404"] = _probleem("404", "Deze server heeft geen ingang voor BIJ.")
    return operatie | {"security": make_security("bijToken", BIJ_SCHRIJVEN)}


def _post(wat: str, kort: str, inhoud: dict[str, Any], type_: str) -> dict[str, Any]:
    return {
        "operationId": wat,
        "tags": [_BERICHTEN],
        "summary": kort,
        "description": (
            "Hetzelfde bericht nog eens sturen mag altijd: de uitkomst is dan 'dubbel'. "
            "Content-Encoding: gzip mag. Een bericht is hoogstens 64 KB."
        ),
        "parameters": [*_ce_headers(voorbeelden()[type_]), *_TRACE],
        "requestBody": {"required": True, "content": inhoud},
        "responses": {
            "200": _met_grens(STATUSSEN["200"], "application/json", verwijs("Uitkomsten")),
            "400": _met_grens(STATUSSEN["400"], PROBLEEM, verwijs("Weigering")),
            **{status: _probleem(status) for status in _FOUTEN_DEUR},
        },
    }


def _media(schema: str, typen: Iterable[str]) -> dict[str, Any]:
    voorbeeld = voorbeelden()
    return {
        "schema": verwijs(schema),
        "examples": {naam_van(t): {"value": voorbeeld[t]} for t in typen},
    }


def _media_lijst(schema: str, type_: str) -> dict[str, Any]:
    return {
        "schema": {"type": "array", "items": verwijs(schema)},
        "example": [voorbeelden()[type_]],
    }


def _ce_headers(voorbeeld: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": f"ce-{naam}",
            "in": "header",
            "description": (
                f"Alleen bij Content-Type: {BINAIR}. Het veld '{naam}' van het bericht, "
                "met tekens buiten ASCII als procentcode."
            ),
            "schema": {"type": "string"} | vorm,
            "example": voorbeeld.get(naam, "1"),
        }
        for naam, vorm in _ATTRIBUTEN.items()
    ]


def _get_document(naam: str, kort: str) -> dict[str, Any]:
    return {
        "operationId": f"haal{naam}",
        "tags": [_CONTRACT],
        "summary": kort,
        "security": [],
        "responses": {
            "200": _antwoord(f"Het {naam}-document.", "application/json", {"type": "object"})
        },
    }


def _get_schema() -> dict[str, Any]:
    return {
        "operationId": "haalSchema",
        "tags": [_CONTRACT],
        "summary": "Het JSON Schema van één soort bericht.",
        "security": [],
        "parameters": [
            {
                "name": "type",
                "in": "path",
                "required": True,
                "description": f"De soort. De naam van het schema is {schema_id('<type>')}.",
                "schema": {"type": "string", "pattern": PATROON_TYPE},
                "example": TYPE_VAN_SOORT[Soort.BEGONNEN],
            }
        ],
        "responses": {
            "200": _antwoord("Het schema.", "application/schema+json", {"type": "object"}),
            "400": _probleem("400", "Dit is geen naam van een soort bericht."),
            "404": _probleem("404", "Wij kennen deze soort bericht niet."),
        },
    }


def _probleem(status: str, tekst: str = "") -> dict[str, Any]:
    antwoord = _antwoord(tekst or STATUSSEN[status], PROBLEEM, verwijs("Probleem"))
    antwoord["headers"] |= EXTRA_HEADER.get(status, {})
    return antwoord


def _met_grens(tekst: str, mediatype: str, schema: dict[str, Any]) -> dict[str, Any]:
    antwoord = _antwoord(tekst, mediatype, schema)
    antwoord["headers"] |= GRENS
    return antwoord


def _antwoord(tekst: str, mediatype: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": tekst,
        "headers": dict(_VERSIE_HEADER),
        "content": {mediatype: {"schema": schema}},
    }
