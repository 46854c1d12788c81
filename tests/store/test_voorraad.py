"""The stock of connections of the website: what is lent, and what never is."""

import asyncio

import pytest

from nazorg.store import rollen, voorraad
from nazorg.store.transactie import open_transactie
from nazorg.store.verbinding import Databank

_WIE = "select pg_backend_pid(), current_setting('nazorg.gemeenten', true)"


async def test_a_connection_is_lent_again_without_what_the_last_one_could_see(
    databank: Databank,
) -> None:
    stock = databank.voorraad(rollen.APP, verbindingen=1)

    async with open_transactie(stock, gemeenten=("0281",)) as tx:
        eerste = await tx.fetchrow(_WIE)
    async with stock.leen() as los:
        tweede = await los.fetchrow(_WIE)

    assert eerste[1] == "0281"
    assert eerste[0] == tweede[0], "not the same connection, so this proved nothing"
    assert not tweede[1]
    await stock.dispose()


async def test_a_connection_that_comes_back_in_a_transaction_is_not_lent_again(
    databank: Databank,
) -> None:
    stock = databank.voorraad(rollen.APP, verbindingen=1)

    async with stock.leen() as los:
        await los.execute("begin")
        await los.execute("select set_config('nazorg.gemeenten', '0281', true)")
        eerste = los.get_server_pid()
    async with stock.leen() as los:
        rij = await los.fetchrow(_WIE)

    assert rij[0] != eerste
    assert not rij[1]
    await stock.dispose()


async def test_a_connection_on_which_the_server_hung_up_is_not_lent_again(
    databank: Databank,
) -> None:
    stock = databank.voorraad(rollen.APP, verbindingen=1)

    async with stock.leen() as los:
        los.terminate()
    async with stock.leen() as los:
        assert await los.fetchval("select 1") == 1
    await stock.dispose()


async def test_who_waits_too_long_for_a_connection_hears_so(
    databank: Databank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voorraad, "_WACHTEN_S", 0.05)
    stock = databank.voorraad(rollen.APP, verbindingen=1)
    klaar = asyncio.Event()

    async def houd() -> None:
        async with stock.leen():
            await klaar.wait()

    houder = asyncio.create_task(houd())
    await asyncio.sleep(0)
    with pytest.raises(TimeoutError):
        async with stock.leen():
            pass
    klaar.set()
    await houder
    async with stock.leen() as los:
        assert await los.fetchval("select 1") == 1
    await stock.dispose()


async def test_a_crowd_opens_no_more_connections_than_there_are_places(databank: Databank) -> None:
    stock = databank.voorraad(rollen.APP, verbindingen=2)
    servers: set[int] = set()

    async def bezoeker() -> None:
        for _ in range(5):
            async with stock.leen() as los:
                servers.add(los.get_server_pid())
                await los.fetchval("select pg_sleep(0.001)")

    await asyncio.gather(*(bezoeker() for _ in range(12)))

    assert len(servers) <= 2, "closed and opened again and again, which costs more than a page"
    await stock.dispose()
