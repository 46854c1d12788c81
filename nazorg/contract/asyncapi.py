"""The AsyncAPI 3.0 document: which messages go over which topic, and in what order."""

from typing import Any

from nazorg.contract.schemas import (
    schemas_bij,
    schemas_bij_uitgaand,
    schemas_bron,
    schemas_inkomend,
    schemas_uitgaand,
)
from nazorg.contract.voorbeelden import voorbeelden

DETENTIE, BIJ, DOSSIER = "justid.detentie.v1", "justid.bij.v1", "nazorg.dossier.v1"
BIJ_UIT = "nazorg.bij.v1"
_VERSIE = "1.0.0"
_SCHEMA = "application/schema+json;version=2020-12"
_PERSOON = (
    "Steeds dezelfde, niet herleidbare sleutel voor één persoon, zodat de volgorde per persoon "
    "blijft. Nooit het BSN zelf: sleutels komen in logboeken."
)
_OVER_DETENTIE = "Meldingen over detentie, en elke dag de telling van de bron."
_SLEUTEL_BRON = "De bron zelf: dit bericht gaat niet over een persoon."
_SLEUTEL_DOSSIER = "Het nummer van het dossier, zodat de volgorde per dossier blijft."
_SLEUTEL_BIJ = "Het nummer van de melding, zodat de volgorde van haar besluiten blijft."
_INFO = {
    "title": "nazorg",
    "version": _VERSIE,
    "description": (
        "Berichten over detentie voor de nazorg door gemeenten, als CloudEvents 1.0 volgens het "
        "NL GOV profiel 1.1."
    ),
    "license": {"name": "EUPL-1.2"},
}


def asyncapi() -> dict[str, Any]:
    """Return the document; the schemas stay in files of their own beside it."""
    detentie, bij, dossier = schemas_inkomend(), schemas_bij(), schemas_uitgaand()
    bron, besluit = schemas_bron(), schemas_bij_uitgaand()
    return {
        "asyncapi": "3.0.0",
        "info": _INFO,
        "defaultContentType": "application/cloudevents+json",
        "channels": {
            DETENTIE: _kanaal(DETENTIE, _OVER_DETENTIE, detentie | bron),
            BIJ: _kanaal(BIJ, "Meldingen voor de burgemeester (artikel 11a Bjsg).", bij),
            DOSSIER: _kanaal(DOSSIER, "Er is nieuws in een dossier.", dossier),
            BIJ_UIT: _kanaal(BIJ_UIT, "Een burgemeester besloot over een melding.", besluit),
        },
        "operations": {
            "ontvangDetentie": _werking("receive", DETENTIE),
            "ontvangBij": _werking("receive", BIJ),
            "meldDossier": _werking("send", DOSSIER),
            "meldBijBesluit": _werking("send", BIJ_UIT),
        },
        "components": {
            "messages": _berichten(detentie | bij, _PERSOON)
            | _berichten(bron, _SLEUTEL_BRON)
            | _berichten(dossier, _SLEUTEL_DOSSIER)
            | _berichten(besluit, _SLEUTEL_BIJ)
        },
    }


def _kanaal(adres: str, wat: str, schemas: dict[str, Any]) -> dict[str, Any]:
    return {
        "address": adres,
        "description": wat,
        "messages": {type_: {"$ref": f"#/components/messages/{type_}"} for type_ in schemas},
        "bindings": {"kafka": {"topic": adres, "bindingVersion": "0.5.0"}},
    }


def _werking(actie: str, adres: str) -> dict[str, Any]:
    return {"action": actie, "channel": {"$ref": f"#/channels/{adres}"}}


def _berichten(schemas: dict[str, dict[str, Any]], sleutel: str) -> dict[str, Any]:
    voorbeeld = voorbeelden()
    return {
        type_: {
            "name": type_,
            "title": schema["title"],
            "contentType": "application/cloudevents+json",
            "payload": {
                "schemaFormat": _SCHEMA,
                "schema": {"$ref": f"./schemas/{type_}.schema.json"},
            },
            "bindings": {
                "kafka": {
                    "key": {"type": "string", "description": sleutel},
                    "bindingVersion": "0.5.0",
                }
            },
            "examples": [{"name": "voorbeeld", "payload": voorbeeld[type_]}],
        }
        for type_, schema in schemas.items()
    }
