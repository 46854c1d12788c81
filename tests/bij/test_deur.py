"""Messages for the mayor: by their own door, once, encrypted, out of sight of nazorg (L01)."""

import hashlib
import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx2
import pytest

from nazorg.berichten.afzender import Afzender
from nazorg.commands.opbouw import build_bij_deps
from nazorg.deps import Deps
from nazorg.store.bij.store import BijStore
from nazorg.store.kluis import Kluis
from nazorg.store.verbinding import Databank
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.bij.berichten import BRON, NAAM, bij_event
from tests.factories import event, ruw
from tests.klok import VasteKlok

SOORT = "application/cloudevents+json"


def _afzender(naam: str, *, bij: bool) -> Afzender:
    token = hashlib.sha256(naam.encode()).hexdigest()
    return Afzender(naam=naam, token_sha256=token, bronnen=frozenset({BRON}), bij=bij)


@pytest.fixture
async def client(
    deps: Deps, databank: Databank, klok: VasteKlok
) -> AsyncIterator[httpx2.AsyncClient]:
    store = BijStore(databank)
    bij = build_bij_deps(store, Kluis(b"p" * 32, compartiment="bij"), klok)
    afzenders = (_afzender("justid", bij=False), _afzender("justid-bij", bij=True))
    site = make_site(deps, WebInstellingen(demo=True, afzenders=afzenders), bij=bij)
    transport = httpx2.ASGITransport(app=site)
    async with httpx2.AsyncClient(transport=transport, base_url="http://testserver") as c:
        yield c
    await store.close()


async def stuur(
    client: httpx2.AsyncClient, pad: str, wie: str, inhoud: dict[str, Any]
) -> httpx2.Response:
    headers = {"authorization": f"Bearer {wie}", "content-type": SOORT}
    return await client.post(pad, content=json.dumps(inhoud), headers=headers)


async def test_a_bij_message_is_kept_once_and_unreadable(
    client: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    bericht = bij_event()
    eerst = await stuur(client, "/v1/bij/berichten", "justid-bij", bericht)
    daarna = await stuur(client, "/v1/bij/berichten", "justid-bij", bericht)

    assert [r.json()["uitkomsten"][0]["uitkomst"] for r in (eerst, daarna)] == [
        "verwerkt",
        "dubbel",
    ]
    rijen = await eigenaar.fetch("select soort, uitkomst, gemeente, inhoud from bij.bericht")
    assert [tuple(r)[:3] for r in rijen] == [("bij_gemeld", "ontvangen", "0281")]
    assert NAAM.encode() not in rijen[0]["inhoud"]
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht") == 0


async def test_each_sender_has_one_door(client: httpx2.AsyncClient) -> None:
    verkeerd = await stuur(client, "/v1/bij/berichten", "justid", bij_event())
    ook_verkeerd = await stuur(client, "/v1/berichten", "justid-bij", event())

    assert (verkeerd.status_code, ook_verkeerd.status_code) == (401, 401)


async def test_a_bij_message_at_the_nazorg_door_leaves_no_content_behind(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    (uit,) = await deps.ontvang([ruw(bij_event())])

    assert (uit.uitkomst, uit.reden) == ("apart_gezet", "verkeerde_deur")
    assert await eigenaar.fetchval("select reden from nazorg.bericht") == "verkeerde_deur"
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht_inhoud") == 0


async def test_a_notice_at_the_bij_door_is_set_aside(client: httpx2.AsyncClient) -> None:
    antwoord = await stuur(client, "/v1/bij/berichten", "justid-bij", event())

    assert antwoord.status_code == 400
    assert antwoord.json()["reden"] == "onbekende_soort"


@pytest.mark.parametrize("lijf", [b"", b"geen json", b"\xff\xfe", b"[]", b"{}", b"x" * 70_000])
async def test_what_cannot_be_read_is_kept_aside_not_lost(
    client: httpx2.AsyncClient, eigenaar: asyncpg.Connection, lijf: bytes
) -> None:
    await eigenaar.execute("truncate bij.bericht")
    headers = {"authorization": "Bearer justid-bij", "content-type": SOORT}
    antwoord = await client.post("/v1/bij/berichten", content=lijf, headers=headers)

    assert antwoord.status_code == 400
    assert await eigenaar.fetchval("select uitkomst from bij.bericht") == "apart_gezet"


@pytest.mark.parametrize("tijd", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
async def test_a_moment_where_the_calendar_ends_is_set_aside_and_no_fault(
    client: httpx2.AsyncClient, tijd: str
) -> None:
    antwoord = await stuur(client, "/v1/bij/berichten", "justid-bij", bij_event(time=tijd))

    assert antwoord.status_code == 400
    assert antwoord.json()["reden"] == "onmogelijke_datum"


async def test_who_may_not_speak_for_a_source_cannot_take_the_place_of_its_message(
    client: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    await eigenaar.execute("truncate bij.bericht")
    vals = bij_event(source="urn:nld:oin:00000099000000002000:systeem:proefregister", id="b-9")
    antwoord = await stuur(client, "/v1/bij/berichten", "justid-bij", vals)

    assert antwoord.json()["reden"] == "bron_niet_toegestaan"
    rijen = await eigenaar.fetch("select bron, bericht_id from bij.bericht")
    assert [rij["bron"] for rij in rijen] == ["onbekend"]
    assert rijen[0]["bericht_id"].startswith("sha256-")
