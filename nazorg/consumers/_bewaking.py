"""Watch over a life of the consumer: start it, notice that it is ill, end it in time.

The only file that looks inside aiokafka: its background tasks die in silence, and no public method
tells. `tests/kafka` breaks each of them on purpose, so an upgrade that renames one is noticed.
"""

import asyncio
import contextlib
import time
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from faststream.kafka.subscriber.usecase import BatchSubscriber

from nazorg.consumers._leven import Leven, naam_van
from nazorg.consumers.instellingen import KafkaInstellingen
from nazorg.consumers.voortgang import Voortgang

log = structlog.get_logger()

# How often somebody is told that we are still waiting to join.
_MELD_S = 5.0
# A new life after a long outage starts behind; give it time before calling it stuck.
_GEDULD_S = 60.0
# Kafka is asked every round; a restart of one of its brokers takes less than this.
_STIL_S = 10.0
# A question may wait for the fetch before it on the same connection: half a second.
_VRAAG_S = 2.0


async def start_leven(
    leven: Leven, instellingen: KafkaInstellingen, stop: asyncio.Event, voortgang: Voortgang
) -> bool:
    """Join the group; False when asked to stop meanwhile.

    Waits as long as it takes, and says what for. Raises what Kafka answers: not reachable, refused.
    """
    taak = asyncio.create_task(leven.broker.start())
    einde = asyncio.create_task(stop.wait())
    try:
        while not taak.done():
            await asyncio.wait({taak, einde}, timeout=_MELD_S, return_when="FIRST_COMPLETED")
            if stop.is_set():
                return False
            if not taak.done():
                _meld_wachten(leven.subscriber, instellingen, voortgang)
        taak.result()
        return True
    finally:
        for ieder in (taak, einde):
            ieder.cancel()
        await asyncio.gather(taak, einde, return_exceptions=True)


def _meld_wachten(
    subscriber: BatchSubscriber, instellingen: KafkaInstellingen, voortgang: Voortgang
) -> None:
    consumer = subscriber.consumer
    is_bekend = consumer is not None and _is_topic_bekend(consumer, instellingen)
    event = "consumer.waiting_for_group" if is_bekend else "consumer.topic_missing"
    log.warning(event, topic=instellingen.topic, groep=instellingen.groep)
    voortgang.klop(time.monotonic(), "wacht_op_groep" if is_bekend else "topic_ontbreekt")


def _is_topic_bekend(consumer: AIOKafkaConsumer, instellingen: KafkaInstellingen) -> bool:
    return bool(consumer.partitions_for_topic(instellingen.topic))


async def volg_leven(
    leven: Leven, instellingen: KafkaInstellingen, stop: asyncio.Event, voortgang: Voortgang
) -> None:
    """Return when asked to stop or when this life is over; `leven.reden` then says why."""
    begonnen = time.monotonic()
    while not stop.is_set() and not leven.bedorven.is_set():
        consumer = leven.subscriber.consumer
        if consumer is None:
            leven.bederf("no_consumer")
            break
        nu = time.monotonic()
        voortgang.peil(leven.gepeild_op, nu, await _achterstand(consumer, leven))
        if kwijt := _wat_is_kwijt(consumer, leven, instellingen):
            voortgang.klop(nu, kwijt)
        if kwaal := find_kwaal(leven.subscriber, consumer):
            leven.bederf(kwaal)
        elif nu - begonnen > _GEDULD_S and not leven.in_hand and not voortgang.komt_vooruit(nu):
            leven.bederf("no_progress")
        else:
            await _eerste_van(stop, leven.bedorven, instellingen.tijden.ronde_s)


def _wat_is_kwijt(
    consumer: AIOKafkaConsumer, leven: Leven, instellingen: KafkaInstellingen
) -> str | None:
    """Return what went away while we read: the topic, or Kafka itself. aiokafka keeps trying."""
    if not _is_topic_bekend(consumer, instellingen):
        return "topic_ontbreekt"
    is_stil = time.monotonic() - leven.gehoord_op > _STIL_S
    return "kafka_onbereikbaar" if is_stil else None


