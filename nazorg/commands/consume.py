"""`nazorg consume`: read messages from Kafka."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import click

from nazorg.commands.gezondheid import Open, make_routes
from nazorg.commands.groep import run
from nazorg.commands.hartslag import HoortHartslag, klop
from nazorg.commands.meten import bekende_bronnen, geef_cijfers, lag_van
from nazorg.commands.opbouw import Opstartfout, open_bij_deps, open_deps
from nazorg.consumers.detentie import consume as lees_topic
from nazorg.consumers.instellingen import KafkaInstellingen
from nazorg.consumers.voortgang import Voortgang
from nazorg.contract.binair import as_structured
from nazorg.metrieken.meters import Meters
from nazorg.metrieken.pagina import Lees, lees_databank, make_route
from nazorg.metrieken.tellen import GeteldeIngang
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
    meters = Meters(bekende_bronnen(settings), consumer="bij" if bij else "nazorg")
    async with open_delen(settings, meters, bij=bij) as delen:
        ernaast = [
            asyncio.create_task(_meld(settings, voortgang, meters, delen)),
            asyncio.create_task(klop(delen.deps, voortgang)),
        ]
        try:
            await lees_topic(
                delen.ontvanger,
                instellingen,
                stop=stop,
                as_structured=as_structured,
                zet_apart=delen.ontvanger.zet_apart,
                voortgang=voortgang,
            )
        finally:
            for taak in ernaast:
                taak.cancel()
            await asyncio.gather(*ernaast, return_exceptions=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Delen:
    """Who takes the messages in, of one compartment, never of both; and its figures."""

    deps: HoortHartslag
    ontvanger: GeteldeIngang
    open_: Open
    lees: Lees | None = None


@asynccontextmanager
async def open_delen(settings: Settings, meters: Meters, *, bij: bool) -> AsyncIterator[_Delen]:
    """Yield what reads for one compartment."""
    if bij:
        async with open_bij_deps(settings) as bij_deps:
            yield _Delen(
                deps=bij_deps,
                ontvanger=GeteldeIngang(bij_deps, meters, naam="bij"),
                open_=bij_deps.kamer.store.open_unscoped_ontvangst,
            )
    else:
        # One for each batch that is on its way, one for who asks how it goes, one to tell that.
        async with open_deps(settings, verbindingen=4) as deps:
            yield _Delen(
                deps=deps,
                ontvanger=GeteldeIngang(deps, meters, naam="nazorg"),
                open_=deps.store.open_unscoped_ontvangst,
                lees=lees_databank(deps.store, deps.klok),
            )


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


async def _meld(settings: Settings, voortgang: Voortgang, meters: Meters, delen: _Delen) -> None:
    """Answer how the consumer is doing; on its own small port, for an orchestrator."""
    if not settings.consumer_port:
        return

    def vooraf() -> None:
        nu = time.monotonic()
        meters.zet_consumer(
            lag_van(voortgang.toestand()),
            oudste=voortgang.oudste(nu),
            levend=voortgang.komt_vooruit(nu),
        )

    routes = make_routes(
        open_=delen.open_,
        is_levend=lambda: voortgang.is_levend(time.monotonic()),
        is_gereed=lambda: voortgang.is_gereed(time.monotonic()),
        toestand=voortgang.toestand,
    )
    routes.append(make_route(meters, lees=delen.lees, vooraf=vooraf))
    await geef_cijfers(routes, settings.host, settings.consumer_port)
