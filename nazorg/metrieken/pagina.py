"""GET /metrics, on a port that is not that of the site."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import asyncpg
import sqlalchemy.exc
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.kern.klok import Klok
from nazorg.metrieken.meters import Meters
from nazorg.store.metingen import Metingen
from nazorg.store.store import Store
from nazorg.usecases.bewaking.meet import meet

_WEG = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)
_WACHT_S = 5
_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Lees = Callable[[], Awaitable[tuple[Metingen | None, datetime]]]


def lees_databank(store: Store, klok: Klok) -> Lees:
    """Return what reads the figures of the database, and None when it does not answer."""

    async def lees() -> tuple[Metingen | None, datetime]:
        try:
            async with asyncio.timeout(_WACHT_S):
                return await meet(store), klok.nu()
        except (*_WEG, sqlalchemy.exc.SQLAlchemyError):
            return None, klok.nu()

    return lees


def make_route(
    meters: Meters, *, lees: Lees | None = None, vooraf: Callable[[], None] | None = None
) -> Route:
    """Return the page. lees: for the figures of the database; vooraf: notes those of the process.

    Without `lees` (the compartment of the mayor) there are no figures of the database.
    """

    async def get_metrics(_: Request) -> Response:
        if vooraf:
            vooraf()
        if lees:
            metingen, nu = await lees()
            meters.zet_databank(metingen, nu)
        return Response(meters.tekst(), media_type=None, headers={"Content-Type": _TYPE})

    return Route("/metrics", get_metrics)
