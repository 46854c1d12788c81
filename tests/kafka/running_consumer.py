"""Run the real consumer beside a test, and look at the topic from outside."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition

from nazorg.consumers.detentie import consume
from nazorg.consumers.instellingen import KafkaInstellingen, Tijden
from nazorg.consumers.voortgang import Voortgang
from nazorg.contract.binair import as_structured
from tests.kafka.fake_inbox import Inbox
from tests.kafka.producer import open_producer

Headers = Sequence[tuple[str, bytes | None]]

# As in production, but everything a test would otherwise wait for is short.
QUICK = Tijden(
    session_ms=1_500,
    heartbeat_ms=300,
    request_ms=6_000,
    herkansing_s=2.0,
    eerste_wacht_s=0.05,
    langste_wacht_s=0.3,
    vastleggen_s=4.0,
    metadata_ms=1_000,
    afronden_s=2.0,
    verlaten_s=1.0,
    ronde_s=0.1,
)


@dataclass
class Run:
    """A consumer that is running: ask it to stop, look how it is doing."""

    stop: asyncio.Event = field(default_factory=asyncio.Event)
    voortgang: Voortgang = field(default_factory=Voortgang)
    task: asyncio.Task[None] | None = None

    def restarts(self) -> int:
        return int(str(self.voortgang.toestand()["herstarts"]))

    async def end(self) -> float:
        """Stop gracefully; return the seconds that it took."""
        begin = time.monotonic()
        self.stop.set()
        assert self.task is not None
        await asyncio.wait_for(self.task, 12)
        return time.monotonic() - begin


@asynccontextmanager
async def consuming(
    inbox: Inbox, bootstrap: str, topic: str, *, sasl_wachtwoord: str | None = None
) -> AsyncIterator[Run]:
    run = Run()
    instellingen = KafkaInstellingen(
        bootstrap=bootstrap,
        topic=topic,
        groep="g",
        protocol="PLAINTEXT" if sasl_wachtwoord is None else "SASL_PLAINTEXT",
        sasl_mechanisme="PLAIN",
        sasl_gebruiker="nazorg",
        sasl_wachtwoord=sasl_wachtwoord or "",
        tijden=QUICK,
    )
    run.task = asyncio.create_task(
        consume(
            inbox,
            instellingen,
            stop=run.stop,
            as_structured=as_structured,
            zet_apart=inbox.zet_apart,
            voortgang=run.voortgang,
        )
    )
    try:
        yield run
    finally:
        await run.end()


async def until(is_so: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until it is so; fail when it takes too long."""
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - what we wait for has no event
            await asyncio.sleep(0.02)


async def send(
    bootstrap: str,
    topic: str,
    values: Iterable[bytes | None],
    headers: Headers = (),
    *,
    keys_from: int = 0,
) -> None:
    """Send in order, to one partition per key; the key is the position after `keys_from`."""
    async with open_producer(bootstrap, acks="all", linger_ms=20) as producer:
        sent = [
            await producer.send(topic, value, key=str(number % 7).encode(), headers=list(headers))
            for number, value in enumerate(values, keys_from)
        ]
        await asyncio.gather(*sent)


async def committed(bootstrap: str, topic: str, partitions: int = 2) -> int:
    """Return the sum of the committed offsets of group g."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, group_id="g", enable_auto_commit=False)
    all_partitions = [TopicPartition(topic, number) for number in range(partitions)]
    consumer.assign(all_partitions)
    await consumer.start()
    try:
        return sum([await consumer.committed(each) or 0 for each in all_partitions])
    finally:
        await consumer.stop()
