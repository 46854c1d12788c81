"""The same meeting is planned once, by whoever and however often."""

import asyncio
from datetime import date, time

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.overleggen.overleg import Moment
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.usecases.overleggen.wijzig import Verzetinvoer, laat_vervallen, verzet_overleg
from tests.overleggen.conftest import MOMENT, Plan, daad

LATER = Moment(datum=date(2026, 12, 3), van=time(9), tot=time(10))


async def test_the_same_meeting_is_planned_once_however_often_it_is_asked(
    deps: Deps, plan: Plan, eigenaar: asyncpg.Connection
) -> None:
    uit = await asyncio.gather(plan(), plan(), plan(), return_exceptions=True)

    assert sorted(type(u).__name__ for u in uit) == ["Invoerfout", "Invoerfout", "UUID"]
    ander = await plan(moment=LATER)
    naar_eerder = Verzetinvoer(moment=MOMENT, plek="digitaal", reden="", versie=1)
    with pytest.raises(Invoerfout):
        await verzet_overleg(ander, naar_eerder, daad=daad(deps))
    assert await eigenaar.fetchval("select count(*) from nazorg.overleg_versie") == 2
    (eerste,) = (u for u in uit if not isinstance(u, BaseException))
    await laat_vervallen(eerste, reden="toch niet", versie=1, daad=daad(deps))
    await plan()
