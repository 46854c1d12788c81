"""`nazorg serve`: the website and the HTTP door."""

import asyncio

import click
import structlog
import uvicorn

from nazorg.commands.groep import run
from nazorg.commands.luisteren import Server
from nazorg.commands.opbouw import Opstartfout, open_bij_deps, open_deps, web_instellingen
from nazorg.deps import BijDeps, Deps
from nazorg.settings import Settings
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen

log = structlog.get_logger()


@click.command()
def serve() -> None:
    """Start de website en de HTTP-ingang, tot Ctrl-C."""
    run(_serve)


async def _serve(settings: Settings) -> None:
    async with open_deps(settings, verbindingen=8) as deps, open_bij_deps(settings) as bij:
        await serve_site(settings, deps, bij, web_instellingen(settings))


async def serve_site(
    settings: Settings, deps: Deps, bij: BijDeps, instellingen: WebInstellingen
) -> None:
    """Serve until a signal. Raises Opstartfout when the port is taken."""
    server = Server(
        uvicorn.Config(
            make_site(deps, instellingen, bij=bij),
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
