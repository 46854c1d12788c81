"""Our own topic: keyed by dossier, in order, and a producer that is made anew after a fault."""

import asyncio
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from uuid import UUID

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from nazorg.berichten.bezorging import Antwoord, Bezorgreden, Zending
from nazorg.berichten.spoor import Spoor
from nazorg.deps import Deps
from nazorg.integrations.kafka_uit import KafkaUit, KafkaUitInstellingen
from tests.bezorging.conftest import bezorg, maak_bezorger, schrijf
from tests.kafka.mock_kafka import MockKafka
from tests.klok import VasteKlok

BOOTSTRAP = os.environ.get("NAZORG_TEST_KAFKA_BOOTSTRAP", "")  # noqa: TID251 - a test may
PRODUCE = 0
OUT_OF_ORDER, UNKNOWN_PRODUCER, TOO_LARGE, NOT_LEADER = 45, 59, 10, 6
ZENDING = Zending(UUID(int=7), UUID(int=1), b"{}")


@pytest.fixture(scope="module")
def cluster() -> Iterator[MockKafka]:
    cluster = MockKafka()
    yield cluster
    cluster.close()


async def maak_topic(bootstrap: str, cluster: MockKafka | None) -> str:
    naam = f"nazorg.dossier.v1-{uuid.uuid4().hex[:8]}"
    if cluster is not None:
        cluster.create_topic(naam, 4)
        return naam
    beheer = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await beheer.start()
    try:
        await beheer.create_topics([NewTopic(naam, 4, 1)])
    finally:
        await beheer.close()
    return naam


@pytest.fixture
async def kafka(cluster: MockKafka) -> AsyncIterator[KafkaUit]:
    topic = await maak_topic(cluster.bootstrap, cluster)
    kafka = KafkaUit(KafkaUitInstellingen(bootstrap=cluster.bootstrap, topic=topic, seconden=5))
    yield kafka
    await kafka.sluit()


async def lees(bootstrap: str, topic: str, aantal: int) -> list[tuple[str, str]]:
    """Return (key, id) of so many records, in order per partition."""
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        isolation_level="read_committed",
    )
    await consumer.start()
    gelezen: list[tuple[str, str]] = []
    try:
        async with asyncio.timeout(20):
            while len(gelezen) < aantal:
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    gelezen += [(r.key.decode(), r.value.decode().split('"')[7]) for r in records]
    finally:
        await consumer.stop()
    return gelezen


@pytest.mark.parametrize(
    "echt",
    [
        False,
        pytest.param(
            True,
            marks=[
                pytest.mark.kafka,
                pytest.mark.skipif(
                    not BOOTSTRAP,
                    reason="no Kafka: deploy/kafka.sh start, then set NAZORG_TEST_KAFKA_BOOTSTRAP",
                ),
            ],
        ),
    ],
    ids=["nagebootst", "echt"],
)
async def test_events_come_on_the_topic_in_order_per_dossier(
    echt: bool, deps: Deps, cluster: MockKafka
) -> None:
    bootstrap = BOOTSTRAP if echt else cluster.bootstrap
    topic = await maak_topic(bootstrap, None if echt else cluster)
    geschreven = {str(UUID(int=n)): await schrijf(deps, UUID(int=n), 4) for n in range(1, 9)}
    kafka = KafkaUit(KafkaUitInstellingen(bootstrap=bootstrap, topic=topic, seconden=10))

    await bezorg(maak_bezorger(deps, kafka=kafka))

    gelezen = await lees(bootstrap, topic, 32)
    assert len(gelezen) == 32
    for dossier, ids in geschreven.items():
        assert [id_ for sleutel, id_ in gelezen if sleutel == dossier] == [str(i) for i in ids]
    await kafka.sluit()


async def test_the_trace_of_what_caused_an_event_is_in_its_headers(
    kafka: KafkaUit, cluster: MockKafka
) -> None:
    spoor = Spoor("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "rojo=1")
    for n, met in enumerate((spoor, None)):
        zending = Zending(UUID(int=n), UUID(int=1), b"{}", met)
        assert await kafka.verzend(zending) == Antwoord()

    consumer = AIOKafkaConsumer(
        kafka._i.topic, bootstrap_servers=cluster.bootstrap, auto_offset_reset="earliest"
    )
    await consumer.start()
    met_spoor, zonder = [await consumer.getone() for _ in range(2)]
    await consumer.stop()
    assert dict(met_spoor.headers) | {"content-type": b""} == {
        "content-type": b"",
        "traceparent": spoor.traceparent.encode(),
        "tracestate": b"rojo=1",
    }
    assert [naam for naam, _ in zonder.headers] == ["content-type"]


@pytest.mark.parametrize("code", [OUT_OF_ORDER, UNKNOWN_PRODUCER])
async def test_after_a_fault_that_breaks_the_producer_a_new_one_sends(
    code: int, cluster: MockKafka, kafka: KafkaUit
) -> None:
    assert await kafka.verzend(ZENDING) == Antwoord()
    eerste = kafka._producer
    cluster.answer_with(PRODUCE, *[code] * 3)

    antwoord = await kafka.verzend(ZENDING)

    if antwoord.reden is not None:
        assert antwoord.reden is Bezorgreden.STORING
        assert kafka._producer is not eerste
    cluster.answer_with(PRODUCE)
    async with asyncio.timeout(20):
        while (await kafka.verzend(ZENDING)).reden is not None:  # noqa: ASYNC110 - a new try
            await asyncio.sleep(0.05)


async def test_a_message_that_kafka_does_not_want_is_refused_for_good(
    cluster: MockKafka, kafka: KafkaUit
) -> None:
    assert await kafka.verzend(ZENDING) == Antwoord()
    cluster.answer_with(PRODUCE, TOO_LARGE)

    assert (await kafka.verzend(ZENDING)).reden is Bezorgreden.GEWEIGERD
    assert await kafka.verzend(ZENDING) == Antwoord(), "the producer itself is in order"


async def test_a_cluster_that_is_away_is_an_answer_and_not_a_fault(klok: VasteKlok) -> None:
    eigen = MockKafka()
    topic = await maak_topic(eigen.bootstrap, eigen)
    kafka = KafkaUit(KafkaUitInstellingen(bootstrap=eigen.bootstrap, topic=topic, seconden=2))
    assert await kafka.verzend(ZENDING) == Antwoord()

    eigen.set_down()
    weg = await asyncio.gather(*(kafka.verzend(ZENDING) for _ in range(5)))
    assert {a.reden for a in weg} <= {Bezorgreden.GEEN_VERBINDING, Bezorgreden.GEEN_ANTWOORD}
    assert None not in {a.reden for a in weg}
    eigen.set_up()
    async with asyncio.timeout(20):
        while (await kafka.verzend(ZENDING)).reden is not None:  # noqa: ASYNC110 - a new try
            await asyncio.sleep(0.1)

    await kafka.sluit()
    eigen.close()


async def test_who_was_closed_opens_nothing_any_more(kafka: KafkaUit) -> None:
    """Somebody asks whether Kafka is there while the process is stopping."""
    assert await kafka.is_er()
    await kafka.sluit()

    assert not await kafka.is_er()
    assert (await kafka.verzend(ZENDING)).reden is Bezorgreden.GEEN_VERBINDING
    assert kafka._producer is None


async def test_nobody_at_the_address_is_an_answer_too() -> None:
    kafka = KafkaUit(KafkaUitInstellingen(bootstrap="127.0.0.1:1", topic="t", seconden=2))

    assert (await kafka.verzend(ZENDING)).reden is Bezorgreden.GEEN_VERBINDING
    await kafka.sluit()
