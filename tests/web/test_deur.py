"""The HTTP door: machines hand in messages and hear what became of each."""

import gzip
import json
import zlib
from typing import Any
from urllib.parse import quote

import asyncpg
import pytest
from httpx2 import AsyncClient, Response

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.contract.velden import MAX_BERICHT
from nazorg.web.inzending import MAX_LIJF
from tests.factories import BRON, GRONINGEN, data, event, persoon
from tests.web.conftest import ANDERE_BRON, BIJ_TOKEN, TOKEN, VREEMD_TOKEN

DEUR, DEUR_BIJ = "/v1/berichten", "/v1/bij/berichten"
STRUCTURED = {"Content-Type": "application/cloudevents+json; charset=utf-8"}
BATCH = {"Content-Type": "application/cloudevents-batch+json"}
GZIP = STRUCTURED | {"Content-Encoding": "gzip"}
BINAIR = {
    "Content-Type": "application/json",
    "ce-specversion": "1.0",
    "ce-type": TYPE_VAN_SOORT[Soort.BEGONNEN],
    "ce-source": BRON,
    "ce-time": "2026-11-20T08:00:00Z",
}
PAK = gzip.compress(b"{}")
GEEN_BSN = "123456780"  # nine digits that fail the elfproef


async def stuur(machine: AsyncClient, *events: Any) -> Response:
    if len(events) == 1:
        return await machine.post(DEUR, content=json.dumps(events[0]), headers=STRUCTURED)
    return await machine.post(DEUR, content=json.dumps(events), headers=BATCH)


async def tel(eigenaar: asyncpg.Connection, tabel: str) -> int:
    return int(await eigenaar.fetchval(f"select count(*) from nazorg.{tabel}"))


def is_probleem(antwoord: Response, status: int) -> dict[str, Any]:
    assert antwoord.status_code == status
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert antwoord.headers["API-Version"] == "1.0.0"
    inhoud: dict[str, Any] = antwoord.json()
    assert inhoud["status"] == status
    assert inhoud["title"]
    return inhoud


