"""`nazorg jobs`: what happens by the clock."""

import asyncio
import signal

import click

from nazorg.commands.gezondheid import make_routes
from nazorg.commands.groep import run
from nazorg.commands.meten import geef_cijfers
from nazorg.commands.opbouw import open_deps
from nazorg.deps import Deps
from nazorg.jobs.ticker import Hartslag, run_jobs
from nazorg.settings import Settings


@click.command()
def jobs() -> None:
    """Doe wat op vaste tijden moet gebeuren, tot Ctrl-C."""
    run(_jobs)


async def _jobs(settings: Settings) -> None:
    stop = asyncio.Event()
    for sein in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sein, stop.set)
    hartslag = Hartslag()
    async with open_deps(settings, verbindingen=2) as deps:
        melder = asyncio.create_task(_meld(settings, deps, hartslag))
        try:
            await run_jobs(deps, stop=stop, hartslag=hartslag)
        finally:
            melder.cancel()
            await asyncio.gather(melder, return_exceptions=True)


async def _meld(settings: Settings, deps: Deps, hartslag: Hartslag) -> None:
    """Answer whether the clock ticks; on a small port of our own, for an orchestrator."""
    if not settings.jobs_port:
        return
    routes = make_routes(
        open_=deps.store.open_unscoped_ontvangst,
        is_levend=hartslag.is_levend,
        is_gereed=hartslag.is_levend,
        toestand=lambda: {"toestand": "bezig" if hartslag.is_bezig else "wacht"},
    )
    await geef_cijfers(routes, settings.host, settings.jobs_port)
