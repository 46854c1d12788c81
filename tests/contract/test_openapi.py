"""The OpenAPI document: whole, valid, and saying the same as the schemas beside it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from nazorg.berichten.soort import TYPE_VAN_BIJ_SOORT, TYPE_VAN_BRONSOORT, TYPE_VAN_SOORT
from nazorg.contract.openapi import PATROON_TYPE, STATUSSEN, openapi
from nazorg.contract.openapi_schemas import naam_van
from nazorg.contract.schemas import alle_schemas
from nazorg.contract.velden import strict
from nazorg.contract.versies import API_VERSION, VERSIES
from nazorg.contract.voorbeelden import voorbeelden

DOCUMENT = openapi()
SCHEMAS = DOCUMENT["components"]["schemas"]
INKOMEND = [
    *TYPE_VAN_SOORT.values(),
    *TYPE_VAN_BRONSOORT.values(),
    *TYPE_VAN_BIJ_SOORT.values(),
]
ANTWOORDEN = [
    (f"{methode} {pad}", status, antwoord)
    for pad, methoden in DOCUMENT["paths"].items()
    for methode, operatie in methoden.items()
    for status, antwoord in operatie["responses"].items()
]


def _lezer(naam: str) -> Draft202012Validator:
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{naam}", "components": {"schemas": SCHEMAS}}
    )


def _verwijzingen(deel: Any) -> Iterator[str]:
    if isinstance(deel, dict):
        if isinstance(naar := deel.get("$ref"), str):
            yield naar
        for waarde in deel.values():
            yield from _verwijzingen(waarde)
    elif isinstance(deel, list):
        for waarde in deel:
            yield from _verwijzingen(waarde)


def test_the_document_names_a_version_a_contact_and_a_server_with_the_major_version() -> None:
    info = DOCUMENT["info"]

    assert DOCUMENT["openapi"] == "3.1.0"
    assert info["version"] == API_VERSION == VERSIES[0].nummer
    assert re.fullmatch(r"\d+\.\d+\.\d+", API_VERSION)
    assert info["contact"].keys() == {"name", "url", "email"}
    assert [s["url"] for s in DOCUMENT["servers"]] == [f"/v{API_VERSION[0]}"]


def test_every_reference_leads_somewhere_and_every_schema_is_used() -> None:
    verwezen = {naar.removeprefix("#/components/schemas/") for naar in _verwijzingen(DOCUMENT)}

    assert verwezen == SCHEMAS.keys()


@pytest.mark.parametrize("naam", SCHEMAS)
def test_every_schema_is_valid_and_has_a_pascal_case_name(naam: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[naam])
    assert re.fullmatch(r"[A-Z][A-Za-z]*", naam)


@pytest.mark.parametrize(("waar", "status", "antwoord"), ANTWOORDEN)
def test_every_answer_carries_the_version_and_every_error_is_a_problem(
    waar: str, status: str, antwoord: dict[str, Any]
) -> None:
    assert "API-Version" in antwoord["headers"]
    if int(status) >= 400:
        schema = antwoord["content"]["application/problem+json"]["schema"]
        naam = schema["$ref"].rpartition("/")[2]
        assert SCHEMAS[naam]["required"] == ["status", "title", "detail"]
    assert status in STATUSSEN, waar


@pytest.mark.parametrize("type_", INKOMEND)
def test_a_message_here_is_the_message_of_its_own_schema(type_: str) -> None:
    apart = Draft202012Validator(alle_schemas()[type_])
    hier = _lezer(naam_van(type_))
    goed = voorbeelden()[type_]
    fout = [{n: w for n, w in goed.items() if n != weg} for weg in goed] + [
        goed | {"time": 3},
        goed | {"data": []},
        goed | {"data": goed["data"] | {"persoon": {"bsn": None}}},
        goed | {"data": goed["data"] | {"gemeenteBrp": None}},
        goed | {"data": goed["data"] | {"onbekend": 1}},
        goed | {"sequence": None},
    ]

    hier.validate(goed)
    assert [hier.is_valid(b) for b in fout] == [apart.is_valid(b) for b in fout]


def test_a_field_that_may_be_null_keeps_its_format_at_hand() -> None:
    veld = SCHEMAS["DetentieBeeindigdData"]["properties"]["beginDatum"]

    assert veld["format"] == "date"
    assert veld["type"] == ["string", "null"]


def test_every_way_to_send_has_examples_that_fit() -> None:
    for pad, schema in (("/berichten", "Bericht"), ("/bij/berichten", "BijBericht")):
        inhoud = DOCUMENT["paths"][pad]["post"]["requestBody"]["content"]
        assert set(inhoud) == {
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "application/json",
        }
        for voorbeeld in inhoud["application/cloudevents+json"]["examples"].values():
            _lezer(schema).validate(voorbeeld["value"])
        for bericht in inhoud["application/cloudevents-batch+json"]["example"]:
            _lezer(schema).validate(bericht)
    _lezer("Inhoud").validate(
        DOCUMENT["paths"]["/berichten"]["post"]["requestBody"]["content"]["application/json"][
            "example"
        ]
    )


def test_each_door_has_a_token_of_its_own_and_the_contract_needs_none() -> None:
    veilig = {
        pad: operatie["security"]
        for pad, methoden in DOCUMENT["paths"].items()
        for operatie in methoden.values()
    }

    assert veilig == {
        "/berichten": [{"token": []}, {"oauth": ["berichten:schrijven"]}, {"certificaat": []}],
        "/bij/berichten": [{"bijToken": []}, {"oauth": ["bij:schrijven"]}, {"certificaat": []}],
        "/openapi.json": [],
        "/asyncapi": [],
        "/schemas/{type}": [],
    }


def test_every_type_fits_the_pattern_of_an_address() -> None:
    assert [t for t in voorbeelden() if not re.match(strict(PATROON_TYPE), t)] == []


def test_the_document_says_nothing_in_english_and_nothing_unfinished() -> None:
    assert not re.search(r"vul in|TODO|lorem|\bthe\b", json.dumps(DOCUMENT), re.IGNORECASE)
