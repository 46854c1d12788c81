"""Topic justid.detentie.v1: CloudEvents about detention, structured or binary, keyed by person.

At least once: a batch is taken in by one use case in one transaction, and its offsets are committed
after that. Reading a message twice changes nothing; that is the use case's side of the bargain.
"""

import asyncio
import contextlib
import ssl
import time
from collections.abc import Sequence
from typing import Protocol

import structlog
from aiokafka.errors import KafkaError

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.consumers._aanbieden import Ingang, ZetApart, wait_for_event
from nazorg.consumers._bewaking import end_leven, start_leven, volg_leven
from nazorg.consumers._leven import Leven
from nazorg.consumers._records import AsStructured
from nazorg.consumers.instellingen import KafkaInstellingen
from nazorg.consumers.voortgang import Voortgang

log = structlog.get_logger()


class TakesMessages(Protocol):
    """What the consumer needs of `nazorg.deps.Deps`."""

    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take in a batch in one transaction; durable on return, raises on technical faults."""
        ...


async def consume(
    deps: TakesMessages,
    instellingen: KafkaInstellingen,
    *,
    stop: asyncio.Event,
    as_structured: AsStructured,
    zet_apart: ZetApart | None = None,
    voortgang: Voortgang | None = None,
) -> None:
    """Read the topic until `stop` is set; then return within ten seconds.

    Never raises on what Kafka or the database does: it keeps trying and says so in the log. Why
    Kafka refuses us (a wrong password) only the log of aiokafka tells, so keep that at ERROR.
    as_structured: `nazorg.contract.binair.as_structured`.
    zet_apart: takes the one message on which our own code fails; without it such a message blocks.
    voortgang: is kept up to date for a status page and a liveness probe.
    """
    voortgang = voortgang or Voortgang()
    ingang = Ingang(ontvang=deps.ontvang, as_structured=as_structured, zet_apart=zet_apart)
    tijden = instellingen.tijden
    wacht = tijden.eerste_wacht_s
    while not stop.is_set():
        voortgang.begin(time.monotonic())
        leven = Leven(instellingen, ingang=ingang, stop=stop, voortgang=voortgang)
        await _leef(leven, instellingen, stop, voortgang)
        if stop.is_set():
            break
        voortgang.herstart()
        wacht = tijden.eerste_wacht_s if leven.batches else min(wacht * 2, tijden.langste_wacht_s)
        log.warning("consumer.restart", reden=leven.reden, wacht_s=wacht, topic=instellingen.topic)
        await wait_for_event(stop, wacht)
    voortgang.stop()
    log.info("consumer.stopped", topic=instellingen.topic)


async def _leef(
    leven: Leven, instellingen: KafkaInstellingen, stop: asyncio.Event, voortgang: Voortgang
) -> None:
    """Live one life to its end and clean up after it."""
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(end_leven, leven, instellingen)
        try:
            if not await start_leven(leven, instellingen, stop, voortgang):
                return
        except (KafkaError, OSError, ssl.SSLError) as fout:
            leven.bederf(type(fout).__name__)
            voortgang.klop(time.monotonic(), "kafka_onbereikbaar")
            log.error(  # noqa: TRY400 - a traceback adds nothing to "not reachable"
                "kafka.not_reachable", fout=type(fout).__name__, bootstrap=instellingen.bootstrap
            )
            return
        log.info("consumer.started", topic=instellingen.topic, groep=instellingen.groep)
        await volg_leven(leven, instellingen, stop, voortgang)
