"""The ticker: APScheduler as a clock and no more.

Every tick claims the present slot of each job in the database; the unique (job, slot) is what keeps
two processes from doing the same work. A slot that was missed is not made up: each job here looks
at all there is, so the next slot does its work too.
"""

import asyncio
import time
from dataclasses import dataclass, field

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from nazorg.deps import Deps
from nazorg.jobs.tafel import TAFEL, Job, slot_van
from nazorg.sporen.span import volg
from nazorg.usecases.onderhoud import claim_slot, sluit_slot

log = structlog.get_logger()
TIK_SECONDEN = 30
# Three ticks that did not come, and how long jobs may take before another may claim their slot.
_STIL_S, _LANGST_S = 90.0, 900.0


@dataclass(slots=True)
class Hartslag:
    """Alive is: ticks come, and end. A job that fails because the database is away does so too."""

    is_bezig: bool = False
    _op: float = field(default_factory=time.monotonic)

    def sla(self, *, is_bezig: bool) -> None:
        """Note that a tick begins, or that it ended."""
        self.is_bezig, self._op = is_bezig, time.monotonic()

    def is_levend(self) -> bool:
        return time.monotonic() - self._op < (_LANGST_S if self.is_bezig else _STIL_S)


async def tik(deps: Deps, hartslag: Hartslag | None = None) -> None:
    """Do every job whose present slot nobody has done. A job that fails stops no other."""
    hartslag = hartslag or Hartslag()
    hartslag.sla(is_bezig=True)
    for job in TAFEL:
        try:
            await _doe(job, deps)
        except Exception as fout:  # noqa: BLE001 - the edge: the next tick tries again
            log.error("job.failed", job=job.naam, fout=type(fout).__name__)  # noqa: TRY400
    hartslag.sla(is_bezig=False)


async def _doe(job: Job, deps: Deps) -> None:
    slot = slot_van(job, deps.klok.nu())
    if not await claim_slot(job.naam, slot, store=deps.store, klok=deps.klok):
        return
    with volg("job", job=job.naam) as span:
        aantal = await job.doe(deps)
        span.zet(aantal=aantal)
    await sluit_slot(job.naam, slot, store=deps.store, klok=deps.klok)
    log.info("job.done", job=job.naam, slot=slot.isoformat(), aantal=aantal)


async def run_jobs(deps: Deps, *, stop: asyncio.Event, hartslag: Hartslag | None = None) -> None:
    """Tick until stop is set. hartslag: is kept up to date for a liveness probe."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        tik,
        IntervalTrigger(seconds=TIK_SECONDEN, timezone="UTC"),
        args=[deps, hartslag],
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        await tik(deps, hartslag)
        await stop.wait()
    finally:
        scheduler.shutdown(wait=False)