async def test_a_structured_message_becomes_a_dossier(
    machine: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    antwoord = await stuur(machine, event(id="b-1"))

    assert antwoord.status_code == 200
    assert antwoord.headers["API-Version"] == "1.0.0"
    assert antwoord.json() == {
        "uitkomsten": [{"source": BRON, "id": "b-1", "uitkomst": "verwerkt"}]
    }
    rij = await eigenaar.fetchrow("select deur, herkomst from nazorg.bericht")
    assert tuple(rij) == ("http", "justid")
    assert await tel(eigenaar, "dossier") == 1


async def test_a_message_in_headers_is_the_same_message(
    machine: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    binair = await machine.post(DEUR, json=data(), headers=BINAIR | {"ce-id": "b-1"})
    structured = await stuur(machine, event(id="b-1"))

    assert binair.json()["uitkomsten"][0]["uitkomst"] == "verwerkt"
    assert structured.json()["uitkomsten"][0]["uitkomst"] == "dubbel"
    assert await tel(eigenaar, "dossier") == 1


async def test_an_id_in_a_header_is_percent_encoded(machine: AsyncClient) -> None:
    vreemd = '100%"b"'

    binair = await machine.post(DEUR, json=data(), headers=BINAIR | {"ce-id": quote(vreemd)})
    structured = await stuur(machine, event(id=vreemd))

    assert binair.json()["uitkomsten"][0]["id"] == vreemd
    assert structured.json()["uitkomsten"][0]["uitkomst"] == "dubbel"


async def test_a_batch_tells_the_outcome_of_every_message(
    machine: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    weg = event(id="weg", gemeenteBrp=GRONINGEN, ontvangerGemeente=GRONINGEN)
    fout = event(id="fout", persoon=persoon(bsn=GEEN_BSN))
    goed = event(id="goed")

    antwoord = await stuur(machine, goed, fout, weg, goed, 17)

    assert antwoord.status_code == 200
    uit = antwoord.json()["uitkomsten"]
    assert [u["uitkomst"] for u in uit] == [
        "verwerkt",
        "apart_gezet",
        "genegeerd",
        "dubbel",
        "apart_gezet",
    ]
    assert [u.get("reden") for u in uit] == [
        None,
        "ongeldig_bsn",
        "gemeente_niet_aangesloten",
        None,
        "geen_cloudevent",
    ]
    assert await tel(eigenaar, "dossier") == 1


async def test_the_same_message_twice_is_dubbel_and_no_error(machine: AsyncClient) -> None:
    bericht = event(id="b-1")
    await stuur(machine, bericht)

    antwoord = await stuur(machine, bericht)

    assert antwoord.status_code == 200
    assert antwoord.json()["uitkomsten"] == [
        {"source": BRON, "id": "b-1", "uitkomst": "dubbel", "eerder": "verwerkt"}
    ]


async def test_an_empty_batch_is_nothing(machine: AsyncClient) -> None:
    antwoord = await machine.post(DEUR, content=b"[]", headers=BATCH)

    assert (antwoord.status_code, antwoord.json()) == (200, {"uitkomsten": []})


async def test_a_packed_message_is_unpacked(machine: AsyncClient) -> None:
    pak = gzip.compress(json.dumps(event()).encode())

    antwoord = await machine.post(DEUR, content=pak, headers=GZIP)

    assert antwoord.json()["uitkomsten"][0]["uitkomst"] == "verwerkt"


async def test_a_gzip_bomb_is_not_unpacked_to_the_end(
    machine: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    pakker = zlib.compressobj(wbits=31)
    bom = b"".join(pakker.compress(bytes(1024 * 1024)) for _ in range(200)) + pakker.flush()
    assert len(bom) < MAX_LIJF // 10

    is_probleem(await machine.post(DEUR, content=bom, headers=GZIP), 413)

    assert await tel(eigenaar, "bericht") == 0


@pytest.mark.parametrize(
    "lijf",
    [b"", b"no gzip", PAK[:-9], PAK + b"more", PAK + PAK],
    ids=["empty", "other", "broken off", "something behind it", "two"],
)
async def test_broken_gzip_is_refused(
    lijf: bytes, machine: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    is_probleem(await machine.post(DEUR, content=lijf, headers=GZIP), 400)

    assert await tel(eigenaar, "bericht") == 0


async def test_another_coding_is_not_understood(machine: AsyncClient) -> None:
    koppen = STRUCTURED | {"Content-Encoding": "br"}

    is_probleem(await machine.post(DEUR, content=b"{}", headers=koppen), 415)


async def test_a_body_without_end_is_refused(machine: AsyncClient) -> None:
    is_probleem(await machine.post(DEUR, content=bytes(MAX_LIJF + 1), headers=STRUCTURED), 413)


@pytest.mark.parametrize(
    "kop",
    ["", "Bearer", "Bearer ", f"Basic {TOKEN}", "Bearer wrong", f"Bearer {TOKEN}x", "Bearer \xe9"],
)
async def test_without_the_right_token_nothing_is_read(
    kop: str, client: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    koppen = [(b"authorization", kop.encode("latin-1"))] if kop else []

    antwoord = await client.post(DEUR, content=json.dumps(event()), headers=koppen)

    is_probleem(antwoord, 401)
    gestuurd = kop.partition(" ")[2] and kop.startswith("Bearer")
    fout = ', error="invalid_token"' if gestuurd else ""
    assert antwoord.headers["www-authenticate"] == f'Bearer realm="nazorg"{fout}'
    assert await tel(eigenaar, "bericht") == 0


@pytest.mark.parametrize(("pad", "token"), [(DEUR, BIJ_TOKEN), (DEUR_BIJ, TOKEN)])
async def test_the_token_of_one_compartment_does_not_exist_at_the_other_door(
    pad: str, token: str, client: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    koppen = {"Authorization": f"Bearer {token}"}

    is_probleem(await client.post(pad, json=event(), headers=koppen), 401)

    assert await tel(eigenaar, "bericht") == 0


async def test_a_sender_cannot_speak_for_another_source(
    machine: AsyncClient, client: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    client.headers["Authorization"] = f"Bearer {VREEMD_TOKEN}"

    vreemd = is_probleem(await stuur(client, event()), 400)
    eigen = await stuur(client, event(envelop={"source": ANDERE_BRON}))

    assert vreemd["reden"] == "bron_niet_toegestaan"
    assert eigen.json()["uitkomsten"][0]["uitkomst"] == "verwerkt"
    assert await tel(eigenaar, "dossier") == 1


async def test_a_stolen_id_does_not_keep_the_real_message_out(
    machine: AsyncClient, client: AsyncClient
) -> None:
    client.headers["Authorization"] = f"Bearer {VREEMD_TOKEN}"
    bericht = event(id="b-1")
    await stuur(client, bericht)

    antwoord = await stuur(machine, bericht)

    assert antwoord.json()["uitkomsten"][0]["uitkomst"] == "verwerkt"


async def test_a_message_over_64_kb_is_refused(machine: AsyncClient) -> None:
    te_groot = event(id="groot", envelop={"extra": "x" * MAX_BERICHT})

    assert is_probleem(await stuur(machine, te_groot), 400)["reden"] == "te_groot"
    binair = BINAIR | {"ce-id": "b-1"}
    antwoord = await machine.post(DEUR, content=bytes(MAX_BERICHT + 1), headers=binair)
    assert is_probleem(antwoord, 400)["reden"] == "te_groot"


@pytest.mark.parametrize(
    ("lijf", "reden"),
    [
        (b"", "leeg"),
        (b"spoor", "geen_json"),
        (b'{"id": "spoor"', "geen_json"),
        (b'{"id": "\xff"}', "verkeerde_tekens"),
        (b"[]", "geen_cloudevent"),
        (b"[" * 50_000, "geen_json"),
    ],
)
async def test_what_is_no_message_is_refused_in_plain_words(
    lijf: bytes, reden: str, machine: AsyncClient
) -> None:
    antwoord = await machine.post(DEUR, content=lijf, headers=STRUCTURED)

    assert is_probleem(antwoord, 400)["reden"] == reden
    assert "spoor" not in antwoord.text


async def test_a_batch_that_is_no_list_is_refused(machine: AsyncClient) -> None:
    for lijf in (b"{}", b"[{]", b"", b"\xff"):
        is_probleem(await machine.post(DEUR, content=lijf, headers=BATCH), 400)


async def test_a_sender_hears_everything_at_once_and_never_a_value(machine: AsyncClient) -> None:
    slecht = event(
        persoon=persoon(bsn=GEEN_BSN, geslachtsnaam="Geheim", leeftijd=35),
        gemeenteBrp="9998",
        inrichting="QQQ",
        titel="diefstal",
        beginDatum="19-11-2026",
    )

    antwoord = await stuur(machine, slecht)

    fouten = {f["pad"] for f in is_probleem(antwoord, 400)["fouten"]}
    assert fouten == {
        "data.persoon.bsn",
        "data.persoon.leeftijd",
        "data.gemeenteBrp",
        "data.inrichting",
        "data.titel",
        "data.beginDatum",
    }
    for waarde in (GEEN_BSN, "Geheim", "35", "9998", "QQQ", "diefstal", "19-11-2026"):
        assert waarde not in antwoord.text, waarde


@pytest.mark.parametrize("methode", ["GET", "PUT", "DELETE", "PATCH"])
async def test_there_is_nothing_to_read_at_the_door(methode: str, machine: AsyncClient) -> None:
    antwoord = await machine.request(methode, DEUR)

    is_probleem(antwoord, 405)
    assert antwoord.headers["allow"] == "POST"
