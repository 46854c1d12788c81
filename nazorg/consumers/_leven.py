"""One life of the consumer: from joining the group to leaving it, or to its first failure.

Why nothing is lost: only `_leg_vast` commits, only offsets of a batch that is durable, and only
while no batch of this life went missing. A batch is noted when it is fetched and struck off when it
is durable; one that fails, or that is still open when the next one comes, spoils this life, and so
does a fetch that fails. A spoiled life never commits again; the next one reads from the committed
offset.
"""

import asyncio
import time

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from faststream.kafka.subscriber.usecase import BatchSubscriber

from nazorg.consumers._aanbieden import Aanbieder, Ingang, NietAfgeleverd, is_being_cancelled
from nazorg.consumers._consumer import Batch
from nazorg.consumers._records import to_bericht
from nazorg.consumers.broker import Records, make_broker, subscribe
from nazorg.consumers.instellingen import KafkaInstellingen
from nazorg.consumers.voortgang import Voortgang

log = structlog.get_logger()


class Leven:
    """A broker, its subscriber, and the one batch that is in hand."""

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
        self._aanbieder = Aanbieder(ingang, instellingen.tijden, stop)
        self._voortgang = voortgang
        self.broker = make_broker(instellingen, on_poll=self._open, on_fault=self.bederf)
        self.subscriber: BatchSubscriber = subscribe(self.broker, instellingen, self._on_batch)
        self.bedorven = asyncio.Event()
        self.reden = ""
        self.batches = 0
        self.in_hand: dict[TopicPartition, int] = {}
        self.gepeild_op = time.monotonic()

    def bederf(self, reden: str) -> None:
        """End this life: no offset is committed after this."""
        if not self.bedorven.is_set():
            self.reden = reden
            self.bedorven.set()
            # Fetch nothing more: it could no longer be committed.
            self.subscriber.running = False

    def _open(self, batch: Batch) -> None:
        """Note the first offset of each partition, before anything can happen to the batch."""
        self.gepeild_op = time.monotonic()
        if self.in_hand:
            self.bederf("batch_went_missing")
        self.in_hand |= {partitie: records[0].offset for partitie, records in batch.items()}

    async def _on_batch(self, records: Records) -> None:
        """Make the batch durable, then commit its offsets. Only ever raises a real cancellation."""
        try:
            apart = await self._aanbieder.bied_aan(
                [
                    to_bericht(
                        record,
                        as_structured=self._ingang.as_structured,
                        bronnen=self._instellingen.bronnen,
                    )
                    for record in records
                ]
            )
            await self._leg_vast(records, apart)
        except asyncio.CancelledError:
            self.bederf("cancelled")
            if is_being_cancelled():
                raise
        except NietAfgeleverd as fout:
            self.bederf(str(fout))
        except Exception as fout:  # noqa: BLE001 - whatever it is, this batch must be read again
            self.bederf(type(fout).__name__)

    async def _leg_vast(self, records: Records, apart: int) -> None:
        """Commit what is durable. A failed commit costs a second reading, which changes nothing."""
        consumer = self.subscriber.consumer
        volgende = {TopicPartition(r.topic, r.partition): r.offset + 1 for r in records}
        self.in_hand.clear()
        self.batches += 1
        if self.bedorven.is_set() or consumer is None:
            return
        try:
            async with asyncio.timeout(self._instellingen.tijden.vastleggen_s):
                await consumer.commit(volgende)
        except (KafkaError, TimeoutError) as fout:
            log.warning("offsets.not_committed", fout=type(fout).__name__, aantal=len(records))
            return
        self._voortgang.leg_vast(time.monotonic(), aantal=len(records), apart=apart)
        log.debug("batch.durable", aantal=len(records), apart=apart)
