"""The database itself keeps who works for one gemeente from changing a meeting of the region."""

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.overleggen.conftest import MARIEKE, NIJMEEGS, TIELS, Plan

VRAGEN = {
    "verzetten": "update nazorg.overleg set datum = datum + 1",
    "laten vervallen": "update nazorg.overleg set stand = 'vervallen'",
}


@pytest.mark.parametrize("vraag", VRAGEN.values(), ids=VRAGEN.keys())
async def test_who_works_for_a_part_sees_it_and_cannot_change_it(
    vraag: str, deps: Deps, plan: Plan
) -> None:
    await plan(MARIEKE, kring="regio:rivierenland")

    async with deps.store.open_voor(TIELS) as tx:
        assert await tx.fetchval("select count(*) from nazorg.overleg") == 1
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with deps.store.open_voor(TIELS) as tx:
            await tx.execute(vraag)
    async with deps.store.open_voor(NIJMEEGS) as tx:
        assert await tx.execute(vraag) == "UPDATE 0"
    async with deps.store.open_voor(MARIEKE) as tx:
        assert await tx.execute(vraag) == "UPDATE 1"


async def test_nobody_plans_for_others_gives_a_meeting_away_or_rewrites_what_was_agreed(
    deps: Deps, plan: Plan
) -> None:
    await plan()

    for vraag in (
        "update nazorg.overleg set gemeenten = '{0268}'",
        "delete from nazorg.overleg",
        "update nazorg.overleg_versie set reden = ''",
        "update nazorg.overleg_afspraak set tekst = ''",
        "delete from nazorg.overleg_punt",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with deps.store.open_voor(TIELS) as tx:
                await tx.execute(vraag)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with deps.store.open_voor(TIELS) as tx:
            await tx.execute(
                """insert into nazorg.overleg select gen_random_uuid(), soort, regio,
                  '{0281,0268}', datum, van, tot, plek, deelnemers, zaken, stand, versie,
                  gepland_op, gewijzigd_op, door, door_naam from nazorg.overleg"""
            )
