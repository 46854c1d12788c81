"""A transaction keeps everything or says that it kept nothing, and knows who asks."""

import asyncio
from dataclasses import replace

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.store import audit
from nazorg.store.store import Store
from nazorg.store.transactie import NietVastgelegd
from tests.store.mensen import TIELENAAR

_WIE = "select current_setting('nazorg.gemeenten'), current_setting('nazorg.medewerker')"


async def test_who_swallows_a_fault_does_not_hear_that_it_was_kept(deps: Deps) -> None:
    async def slik() -> None:
        async with deps.store.open_voor(TIELENAAR) as tx:
            with pytest.raises(asyncpg.UndefinedTableError):
                await tx.execute("select * from nazorg.bestaat_niet")

    with pytest.raises(NietVastgelegd):
        await slik()


async def test_after_a_fault_the_next_one_begins_clean(deps: Deps) -> None:
    with pytest.raises(asyncpg.UndefinedTableError):
        async with deps.store.open_voor(TIELENAAR) as tx:
            await tx.execute("select * from nazorg.bestaat_niet")

    async with deps.store.open_voor(replace(TIELENAAR, gemeenten=("0268",))) as tx:
        assert (await tx.fetchrow(_WIE))[0] == "0268"
    async with deps.store.open_sessie() as tx:
        assert await tx.fetchval("select current_setting('nazorg.gemeenten', true)") in {None, ""}


async def test_a_driver_that_lost_its_way_counts_as_a_lost_connection(deps: Deps) -> None:
    store = Store(deps.store.databank, verbindingen=1)
    pids: list[int] = []

    async def raak_kwijt() -> None:
        async with store.open_unscoped_ontvangst() as tx:
            pids.append(await tx.fetchval("select pg_backend_pid()"))
            raise asyncpg.InternalClientError("between two steps")

    with pytest.raises(asyncpg.ConnectionDoesNotExistError):
        await raak_kwijt()

    async with store.open_unscoped_ontvangst() as tx:
        assert await tx.fetchval("select pg_backend_pid()") not in pids
    await store.close()


async def test_a_connection_on_which_undoing_was_cut_off_is_never_lent_again(deps: Deps) -> None:
    store = Store(deps.store.databank, verbindingen=1)

    async def slaap() -> None:
        async with store.open_unscoped_ontvangst() as tx:
            await tx.execute("select pg_sleep(20)")

    taak = asyncio.create_task(slaap())
    await asyncio.sleep(0.3)
    while not taak.done():
        taak.cancel()
        await asyncio.sleep(0)

    async with store.open_unscoped_ontvangst() as tx:
        assert await tx.fetchval("select 1") == 1
    await store.close()


async def test_what_a_transaction_does_last_is_part_of_it(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    regel = audit.Auditregel(
        tijd=deps.klok.nu(),
        actor="o'neill",
        actie="proef",
        object="x",
        resultaat="é",
        oorsprong="test",
        doel="d",
    )

    async def breek_af() -> None:
        async with deps.store.open_unscoped_ontvangst() as tx:
            audit.append_als_laatste(tx, regel)
            raise KeyError

    with pytest.raises(KeyError):
        await breek_af()
    async with deps.store.open_unscoped_ontvangst() as tx:
        await tx.fetchval("select 1")
    assert await eigenaar.fetchval("select count(*) from nazorg.audit where actie = 'proef'") == 0

    async with deps.store.open_unscoped_ontvangst() as tx:
        audit.append_als_laatste(tx, regel)

    rij = await eigenaar.fetchrow("select actor, resultaat, tijd from nazorg.audit")
    assert tuple(rij) == ("o'neill", "é", deps.klok.nu())


@pytest.mark.parametrize(
    "wie", ["o'neill", "'); drop table nazorg.taak; --", "\\x41", "é", "$1", "a\nb", ""]
)
async def test_whatever_the_name_of_an_account_it_is_a_value_and_never_sql(
    wie: str, deps: Deps
) -> None:
    async with deps.store.open_voor(replace(TIELENAAR, id=wie)) as tx:
        assert tuple(await tx.fetchrow(_WIE)) == (",".join(TIELENAAR.gemeenten), wie)
