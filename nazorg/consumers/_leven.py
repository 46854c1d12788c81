"""One life of the consumer: from joining the group to leaving it, or to its first failure.

Two batches are on their way: while PostgreSQL writes one, the next is read and folded (ADR 0020).
What is about one key waits for what came before it; what is about others may become durable in any
order, because state is a function of the set of messages. What is committed may not.

Why nothing is lost: only `_leg_vast` commits, only offsets of a batch that is durable, only when
every batch before it is, and only while no batch of this life went missing. A batch is noted when
it is fetched and struck off when it and all before it are durable; one that fails, or that was not
begun when the next one comes, spoils this life, and so does a fetch that fails. A spoiled life
never commits again; the next one reads from the committed offset.
"""

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import structlog
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from faststream.kafka.subscriber.usecase import BatchSubscriber

from nazorg.berichten.storing import is_voorbijgaand
from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.consumers._aanbieden import Aanbieder, Ingang, NietAfgeleverd, is_being_cancelled
from nazorg.consumers._consumer import Batch
from nazorg.consumers._records import to_bericht
from nazorg.consumers.broker import Records, make_broker, subscribe
from nazorg.consumers.instellingen import KafkaInstellingen
from nazorg.consumers.voortgang import Voortgang
from nazorg.kern.klok import SysteemKlok

log = structlog.get_logger()

IN_VLUCHT = 2

# A partition and the key in it: one person. Of records without a key nobody knows, so they are one.
_Sleutel = tuple[int, bytes | None]


@dataclass(slots=True, eq=False)
class _Partij:
    """A batch that was fetched and is not durable yet.

    eerste: the first offset of each partition. sinds: when Kafka got that record, on the monotonic
    clock. sleutels: about whom it is. taak: what brings it to the database; None until it is begun.
    """

    eerste: dict[TopicPartition, int]
    sinds: dict[TopicPartition, float]
    sleutels: frozenset[_Sleutel] = frozenset()
    taak: asyncio.Task[None] | None = None


