"""The contract over HTTP: open documents, one page for people, and the API Design Rules."""

import re
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

from nazorg.contract.asyncapi import asyncapi
from nazorg.contract.openapi import STATUSSEN, openapi
from nazorg.contract.schemas import alle_schemas
from nazorg.contract.versies import API_VERSION, VERSIES
from tests.web.conftest import tekst_van

SCHEMAS = alle_schemas()
TYPE = next(iter(SCHEMAS))
DOCUMENTEN = ("/v1/openapi.json", "/v1/asyncapi", f"/v1/schemas/{TYPE}")
VEILIG = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
}


def is_probleem(antwoord: Response, status: int) -> None:
    assert antwoord.status_code == status
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert {"status", "title", "detail"} <= antwoord.json().keys()
    assert antwoord.headers["API-Version"] == API_VERSION


async def test_the_documents_are_those_of_the_contract(client: AsyncClient) -> None:
    assert (await client.get("/v1/openapi.json")).json() == openapi()
    for type_, schema in SCHEMAS.items():
        antwoord = await client.get(f"/v1/schemas/{type_}")
        assert antwoord.headers["content-type"] == "application/schema+json"
        assert antwoord.json() == schema


async def test_every_schema_that_asyncapi_points_to_can_be_fetched(client: AsyncClient) -> None:
    antwoord = await client.get("/v1/asyncapi")

    document = antwoord.json()
    assert document["channels"] == asyncapi()["channels"]
    for bericht in document["components"]["messages"].values():
        adres = antwoord.url.join(bericht["payload"]["schema"]["$ref"])
        assert (await client.get(adres)).json() == SCHEMAS[bericht["name"]]


@pytest.mark.parametrize("pad", DOCUMENTEN)
async def test_any_website_may_read_a_document(pad: str, client: AsyncClient) -> None:
    antwoord = await client.get(pad, headers={"Origin": "https://elders.example.org"})

    assert antwoord.status_code == 200
    assert antwoord.headers["access-control-allow-origin"] == "*"
    assert antwoord.headers["cross-origin-resource-policy"] == "cross-origin"


async def test_nothing_else_may_be_read_by_another_website(client: AsyncClient) -> None:
    for pad in ("/v1/docs", "/v1/berichten", "/v1/nergens", "/login", "/health/live"):
        antwoord = await client.get(pad, headers={"Origin": "https://elders.example.org"})
        assert "access-control-allow-origin" not in antwoord.headers, pad


@pytest.mark.parametrize("pad", DOCUMENTEN)
async def test_who_has_a_document_does_not_get_it_again(pad: str, client: AsyncClient) -> None:
    merk = (await client.get(pad)).headers["etag"]

    for gegeven in (merk, f"W/{merk}", f'"other", {merk}', "*"):
        antwoord = await client.get(pad, headers={"If-None-Match": gegeven})
        assert (antwoord.status_code, antwoord.content) == (304, b""), gegeven
        assert antwoord.headers["etag"] == merk
        assert antwoord.headers["API-Version"] == API_VERSION
    assert (await client.get(pad, headers={"If-None-Match": '"other"'})).status_code == 200


@pytest.mark.parametrize("pad", [*DOCUMENTEN, "/v1/docs"])
async def test_head_is_get_without_a_body(pad: str, client: AsyncClient) -> None:
    hoofd, heel = await client.head(pad), await client.get(pad)

    assert (hoofd.status_code, hoofd.content) == (200, b"")
    assert dict(hoofd.headers) == dict(heel.headers)


@pytest.mark.parametrize(
    ("methode", "pad", "status"),
    [
        ("GET", "/v1", 404),
        ("GET", "/v1/", 404),
        ("GET", "/v1/nergens", 404),
        ("GET", "/v1/openapi.json/", 404),
        ("GET", "/v1/docs/", 404),
        ("POST", "/v1/berichten/", 404),
        ("GET", "/v1/schemas/nl.gedetineerden.onbekend.v1", 404),
        ("GET", "/v1/schemas/nl.gedetineerden.onbekend.v1%0A", 400),
        ("GET", "/v1/schemas/geen-soort", 400),
        ("GET", "/v1/schemas/", 404),
        ("POST", "/v1/openapi.json", 405),
        ("OPTIONS", "/v1/berichten", 405),
        ("TRACE", "/v1/berichten", 405),
        ("HEAD", "/v1/berichten", 405),
    ],
)
async def test_what_is_not_there_is_a_problem_and_never_a_redirect(
    methode: str, pad: str, status: int, client: AsyncClient
) -> None:
    antwoord = await client.request(methode, pad)

    if methode != "HEAD":
        is_probleem(antwoord, status)
    assert antwoord.status_code == status
    assert ("allow" in antwoord.headers) == (status == 405)


