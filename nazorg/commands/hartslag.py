"""The consumer tells the database that it reads, beside the work and never inside a batch."""

import asyncio
import time
from datetime import timedelta
from typing import Protocol
from uuid import UUID, uuid4

import structlog

from nazorg.consumers.voortgang import Voortgang

log = structlog.get_logger()

_ELKE_S = 5.0
_WACHT_S = 5.0


class HoortHartslag(Protocol):
    """What both compartments can be told (`nazorg.deps`)."""

    async def meld_hartslag(
        self, consumer: UUID, *, achterstand: int, oudste: timedelta | None
    ) -> None: ...


async def klop(
    deps: HoortHartslag,
    voortgang: Voortgang,
    *,
    elke_s: float = _ELKE_S,
    consumer: UUID | None = None,
) -> None:
    """Tell it until cancelled. What the database does costs a beat, never the work.

    Only while Kafka is read: of a consumer that only waits for Kafka, nobody hears.
    """
    consumer = consumer or uuid4()
    while True:
        nu = time.monotonic()
        if voortgang.leest(nu):
            oudste = voortgang.oudste(nu)
            try:
                async with asyncio.timeout(_WACHT_S):
                    await deps.meld_hartslag(
                        consumer,
                        achterstand=voortgang.achterstand,
                        oudste=timedelta(seconds=oudste) if oudste else None,
                    )
            except Exception as fout:  # noqa: BLE001 - the next beat comes in seconds
                log.warning("heartbeat.not_written", fout=type(fout).__name__)
        await asyncio.sleep(elke_s)
