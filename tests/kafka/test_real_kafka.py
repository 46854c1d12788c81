"""The consumer as processes against a real Apache Kafka: killed, rebalanced, the broker killed.

NAZORG_TEST_KAFKA_BOOTSTRAP: where it is. NAZORG_TEST_KAFKA_DIR: the directory that was given to
deploy/kafka.sh, for the test that kills the broker.
"""

import asyncio
import itertools
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.kafka.fake_inbox import Inbox
from tests.kafka.running_consumer import consuming, send, until

BOOTSTRAP = os.environ.get("NAZORG_TEST_KAFKA_BOOTSTRAP", "")  # noqa: TID251 - a test may
DIRECTORY = os.environ.get("NAZORG_TEST_KAFKA_DIR", "")  # noqa: TID251
HERE = Path(__file__).parent
SCRIPT = HERE.parent.parent / "deploy" / "kafka.sh"

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.skipif(
        not BOOTSTRAP,
        reason="no Kafka: deploy/kafka.sh start, then set NAZORG_TEST_KAFKA_BOOTSTRAP as it says",
    ),
]


class Group:
    """Consumer processes of one group, and the database that they share."""

    def __init__(self, directory: Path) -> None:
        self.topic = f"justid.detentie.v1-{uuid.uuid4().hex[:8]}"
        self._database = directory / "inbox.db"
        self._log = (directory / "consumer.log").open("ab")
        self._processes: list[subprocess.Popen[bytes]] = []

    async def create_topic(self, partitions: int = 8) -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=BOOTSTRAP)
        await admin.start()
        try:
            await admin.create_topics([NewTopic(self.topic, partitions, 1)])
        finally:
            await admin.close()

    def start(self, hang_after: int = 0) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(HERE / "consumer_process.py"), BOOTSTRAP, self.topic]
        process = subprocess.Popen(
            [*command, self.topic, str(self._database), str(hang_after)],
            stdout=subprocess.PIPE,
            stderr=self._log,
            cwd=HERE.parent.parent,
        )
        self._processes.append(process)
        return process

    def ask(self, question: str) -> list[tuple[object, ...]]:
        if not self._database.exists():
            return []
        connection = sqlite3.connect(self._database, timeout=20)
        try:
            return list(connection.execute(question))
        except sqlite3.OperationalError:
            return []  # not made yet
        finally:
            connection.close()

    def count(self) -> int:
        return len(self.ask("SELECT 1 FROM inbox"))

    def bodies(self) -> set[object]:
        return {row[0] for row in self.ask("SELECT inhoud FROM inbox")}

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
            assert process.stdout
            process.stdout.close()
        self._log.close()


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    group = Group(tmp_path)
    yield group
    group.close()


def bodies(numbers: range) -> list[bytes | None]:
    """Numbered bodies; the key is the number modulo 7, so that each key has an order."""
    return [str(number).encode() for number in numbers]


async def test_killed_between_database_commit_and_offset_commit_it_reads_again_and_doubles_nothing(
    group: Group,
) -> None:
    await group.create_topic()
    await send(BOOTSTRAP, group.topic, bodies(range(300)))
    victim = group.start(hang_after=2)
    assert victim.stdout
    await asyncio.to_thread(victim.stdout.readline)
    victim.kill()
    before = group.count()

    group.start()
    await until(lambda: group.count() == 300, 40)

    assert 0 < before < 300
    assert group.bodies() == set(bodies(range(300)))
    assert len(group.ask("SELECT 1 FROM poging")) > 300


async def test_killed_at_random_moments_it_loses_and_doubles_nothing(group: Group) -> None:
    await group.create_topic()
    chance = random.Random(1)
    await send(BOOTSTRAP, group.topic, bodies(range(20_000)))
    for _ in range(5):
        victim = group.start()
        begin = group.count()
        await until(lambda at=begin: group.count() > at or group.count() == 20_000, 40)  # type: ignore[misc]
        await asyncio.sleep(chance.uniform(0, 0.5))
        victim.kill()
        victim.wait()

    group.start()
    await until(lambda: group.count() == 20_000, 60)

    assert group.bodies() == set(bodies(range(20_000)))


