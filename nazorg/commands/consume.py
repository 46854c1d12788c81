"""`nazorg consume`: read messages from Kafka."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from nazorg.berichten.uitkomst import RuwBericht
from nazorg.commands.groep import run
from nazorg.commands.luisteren import StilleServer
from nazorg.commands.opbouw import Opstartfout, open_bij_deps, open_deps
from nazorg.consumers._aanbieden import ZetApart
from nazorg.consumers.detentie import TakesMessages
from nazorg.consumers.detentie import consume as lees_topic
from nazorg.consumers.instellingen import KafkaInstellingen
from nazorg.consumers.voortgang import Voortgang
from nazorg.contract.binair import as_structured
from nazorg.deps import Deps
from nazorg.settings import Settings


@click.command()
@click.option("--bij", is_flag=True, help="Lees de berichten voor de burgemeester (BIJ).")
def consume(bij: bool) -> None:
    """Lees berichten van Kafka, tot Ctrl-C. Rondt de partij af en stopt binnen 10 seconden."""
    run(lambda settings: _consume(settings, bij=bij))


async def _consume(settings: Settings, *, bij: bool) -> None:
    if not settings.kafka_bootstrap:
        raise Opstartfout("Zeg waar Kafka is met NAZORG_KAFKA_BOOTSTRAP, als host:poort.")
    instellingen = to_instellingen(settings, settings.kafka_bootstrap, bij=bij)
    stop = asyncio.Event()
    for sein in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sein, stop.set)
    voortgang = Voortgang()
    async with _open(settings, bij=bij) as (ontvanger, zet_apart):
        melder = asyncio.create_task(_meld(settings, voortgang))
        try:
            await lees_topic(
                ontvanger,
                instellingen,
                stop=stop,
                as_structured=as_structured,
                zet_apart=zet_apart,
                voortgang=voortgang,
            )
        finally:
            melder.cancel()
            await asyncio.gather(melder, return_exceptions=True)


@asynccontextmanager
async def _open(
    settings: Settings, *, bij: bool
) -> AsyncIterator[tuple[TakesMessages, ZetApart | None]]:
    """Yield who takes the messages in: of one compartment, never of both."""
    if bij:
        async with open_bij_deps(settings) as bij_deps:
            yield bij_deps, None
    else:
        async with open_deps(settings, verbindingen=2) as deps:
            yield deps, _zet_apart(deps)


def _zet_apart(deps: Deps) -> ZetApart:
    async def zet_apart(bericht: RuwBericht, reden: str) -> None:  # noqa: ARG001 - logged there
        await deps.ontvanger.zet_apart(bericht)

    return zet_apart


def to_instellingen(settings: Settings, bootstrap: str, *, bij: bool) -> KafkaInstellingen:
    """Return what the consumer must be told, from the settings."""
    wachtwoord = settings.kafka_wachtwoord
    return KafkaInstellingen(
        bootstrap=bootstrap,
        topic=settings.kafka_bij_topic if bij else settings.kafka_topic,
        groep=f"{settings.kafka_groep}-bij" if bij else settings.kafka_groep,
        max_records=settings.batch,
        bronnen=frozenset(settings.kafka_bronnen) or None,
        protocol=settings.kafka_protocol,
        sasl_mechanisme=settings.kafka_mechanisme,
        sasl_gebruiker=settings.kafka_gebruiker or "",
        sasl_wachtwoord=wachtwoord.get_secret_value() if wachtwoord else "",
        ssl_cafile=str(settings.kafka_ca) if settings.kafka_ca else None,
    )


async def _meld(settings: Settings, voortgang: Voortgang) -> None:
    """Answer whether the consumer gets ahead; on its own small port, for an orchestrator."""
    if not settings.consumer_port:
        return

    async def get_live(_: Request) -> Response:
        levend = voortgang.is_levend(time.monotonic())
        return JSONResponse(voortgang.toestand(), status_code=200 if levend else 503)

    app = Starlette(routes=[Route("/health/live", get_live), Route("/health/ready", get_live)])
    server = StilleServer(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.consumer_port,
            log_config=None,
            access_log=False,
            server_header=False,
        )
    )
    try:
        await server.serve()
    except SystemExit:
        return  # the port is taken: reading goes on, only the answer is missing
