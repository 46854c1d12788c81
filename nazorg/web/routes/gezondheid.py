"""Tell whether this process is alive, and whether it can do its work."""

import asyncio

import asyncpg
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from nazorg.web.toegang import deps_of


async def get_live(_: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def get_ready(request: Request) -> Response:
    """Ready means: the database answers. 503 when it does not, without saying why to outsiders."""
    try:
        async with asyncio.timeout(2), deps_of(request).store.open_aanmelding() as tx:
            await tx.fetchval("select 1")
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return JSONResponse({"status": "wacht op de databank"}, status_code=503)
    return JSONResponse({"status": "ok"})


ROUTES = [Route("/health/live", get_live), Route("/health/ready", get_ready)]
