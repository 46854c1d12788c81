"""The HTTP doors when our own code fails, or the database does: nothing is lost, and it is said."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import asyncpg
import httpx2
import pytest
from starlette.applications import Starlette
from structlog.testing import capture_logs

from nazorg.berichten.eigen_fout import MAX_APART
from nazorg.berichten.uitkomst import ZIN, Reden
from nazorg.deps import Deps
from nazorg.store.store import Store
from nazorg.store.verbinding import Databank
from nazorg.web.site import make_site
from tests.beheer import speel_af
from tests.bij.berichten import bij_event, gemeld
from tests.factories import BRON, event, persoon
from tests.gif import een_val, tel_pogingen
from tests.web.conftest import BIJ_TOKEN, INSTELLINGEN, RUBEN, TOKEN, Als, MaakClient, tekst_van

DEUR, DEUR_BIJ = "/v1/berichten", "/v1/bij/berichten"
BATCH = {"Content-Type": "application/cloudevents-batch+json"}


@pytest.fixture
async def val(deps: Deps, eigenaar: asyncpg.Connection) -> AsyncIterator[None]:
    async with een_val(eigenaar):
        yield


def _melding(naam: str) -> dict[str, Any]:
    """Return a good notice about a person of its own."""
    nummer = sum(naam.encode()) * 1_000 + len(naam)
    return event(id=naam, detentieId=naam, persoon=persoon(bsn=None, skn=f"8{nummer:07}"))


async def _stuur(machine: httpx2.AsyncClient, namen: list[str]) -> httpx2.Response:
    return await machine.post(DEUR, content=json.dumps([_melding(n) for n in namen]), headers=BATCH)


async def _tel(eigenaar: asyncpg.Connection, waar: str) -> int:
    return int(await eigenaar.fetchval(f"select count(*) from nazorg.bericht where {waar}"))


@pytest.mark.usefixtures("val")
async def test_a_message_on_which_our_code_fails_is_set_aside_and_costs_no_neighbour(
    machine: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    with capture_logs() as regels:
        antwoord = await _stuur(machine, ["goed-1", "gif-1", "goed-2", "goed-3"])

    assert antwoord.status_code == 200
    uit = antwoord.json()["uitkomsten"]
    assert [u["uitkomst"] for u in uit] == ["verwerkt", "apart_gezet", "verwerkt", "verwerkt"]
    assert uit[1]["reden"] == "eigen_fout"
    assert uit[1]["toelichting"] == ZIN[Reden.EIGEN_FOUT]
    assert await _tel(eigenaar, "uitkomst = 'verwerkt'") == 3
    assert await _tel(eigenaar, "reden = 'eigen_fout' and deur = 'http'") == 1
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht_inhoud") == 4
    gezegd = [r for r in regels if r["event"] == "message.set_aside_by_bug"]
    assert [(r["fout"], r["herkomst"]) for r in gezegd] == [("DivisionByZeroError", "justid")]
    assert "gif" not in str(regels)


@pytest.mark.usefixtures("val")
async def test_the_only_message_is_kept_and_its_sender_is_not_blamed(
    machine: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    bericht = json.dumps(_melding("gif-1"))

    eerste = await machine.post(DEUR, content=bericht)
    tweede = await machine.post(DEUR, content=bericht)

    assert (eerste.status_code, tweede.status_code) == (200, 200)
    [een], [twee] = eerste.json()["uitkomsten"], tweede.json()["uitkomsten"]
    assert (een["uitkomst"], een["reden"]) == ("apart_gezet", "eigen_fout")
    assert (twee["uitkomst"], twee["eerder"]) == ("dubbel", "apart_gezet")
    assert await _tel(eigenaar, "true") == 1


async def test_after_the_repair_the_beheerder_replays_it_and_it_counts(
    machine: httpx2.AsyncClient, als: Als, eigenaar: asyncpg.Connection
) -> None:
    async with een_val(eigenaar):
        await _stuur(machine, ["gif-1", "goed-1"])
    id_ = await eigenaar.fetchval("select id from nazorg.bericht where reden = 'eigen_fout'")
    ruben = await als(RUBEN)
    pagina = tekst_van((await ruben.get(f"/berichten/{id_}")).text)

    uit = await speel_af(ruben, eigenaar)

    assert ZIN[Reden.EIGEN_FOUT] in pagina
    assert uit == {"verwerkt": 1}
    assert await _tel(eigenaar, "uitkomst = 'verwerkt'") == 2


@pytest.mark.usefixtures("val")
async def test_one_poison_message_among_many_costs_few_transactions(
    machine: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    namen = [f"goed-{n}" for n in range(128)]
    namen[77] = "gif-77"

    antwoord = await _stuur(machine, namen)

    uit = [u["uitkomst"] for u in antwoord.json()["uitkomsten"]]
    assert uit.count("apart_gezet") == 1
    assert uit[77] == "apart_gezet"
    assert await tel_pogingen(eigenaar) <= 2 * 7 + 2


@pytest.mark.usefixtures("val")
async def test_a_batch_full_of_faults_of_ours_goes_back_to_its_sender(
    machine: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    antwoord = await _stuur(machine, [f"gif-{n}" for n in range(MAX_APART + 5)])

    assert antwoord.status_code == 503
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert int(antwoord.headers["retry-after"]) > 0
    assert "opnieuw" in antwoord.json()["detail"]
    assert await _tel(eigenaar, "reden = 'eigen_fout'") == MAX_APART


async def test_the_door_of_the_mayor_does_the_same_in_its_own_compartment(
    client: httpx2.AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    client.headers["Authorization"] = f"Bearer {BIJ_TOKEN}"
    berichten = [
        bij_event(gemeld(meldingId=f"BIJ-{n}"), id=n, source=BRON) for n in ("een", "gif-1", "twee")
    ]

    async with een_val(eigenaar):
        antwoord = await client.post(DEUR_BIJ, content=json.dumps(berichten), headers=BATCH)

    uit = antwoord.json()["uitkomsten"]
    assert [u["uitkomst"] for u in uit] == ["verwerkt", "apart_gezet", "verwerkt"]
    assert uit[1]["reden"] == "eigen_fout"
    assert await eigenaar.fetchval("select count(*) from bij.bericht") == 3
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht") == 0


class _Wegvallend(Store):
    """A database with a switch: it hangs up, or says that it has no room."""

    fout: Exception | None = None

    def open_unscoped_ontvangst(self) -> Any:
        if self.fout is not None:
            raise self.fout
        return super().open_unscoped_ontvangst()


@pytest.mark.parametrize(
    "fout",
    [
        ConnectionRefusedError(),
        asyncpg.DiskFullError("vol"),
        asyncpg.QueryCanceledError("te lang"),
        asyncpg.AdminShutdownError("weg"),
    ],
    ids=lambda f: type(f).__name__,
)
async def test_while_the_database_cannot_keep_it_the_sender_does(
    fout: Exception,
    deps: Deps,
    databank: Databank,
    maak_client: MaakClient,
    eigenaar: asyncpg.Connection,
) -> None:
    store = _Wegvallend(databank)
    weg = Deps(
        store=store,
        kluis=deps.kluis,
        klok=deps.klok,
        kennis=deps.kennis,
        ontvanger=_met_store(deps, store),
    )
    client = await maak_client(make_site(weg, INSTELLINGEN), raise_fout=False)
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    store.fout = fout

    antwoord = await _stuur(client, ["goed-1", "goed-2"])

    assert antwoord.status_code == 503
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert antwoord.headers["API-Version"] == "1.0.0"
    assert int(antwoord.headers["retry-after"]) > 0
    assert await _tel(eigenaar, "true") == 0
    store.fout = None
    weer = await _stuur(client, ["goed-1", "goed-2"])
    assert [u["uitkomst"] for u in weer.json()["uitkomsten"]] == ["verwerkt", "verwerkt"]
    await store.close()


def _met_store(deps: Deps, store: Store) -> Any:
    return replace(deps.ontvanger, store=store)


async def test_a_fault_that_cannot_even_be_set_aside_leaves_it_with_the_sender(
    site: Starlette, maak_client: MaakClient, eigenaar: asyncpg.Connection
) -> None:
    client = await maak_client(site, raise_fout=False)
    client.headers["Authorization"] = f"Bearer {TOKEN}"
    await eigenaar.execute("alter table nazorg.bericht rename column herkomst to herkomst_weg")
    try:
        antwoord = await _stuur(client, ["goed-1"])
    finally:
        await eigenaar.execute("alter table nazorg.bericht rename column herkomst_weg to herkomst")

    assert antwoord.status_code == 503
    assert "retry-after" in antwoord.headers
    assert await _tel(eigenaar, "true") == 0
