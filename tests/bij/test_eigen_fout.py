"""A message on which our own code fails: it blocks nobody, is seen, and counts after a repair."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import asyncpg
import pytest
from starlette.applications import Starlette
from structlog.testing import capture_logs

from nazorg.berichten.uitkomst import RuwBericht
from nazorg.commands.consume import open_delen, to_instellingen
from nazorg.commands.opdrachtgever import OPDRACHT
from nazorg.consumers.detentie import consume
from nazorg.contract.bij import BijLezing, lees_bij
from nazorg.contract.binair import as_structured
from nazorg.deps import BijDeps
from nazorg.metrieken.meters import Meters
from nazorg.settings import Settings
from nazorg.store.verbinding import Databank
from nazorg.usecases.bij import beoordeel
from nazorg.usecases.bij.probeer_opnieuw import Uitslag, probeer_alles_opnieuw
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import NAAM, bij_event, gemeld, ruw, terugkeer, uitspraak
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import WIM
from tests.kafka.mock_kafka import MockKafka
from tests.kafka.producer import open_producer
from tests.kafka.running_consumer import QUICK, until
from tests.web.conftest import tekst_van

FOUT = "Door een fout in nazorg is dit bericht niet verwerkt."
ALARM = "Een bericht ligt stil door een fout in nazorg"


class Lezer:
    """The reader of messages, with a bug that a test can repair."""

    def __init__(self) -> None:
        self.struikelt_over = "BIJ-STUK"

    def __call__(self, bericht: RuwBericht, *, gemeenten: frozenset[str]) -> BijLezing:
        if self.struikelt_over and self.struikelt_over.encode() in bericht.inhoud:
            raise ZeroDivisionError
        return lees_bij(bericht, gemeenten=gemeenten)


@pytest.fixture
def lezer(monkeypatch: pytest.MonkeyPatch) -> Lezer:
    lezer = Lezer()
    monkeypatch.setattr(beoordeel, "lees_bij", lezer)
    return lezer


@pytest.fixture
def kafka() -> Iterator[MockKafka]:
    kafka = MockKafka()
    kafka.create_topic("justid.bij.v1", 1)
    yield kafka
    kafka.close()


@asynccontextmanager
async def _leest(databank: Databank, kafka: MockKafka, meters: Meters) -> AsyncIterator[None]:
    """Run the reader as `nazorg consume --bij` puts it together."""
    url = databank.url or f"postgresql://nz_super@/{databank.naam}?host={databank.socket}"
    settings = Settings(
        database_url=url, bij_sleutel=base64.b64encode(b"b" * 32).decode(), kafka_groep="proef"
    )
    instellingen = replace(to_instellingen(settings, kafka.bootstrap, bij=True), tijden=QUICK)
    stop = asyncio.Event()
    async with open_delen(settings, meters, bij=True) as delen:
        taak = asyncio.create_task(
            consume(
                delen.ontvanger,
                instellingen,
                stop=stop,
                as_structured=as_structured,
                zet_apart=delen.ontvanger.zet_apart,
            )
        )
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(taak, 12)


async def _zend(kafka: MockKafka, *events: dict[str, Any]) -> None:
    async with open_producer(kafka.bootstrap) as producer:
        for event in events:
            await producer.send_and_wait("justid.bij.v1", json.dumps(event).encode())


async def _nummers(eigenaar: asyncpg.Connection) -> set[str]:
    return {r[0] for r in await eigenaar.fetch("select nummer from bij.melding")}


async def test_one_message_that_breaks_our_code_does_not_stop_those_behind_it(
    als: Als,
    site: Starlette,
    lezer: Lezer,
    kafka: MockKafka,
    databank: Databank,
    eigenaar: asyncpg.Connection,
) -> None:
    namen = ("BIJ-1", "BIJ-STUK", "BIJ-2")
    meters = Meters(frozenset(), consumer="bij")
    with capture_logs() as regels:
        await _zend(kafka, *[bij_event(gemeld(meldingId=naam)) for naam in namen])
        async with _leest(databank, kafka, meters):
            async with asyncio.timeout(30):
                while await _nummers(eigenaar) != {"BIJ-1", "BIJ-2"}:  # noqa: ASYNC110 - no event
                    await asyncio.sleep(0.05)
            await until(lambda: 'uitkomst="apart_gezet"} 1.0' in meters.tekst().decode())

    rij = await eigenaar.fetchrow("select * from bij.bericht where reden = 'eigen_fout'")
    assert (rij["uitkomst"], rij["bron"], rij["melding"]) == ("apart_gezet", "onbekend", None)
    assert NAAM.encode() not in rij["inhoud"]
    assert NAAM not in str(regels)
    html = (await (await als(WIM)).get("/bij/beheer")).text
    assert FOUT in tekst_van(html)
    assert NAAM not in html


@pytest.fixture
async def stuk(bij: BijDeps, site: Starlette, lezer: Lezer, eigenaar: asyncpg.Connection) -> str:
    """The id of a message that was set aside because we fail on it."""
    await bij.ontvanger.zet_apart(ruw(bij_event(gemeld(meldingId="BIJ-STUK"), id="stuk-1")))
    return str(await eigenaar.fetchval("select id from bij.bericht"))


async def test_reading_the_same_record_again_sets_it_aside_once(
    bij: BijDeps, lezer: Lezer, eigenaar: asyncpg.Connection
) -> None:
    bericht = ruw(bij_event(gemeld(meldingId="BIJ-STUK")))
    for _ in range(2):
        await bij.ontvanger.zet_apart(bericht)

    assert await eigenaar.fetchval("select count(*) from bij.bericht") == 1
    assert await eigenaar.fetchval("select count(*) from bij.audit") == 1


async def test_after_a_repair_it_is_tried_again_and_counts_once(
    als: Als, stuk: str, lezer: Lezer, werker: Werker, eigenaar: asyncpg.Connection
) -> None:
    await werker.doe_ronde()
    wim = await als(WIM)
    assert ALARM in tekst_van((await wim.get("/bij/beheer")).text)
    knop = f"/bij/beheer/berichten/{stuk}/opnieuw"

    te_vroeg = await wim.post(knop, follow_redirects=True)
    assert "Het bericht staat nog steeds apart." in tekst_van(te_vroeg.text)
    assert await _nummers(eigenaar) == set()

    lezer.struikelt_over = ""
    gelukt = await wim.post(knop, follow_redirects=True)
    weer = await wim.post(knop, follow_redirects=True)

    assert "Het bericht is verwerkt." in tekst_van(gelukt.text)
    assert "Dit bericht staat niet meer apart." in tekst_van(weer.text)
    assert await _nummers(eigenaar) == {"BIJ-STUK"}
    rij = await eigenaar.fetchrow("select bericht_id, uitkomst, reden, gemeente from bij.bericht")
    assert tuple(rij) == ("stuk-1", "ontvangen", None, "0281")
    assert ALARM not in tekst_van(gelukt.text)
    await werker.doe_ronde()
    nu = tekst_van((await wim.get("/bij/beheer")).text)
    assert ALARM not in nu
    assert FOUT not in nu


async def test_who_tried_what_again_is_in_the_audit_log_of_this_compartment(
    als: Als, stuk: str, lezer: Lezer, eigenaar: asyncpg.Connection
) -> None:
    wim = await als(WIM)
    await wim.post(f"/bij/beheer/berichten/{stuk}/opnieuw")
    lezer.struikelt_over = ""
    await wim.post(f"/bij/beheer/berichten/{stuk}/opnieuw")

    rijen = await eigenaar.fetch(
        """select actor, actie, resultaat, gemeente from bij.audit where object = $1
        order by volgnr""",
        f"bericht {stuk}",
    )
    assert [tuple(r) for r in rijen] == [
        ("nazorg", "bij_bericht_ontvangen", "eigen_fout", "0000"),
        (WIM, "bij_bericht_opnieuw", "eigen_fout", "0000"),
        (WIM, "bij_bericht_opnieuw", "ontvangen", "0281"),
    ]
    assert await eigenaar.fetchval("select count(*) from nazorg.audit where actor = $1", WIM) == 0


async def test_what_the_sender_sent_again_meanwhile_counts_once(
    bij: BijDeps, stuk: str, lezer: Lezer, eigenaar: asyncpg.Connection
) -> None:
    lezer.struikelt_over = ""
    event = bij_event(gemeld(meldingId="BIJ-STUK"), id="stuk-1")
    await bij.ontvang([ruw(event)])
    uit = await probeer_alles_opnieuw(OPDRACHT, bij.kamer, oorsprong="test")

    assert uit == Uitslag(goed=1)
    rijen = await eigenaar.fetch("select uitkomst, reden from bij.bericht order by uitkomst")
    assert [tuple(r) for r in rijen] == [("dubbel", "later_ontvangen"), ("ontvangen", None)]


async def test_what_turns_out_to_contradict_another_is_not_shown(
    bij: BijDeps, stuk: str, lezer: Lezer, eigenaar: asyncpg.Connection
) -> None:
    lezer.struikelt_over = ""
    await stuur(bij, gemeld(terugkeer=terugkeer(3)), id="stuk-1")
    uit = await probeer_alles_opnieuw(OPDRACHT, bij.kamer, oorsprong="test")

    assert uit == Uitslag(apart=1)
    assert await _nummers(eigenaar) == {"BIJ-1"}
    assert await probeer_alles_opnieuw(OPDRACHT, bij.kamer, oorsprong="test") == Uitslag()


async def test_a_row_that_was_added_to_the_table_of_the_law_counts_for_what_was_set_aside(
    als: Als, site: Starlette, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    kennis = bij.kamer.kennis
    arm = replace(bij.ontvanger, kennis=replace(kennis, categorieen=()))
    await arm.ontvang([ruw(bij_event())])
    assert await eigenaar.fetchval("select reden from bij.bericht") == "buiten_categorie"

    antwoord = await (await als(WIM)).post("/bij/beheer/opnieuw", follow_redirects=True)

    assert "1 bericht is verwerkt." in tekst_van(antwoord.text)
    assert await _nummers(eigenaar) == {"BIJ-1"}


async def test_what_the_law_still_forbids_stays_aside(
    als: Als, site: Starlette, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(uitspraken=[uitspraak(onherroepelijkOp=None)]))
    antwoord = await (await als(WIM)).post("/bij/beheer/opnieuw", follow_redirects=True)

    assert "1 bericht staat nog apart." in tekst_van(antwoord.text)
    assert await _nummers(eigenaar) == set()


async def test_who_may_not_speak_for_a_source_gets_nothing_in_by_a_repair(
    bij: BijDeps, lezer: Lezer, eigenaar: asyncpg.Connection
) -> None:
    bericht = ruw(bij_event(gemeld(meldingId="BIJ-STUK")))
    await bij.ontvanger.zet_apart(bericht._replace(bronnen=frozenset({"urn:nld:oin:1:systeem:x"})))
    lezer.struikelt_over = ""

    assert await probeer_alles_opnieuw(OPDRACHT, bij.kamer, oorsprong="test") == Uitslag()
    assert await eigenaar.fetchval("select reden from bij.bericht") == "bron_niet_toegestaan"


async def test_older_messages_are_a_page_further(als: Als, site: Starlette, bij: BijDeps) -> None:
    for nr in range(120):
        await stuur(bij, gemeld() | {"iets": 1}, id=f"nr-{nr:03}")
    wim = await als(WIM)
    gezien, pad, bladen = "", "/bij/beheer", 0
    while pad:
        html = (await wim.get(pad)).text
        gezien, bladen = gezien + html, bladen + 1
        _, ouder, rest = html.partition('class="bij-ouder" href="')
        pad = rest.partition('"')[0] if ouder else ""

    assert bladen == 3
    assert all(gezien.count(f'aria-label="Bericht nr-{nr:03}"') == 1 for nr in range(120))
    assert (await wim.get("/bij/beheer?voor=geen-id")).status_code == 200
