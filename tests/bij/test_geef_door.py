"""Others hear that a mayor decided: at least once, in order, and nothing more than that."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, ConsumerRecord

from nazorg.bij.besluit import Besluitsoort
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.contract.uitgaand import BijBesluit
from nazorg.deps import BijDeps
from nazorg.integrations.kafka_uit import KafkaUit, KafkaUitInstellingen
from nazorg.usecases.bij.besluit import Keuze, besluit
from nazorg.usecases.bij.toon import toon_lijst, toon_melding
from nazorg.usecases.bij.verantwoord import toon_beheer
from nazorg.usecases.bij.werk import Werker
from tests.bezorging.test_kafka_uit import BOOTSTRAP, maak_topic
from tests.bij.berichten import BSN, BUREN, NAAM, TIEL, gemeld
from tests.bij.conftest import stuur
from tests.bij.mensen import ANNE, BEHEER, BRAM, toegang
from tests.kafka.mock_kafka import MockKafka
from tests.klok import VasteKlok

pytestmark = pytest.mark.usefixtures("aangewezen")
BRON = "urn:nld:oin:00000099000000002000:systeem:nazorg"
VERBOD = Keuze(
    soort=Besluitsoort.GEBIEDSVERBOD, tot=date(2027, 1, 10), motivering="Onrust", gezien=0
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[MockKafka]:
    cluster = MockKafka()
    yield cluster
    cluster.close()


@pytest.fixture
async def kafka(cluster: MockKafka) -> AsyncIterator[KafkaUit]:
    kafka = _kafka(cluster.bootstrap, await maak_topic(cluster.bootstrap, cluster))
    yield kafka
    await kafka.sluit()


@pytest.fixture
def door(werker: Werker, kafka: KafkaUit) -> Werker:
    """The process as it is when a topic is set."""
    return replace(werker, topic=(kafka, BRON))


def _kafka(bootstrap: str, topic: str) -> KafkaUit:
    return KafkaUit(KafkaUitInstellingen(bootstrap=bootstrap, topic=topic, seconden=3))


async def _lees(
    bootstrap: str, kafka: KafkaUit, aantal: int = 1
) -> list[ConsumerRecord[bytes, bytes]]:
    """Return all that is on the topic: at least so many."""
    consumer = AIOKafkaConsumer(
        kafka._i.topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest"
    )
    await consumer.start()
    gelezen: list[ConsumerRecord[bytes, bytes]] = []
    try:
        async with asyncio.timeout(20):
            while (meer := await consumer.getmany(timeout_ms=500)) or len(gelezen) < aantal:
                gelezen += [record for records in meer.values() for record in records]
    finally:
        await consumer.stop()
    return gelezen


async def _besluit(bij: BijDeps, *, keer: int = 0, wie: str = TIEL) -> UUID:
    """Let the mayor of a gemeente decide about her alert; return which alert."""
    als = await toegang(bij, BRAM if wie == BUREN else ANNE)
    if not keer:
        await stuur(bij, gemeld(meldingId=f"BIJ-{wie}", ontvangerGemeente=wie))
    melding = (await toon_lijst(als)).regels[0].melding.id
    await besluit(melding, replace(VERBOD, gezien=keer), als)
    return melding


@pytest.mark.parametrize(
    "echt",
    [
        False,
        pytest.param(
            True,
            marks=[
                pytest.mark.kafka,
                pytest.mark.skipif(not BOOTSTRAP, reason="no Kafka: see tests/bezorging"),
            ],
        ),
    ],
    ids=["nagebootst", "echt"],
)
async def test_others_hear_once_that_there_is_a_decision_and_nothing_else(
    bij: BijDeps, werker: Werker, cluster: MockKafka, echt: bool
) -> None:
    bootstrap = BOOTSTRAP if echt else cluster.bootstrap
    kafka = _kafka(bootstrap, await maak_topic(bootstrap, None if echt else cluster))
    door = replace(werker, topic=(kafka, BRON))
    melding = await _besluit(bij)

    assert [await door.geef_door() for _ in range(2)] == [1, 0]

    (record,) = await _lees(bootstrap, kafka)
    await kafka.sluit()
    assert record.key == str(melding).encode()
    event = json.loads(record.value or b"")
    assert set(event) == {"specversion", "id", "source", "type", "time", "datacontenttype", "data"}
    assert (event["type"], event["source"]) == ("nl.nazorg.bij-besluit-genomen.v1", BRON)
    assert BijBesluit(**event["data"]).meldingId == melding
    for verboden in (NAAM, BSN, TIEL, "gebiedsverbod", "Onrust", ANNE.id, "BIJ-0281"):
        assert verboden.encode() not in (record.value or b"")
    (genomen,) = (await toon_melding(melding, await toegang(bij))).besluiten
    assert genomen.doorgegeven_op == bij.kamer.klok.nu()


async def test_the_decisions_about_one_alert_come_in_their_order(
    bij: BijDeps, door: Werker, kafka: KafkaUit, cluster: MockKafka, klok: VasteKlok
) -> None:
    melding = await _besluit(bij)
    klok.verder(minutes=1)
    ander = await _besluit(bij, wie=BUREN)
    klok.verder(minutes=1)
    await _besluit(bij, keer=1)

    assert await door.geef_door() == 3

    records = await _lees(cluster.bootstrap, kafka, 3)
    genomen = (await toon_melding(melding, await toegang(bij))).besluiten
    mijn = [r for r in records if r.key == str(melding).encode()]
    assert len({r.partition for r in mijn}) == 1
    tijden = [json.loads(r.value or b"")["time"] for r in mijn]
    assert tijden == [b.op.isoformat().replace("+00:00", "Z") for b in genomen]
    assert [r.key for r in records if r not in mijn] == [str(ander).encode()]


async def test_kafka_that_is_away_loses_nothing_and_becomes_an_alarm(
    bij: BijDeps, door: Werker, kafka: KafkaUit, cluster: MockKafka, klok: VasteKlok
) -> None:
    async def alarmen() -> list[BijAlarm]:
        beheer = await toon_beheer(BEHEER, bij.kamer)
        return [s for s, _, _ in beheer.alarmen if s is BijAlarm.BESLUIT_WACHT]

    await _besluit(bij)
    cluster.set_down(1)
    assert await door.geef_door() == 0
    assert await alarmen() == []
    klok.verder(minutes=31)
    assert await door.geef_door() == 0
    assert await alarmen() == [BijAlarm.BESLUIT_WACHT]

    cluster.set_up(1)
    assert await door.geef_door() == 1
    assert await alarmen() == []
    assert len(await _lees(cluster.bootstrap, kafka)) == 1
    assert door.mislukt == set()


async def test_a_crash_before_the_note_sends_the_same_event_again(
    bij: BijDeps,
    door: Werker,
    kafka: KafkaUit,
    cluster: MockKafka,
    eigenaar: asyncpg.Connection,
) -> None:
    await _besluit(bij)
    await door.geef_door()
    await eigenaar.execute("update bij.besluit set doorgegeven_op = null")
    await door.geef_door()

    een, twee = await _lees(cluster.bootstrap, kafka, 2)
    assert een.value == twee.value


async def test_without_a_topic_nothing_goes_out_and_nothing_is_wrong(
    bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    melding = await _besluit(bij)
    klok.verder(hours=2)

    assert await werker.geef_door() == 0

    (genomen,) = (await toon_melding(melding, await toegang(bij))).besluiten
    assert genomen.doorgegeven_op is None
    assert (await toon_beheer(BEHEER, bij.kamer)).alarmen == ()
