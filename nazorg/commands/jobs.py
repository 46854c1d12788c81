"""`nazorg jobs`: what happens by the clock."""

import asyncio
import signal

import click

from nazorg.commands.groep import run
from nazorg.commands.opbouw import open_deps
from nazorg.jobs.ticker import run_jobs
from nazorg.settings import Settings


@click.command()
def jobs() -> None:
    """Doe wat op vaste tijden moet gebeuren, tot Ctrl-C."""
    run(_jobs)


async def _jobs(settings: Settings) -> None:
    stop = asyncio.Event()
    for sein in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sein, stop.set)
    async with open_deps(settings, verbindingen=2) as deps:
        await run_jobs(deps, stop=stop)
