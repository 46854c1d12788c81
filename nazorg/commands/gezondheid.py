"""What a process tells an orchestrator: does it live, can it do its work.

Not living means: start it anew. Not ready means: it lives and waits, for its database or for Kafka;
to start it anew would change nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager

import asyncpg
import sqlalchemy.exc
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from nazorg.store.transactie import Transactie

# Opens a transaction on the database that the work needs.
Open = Callable[[], AbstractAsyncContextManager[Transactie]]
_WACHT_S = 2
_WEG = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    sqlalchemy.exc.SQLAlchemyError,
)


async def is_databank_er(open_: Open) -> bool:
    """Tell whether the database answers now. Never raises, never takes longer than two seconds."""
    try:
        async with asyncio.timeout(_WACHT_S), open_() as tx:
            await tx.fetchval("select 1")
    except _WEG:
        return False
    return True


def make_routes(
    *,
    open_: Open,
    is_levend: Callable[[], bool],
    is_gereed: Callable[[], bool],
    toestand: Callable[[], Mapping[str, object]],
    is_kafka_er: Callable[[], Awaitable[bool]] | None = None,
) -> list[Route]:
    """Return /health/live and /health/ready: 200 or 503, with the same words about the state.

    is_levend, is_gereed: of the process itself. Ready also asks the database, and Kafka when there
    is something to ask it with.
    """

    async def get_live(_: Request) -> Response:
        return JSONResponse(dict(toestand()), status_code=200 if is_levend() else 503)

    async def get_ready(_: Request) -> Response:
        delen = {"databank": await is_databank_er(open_)}
        if is_kafka_er:
            delen["kafka"] = await is_kafka_er()
        gereed = is_gereed() and all(delen.values())
        inhoud = {**toestand()} | {naam: "ok" if er else "weg" for naam, er in delen.items()}
        return JSONResponse(inhoud, status_code=200 if gereed else 503)

    return [Route("/health/live", get_live), Route("/health/ready", get_ready)]
