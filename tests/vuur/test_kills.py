"""Killed again and again while messages come in; `python -m tests.vuur.kills` does it for long."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import httpx2
import pytest

from tests.conftest import laat_door
from tests.e2e.kafka import BOOTSTRAP, Topic
from tests.e2e.systeem import Proces, Systeem, tot, vrije_poort
from tests.vuur.kills import dood
from tests.vuur.proefstand import Jaar, maak_topic, verzin_jaar

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.skipif(
        not BOOTSTRAP,
        reason="no Kafka: deploy/kafka.sh start, then set NAZORG_TEST_KAFKA_BOOTSTRAP as it says",
    ),
]
_TEL = "select count(*) from nazorg.bericht"


@pytest.fixture
async def systeem(tmp_path: Path) -> AsyncIterator[Systeem]:
    """A nazorg with a PostgreSQL of its own, which may be killed."""
    laat_door(tmp_path)
    nieuw = Systeem(tmp_path, None)
    await nieuw.start_databank()
    assert nieuw.draai("migrate").popen.returncode == 0
    yield nieuw
    nieuw.ruim_op()


@pytest.fixture(scope="module")
def jaar() -> Jaar:
    return verzin_jaar()


def _start(systeem: Systeem, topic: Topic, *sterf: str, **anders: str) -> Proces:
    """Start a consumer that leaves the database to the process that has it."""
    url = f"postgresql://nz_super@/nazorg?host={systeem.socket}"
    omgeving = topic.omgeving | {"NAZORG_DATABASE_URL": url} | anders
    programma = [sys.executable, "-m", "tests.vuur.sterf", *sterf] if sterf else None
    return systeem.start("consume", omgeving=omgeving, programma=programma)


async def _is_de_waarheid(systeem: Systeem, jaar: Jaar, map_: Path) -> None:
    assert systeem.draai("verify-audit").popen.returncode == 0
    waarheid = jaar.schrijf_waarheid(map_ / "waarheid.json")
    proces = systeem.draai("status", "--json", "--truth", str(waarheid))
    assert proces.popen.returncode == 0, proces.tekst


async def test_consumer_and_postgres_killed_three_times_each_lose_and_double_nothing(
    tmp_path: Path,
) -> None:
    laat_door(tmp_path)

    verslag = await dood(3, zaad=1, map_=tmp_path, profiel="nijmegen")

    assert verslag.mis == [], str(verslag)
    assert verslag.doden.total() == 6
    assert verslag.tijdens >= 4


async def test_killed_between_database_commit_and_offset_commit_it_reads_again_and_doubles_nothing(
    systeem: Systeem, jaar: Jaar, tmp_path: Path
) -> None:
    topic = await maak_topic()
    await topic.stuur(jaar.regels)
    keren = 3
    for _ in range(keren):
        slachtoffer = _start(systeem, topic, "2", NAZORG_BATCH="40")
        assert await asyncio.to_thread(slachtoffer.wacht, 60) == -signal.SIGKILL
        await topic.verwijder_leden()
    vastgelegd = await topic.gelezen()
    halverwege = await systeem.vraag(_TEL)

    laatste = _start(systeem, topic)
    await topic.wacht_tot_gelezen()

    # Each died with more in the database than Kafka knew of.
    assert vastgelegd == keren * 40
    assert vastgelegd < halverwege < jaar.uniek
    assert laatste.stop() == 0
    await _is_de_waarheid(systeem, jaar, tmp_path)


@pytest.mark.parametrize("is_slot", [False, True], ids=["busy", "hanging"])
async def test_it_stops_within_ten_seconds_with_work_in_hand(
    systeem: Systeem, jaar: Jaar, tmp_path: Path, is_slot: bool
) -> None:
    topic = await maak_topic()
    await topic.stuur(jaar.regels)
    proces = _start(systeem, topic, NAZORG_BATCH="2")
    async with systeem.kijk() as db:
        while await db.fetchval(_TEL) < 20:  # noqa: ASYNC110 - another process makes it so
            await asyncio.sleep(0.01)
        slot = db.transaction()
        if is_slot:
            await slot.start()
            await db.execute("lock table nazorg.bericht in access exclusive mode")
        assert await asyncio.to_thread(proces.stop, signal.SIGTERM, 10) == 0
        if is_slot:
            await slot.rollback()

    assert 20 <= await systeem.vraag(_TEL) < jaar.uniek
    laatste = _start(systeem, topic)
    await topic.wacht_tot_gelezen()
    assert laatste.stop() == 0
    await _is_de_waarheid(systeem, jaar, tmp_path)


async def _antwoord(poort: int, pad: str) -> tuple[int, str, str]:
    async with httpx2.AsyncClient(timeout=10) as client:
        antwoord = await client.get(f"http://127.0.0.1:{poort}/health/{pad}")
    inhoud = antwoord.json()
    return antwoord.status_code, inhoud["toestand"], inhoud["databank"]


async def _wacht_op(poort: int, pad: str, status: int) -> tuple[int, str, str]:
    async with asyncio.timeout(60):
        while True:
            try:
                antwoord = await _antwoord(poort, pad)
            except httpx2.HTTPError:
                antwoord = (0, "", "")
            if antwoord[0] == status:
                return antwoord
            await asyncio.sleep(0.1)


async def test_a_database_that_goes_and_comes_back_costs_readiness_and_nothing_else(
    systeem: Systeem, jaar: Jaar, tmp_path: Path
) -> None:
    topic, poort = await maak_topic(), vrije_poort()
    await topic.stuur(jaar.regels[:300])
    proces = _start(systeem, topic, NAZORG_CONSUMER_PORT=str(poort))
    assert (await _wacht_op(poort, "ready", 200))[1:] == ("leest", "ok")
    await tot(lambda: "consumer.started" in proces.fout)

    databank = next(p for p in systeem.processen if "databank" in p.woorden)
    databank.popen.kill()
    databank.wacht(10)
    assert (await _wacht_op(poort, "ready", 503))[2] == "weg"
    await topic.stuur(jaar.regels[300:])
    assert (await _antwoord(poort, "live"))[0] == 200
    with pytest.raises((OSError, asyncpg.PostgresError)):
        await systeem.vraag(_TEL)
    await systeem.start_databank()
    await _wacht_op(poort, "ready", 200)
    await topic.wacht_tot_gelezen()

    assert proces.stop() == 0
    await _is_de_waarheid(systeem, jaar, tmp_path)


async def test_a_topic_that_is_not_there_costs_readiness_and_not_life(systeem: Systeem) -> None:
    topic, poort = Topic(BOOTSTRAP), vrije_poort()
    _start(systeem, topic, NAZORG_CONSUMER_PORT=str(poort))

    await _wacht_op(poort, "live", 200)
    async with asyncio.timeout(30):
        while (await _antwoord(poort, "ready"))[:2] != (503, "topic_ontbreekt"):  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    assert (await _antwoord(poort, "live"))[0] == 200
    await maak_topic(naam=topic.naam)
    await _wacht_op(poort, "ready", 200)
