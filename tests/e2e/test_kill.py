"""Killed at random moments, it loses and doubles nothing; told to stop, it stops."""

import asyncio
import random
import signal

import httpx2
import pytest

from tests.e2e.conftest import MaakStroom
from tests.e2e.kafka import BOOTSTRAP, Topic, maak_topic
from tests.e2e.site import open_site
from tests.e2e.stroom import Stroom
from tests.e2e.systeem import Proces, Systeem, tot, vrije_poort
from tests.kafka.mock_kafka import MockKafka

_TEL = "select count(*) from nazorg.bericht"
_KLEIN = {"NAZORG_BATCH": "3"}


async def _wacht_op_rijen(systeem: Systeem, aantal: int, proces: Proces) -> int:
    """Wait until so many messages are durable; return how many there are by then."""
    async with asyncio.timeout(60), systeem.kijk() as db:
        while (nu := int(await db.fetchval(_TEL))) < aantal:
            assert proces.draait, proces.tekst
            await asyncio.sleep(0.002)
        return nu


async def _is_heel(systeem: Systeem, stroom: Stroom) -> None:
    assert systeem.draai("verify-audit").popen.returncode == 0
    proces = systeem.draai("status", "--truth", str(stroom.waarheid), "--json")
    assert proces.popen.returncode == 0, proces.tekst


async def _dood_onderweg(
    systeem: Systeem, topic: Topic, keren: int, *, nieuwe_groep: bool
) -> list[int]:
    """Kill the consumer while it reads; return after how many messages, each time."""
    toeval = random.Random(1)
    standen: list[int] = []
    for keer in range(keren):
        if nieuwe_groep:
            topic.groep = f"{topic.groep}-{keer}"
        proces = systeem.start("consume", omgeving=topic.omgeving | _KLEIN)
        begin = standen[-1] if standen else 0
        await _wacht_op_rijen(systeem, begin + toeval.randint(1, 25), proces)
        await asyncio.sleep(toeval.uniform(0, 0.03))
        proces.popen.kill()
        proces.wacht(10)
        # The last one stays known: it takes its time to be missed, as in real life.
        if not nieuwe_groep and keer + 1 < keren:
            await topic.verwijder_leden()
        standen.append(await systeem.vraag(_TEL))
    return standen


@pytest.mark.kafka
@pytest.mark.skipif(
    not BOOTSTRAP,
    reason="no Kafka: deploy/kafka.sh start, then set NAZORG_TEST_KAFKA_BOOTSTRAP as it says",
)
async def test_a_consumer_killed_ten_times_in_the_stream_loses_and_doubles_nothing(
    systeem: Systeem, stroom: MaakStroom
) -> None:
    jaar = stroom("nijmegen")
    await systeem.start_databank()
    systeem.draai("migrate")
    topic = await maak_topic(None)
    await topic.stuur(jaar.regels)

    standen = await _dood_onderweg(systeem, topic, 10, nieuwe_groep=False)
    laatste = systeem.start("consume", omgeving=topic.omgeving)
    await topic.wacht_tot_gelezen()

    assert laatste.stop() == 0
    assert sum(stand < jaar.echt["berichten"]["uniek"] for stand in standen) == 10
    await _is_heel(systeem, jaar)


@pytest.mark.skipif(bool(BOOTSTRAP), reason="the real Kafka does this, ten times")
async def test_a_consumer_killed_three_times_that_reads_all_again_doubles_nothing(
    systeem: Systeem, stroom: MaakStroom, nagebootst: MockKafka | None
) -> None:
    jaar = stroom("rivierenland")
    await systeem.start_databank()
    systeem.draai("migrate")
    topic = await maak_topic(nagebootst)
    await topic.stuur(jaar.regels)

    # A new group each time: this cluster keeps the place of who was killed for 20 seconds.
    standen = await _dood_onderweg(systeem, topic, 3, nieuwe_groep=True)
    topic.groep += "-laatste"
    laatste = systeem.start("consume", omgeving=topic.omgeving)
    await topic.wacht_tot_gelezen()

    assert laatste.stop() == 0
    assert standen[-1] < jaar.echt["berichten"]["uniek"]
    await _is_heel(systeem, jaar)


async def test_a_database_killed_during_ingest_is_said_and_again_it_becomes_the_truth(
    systeem: Systeem, stroom: MaakStroom
) -> None:
    jaar = stroom("rivierenland")
    databank = await systeem.start_databank()
    if databank is None:
        pytest.skip("the given server is not ours to kill")
    systeem.draai("migrate")

    proces = systeem.start("ingest", str(jaar.bestand), omgeving={"NAZORG_BATCH": "1"})
    await _wacht_op_rijen(systeem, 20, proces)
    databank.popen.kill()
    databank.wacht(10)

    assert proces.wacht(60) == 1
    assert "Geen verbinding met de databank, of die viel weg." in proces.fout
    await systeem.start_databank()
    assert await systeem.vraag(_TEL) < jaar.echt["berichten"]["uniek"]
    assert systeem.draai("ingest", str(jaar.bestand)).popen.returncode == 3
    await _is_heel(systeem, jaar)


@pytest.mark.parametrize("sein", [signal.SIGTERM, signal.SIGINT])
async def test_the_site_stops_cleanly_within_ten_seconds(
    sein: signal.Signals, systeem: Systeem
) -> None:
    async with open_site(systeem) as site:
        assert await asyncio.to_thread(site.proces.stop, sein, 10) == 0


@pytest.mark.parametrize("sein", [signal.SIGTERM, signal.SIGINT])
async def test_a_consumer_says_that_it_lives_and_stops_cleanly_within_ten_seconds(
    sein: signal.Signals, systeem: Systeem, nagebootst: MockKafka | None
) -> None:
    topic, poort = await maak_topic(nagebootst), vrije_poort()
    proces = systeem.start(
        "consume", omgeving=topic.omgeving | {"NAZORG_CONSUMER_PORT": str(poort)}
    )
    await tot(lambda: "consumer.started" in proces.fout, 30)
    antwoord = httpx2.get(f"http://127.0.0.1:{poort}/health/live")

    assert antwoord.status_code == 200
    assert await asyncio.to_thread(proces.stop, sein, 10) == 0


@pytest.mark.parametrize("opdracht", ["databank", "jobs"])
async def test_what_runs_until_it_is_told_stops_cleanly(opdracht: str, systeem: Systeem) -> None:
    if systeem.url:
        pytest.skip("with a given server there is nothing to keep running")
    proces = systeem.start(opdracht)
    klaar = {"databank": "luistert in", "jobs": "job.done"}[opdracht]
    await tot(lambda: klaar in proces.tekst, 30)

    assert await asyncio.to_thread(proces.stop, signal.SIGTERM, 10) == 0
