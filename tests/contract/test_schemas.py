"""What is published is what is true: current, valid, and without what may never be asked."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from nazorg.berichten.soort import BIJ_SOORT_VAN_TYPE, BRONSOORT_VAN_TYPE, SOORT_VAN_TYPE
from nazorg.berichten.uitkomst import Reden
from nazorg.commands.contract import contract
from nazorg.contract import uitgaand
from nazorg.contract.asyncapi import asyncapi
from nazorg.contract.bij import lees_bij
from nazorg.contract.lezen import Afgekeurd, Gelezen, Geteld
from nazorg.contract.publicatie import MAP, bestanden, niet_actueel
from nazorg.contract.schemas import alle_schemas, schemas_uitgaand
from nazorg.contract.voorbeelden import voorbeelden
from nazorg.store import outbox
from tests.contract.berichten import LEZER
from tests.factories import ruw

SCHEMAS = alle_schemas()
# L08: a gemeente learns that somebody comes back, not what for.
_DELICT = re.compile(
    r"delict|misdrijf|feit|vonnis|uitspraak|veroordel|parket|strafbaar|offen[cs]e|verdict|crime"
    r"|conviction|sentence|risico|recidive|kwalificatie|wetsartikel|slachtoffer|strafmaat|pleeg",
    re.IGNORECASE,
)
_ORGANISATIE = re.compile(r"dji|justid|\bom\b|reclassering|cjib|vng|gemeente|politie|logius|rvig")


def _eigenschappen(schema: Any) -> Iterator[str]:
    """Yield the name of every property, however deep."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for deel in schema.values():
            yield from _eigenschappen(deel)
    elif isinstance(schema, list):
        for deel in schema:
            yield from _eigenschappen(deel)


def _verwijzingen(deel: Any) -> Iterator[str]:
    if isinstance(deel, dict):
        if isinstance(naar := deel.get("$ref"), str):
            yield naar
        for waarde in deel.values():
            yield from _verwijzingen(waarde)
    elif isinstance(deel, list):
        for waarde in deel:
            yield from _verwijzingen(waarde)


def test_the_committed_files_are_current(wortel: Path) -> None:
    assert niet_actueel(wortel / MAP) == []


def test_the_files_are_the_same_every_time_and_end_with_a_newline() -> None:
    assert bestanden() == bestanden()
    for tekst in bestanden().values():
        assert tekst.endswith("}\n")
        assert list(json.loads(tekst)) == sorted(json.loads(tekst))


def test_there_is_a_schema_and_an_example_of_every_message() -> None:
    assert SCHEMAS.keys() == voorbeelden().keys()
    assert SCHEMAS.keys() >= (
        SOORT_VAN_TYPE.keys() | BRONSOORT_VAN_TYPE.keys() | BIJ_SOORT_VAN_TYPE.keys()
    )


def test_the_outgoing_types_are_those_of_the_outbox() -> None:
    assert (uitgaand.GEOPEND, uitgaand.GEWIJZIGD, uitgaand.TAKEN, uitgaand.OVERLEG) == (
        outbox.DOSSIER_GEOPEND,
        outbox.DOSSIER_GEWIJZIGD,
        outbox.TAKEN_GEWIJZIGD,
        outbox.OVERLEG_GEPLAND,
    )
    velden = {
        type_: sorted(schema["$defs"]["Data"]["properties"])
        for type_, schema in schemas_uitgaand().items()
    }
    assert velden == {
        uitgaand.GEOPEND: ["dossierId"],
        uitgaand.GEWIJZIGD: ["dossierId"],
        uitgaand.TAKEN: ["dossierId", "taken"],
        uitgaand.OVERLEG: ["begin", "dossierId", "einde", "overlegId", "soort", "stand"],
    }
    for schema in schemas_uitgaand().values():
        assert schema["$defs"]["Data"]["additionalProperties"] is False


@pytest.mark.parametrize("type_", SCHEMAS)
def test_a_schema_is_a_valid_schema_with_a_stable_name(type_: str) -> None:
    schema = SCHEMAS[type_]

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:nazorg:schema:{type_}"
    assert schema["properties"]["type"]["const"] == type_


@pytest.mark.parametrize("type_", SCHEMAS)
def test_every_field_is_described(type_: str) -> None:
    schema = SCHEMAS[type_]
    for begrip in (schema, *schema["$defs"].values()):
        for naam, veld in begrip.get("properties", {}).items():
            assert veld.get("description"), naam


@pytest.mark.parametrize("type_", SCHEMAS)
def test_an_example_fits_its_schema_and_only_its_own(type_: str) -> None:
    voorbeeld = voorbeelden()[type_]

    Draft202012Validator(SCHEMAS[type_]).validate(voorbeeld)
    for ander in SCHEMAS.keys() - {type_}:
        assert not Draft202012Validator(SCHEMAS[ander]).is_valid(voorbeeld)


@pytest.mark.parametrize("type_", SOORT_VAN_TYPE)
def test_an_example_is_read(type_: str) -> None:
    assert isinstance(LEZER.lees(ruw(voorbeelden()[type_])), Gelezen)


