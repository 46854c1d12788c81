"""A consumer on real Apache Kafka and real PostgreSQL, beside a test that makes its life hard."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.commands.opbouw import build_deps
from nazorg.consumers._leven import Leven
from nazorg.consumers.detentie import consume
from nazorg.consumers.instellingen import KafkaInstellingen, Tijden
from nazorg.consumers.voortgang import Voortgang
from nazorg.contract.binair import as_structured
from nazorg.deps import Deps
from nazorg.kern.klok import SysteemKlok
from nazorg.referentie.kennis import load_kennis
from nazorg.referentie.laden import load_profielen
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.store.verbinding import Databank
from nazorg.synthetic.generate import generate
from nazorg.usecases.onderhoud import verifieer_audit
from nazorg.usecases.toon_status import toon_status
from nazorg.usecases.vergelijk_waarheid import vergelijk_waarheid
from tests.conftest import SLEUTEL
from tests.e2e.kafka import BOOTSTRAP, Topic
from tests.kafka.running_consumer import QUICK, Run

# As QUICK, with a session that a machine which is busy with other work does not miss by itself.
RUSTIG = replace(QUICK, session_ms=6_000, heartbeat_ms=1_000, request_ms=12_000)
# The directory that was given to deploy/kafka.sh, for who kills the broker or asks for a password.
DIRECTORY = os.environ.get("NAZORG_TEST_KAFKA_DIR", "")  # noqa: TID251 - a test may ask
SCRIPT = Path(__file__).parents[2] / "deploy" / "kafka.sh"


@dataclass(frozen=True)
class Jaar:
    """An invented year: what is sent, and what must come of it."""

    regels: list[bytes]
    waarheid: dict[str, Any]

    @property
    def uniek(self) -> int:
        return int(self.waarheid["berichten"]["uniek"])

    def schrijf_waarheid(self, pad: Path) -> Path:
        """Write the truth for `nazorg status --truth`."""
        pad.write_text(json.dumps(self.waarheid))
        return pad


def verzin_jaar(profiel: str = "nijmegen", *, ruis: bool = True) -> Jaar:
    opbrengst = generate(load_profielen()[profiel], jaar=2020, seed=1, noise=ruis)
    regels = [regel.encode("utf-8", "surrogateescape") for regel in opbrengst.regels]
    return Jaar(regels, opbrengst.waarheid)


@dataclass
class Ingang:
    """What the consumer calls: the real thing, with switches. Counts what it was asked."""

    deps: Deps
    seconden: float = 0.0
    berichten: list[int] = field(default_factory=list)
    apart: list[RuwBericht] = field(default_factory=list)
    bezig: asyncio.Event = field(default_factory=asyncio.Event)

    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        self.berichten.append(len(berichten))
        self.bezig.set()
        await asyncio.sleep(self.seconden)
        return await self.deps.ontvang(berichten)

    async def zet_apart(self, bericht: RuwBericht) -> Ontvangst:
        self.apart.append(bericht)
        return await self.deps.zet_apart(bericht)


_levens: dict[int, list[Leven]] = {}


class BekekenLeven(Leven):
    """A life that a test can look into."""

    def __init__(self, *args: Any, voortgang: Voortgang, **rest: Any) -> None:
        super().__init__(*args, voortgang=voortgang, **rest)
        _levens.setdefault(id(voortgang), []).append(self)


@dataclass
class Lezer(Run):
    """A consumer that runs, its door to the database, and what it holds of Kafka."""

    ingang: Ingang = field(kw_only=True)

    @property
    def consumer(self) -> AIOKafkaConsumer:
        """Return the consumer of the life that it lives now."""
        consumer = _levens[id(self.voortgang)][-1].subscriber.consumer
        assert consumer is not None
        return consumer

    @property
    def generatie(self) -> int:
        """Which rebalance of the group this consumer knows of."""
        return int(self.consumer._coordinator.generation)

    def partities(self) -> set[int]:
        return {partitie.partition for partitie in self.consumer.assignment()}


@asynccontextmanager
async def lezend(
    ingang: Ingang,
    topic: Topic,
    *,
    max_records: int = 500,
    tijden: Tijden = RUSTIG,
    **beveiliging: Any,
) -> AsyncIterator[Lezer]:
    """Let a consumer read the topic until the end of the block."""
    lezer = Lezer(ingang=ingang)
    instellingen = KafkaInstellingen(
        **({"bootstrap": topic.bootstrap} | beveiliging),
        topic=topic.naam,
        groep=topic.groep,
        max_records=max_records,
        tijden=tijden,
    )
    _levens[id(lezer.voortgang)] = []
    lezer.task = asyncio.create_task(
        consume(
            ingang,
            instellingen,
            stop=lezer.stop,
            as_structured=as_structured,
            zet_apart=ingang.zet_apart,
            voortgang=lezer.voortgang,
        )
    )
    try:
        yield lezer
    finally:
        await lezer.end()


@dataclass
class Proefstand:
    """One test: an empty database, and whoever works on it."""

    databank: Databank
    kijker: asyncpg.Connection
    stapel: list[Store] = field(default_factory=list)

    def ingang(self, **anders: Any) -> Ingang:
        """Return a door of its own, with its own connections, as another process would have."""
        store = Store(self.databank, verbindingen=3)
        self.stapel.append(store)
        kluis = Kluis(SLEUTEL, compartiment="nazorg")
        return Ingang(build_deps(store, kluis, load_kennis(), SysteemKlok()), **anders)

    async def tel(self, waar: str = "true") -> int:
        return int(await self.kijker.fetchval(f"select count(*) from nazorg.bericht where {waar}"))

    async def wacht_op(self, aantal: int, waar: str = "true", seconden: float = 40) -> None:
        """Wait until there are so many messages."""
        async with asyncio.timeout(seconden):
            while await self.tel(waar) < aantal:  # noqa: ASYNC110 - another process makes it so
                await asyncio.sleep(0.02)

    async def is_de_waarheid(self, jaar: Jaar) -> None:
        """Nothing lost, nothing doubled, and the chain of the audit log is whole."""
        store = Store(self.databank, verbindingen=1)
        try:
            stand = await toon_status(store)
            assert await vergelijk_waarheid(store, stand, jaar.waarheid) == []
            await verifieer_audit(store)
        finally:
            await store.close()

    async def sluit(self) -> None:
        for store in self.stapel:
            await store.close()


async def maak_topic(
    partities: int = 8, *, naam: str | None = None, instellingen: dict[str, str] | None = None
) -> Topic:
    topic = Topic(BOOTSTRAP) if naam is None else Topic(BOOTSTRAP, naam)
    beheer = AIOKafkaAdminClient(bootstrap_servers=BOOTSTRAP)
    await beheer.start()
    try:
        nieuw = NewTopic(topic.naam, partities, 1, topic_configs=instellingen or {})
        await beheer.create_topics([nieuw])
        # Until its leaders are known, a producer would wait a second at its first try.
        async with asyncio.timeout(10):
            while True:
                (stand,) = await beheer.describe_topics([topic.naam])
                if len([p for p in stand["partitions"] if p["leader"] >= 0]) == partities:
                    return topic
                await asyncio.sleep(0.05)
    finally:
        await beheer.close()


def partitie(topic: Topic, nummer: int) -> TopicPartition:
    return TopicPartition(topic.naam, nummer)
