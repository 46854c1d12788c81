"""`nazorg deliver`: bring outgoing events to Kafka and to webhooks."""

import asyncio
import signal
from datetime import timedelta

import click
import structlog

from nazorg.commands.bezorglus import LOGREGEL, bezorg_tot
from nazorg.commands.gezondheid import make_routes
from nazorg.commands.groep import run
from nazorg.commands.meten import geef_cijfers
from nazorg.commands.opbouw import open_deps
from nazorg.commands.rondelus import Hartslag
from nazorg.commands.topic import make_topic, webhookmaker
from nazorg.deps import Deps
from nazorg.integrations.kafka_uit import KafkaUit
from nazorg.settings import Settings
from nazorg.usecases.bezorging.bezorg import Bezorger, Bezorgregels

log = structlog.get_logger()


@click.command()
def deliver() -> None:
    """Verstuur gebeurtenissen naar Kafka en naar abonnementen, tot Ctrl-C."""
    run(_deliver)


async def _deliver(settings: Settings) -> None:
    stop = asyncio.Event()
    for sein in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sein, stop.set)
    async with open_deps(settings, verbindingen=3) as deps:
        bezorger = build_bezorger(settings, deps)
        hartslag = Hartslag(bezorger, LOGREGEL)
        melder = asyncio.create_task(_meld(settings, deps, hartslag))
        log.info("deliver.started", poort=settings.bezorg_port)
        try:
            await bezorg_tot(bezorger, stop, hartslag)
        finally:
            melder.cancel()
            await asyncio.gather(melder, return_exceptions=True)


async def _meld(settings: Settings, deps: Deps, hartslag: Hartslag[Bezorger]) -> None:
    """Answer how delivering goes; on a small port of our own, for an orchestrator."""
    if not settings.bezorg_port:
        return
    kafka = hartslag.werker.kafka
    routes = make_routes(
        open_=deps.store.open_unscoped_ontvangst,
        is_levend=hartslag.is_levend,
        is_gereed=hartslag.is_gereed,
        toestand=hartslag.toestand,
        is_kafka_er=kafka.is_er if isinstance(kafka, KafkaUit) else None,
    )
    await geef_cijfers(routes, settings.host, settings.bezorg_port)


def build_bezorger(settings: Settings, deps: Deps) -> Bezorger:
    """Put the parts together; without NAZORG_KAFKA_BOOTSTRAP there are only subscriptions."""
    seconden = float(settings.bezorg_timeout_s)
    return Bezorger(
        store=deps.store,
        kluis=deps.kluis,
        klok=deps.klok,
        regels=Bezorgregels(
            bron=settings.uitgaande_bron,
            belofte=timedelta(seconds=seconden),
            tegelijk=settings.bezorg_tegelijk,
        ),
        kafka=make_topic(settings, settings.kafka_uit_topic, wie="nazorg-deliver"),
        maak_webhook=webhookmaker(settings, deps.klok),
    )
