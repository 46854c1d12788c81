"""What each process tells an orchestrator while its database goes and comes back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from nazorg.commands.bezorglus import LOGREGEL
from nazorg.commands.rondelus import Hartslag
from nazorg.deps import Deps
from nazorg.integrations.kafka_uit import KafkaUit, KafkaUitInstellingen
from nazorg.jobs import ticker
from nazorg.jobs.ticker import Hartslag as Jobslag
from tests.bezorging.conftest import maak_bezorger
from tests.conftest import laat_door
from tests.e2e.kafka import BOOTSTRAP, Topic
from tests.e2e.systeem import Systeem, vrije_poort
from tests.kafka.mock_kafka import MockKafka
from tests.vuur.proefstand import DIRECTORY, maak_topic

_POORT = {
    "serve": "NAZORG_PORT",
    "jobs": "NAZORG_JOBS_PORT",
    "deliver": "NAZORG_BEZORG_PORT",
    "consume": "NAZORG_CONSUMER_PORT",
}


@pytest.fixture
async def systeem(tmp_path: Path) -> AsyncIterator[Systeem]:
    laat_door(tmp_path)
    nieuw = Systeem(tmp_path, None)
    await nieuw.start_databank()
    assert nieuw.draai("migrate").popen.returncode == 0
    yield nieuw
    nieuw.ruim_op()


@pytest.fixture(scope="module")
def kafka() -> MockKafka:
    return MockKafka()


async def _status(poort: int, pad: str) -> int:
    try:
        async with httpx2.AsyncClient(timeout=10) as client:
            return (await client.get(f"http://127.0.0.1:{poort}/health/{pad}")).status_code
    except httpx2.HTTPError:
        return 0


async def _wacht_op(poorten: dict[str, int], status: int) -> None:
    """Wait until all of them answer so to 'are you ready'."""
    async with asyncio.timeout(90):
        for opdracht, poort in poorten.items():
            while await _status(poort, "ready") != status:  # noqa: ASYNC110 - it has no event
                await asyncio.sleep(0.1)
            assert await _status(poort, "live") == 200, opdracht


async def test_a_database_that_is_away_makes_all_unready_and_none_dead(
    systeem: Systeem, kafka: MockKafka
) -> None:
    kafka.create_topic("gezondheid")
    poorten = {opdracht: vrije_poort() for opdracht in _POORT}
    url = f"postgresql://nz_super@/nazorg?host={systeem.socket}"
    gewoon = {"NAZORG_DATABASE_URL": url, "NAZORG_KAFKA_TOPIC": "gezondheid"}
    for opdracht, poort in poorten.items():
        eigen = {_POORT[opdracht]: str(poort)}
        if opdracht == "consume":
            eigen["NAZORG_KAFKA_BOOTSTRAP"] = kafka.bootstrap
        systeem.start(opdracht, omgeving=gewoon | eigen)
    await _wacht_op(poorten, 200)

    databank = next(p for p in systeem.processen if "databank" in p.woorden)
    databank.popen.kill()
    databank.wacht(10)
    await _wacht_op(poorten, 503)
    await systeem.start_databank()
    await _wacht_op(poorten, 200)

    draaien = [p.woorden for p in systeem.processen if p.draait]
    assert {woorden[0] for woorden in draaien} >= set(_POORT)


@pytest.mark.kafka
@pytest.mark.skipif(not DIRECTORY, reason="set NAZORG_TEST_KAFKA_DIR: its Kafka asks a password")
async def test_delivering_is_ready_only_with_the_right_password_and_a_topic() -> None:
    topic = Topic(BOOTSTRAP)
    host, _, poort = BOOTSTRAP.rpartition(":")

    def uit(wachtwoord: str) -> KafkaUit:
        return KafkaUit(
            KafkaUitInstellingen(
                bootstrap=f"{host}:{int(poort) + 2}",
                topic=topic.naam,
                protocol="SASL_PLAINTEXT",
                sasl_mechanisme="PLAIN",
                sasl_gebruiker="nazorg",
                sasl_wachtwoord=wachtwoord,
            )
        )

    goed, fout = uit("proef"), uit("fout")
    assert not await goed.is_er()
    await maak_topic(naam=topic.naam)

    assert await goed.is_er()
    assert not await fout.is_er()
    await goed.sluit()
    await fout.sluit()


async def test_a_round_that_fails_is_life_and_not_readiness(
    deps: Deps, monkeypatch: pytest.MonkeyPatch
) -> None:
    nu = 1_000.0
    monkeypatch.setattr("time.monotonic", lambda: nu)
    hartslag = Hartslag(maak_bezorger(deps), LOGREGEL)
    hartslag.sla()
    assert hartslag.is_gereed()

    nu += 31
    hartslag.draai()
    assert (hartslag.is_levend(), hartslag.is_gereed()) == (True, False)
    hartslag.sla()
    assert hartslag.is_gereed()
    nu += 181
    assert not hartslag.is_levend()


def test_a_clock_that_does_not_tick_is_dead_and_a_long_job_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nu = 1_000.0
    monkeypatch.setattr("time.monotonic", lambda: nu)
    hartslag = Jobslag()
    hartslag.sla(is_bezig=True)

    nu += 899
    assert hartslag.is_levend()
    nu += 2
    assert not hartslag.is_levend()
    hartslag.sla(is_bezig=False)
    nu += 3 * ticker.TIK_SECONDEN + 1
    assert not hartslag.is_levend()


async def test_a_tick_is_noted_also_when_every_job_fails(deps: Deps) -> None:
    class Weg:
        klok = deps.klok

        @property
        def store(self) -> object:
            raise OSError

    hartslag = Jobslag(is_bezig=True)

    await ticker.tik(Weg(), hartslag)  # type: ignore[arg-type]

    assert not hartslag.is_bezig
    assert hartslag.is_levend()
