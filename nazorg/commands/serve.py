"""`nazorg serve`: the website and the HTTP door."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click
import structlog
import uvicorn
from starlette.types import ASGIApp

from nazorg.commands.groep import run
from nazorg.commands.inlogopbouw import met_inlog
from nazorg.commands.luisteren import Server
from nazorg.commands.meten import bekende_bronnen, geef_cijfers
from nazorg.commands.opbouw import Opstartfout, open_bij_deps, open_deps
from nazorg.commands.webopbouw import web_instellingen
from nazorg.deps import BijDeps, Deps
from nazorg.metrieken.meters import Meters
from nazorg.metrieken.pagina import lees_databank, make_route
from nazorg.metrieken.tellen import MeetVerzoeken, tel_mee
from nazorg.settings import Settings
from nazorg.sporen.verzoeken import VolgVerzoeken
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen

log = structlog.get_logger()


@click.command()
def serve() -> None:
    """Start de website en de HTTP-ingang, tot Ctrl-C."""
    run(_serve)


async def _serve(settings: Settings) -> None:
    async with open_deps(settings, verbindingen=8) as deps, open_bij_deps(settings) as bij:
        await serve_site(settings, deps, bij, met_inlog(web_instellingen(settings), settings))


async def serve_site(
    settings: Settings, deps: Deps, bij: BijDeps, instellingen: WebInstellingen
) -> None:
    """Serve until a signal. Raises Opstartfout when the port is taken."""
    async with _open_site(settings, deps, bij, instellingen) as site:
        await _luister(settings, VolgVerzoeken(site) if settings.otlp_endpoint else site)


@asynccontextmanager
async def _open_site(
    settings: Settings, deps: Deps, bij: BijDeps, instellingen: WebInstellingen
) -> AsyncIterator[ASGIApp]:
    """Yield the site; with figures beside it, on a port of their own, when that is asked for."""
    if not settings.metrics_port:
        yield make_site(deps, instellingen, bij=bij)
        return
    meters = Meters(bekende_bronnen(settings).union(*(a.bronnen for a in instellingen.afzenders)))
    route = make_route(meters, lees=lees_databank(deps.store, deps.klok))
    cijfers = asyncio.create_task(geef_cijfers([route], settings.host, settings.metrics_port))
    try:
        yield MeetVerzoeken(make_site(tel_mee(deps, meters), instellingen, bij=bij), meters)
    finally:
        cijfers.cancel()
        await asyncio.gather(cijfers, return_exceptions=True)


async def _luister(settings: Settings, site: ASGIApp) -> None:
    server = Server(
        uvicorn.Config(
            site,
            host=settings.host,
            port=settings.port,
            access_log=False,  # addresses hold dossier numbers
            log_config=None,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=8,
        )
    )
    log.info("web.started", adres=settings.host, poort=settings.port)
    try:
        await server.serve()
    except SystemExit as fout:
        raise Opstartfout(
            f"Poort {settings.port} is bezet. Kies een andere met NAZORG_PORT."
        ) from fout
    except asyncio.CancelledError:
        server.should_exit = True
        raise
