"""Kafka as its users see it: the real one where it is given, else the cluster of librdkafka."""

import asyncio
import os
import time
import uuid
from collections.abc import Sequence
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

    async def wacht_tot_gelezen(self, seconden: float = 60, *, partities: int = PARTITIES) -> None:
        """Wait until the group has committed everything that is on the topic."""
        kijker = AIOKafkaConsumer(
            bootstrap_servers=self.bootstrap, group_id=self.groep, enable_auto_commit=False
        )
        alle = [TopicPartition(self.naam, nummer) for nummer in range(partities)]
        kijker.assign(alle)
        await kijker.start()
        einde = time.monotonic() + seconden
        try:
            doel = sum((await kijker.end_offsets(alle)).values())
            while (gelezen := await tel_vastgelegd(kijker, alle)) < doel:
                assert time.monotonic() < einde, f"{gelezen} of {doel} after {seconden} s"
                await asyncio.sleep(0.05)
        finally:
            await kijker.stop()

    async def gelezen(self) -> int:
        """Return how many messages the group has committed."""
        kijker = AIOKafkaConsumer(
            bootstrap_servers=self.bootstrap, group_id=self.groep, enable_auto_commit=False
        )
        alle = [TopicPartition(self.naam, nummer) for nummer in range(PARTITIES)]
        kijker.assign(alle)
        await kijker.start()
        try:
            return await tel_vastgelegd(kijker, alle)
        finally:
            await kijker.stop()

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


async def tel_vastgelegd(kijker: AIOKafkaConsumer, partities: list[TopicPartition]) -> int:
    return sum([await kijker.committed(p) or 0 for p in partities])


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
