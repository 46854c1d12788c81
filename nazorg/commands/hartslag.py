"""The consumer tells the database that it reads, beside the work and never inside a batch."""

import asyncio
import time
from datetime import timedelta
from uuid import uuid4

import structlog

from nazorg.consumers.voortgang import Voortgang
from nazorg.deps import Deps
from nazorg.usecases.bewaking.meld_hartslag import meld_hartslag

log = structlog.get_logger()

_ELKE_S = 5.0
_WACHT_S = 5.0


async def klop(deps: Deps, voortgang: Voortgang, *, elke_s: float = _ELKE_S) -> None:
    """Tell it until cancelled. What the database does costs a beat, never the work.

    Only while Kafka is read: of a consumer that only waits for Kafka, nobody hears.
    """
    consumer = uuid4()
    while True:
        nu = time.monotonic()
        if voortgang.leest(nu):
            oudste = voortgang.oudste(nu)
            try:
                async with asyncio.timeout(_WACHT_S):
                    await meld_hartslag(
                        consumer,
                        achterstand=voortgang.achterstand,
                        oudste=timedelta(seconds=oudste) if oudste else None,
                        store=deps.store,
                        klok=deps.klok,
                    )
            except Exception as fout:  # noqa: BLE001 - the next beat comes in seconds
                log.warning("heartbeat.not_written", fout=type(fout).__name__)
        await asyncio.sleep(elke_s)
