"""Kafka as its users see it: the real one where it is given, else the cluster of librdkafka."""

import asyncio
import os
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.protocol.group import LeaveGroupRequest

from tests.e2e.stroom import sleutel_van
from tests.kafka.mock_kafka import MockKafka
from tests.kafka.producer import open_producer

BOOTSTRAP = os.environ.get("NAZORG_TEST_KAFKA_BOOTSTRAP", "")  # noqa: TID251 - a test may
PARTITIES = 8
_HEADERS = [("content-type", b"application/cloudevents+json; charset=utf-8")]


@dataclass
class Topic:
    """A topic of its own, with the group that reads it."""

    bootstrap: str
    naam: str = field(default_factory=lambda: f"justid.detentie.v1-{uuid.uuid4().hex[:8]}")
    groep: str = field(default_factory=lambda: f"nazorg-{uuid.uuid4().hex[:8]}")

    @property
    def omgeving(self) -> dict[str, str]:
        return {
            "NAZORG_KAFKA_BOOTSTRAP": self.bootstrap,
            "NAZORG_KAFKA_TOPIC": self.naam,
            "NAZORG_KAFKA_GROEP": self.groep,
        }

    async def stuur(self, regels: Sequence[bytes], *, max_bytes: int = 1_048_576) -> None:
        """Send in order, keyed by person, raw: what is broken stays broken."""
        async with open_producer(
            self.bootstrap, acks="all", linger_ms=5, max_request_size=max_bytes
        ) as producer:
            verzonden = [
                await producer.send(self.naam, r, key=sleutel_van(r), headers=_HEADERS)
                for r in regels
            ]
            await asyncio.gather(*verzonden)

    @asynccontextmanager
    async def kijk(self, partities: int = PARTITIES) -> AsyncIterator["Groepkijker"]:
        """Look how far the group is, without being of it."""
        kijker = AIOKafkaConsumer(
            bootstrap_servers=self.bootstrap, group_id=self.groep, enable_auto_commit=False
        )
        alle = [TopicPartition(self.naam, nummer) for nummer in range(partities)]
        kijker.assign(alle)
        await kijker.start()
        try:
            yield Groepkijker(kijker, alle)
        finally:
            await kijker.stop()

    async def wacht_tot_gelezen(self, seconden: float = 60, *, partities: int = PARTITIES) -> None:
        """Wait until the group has committed everything that is on the topic."""
        einde = time.monotonic() + seconden
        async with self.kijk(partities) as groep:
            doel = await groep.einde()
            while (gelezen := await groep.gelezen()) < doel:
                assert time.monotonic() < einde, f"{gelezen} of {doel} after {seconden} s"
                await asyncio.sleep(0.05)

    async def gelezen(self) -> int:
        """Return how many messages the group has committed."""
        async with self.kijk() as groep:
            return await groep.gelezen()

    async def verwijder_leden(self) -> None:
        """Let the group forget who was killed, as a broker does by itself after 20 seconds."""
        beheer = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await beheer.start()
        try:
            waar = await beheer.find_coordinator(self.groep)
            (antwoord,) = await beheer.describe_consumer_groups([self.groep], waar)
            for lid in antwoord.to_object()["groups"][0]["members"]:
                weg = LeaveGroupRequest(self.groep, lid["member_id"])
                await beheer._send_request(weg, waar)
        finally:
            await beheer.close()


@dataclass(frozen=True)
class Groepkijker:
    """What is on the partitions of a topic, and how much of it a group has committed."""

    kijker: AIOKafkaConsumer
    partities: list[TopicPartition]

    async def einde(self) -> int:
        return sum((await self.kijker.end_offsets(self.partities)).values())

    async def gelezen(self) -> int:
        return sum([await self.kijker.committed(p) or 0 for p in self.partities])


async def maak_topic(nagebootst: MockKafka | None) -> Topic:
    """Make a topic of eight partitions, on the real Kafka or on the given cluster."""
    if nagebootst is not None:
        topic = Topic(nagebootst.bootstrap)
        nagebootst.create_topic(topic.naam, PARTITIES)
        return topic
    topic = Topic(BOOTSTRAP)
    beheer = AIOKafkaAdminClient(bootstrap_servers=BOOTSTRAP)
    await beheer.start()
    try:
        await beheer.create_topics([NewTopic(topic.naam, PARTITIES, 1)])
    finally:
        await beheer.close()
    return topic