@pytest.mark.parametrize("pad", [*DOCUMENTEN, "/v1/docs", "/v1/nergens", "/v1/berichten"])
async def test_every_answer_has_the_version_and_the_security_headers(
    pad: str, client: AsyncClient
) -> None:
    antwoord = await client.get(pad)

    assert antwoord.headers["API-Version"] == API_VERSION
    assert "frame-ancestors 'none'" in antwoord.headers["content-security-policy"]
    assert {naam: antwoord.headers[naam] for naam in VEILIG} == VEILIG
    assert antwoord.headers["cache-control"] == ("no-cache" if pad in DOCUMENTEN else "no-store")


# ---- the page


def _velden(deel: Any) -> set[str]:
    gevonden = set(deel.get("properties", {}))
    return gevonden.union(*(_velden(d) for d in deel.get("$defs", {}).values()))


async def test_the_page_shows_every_message_field_outcome_and_reason(client: AsyncClient) -> None:
    html = (await client.get("/v1/docs")).text
    woorden = set(re.findall(r"<code>([^<]*)</code>", html))

    for type_, schema in SCHEMAS.items():
        assert type_ in woorden
        assert f'href="/v1/schemas/{type_}"' in html
        assert _velden(schema) <= woorden, type_
    redenen = openapi()["components"]["schemas"]["Reden"]["enum"]
    assert {*redenen, *STATUSSEN, "verwerkt", "dubbel", "genegeerd", "apart_gezet"} <= woorden
    assert VERSIES[0].nieuw[0] in tekst_van(html)


async def test_every_link_on_the_page_leads_somewhere(client: AsyncClient) -> None:
    html = (await client.get("/v1/docs")).text
    ids = re.findall(r' id="([^"]+)"', html)

    assert len(ids) == len(set(ids))
    for naar in set(re.findall(r'href="([^"]+)"', html)) - {"/"}:
        if naar.startswith("#"):
            assert naar[1:] in ids, naar
        else:
            assert (await client.get(naar)).status_code == 200, naar


async def test_the_page_has_no_style_and_no_script_of_its_own(client: AsyncClient) -> None:
    html = (await client.get("/v1/docs")).text

    assert not re.search(r'<style|\sstyle="|\son[a-z]+="|<script(?![^>]*\ssrc=)', html)


async def test_the_page_promises_what_the_english_text_promises(
    client: AsyncClient, wortel: Path
) -> None:
    """Add to the one and you must add to the other: templates/_beloften.html.j2."""
    engels = (wortel / "docs/delivery.md").read_text(encoding="utf-8")
    html = (await client.get("/v1/docs")).text
    deel = {kop.split("\n")[0]: kop for kop in engels.split("\n## ")[1:]}
    beloften = html.split('id="beloften"')[1].split("</section>")[0]
    kort, *rest = beloften.split("<h3>")
    kop = {stuk.split("<")[0]: stuk for stuk in rest}
    stuk, stuurt = kop["Als iets stuk is"], kop["Berichten die wij sturen"]

    assert kort.count("<li>") == deel["In short"].count("\n- ")
    assert stuk.count("<tr>") == deel["When something fails"].count("\n| ")
    assert stuurt.count("<tr>") == deel["Events that we send"].count("\n| ")
    assert stuurt.count("<li>") == len(re.findall(r"(?m)^\d\. ", deel["Events that we send"]))
    niet = kop["Wat wij nog niet beloven"]
    assert niet.count("<li>") == deel["What is not promised yet"].count("\n- ")
    statussen = re.findall(r"(?m)^\| (\d{3}(?:, \d{3})*)", deel["HTTP status"])
    assert {s for rij in statussen for s in rij.split(", ")} <= STATUSSEN.keys()
    uitkomsten = re.findall(r"(?m)^\| `([a-z_]+)` \|", deel["Outcomes"])
    assert all(f"<code>{u}</code>" in html for u in uitkomsten)