@pytest.mark.parametrize("type_", BRONSOORT_VAN_TYPE)
def test_an_example_of_a_source_about_itself_is_read(type_: str) -> None:
    assert isinstance(LEZER.lees(ruw(voorbeelden()[type_])), Geteld)


@pytest.mark.parametrize("type_", BIJ_SOORT_VAN_TYPE)
def test_an_example_for_the_mayor_is_sent_to_its_own_door(type_: str) -> None:
    gelezen = LEZER.lees(ruw(voorbeelden()[type_]))

    assert isinstance(gelezen, Afgekeurd)
    assert gelezen.reden is Reden.VERKEERDE_DEUR
    eigen = lees_bij(ruw(voorbeelden()[type_]), gemeenten=frozenset({"0281"}))
    assert eigen.melding is not None, eigen.fouten


def test_no_example_has_a_subject_or_says_anything_personal_outside_its_data() -> None:
    for voorbeeld in voorbeelden().values():
        assert "subject" not in voorbeeld
        buiten = json.dumps({n: w for n, w in voorbeeld.items() if n != "data"})
        assert not re.search(r"(?<![0-9])[0-9]{9}(?![0-9])|Verhoeven|Daan", buiten)


@pytest.mark.parametrize("type_", [t for t in SCHEMAS if t not in BIJ_SOORT_VAN_TYPE])
def test_l08_no_schema_of_nazorg_has_a_place_for_an_offence_or_a_verdict(type_: str) -> None:
    namen = set(_eigenschappen(SCHEMAS[type_]))

    assert {"specversion", "data"} <= namen
    assert not [naam for naam in namen if _DELICT.search(naam)]


@pytest.mark.parametrize("type_", [*SOORT_VAN_TYPE, *BRONSOORT_VAN_TYPE])
def test_no_data_has_room_for_fields_that_are_not_in_its_schema(type_: str) -> None:
    for naam, begrip in SCHEMAS[type_]["$defs"].items():
        if begrip["type"] == "object":
            assert begrip["additionalProperties"] is False, naam


@pytest.mark.parametrize("type_", SCHEMAS)
def test_a_type_is_reverse_dns_without_an_organisation_and_has_one_version(type_: str) -> None:
    assert re.fullmatch(r"nl(\.[a-z]+(-[a-z]+)*){2}\.v1", type_)
    assert not _ORGANISATIE.search(type_)


def test_an_expected_end_may_be_absent_null_or_a_value_in_a_change() -> None:
    data = SCHEMAS["nl.gedetineerden.detentie-gewijzigd.v1"]["$defs"]["Data"]
    veld = data["properties"]["verwachtEinde"]

    assert "verwachtEinde" not in data["required"]
    assert veld["anyOf"] == [{"$ref": "#/$defs/VerwachtEinde"}, {"type": "null"}]
    assert "default" not in veld


def test_asyncapi_points_only_to_what_there_is() -> None:
    document = asyncapi()
    assert document["asyncapi"] == "3.0.0"
    assert set(document["channels"]) == {
        "justid.detentie.v1",
        "justid.bij.v1",
        "nazorg.dossier.v1",
        "nazorg.bij.v1",
    }
    assert document["components"]["messages"].keys() == SCHEMAS.keys()
    gemaakt = bestanden()
    for naar in _verwijzingen(document):
        if naar.startswith("./"):
            assert Path(naar[2:]) in gemaakt
            continue
        deel: Any = document
        for stap in naar.removeprefix("#/").split("/"):
            deel = deel[stap]


def test_the_key_on_kafka_is_the_person() -> None:
    berichten = asyncapi()["components"]["messages"]
    for type_ in SOORT_VAN_TYPE:
        assert "persoon" in berichten[type_]["bindings"]["kafka"]["key"]["description"]


def test_the_command_writes_and_then_finds_everything_current(tmp_path: Path) -> None:
    uit = ["--out", str(tmp_path)]

    assert CliRunner().invoke(contract, uit).exit_code == 0
    assert CliRunner().invoke(contract, [*uit, "--check"]).exit_code == 0


def test_the_check_names_what_is_changed_missing_or_too_much(tmp_path: Path) -> None:
    uit = ["--out", str(tmp_path)]
    CliRunner().invoke(contract, uit)
    weg, anders, over = (
        tmp_path / "schemas/nl.gedetineerden.overgeplaatst.v1.schema.json",
        tmp_path / "asyncapi.json",
        tmp_path / "examples/nl.gedetineerden.oud.v1.json",
    )
    weg.unlink()
    anders.write_text("{}\n")
    over.write_text("{}\n")

    antwoord = CliRunner().invoke(contract, [*uit, "--check"])

    assert antwoord.exit_code == 1
    assert [r for r in antwoord.stderr.splitlines() if r.startswith("Niet actueel")] == [
        f"Niet actueel: {pad}" for pad in (anders, over, weg)
    ]
    assert anders.read_text() == "{}\n"
    CliRunner().invoke(contract, uit)
    assert niet_actueel(tmp_path) == []
