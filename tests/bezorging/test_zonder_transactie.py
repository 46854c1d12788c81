"""Nothing remote is called inside a database transaction: a receiver that hangs holds up nobody."""

import asyncio
from uuid import UUID

import asyncpg

from nazorg.deps import Deps
from tests.bezorging.conftest import Topic, abonneer, bezorg, maak_bezorger, schrijf, standen
from tests.bezorging.ontvanger import Antwoordt, Ontvanger
from tests.lopend import tel_transacties

A = UUID(int=1)


async def test_nothing_is_held_while_a_receiver_of_webhooks_is_waited_for(
    deps: Deps, ontvanger: Ontvanger, eigenaar: asyncpg.Connection
) -> None:
    await abonneer(deps, ontvanger.url)
    await schrijf(deps, A)
    ontvanger.altijd = Antwoordt(wacht_s=0.5)
    bezig = asyncio.create_task(bezorg(maak_bezorger(deps)))

    open_ = await tel_transacties(eigenaar, lambda: bool(ontvanger.gekregen))

    assert not bezig.done()
    assert open_ == 0
    await bezig
    assert await standen(eigenaar) == ["verzonden"]


async def test_nothing_is_held_while_a_topic_is_waited_for(
    deps: Deps, topic: Topic, eigenaar: asyncpg.Connection
) -> None:
    topic.poort = asyncio.Event()
    await schrijf(deps, A)
    bezig = asyncio.create_task(bezorg(maak_bezorger(deps, kafka=topic)))

    open_ = await tel_transacties(eigenaar, lambda: bool(topic.bezig))

    assert not bezig.done()
    assert open_ == 0
    topic.poort.set()
    await bezig
    assert len(topic.gekregen) == 1
