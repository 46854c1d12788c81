"""The runbooks of which every step can be a test: restore with replay, and a full database."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest

from nazorg.store._embedded_place import binaries, server_user
from tests.conftest import laat_door
from tests.e2e.kafka import BOOTSTRAP, Topic
from tests.e2e.systeem import MAP, Proces, Systeem, tot, vrije_poort
from tests.vuur.proefstand import Jaar, maak_topic, verzin_jaar

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.skipif(
        not BOOTSTRAP,
        reason="no Kafka: deploy/kafka.sh start, then set NAZORG_TEST_KAFKA_BOOTSTRAP as it says",
    ),
]
_TEL = "select count(*) from nazorg.bericht"


@pytest.fixture(scope="module")
def jaar() -> Jaar:
    return verzin_jaar()


@pytest.fixture
async def systeem(tmp_path: Path) -> AsyncIterator[Systeem]:
    laat_door(tmp_path)
    nieuw = Systeem(tmp_path, None)
    await _begin(nieuw)
    yield nieuw
    nieuw.ruim_op()


async def _begin(systeem: Systeem) -> Proces:
    databank = await systeem.start_databank()
    assert databank is not None
    assert systeem.draai("migrate").popen.returncode == 0
    return databank


def _consume(systeem: Systeem, topic: Topic, **anders: str) -> Proces:
    url = f"postgresql://nz_super@/nazorg?host={systeem.socket}"
    omgeving = topic.omgeving | {"NAZORG_DATABASE_URL": url} | anders
    return systeem.start("consume", omgeving=omgeving)


def _pg(systeem: Systeem, programma: str, *woorden: str) -> None:
    """Run a tool of PostgreSQL as superuser; it must succeed."""
    bin_ = binaries(server_user(systeem.data))
    opdracht = [str(bin_ / programma), "-h", str(systeem.socket), "-U", "nz_super", *woorden]
    klaar = subprocess.run(opdracht, capture_output=True, check=False, cwd=MAP)
    assert klaar.returncode == 0, klaar.stderr.decode()


async def _is_de_waarheid(systeem: Systeem, jaar: Jaar) -> None:
    assert systeem.draai("verify-audit").popen.returncode == 0
    waarheid = jaar.schrijf_waarheid(systeem.map_ / "waarheid.json")
    proces = systeem.draai("status", "--json", "--truth", str(waarheid))
    assert proces.popen.returncode == 0, proces.tekst


async def test_restore_and_reading_kafka_again_ends_in_the_truth(
    systeem: Systeem, jaar: Jaar
) -> None:
    topic, dump = await maak_topic(), systeem.map_ / "nazorg.dump"
    await topic.stuur(jaar.regels[:300])
    eerste = _consume(systeem, topic)
    await topic.wacht_tot_gelezen()
    _pg(systeem, "pg_dump", "-Fc", "-f", str(dump), "nazorg")
    toen = await systeem.vraag(_TEL)
    await topic.stuur(jaar.regels[300:])
    await topic.wacht_tot_gelezen()

    # 1. Stop all parts; keep the damaged database under another name.
    assert eerste.stop() == 0
    _pg(systeem, "psql", "-d", "postgres", "-c", "alter database nazorg rename to nazorg_stuk")
    # 2. and 3. As the runbook says, word for word.
    _pg(systeem, "createdb", "nazorg")
    _pg(systeem, "psql", "-v", "ON_ERROR_STOP=1", "-d", "nazorg", "-f", "deploy/rollen.sql")
    herstel = ("--clean", "--if-exists", "--exit-on-error", "-d", "nazorg", str(dump))
    _pg(systeem, "pg_restore", *herstel)
    assert systeem.draai("migrate").popen.returncode == 0
    assert systeem.draai("verify-audit").popen.returncode == 0
    assert await systeem.vraag(_TEL) == toen < jaar.uniek
    # 4. Another group has no offsets, so it begins at the oldest message.
    topic.groep += "-herstel"
    tweede = _consume(systeem, topic)
    await topic.wacht_tot_gelezen()

    assert tweede.stop() == 0
    await _is_de_waarheid(systeem, jaar)


@pytest.fixture
def klein_volume(tmp_path: Path) -> Iterator[Path]:
    """A volume of 200 MB; only root can make one."""
    plek = tmp_path / "volume"
    plek.mkdir()
    laat_door(plek)
    grootte = ["mount", "-t", "tmpfs", "-o", "size=200m,mode=0711", "tmpfs", str(plek)]
    if os.geteuid() != 0 or subprocess.run(grootte, capture_output=True, check=False).returncode:
        pytest.skip("only root on a machine of its own can make a volume that fills up")
    yield plek
    subprocess.run(["umount", "-l", str(plek)], check=False)


async def test_a_database_that_is_full_loses_nothing_and_goes_on_when_there_is_room(
    klein_volume: Path, jaar: Jaar
) -> None:
    systeem, topic, poort = Systeem(klein_volume, None), await maak_topic(), vrije_poort()
    try:
        databank = await _begin(systeem)
        consumer = _consume(systeem, topic, NAZORG_CONSUMER_PORT=str(poort), NAZORG_BATCH="20")
        await topic.stuur(jaar.regels[:100])
        await topic.wacht_tot_gelezen()
        # Something else fills the volume.
        ballast = klein_volume / "ballast"
        vrij = shutil.disk_usage(klein_volume).free
        with ballast.open("wb") as bestand:
            os.posix_fallocate(bestand.fileno(), 0, vrij - 100_000)
        await topic.stuur(jaar.regels[100:])
        gereed = f"http://127.0.0.1:{poort}/health/ready"
        await tot(lambda: httpx2.get(gereed, timeout=10).status_code == 503, 60)
        # Not in the log of PostgreSQL: that is on the same volume, and full is full.
        await tot(lambda: "DiskFullError" in consumer.tekst, 10)
        # The process lives, and waits.
        assert httpx2.get(gereed.replace("ready", "live"), timeout=10).status_code == 200

        # 2. Make the volume bigger. 3. Start PostgreSQL: it repairs itself.
        ballast.unlink()
        databank.popen.kill()
        databank.wacht(20)
        await systeem.start_databank()
        await topic.wacht_tot_gelezen()
        assert await asyncio.to_thread(consumer.stop) == 0
        await _is_de_waarheid(systeem, jaar)
    finally:
        systeem.ruim_op()