class Leven:
    """A broker, its subscriber, and the batches that are on their way."""

    def __init__(
        self,
        instellingen: KafkaInstellingen,
        *,
        ingang: Ingang,
        stop: asyncio.Event,
        voortgang: Voortgang,
    ) -> None:
        self._instellingen = instellingen
        self._ingang = ingang
        zet_apart = ingang.zet_apart
        self._aanbieder = Aanbieder(
            Ingang(ontvang=self._ontvang, as_structured=ingang.as_structured, zet_apart=zet_apart),
            instellingen.tijden,
            stop,
        )
        self._voortgang = voortgang
        self.broker = make_broker(instellingen, on_poll=self._open, on_fault=self.bederf)
        self.subscriber: BatchSubscriber = subscribe(self.broker, instellingen, self._on_batch)
        self.bedorven = asyncio.Event()
        self.reden = ""
        self.batches = 0
        self._partijen: list[_Partij] = []
        self.gepeild_op = self.gehoord_op = time.monotonic()

    @property
    def in_hand(self) -> dict[TopicPartition, int]:
        """Return per partition the first offset that is on its way and not durable."""
        return {
            partitie: offset
            for partij in reversed(self._partijen)
            for partitie, offset in partij.eerste.items()
        }

    def bederf(self, reden: str) -> None:
        """End this life: no offset is committed after this."""
        if not self.bedorven.is_set():
            self.reden = reden
            self.bedorven.set()
            # Fetch nothing more: it could no longer be committed.
            self.subscriber.running = False

    async def rond_af(self, seconden: float) -> None:
        """Fetch nothing more, and give what is on its way so long to become durable."""
        self.subscriber.running = False
        taken = [partij.taak for partij in self._partijen if partij.taak]
        if taken:
            _, over = await asyncio.wait(taken, timeout=seconden)
            if over:
                self.bederf("cancelled")
            for taak in over:
                taak.cancel()
            await asyncio.gather(*over, return_exceptions=True)

    def _open(self, batch: Batch) -> None:
        """Note the first offset of each partition, before anything can happen to the batch."""
        self.gepeild_op = time.monotonic()
        if not batch:
            return
        if self._partijen and self._partijen[-1].taak is None:
            self.bederf("batch_went_missing")
        partij = _Partij(
            eerste={partitie: records[0].offset for partitie, records in batch.items()},
            sinds={partitie: _sinds(records[0].timestamp) for partitie, records in batch.items()},
        )
        self._partijen.append(partij)
        self._zeg_wat_wacht()

    def _zeg_wat_wacht(self, *, klaar: Iterable[TopicPartition] = ()) -> None:
        self._voortgang.wacht_op(
            {
                naam_van(partitie): sinds
                for partij in reversed(self._partijen)
                for partitie, sinds in partij.sinds.items()
            },
            klaar=[naam_van(partitie) for partitie in klaar],
        )

    async def _on_batch(self, records: Records) -> None:
        """Set the batch on its way; return when there is room for the next. Never raises."""
        if not self.subscriber.running:
            return  # this life is over: it stays in the list, and is read again
        partij = self._partijen[-1]
        vorige = self._partijen[-2] if len(self._partijen) > 1 else None
        partij.sleutels = frozenset(_sleutel(record) for record in records)
        partij.taak = asyncio.create_task(self._verwerk(partij, records, vorige))
        while len(self._partijen) >= IN_VLUCHT and not self.bedorven.is_set():
            oudste = self._partijen[0]
            assert oudste.taak is not None
            await asyncio.wait({oudste.taak})
            if oudste in self._partijen:
                self.bederf("batch_went_missing")

    async def _verwerk(self, partij: _Partij, records: Records, vorige: _Partij | None) -> None:
        """Make the batch durable and, when all before it are, commit its offsets.

        What is about somebody of the batch before it waits until that one is durable.
        """
        bezet = vorige.sleutels if vorige else frozenset()
        try:
            apart = await self._bied_aan([r for r in records if _sleutel(r) not in bezet])
            if vorige is not None and vorige.taak is not None:
                await asyncio.wait({vorige.taak})
            if self.bedorven.is_set():
                return  # what came before it is not here: all of it is read again, in order
            apart += await self._bied_aan([r for r in records if _sleutel(r) in bezet])
            await self._leg_vast(partij, records, apart)
        except asyncio.CancelledError:
            self.bederf("cancelled")
            if is_being_cancelled():
                raise
        except NietAfgeleverd as fout:
            self.bederf(str(fout))
        except Exception as fout:  # noqa: BLE001 - whatever it is, this batch must be read again
            self.bederf(type(fout).__name__)

    async def _bied_aan(self, records: Sequence[ConsumerRecord]) -> int:
        """Return, when these are durable, how many were set aside by a fault of ours."""
        bronnen, als = self._instellingen.bronnen, self._ingang.as_structured
        berichten = [to_bericht(r, as_structured=als, bronnen=bronnen) for r in records]
        return await self._aanbieder.bied_aan(berichten)

    async def _ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Call the use case, and let others know how that goes."""
        nummer = self._voortgang.begin_aanroep(time.monotonic())
        weg: bool | None = None
        try:
            uit = await self._ingang.ontvang(berichten)
            weg = False
        except Exception as fout:
            weg = is_voorbijgaand(fout)
            raise
        else:
            return uit
        finally:
            self._voortgang.end_aanroep(nummer, databank_weg=weg)

    async def _leg_vast(self, partij: _Partij, records: Records, apart: int) -> None:
        """Strike off what is durable, and commit it."""
        if self.bedorven.is_set():
            return  # one before it failed: this one is read again with it
        self._partijen.remove(partij)
        self._zeg_wat_wacht(klaar=partij.sinds)
        self.batches += 1
        volgende = {TopicPartition(r.topic, r.partition): r.offset + 1 for r in records}
        if await self._commit(volgende):
            self._voortgang.leg_vast(time.monotonic(), aantal=len(records), apart=apart)
            log.debug("batch.durable", aantal=len(records), apart=apart)

    async def _commit(self, volgende: dict[TopicPartition, int]) -> bool:
        """Commit. A failed commit costs a second reading, which changes nothing."""
        consumer = self.subscriber.consumer
        if consumer is None:
            return False
        # What went to another consumer is no longer ours to commit: it reads that part again.
        van_ons = volgende.keys() & consumer.assignment()
        try:
            async with asyncio.timeout(self._instellingen.tijden.vastleggen_s):
                if van_ons:
                    await consumer.commit({partitie: volgende[partitie] for partitie in van_ons})
        except (KafkaError, TimeoutError) as fout:
            log.warning("offsets.not_committed", fout=type(fout).__name__, aantal=len(van_ons))
            return False
        return True


def _sleutel(record: ConsumerRecord) -> _Sleutel:
    return record.partition, record.key


def naam_van(partitie: TopicPartition) -> str:
    """Return a partition as `topic[partition]`."""
    return f"{partitie.topic}[{partitie.partition}]"


def _sinds(milliseconden: int) -> float:
    """Return a moment that Kafka gives (epoch, -1 is unknown) on the monotonic clock."""
    nu = time.monotonic()
    if milliseconden < 0:
        return nu
    return nu - max(0.0, SysteemKlok().nu().timestamp() - milliseconden / 1000)
