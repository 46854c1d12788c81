"""Send notices, and look how the questions stand."""

import asyncpg

from nazorg.deps import Deps
from tests.factories import ruw

STAND = """select partner, stand, sinds, reden, vanaf, gehoord_op from nazorg.partnervraag
order by partner"""


async def stuur(deps: Deps, *events: dict[str, object]) -> None:
    uit = await deps.ontvang([ruw(e) for e in events])
    assert {u.uitkomst for u in uit} == {"verwerkt"}


async def standen(eigenaar: asyncpg.Connection) -> dict[str, str]:
    return {r[0]: r[1] for r in await eigenaar.fetch(STAND)}
