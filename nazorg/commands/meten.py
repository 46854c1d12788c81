"""The port beside the work: is it alive, and its figures. Never the public port."""

import re
from collections.abc import Mapping, Sequence

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from nazorg.commands.luisteren import StilleServer
from nazorg.settings import Settings

log = structlog.get_logger()
_PARTITIE = re.compile(r"(.+)\[(\d+)\]")


def bekende_bronnen(settings: Settings) -> frozenset[str]:
    """Return the sources that may be named in the figures: those that were configured."""
    return frozenset(settings.kafka_bronnen).union(*(a.bronnen for a in settings.afzenders))


def lag_van(toestand: Mapping[str, object]) -> dict[tuple[str, str], int]:
    """Return per (topic, partition) how far the consumer is behind, as far as it is known."""
    partities = toestand["partities"]
    assert isinstance(partities, Mapping)
    gevonden = ((_PARTITIE.fullmatch(naam), aantal) for naam, aantal in partities.items())
    return {(m[1], m[2]): aantal for m, aantal in gevonden if m and aantal is not None}


async def geef_cijfers(routes: Sequence[BaseRoute], host: str, poort: int) -> None:
    """Serve until cancelled. A port that is taken costs the answer, never the work."""
    server = StilleServer(
        uvicorn.Config(
            Starlette(routes=list(routes)),
            host=host,
            port=poort,
            log_config=None,
            access_log=False,
            server_header=False,
        )
    )
    try:
        await server.serve()
    except SystemExit:
        log.error("metrics.port_taken", poort=poort)  # noqa: TRY400 - it says all there is
    finally:
        # Cancelled, uvicorn leaves its sockets open.
        for luisteraar in getattr(server, "servers", ()):
            luisteraar.close()
