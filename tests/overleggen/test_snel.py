"""Many people and many meetings cost no more statements, and nobody reads those of others."""

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import replace
from datetime import time
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.store import overleggen
from nazorg.store.store import Store
from nazorg.usecases.overleggen.agenda import zet_op_agenda
from nazorg.usecases.overleggen.toon import toon_overleg
from tests.factories import TIEL
from tests.overleggen.conftest import MOMENT, TIELS, Plan, daad

_MENSEN = """
insert into nazorg.dossier (id, nummer, gemeente, status, koppeling, geslachtsnaam, vrij_op,
  route_redenen, laatste_op, geopend_op, gewijzigd_op, versie)
select gen_random_uuid(), 'NZ-2026-' || $2::int + i, '0281', 'in_detentie', 'bsn', 'Naam' || i,
  '2026-12-02'::date + i % 30, '{}', now(), now(), now(), 1 from generate_series(1, $1::int) i"""
_ELDERS = """
insert into nazorg.overleg select gen_random_uuid(), soort, regio,
  array[lpad((1000 + n % 300)::text, 4, '0')], datum + n / 300, van, tot,
  plek, deelnemers, zaken, stand, versie, gepland_op, gewijzigd_op, door, door_naam
from nazorg.overleg, generate_series(1, 6000) n"""


@pytest.fixture
async def leeg(plan: Plan) -> UUID:
    return await plan(zaken=40)


async def test_an_agenda_of_forty_takes_as_many_statements_as_one_of_two(
    deps: Deps, plan: Plan, eigenaar: asyncpg.Connection
) -> None:
    store = Store(deps.store.databank, verbindingen=1)
    gesteld: list[Any] = []
    async with store.open_voor(TIELS) as tx:
        tx.add_query_logger(gesteld.append)  # type: ignore[attr-defined]
    wie = daad(deps)
    wie = replace(wie, met=replace(wie.met, store=store))
    geteld: list[tuple[int, int]] = []
    for mensen in (1, 2, 35):  # at first the driver asks for the types that it does not know
        await eigenaar.execute(_MENSEN, mensen, 5000 + 100 * mensen)
        id_ = await plan(zaken=40, moment=replace(MOMENT, van=time(8, mensen)))
        kies = [v.zaak.dossier for v in (await toon_overleg(id_, daad=wie)).voorstel.eerst]
        assert len(kies) == mensen
        geteld.append(
            (
                await _tel(gesteld, zet_op_agenda(id_, kies, daad=wie)),
                await _tel(gesteld, toon_overleg(id_, daad=wie)),
            )
        )

    await store.close()
    assert geteld[1] == geteld[2]


async def _tel(gesteld: list[Any], doe: Coroutine[Any, Any, object]) -> int:
    """Return how many statements the one connection sends for this."""
    await asyncio.sleep(0)  # the logger is told a turn later
    gesteld.clear()
    await doe
    await asyncio.sleep(0)
    return len(gesteld)


async def test_the_meetings_of_three_hundred_other_gemeenten_are_not_read(
    deps: Deps, leeg: UUID, eigenaar: asyncpg.Connection
) -> None:
    await eigenaar.execute(_ELDERS)
    await eigenaar.execute("vacuum (analyze) nazorg.overleg")
    gesteld: list[Any] = []
    async with deps.store.open_voor(TIELS) as tx:
        tx.add_query_logger(gesteld.append)  # type: ignore[attr-defined]
        dagen = await overleggen.find_dagen(tx, [TIEL])
        await asyncio.sleep(0)
        tx.remove_query_logger(gesteld.append)  # type: ignore[attr-defined]
        (vraag,) = gesteld
        plan = await tx.fetchval(f"explain (format json) {vraag.query}", *vraag.args)

    assert list(dagen) == [TIEL]
    assert len(dagen[TIEL]) == 1
    tekst = plan if isinstance(plan, str) else json.dumps(plan)
    assert "overleg_gemeenten" in tekst
    assert "Seq Scan" not in tekst