def find_kwaal(subscriber: BatchSubscriber, consumer: AIOKafkaConsumer) -> str | None:
    """Return which part has died, None when all is well.

    The heartbeat task ends without a fault when the group rebalances: only a fault counts there.
    """
    if all(taak.done() for taak in subscriber.tasks):
        return "consume_loop_ended"
    coordinator = consumer._coordinator  # noqa: SLF001 - see the docstring of this file
    hartslag = coordinator._heartbeat_task  # noqa: SLF001
    if hartslag is not None and hartslag.done() and _is_stuk(hartslag):
        return "heartbeat_ended"
    if coordinator._coordination_task.done():  # noqa: SLF001
        return "coordination_ended"
    if consumer._fetcher._fetch_task.done():  # noqa: SLF001
        return "fetch_ended"
    return None


async def end_leven(leven: Leven, instellingen: KafkaInstellingen) -> None:
    """Let what is on its way finish, leave the group, close up; never longer than told."""
    tijden = instellingen.tijden
    consumer = leven.subscriber.consumer
    try:
        await leven.rond_af(tijden.afronden_s)
        async with asyncio.timeout(tijden.verlaten_s):
            await leven.broker.stop()
    except Exception as fout:  # noqa: BLE001 - it is over in any case; the next life starts afresh
        log.warning("consumer.left_without_goodbye", fout=type(fout).__name__)
        if consumer is not None:
            # The group will miss us after the session timeout; do not keep the sockets open.
            with contextlib.suppress(Exception):
                async with asyncio.timeout(1.0):
                    await consumer._client.close()  # noqa: SLF001


def _is_stuk(taak: "asyncio.Task[Any]") -> bool:
    return taak.cancelled() or taak.exception() is not None


async def _achterstand(consumer: AIOKafkaConsumer, leven: Leven) -> dict[str, int | None]:
    """Return per partition how many offsets lie after the last durable one; None when unknown."""
    uit: dict[str, int | None] = {}
    partities = consumer.assignment()
    einden = await _einden(consumer, leven, partities)
    for partitie in partities:
        naam, einde = naam_van(partitie), einden.get(partitie)
        if einde is None:
            uit[naam] = None
            continue
        positie = leven.in_hand.get(partitie)
        if positie is None:
            # Known at once when there is an end; a rebalance in between may take it away again.
            with contextlib.suppress(KafkaError, TimeoutError):
                async with asyncio.timeout(0.5):
                    positie = await consumer.position(partitie)
        uit[naam] = None if positie is None else max(0, einde - positie)
    return uit


async def _einden(
    consumer: AIOKafkaConsumer, leven: Leven, partities: frozenset[TopicPartition]
) -> dict[TopicPartition, int | None]:
    """Return where each partition ends: asked, and else as the last fetch told.

    A fetch alone does not do: while a batch is busy nothing is fetched, and just then it grows.
    """
    einden: dict[TopicPartition, int | None] = {}
    try:
        if partities:
            async with asyncio.timeout(_VRAAG_S):
                einden |= await consumer.end_offsets(partities)
    except (KafkaError, TimeoutError):
        bekend = partities & consumer.assignment()
        return {partitie: consumer.highwater(partitie) for partitie in bekend}
    leven.gehoord_op = time.monotonic()
    return einden


async def _eerste_van(stop: asyncio.Event, bedorven: asyncio.Event, seconden: float) -> None:
    """Wait until one of the two is set, or so many seconds."""
    taken = [asyncio.create_task(event.wait()) for event in (stop, bedorven)]
    try:
        await asyncio.wait(taken, timeout=seconden, return_when="FIRST_COMPLETED")
    finally:
        for taak in taken:
            taak.cancel()
