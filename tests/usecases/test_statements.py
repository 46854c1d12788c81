"""A batch costs as many statements whatever its size (issue: at most 14 for 500 messages)."""

import asyncio

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import RuwBericht
from nazorg.commands.opbouw import build_deps
from nazorg.deps import Deps
from nazorg.store.store import Store
from tests.factories import event, persoon, ruw

HOOGSTENS = 14


def _van(n: int, soort: Soort = Soort.BEGONNEN) -> RuwBericht:
    wie = persoon(bsn=None, skn=str(70_000 + n))
    return ruw(event(soort, id=f"s-{soort}-{n}", detentieId=f"S-{n}", persoon=wie))


@pytest.fixture
async def alleen(deps: Deps) -> Deps:
    """The same on one connection, so that every statement passes there."""
    return build_deps(
        Store(deps.store.databank, verbindingen=1), deps.kluis, deps.kennis, deps.klok
    )


async def test_five_hundred_messages_take_no_more_statements_than_fifty(alleen: Deps) -> None:
    # Who is known already, somebody new, and one that came before: all that an ordinary day has.
    eerder = [_van(n) for n in range(600)]
    await alleen.ontvang(eerder)
    geteld: list[int] = []

    def tel(_: asyncpg.connection.LoggedQuery) -> None:
        geteld[-1] += 1

    async with alleen.store.open_unscoped_ontvangst() as tx:
        tx.add_query_logger(tel)  # type: ignore[attr-defined]
    for begin, aantal in ((0, 50), (50, 500)):
        await asyncio.sleep(0)  # the logger is told a turn later
        geteld.append(0)
        gewijzigd = [_van(begin + n, Soort.GEWIJZIGD) for n in range(aantal - 2)]
        await alleen.ontvang([eerder[0], _van(1_000 + begin), *gewijzigd])
    await asyncio.sleep(0)
    await alleen.store.close()

    assert geteld[0] == geteld[1]
    assert 0 < geteld[1] <= HOOGSTENS
