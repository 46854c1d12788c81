"""The ticker: APScheduler as a clock and no more.

Every tick claims the present slot of each job in the database; the unique (job, slot) is what keeps
two processes from doing the same work. A slot that was missed is not made up: each job here looks
at all there is, so the next slot does its work too.
"""

import asyncio

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from nazorg.deps import Deps
from nazorg.jobs.tafel import TAFEL, Job, slot_van
from nazorg.usecases.onderhoud import claim_slot, sluit_slot

log = structlog.get_logger()
TIK_SECONDEN = 30


async def tik(deps: Deps) -> None:
    """Do every job whose present slot nobody has done. A job that fails stops no other."""
    for job in TAFEL:
        try:
            await _doe(job, deps)
        except Exception as fout:  # noqa: BLE001 - the edge: the next tick tries again
            log.error("job.failed", job=job.naam, fout=type(fout).__name__)  # noqa: TRY400


async def _doe(job: Job, deps: Deps) -> None:
    slot = slot_van(job, deps.klok.nu())
    if not await claim_slot(job.naam, slot, store=deps.store, klok=deps.klok):
        return
    aantal = await job.doe(deps)
    await sluit_slot(job.naam, slot, store=deps.store, klok=deps.klok)
    log.info("job.done", job=job.naam, slot=slot.isoformat(), aantal=aantal)


async def run_jobs(deps: Deps, *, stop: asyncio.Event) -> None:
    """Tick until stop is set."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        tik,
        IntervalTrigger(seconds=TIK_SECONDEN, timezone="UTC"),
        args=[deps],
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        await tik(deps)
        await stop.wait()
    finally:
        scheduler.shutdown(wait=False)