async def test_broken_headers_cost_no_neighbour(group: Group) -> None:
    await group.create_topic(1)
    for number, value in enumerate((None, b"\xff\xfe", b"fine", b"")):
        await send(BOOTSTRAP, group.topic, bodies(range(number, number + 1)), [("x", value)])
    await send(BOOTSTRAP, group.topic, [None, *bodies(range(4, 6))])

    group.start()
    await until(lambda: group.count() == 7, 30)

    assert group.bodies() == {b"", *bodies(range(6))}


@pytest.mark.parametrize("consumers", [1, 2, 4])
async def test_the_order_per_person_is_kept_while_consumers_come_and_go(
    group: Group, consumers: int
) -> None:
    await group.create_topic(8)
    await send(BOOTSTRAP, group.topic, bodies(range(2_000)))
    running = [group.start()]
    await until(lambda: group.count() > 0, 30)
    for step in range(1, consumers):
        running.append(group.start())
        await send(BOOTSTRAP, group.topic, bodies(range(step * 2_000, step * 2_000 + 2_000)))
    total = consumers * 2_000
    await until(lambda: group.count() == total, 60)

    running[0].send_signal(signal.SIGTERM)
    begin = time.monotonic()
    await asyncio.to_thread(running[0].wait, 10)
    assert time.monotonic() - begin < 10
    per_key = defaultdict(list)
    for (inhoud,) in group.ask("SELECT CAST(inhoud AS TEXT) FROM inbox ORDER BY volgnummer"):
        number = int(str(inhoud))
        per_key[(number % 2_000) % 7].append(number)
    assert all(a < b for numbers in per_key.values() for a, b in itertools.pairwise(numbers))


async def test_it_waits_for_a_topic_that_does_not_exist_yet(group: Group, tmp_path: Path) -> None:
    group.start()
    log = tmp_path / "consumer.log"
    await until(lambda: b"consumer.topic_missing" in log.read_bytes(), 30)

    await group.create_topic(2)
    await send(BOOTSTRAP, group.topic, bodies(range(10)))

    await until(lambda: group.count() == 10, 30)


@pytest.mark.skipif(not DIRECTORY, reason="set NAZORG_TEST_KAFKA_DIR: its Kafka asks a password")
async def test_wrong_credentials_are_said_clearly_and_tried_again(
    group: Group,
    inbox: Inbox,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    host, _, port = BOOTSTRAP.rpartition(":")
    guarded = f"{host}:{int(port) + 2}"
    await group.create_topic()
    await send(BOOTSTRAP, group.topic, bodies(range(5)))

    async with consuming(inbox, guarded, group.topic, sasl_wachtwoord="wrong") as run:
        await until(lambda: run.restarts() >= 2, 30)
    said = capsys.readouterr().out + caplog.text
    async with consuming(inbox, guarded, group.topic, sasl_wachtwoord="proef"):
        await until(lambda: len(inbox.rows) == 5, 30)

    assert "kafka.not_reachable" in said
    assert "Invalid username or password" in said
    assert "wrong" not in said


@pytest.mark.skipif(not DIRECTORY, reason="set NAZORG_TEST_KAFKA_DIR to let the broker be killed")
async def test_a_broker_that_is_killed_and_comes_back_costs_nothing(group: Group) -> None:
    async def kafka(command: str, *rest: str) -> None:
        process = await asyncio.create_subprocess_exec(SCRIPT, command, DIRECTORY, *rest)
        assert await process.wait() == 0

    await group.create_topic()
    group.start()
    await send(BOOTSTRAP, group.topic, bodies(range(3_000)))
    await until(lambda: group.count() > 0, 30)

    await kafka("kill")
    await asyncio.sleep(3)
    await kafka("start", BOOTSTRAP.rpartition(":")[2])
    await send(BOOTSTRAP, group.topic, bodies(range(3_000, 3_100)))

    await until(lambda: group.count() == 3_100, 60)
    assert group.bodies() == set(bodies(range(3_100)))
