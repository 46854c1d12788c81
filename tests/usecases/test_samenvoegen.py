"""Dossiers that turn out to be one, or that move: nothing that hangs under them stays behind."""

from typing import Any

import asyncpg

from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import RuwBericht, Uitkomst
from nazorg.deps import Deps
from tests.factories import BSN_DAAN, BSN_NINA, BUREN, GRONINGEN, event, persoon, ruw

SKN = "10000001"
NIEMAND = persoon(bsn=None)


def bericht(detentie: str, wie: dict[str, Any], **velden: Any) -> RuwBericht:
    return ruw(event(detentieId=detentie, persoon=wie, **velden))


def later(soort: Soort, dag: int, **velden: Any) -> RuwBericht:
    return ruw(event(soort, tijd=f"2026-11-{dag}T08:00:00Z", **velden))


async def open_regels(eigenaar: asyncpg.Connection) -> list[str]:
    rijen = await eigenaar.fetch("select regel from nazorg.taak where status = 'open' order by 1")
    return [r[0] for r in rijen]


async def dossiers(eigenaar: asyncpg.Connection) -> int:
    return int(await eigenaar.fetchval("select count(*) from nazorg.dossier"))


async def test_three_dossiers_with_the_same_work_become_one_with_that_work_once(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    zonder_adres = {"gemeenteBrp": "0000"}
    await deps.ontvang([bericht("A", persoon(bsn=None, skn=SKN), **zonder_adres)])
    await deps.ontvang([bericht("B", NIEMAND, **zonder_adres)])
    await deps.ontvang([bericht("C", persoon())])
    assert await dossiers(eigenaar) == 3

    (uit,) = await deps.ontvang([bericht("B", persoon(skn=SKN), **zonder_adres)])

    assert uit.uitkomst is Uitkomst.VERWERKT
    assert await dossiers(eigenaar) == 1
    assert (await open_regels(eigenaar)).count("route_beoordelen") == 1


async def test_work_that_the_joined_dossier_no_longer_asks_for_falls_away(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([bericht("A", NIEMAND)])
    assert "nog_te_koppelen" in await open_regels(eigenaar)

    # In one batch: first a dossier with the BSN, then the message that shows who A is.
    await deps.ontvang([bericht("B", persoon()), bericht("A", persoon())])

    assert await dossiers(eigenaar) == 1
    assert "nog_te_koppelen" not in await open_regels(eigenaar)


async def test_work_that_is_done_or_fell_away_moves_along_with_its_dossier(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event())])
    await eigenaar.execute("update nazorg.taak set status = 'afgehandeld'")

    await deps.ontvang([later(Soort.BEEINDIGD, 21, gemeenteBrp=BUREN)])

    gemeenten = await eigenaar.fetch("select distinct gemeente from nazorg.taak")
    assert [g[0] for g in gemeenten] == [BUREN]


async def test_a_bsn_stays_with_its_dossier_when_the_notice_that_brought_it_was_withdrawn(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(id="v-1", persoon=persoon(bsn=BSN_DAAN)))])
    await deps.ontvang([later(Soort.INGETROKKEN, 21, berichtId="v-1", persoon=NIEMAND)])

    # The same detention turns out to be of somebody else.
    await deps.ontvang([later(Soort.BEGONNEN, 22, persoon=persoon(bsn=BSN_NINA))])

    bsn_sleutels = await eigenaar.fetch("select dossier_id from nazorg.sleutel where soort = 'bsn'")
    assert len({s[0] for s in bsn_sleutels}) == 2


async def test_who_moved_away_gets_all_later_notices_here_also_in_one_batch(
    deps: Deps,
) -> None:
    elders = {"gemeenteBrp": GRONINGEN, "ontvangerGemeente": GRONINGEN}
    await deps.ontvang([ruw(event())])

    uit = await deps.ontvang(
        [later(Soort.GEWIJZIGD, 21, **elders), later(Soort.BEEINDIGD, 22, **elders)]
    )

    assert [u.uitkomst for u in uit] == [Uitkomst.VERWERKT] * 2
