"""Processes that die, come too late, or do the same work at once."""

import asyncio

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.partner import Partner
from tests.factories import event, persoon
from tests.klok import VasteKlok
from tests.verrijking.conftest import Opstelling, werk_af
from tests.verrijking.kijk import standen, stuur


async def test_a_process_that_dies_leaves_its_questions_to_another(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, event())
    await op.zijde.zoek_nieuwe()
    hangt = asyncio.Event()

    async def wacht() -> None:
        await hangt.wait()

    for bron in op.alle:
        bron.tussendoor = wacht
    await op.navrager.ronde()
    await asyncio.sleep(0)
    for taak in op.navrager.onderweg:
        taak.cancel()
    for bron in op.alle:
        bron.tussendoor = FakeNiets

    ander = op.maak_navrager()
    assert await werk_af(ander) == 0
    klok.verder(minutes=4)
    assert await werk_af(ander) == 3
    assert set((await standen(eigenaar)).values()) == {"bekend"}


async def FakeNiets() -> None:  # noqa: N802 - it takes the place of one
    return


async def test_what_comes_in_too_late_does_not_overwrite_what_another_recorded(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, event())
    await op.zijde.zoek_nieuwe()
    await op.navrager.ronde()
    await asyncio.wait(op.navrager.onderweg)
    klok.verder(minutes=4)
    for bron in op.alle:
        bron.weet = []
    await werk_af(op.maak_navrager())

    await op.navrager.boek()

    assert set((await standen(eigenaar)).values()) == {"niets_bekend"}
    assert await eigenaar.fetchval("select count(*) from nazorg.partnergegeven") == 0


async def test_two_processes_never_ask_the_same_at_once(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    wie = [persoon(bsn=f"9999{n:05d}", geslachtsnaam=f"Naam{n}") for n in _nummers(20)]
    await stuur(deps, *(event(persoon=p, detentieId=f"D-{i}") for i, p in enumerate(wie)))
    await op.zijde.zoek_nieuwe()

    await asyncio.gather(werk_af(op.navrager), werk_af(op.maak_navrager()))

    assert set(op.brp.per_persoon.values()) == {1}
    assert len(op.brp.gevraagd) == 20


def _nummers(aantal: int) -> list[int]:
    from nazorg.kern.bsn import is_bsn

    return [n for n in range(1000) if is_bsn(f"9999{n:05d}")][:aantal]


async def test_no_call_is_made_inside_a_transaction(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    open_ = []

    async def kijk() -> None:
        open_.append(
            await eigenaar.fetchval(
                """select count(*) from pg_stat_activity
                where state = 'idle in transaction' and application_name = 'nazorg_ontvangst'"""
            )
        )

    op.zvh.tussendoor = kijk
    op.navrager.bronnen = {Partner.ZVH: op.zvh}
    await stuur(deps, event())

    await op.ga()

    assert open_ == [0]


async def test_a_database_that_is_away_costs_no_answer(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())
    await op.zijde.zoek_nieuwe()
    await op.navrager.ronde()
    await asyncio.wait(op.navrager.onderweg)
    await eigenaar.execute("alter table nazorg.partnergegeven rename to elders")
    with pytest.raises(asyncpg.UndefinedTableError):
        await op.navrager.boek()
    await eigenaar.execute("alter table nazorg.elders rename to partnergegeven")

    await op.navrager.boek()

    assert set((await standen(eigenaar)).values()) == {"bekend"}
