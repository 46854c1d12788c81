"""News of an open list reads no row that it throws away either."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.store import wachtrijnieuws
from nazorg.store.transactie import Transactie
from tests.store.plannen import OPEN, knopen, plannen, weggegooid


@pytest.mark.parametrize("naam", OPEN)
async def test_news_walks_only_what_it_counts(
    naam: str, vol: Deps, eigenaar: asyncpg.Connection
) -> None:
    sinds = datetime(2026, 11, 22, tzinfo=UTC)
    await eigenaar.execute(
        """update nazorg.taak set gewekt = jsonb_build_object('op', $1::timestamptz)
        where id in (select id from nazorg.taak where status = 'open' limit 400)""",
        sinds - timedelta(days=9),
    )
    await eigenaar.execute("vacuum (analyze) nazorg.taak")

    async def vraag(tx: Transactie) -> object:
        return await wachtrijnieuws.tel_nieuws(tx, OPEN[naam], sinds=sinds, wie="marieke")

    (plan,) = await plannen(vol, vraag)

    assert weggegooid(plan) == []
    assert "taak_gewekt" in str(plan)
    gelezen = [k["Relation Name"] for k in knopen(plan) if k["Node Type"] == "Seq Scan"]
    assert "taak" not in gelezen
