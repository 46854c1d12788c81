"""The count of a source that comes as a message: kept once, newest first, compared at once."""

import asyncio
from datetime import date
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.berichten.telling import Telling
from nazorg.berichten.uitkomst import Deur
from nazorg.deps import Deps
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from nazorg.usecases.bewaking.bewaak import Bewaker
from nazorg.usecases.bewaking.meet import meet
from nazorg.usecases.bewaking.vergelijk_telling import tel_na, vergelijk_telling
from tests.factories import BEHEERDER, BRON, event, ruw, telling_event
from tests.klok import VasteKlok

BEGIN, VERLOF = TYPE_VAN_SOORT[Soort.BEGONNEN], TYPE_VAN_SOORT[Soort.VERLOF_VERLEEND]
VRIJDAG = date(2026, 11, 20)


async def stuur(deps: Deps, *events: dict[str, Any], deur: Deur = Deur.KAFKA) -> list[str]:
    return [u.uitkomst for u in await deps.ontvang([ruw(e, deur) for e in events])]


async def stand(eigenaar: asyncpg.Connection) -> dict[str, tuple[int, int]]:
    """Return per kind what the source says and what we have, of the one day there is."""
    rijen = await eigenaar.fetch("select soort, aantal, bij_ons from nazorg.telling")
    return {r[0]: (r[1], r[2]) for r in rijen}


@pytest.mark.parametrize("deur", Deur)
async def test_a_count_is_kept_as_a_message_and_compared_at_once(
    deur: Deur, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    uit = await stuur(deps, event(detentieId="A"), telling_event({BEGIN: 2}, id="t-1"), deur=deur)

    assert uit == ["verwerkt", "verwerkt"]
    assert await stand(eigenaar) == {"detentie_begonnen": (2, 1)}
    rij = await eigenaar.fetchrow(
        """select soort, b.gemeente, uitkomst, deur, i.id is not null
        from nazorg.bericht b left join nazorg.bericht_inhoud i using (id)
        where bericht_id = 't-1'"""
    )
    assert tuple(rij) == ("telling_gemeld", "0000", "verwerkt", deur, True)
    assert await eigenaar.fetchval("select bericht_id from nazorg.telling") == "t-1"
    assert await eigenaar.fetchval("select count(*) from nazorg.melding") == 1


async def test_the_count_itself_is_not_counted(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    await stuur(deps, telling_event({BEGIN: 0}, tijd="2026-11-20T20:00:00Z"))

    assert await stand(eigenaar) == {"detentie_begonnen": (0, 0)}
    assert await tel_na(deps.store, deps.klok) == 0


async def test_a_duplicate_changes_no_row(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    telling = telling_event({BEGIN: 2})
    await stuur(deps, telling)
    eerst = await eigenaar.fetch("select xmin, * from nazorg.telling")

    assert await stuur(deps, telling, telling) == ["dubbel", "dubbel"]

    assert await eigenaar.fetch("select xmin, * from nazorg.telling") == eerst


async def test_the_newest_count_of_a_day_stands_whatever_comes_last(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    nieuw = telling_event({VERLOF: 3}, tijd="2026-11-21T02:00:00Z", nr=5)
    oud = telling_event({BEGIN: 9}, tijd="2026-11-21T01:00:00Z", nr=9)
    lager = telling_event({BEGIN: 7}, tijd="2026-11-21T02:00:00Z", nr=4)

    for volgorde in ([oud, nieuw, lager], [nieuw, lager, oud]):
        for apart in (True, False):
            await eigenaar.execute("truncate nazorg.telling, nazorg.bericht")
            for partij in [[t] for t in volgorde] if apart else [volgorde]:
                await stuur(deps, *partij)
            assert await stand(eigenaar) == {"verlof_verleend": (3, 0)}


async def test_a_file_that_is_handed_in_now_is_newer_than_what_the_source_sent(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, telling_event({BEGIN: 9}))
    uit_bestand = Telling(bron=BRON, dag=VRIJDAG, per_type={VERLOF: 1})
    await vergelijk_telling([uit_bestand], store=deps.store, klok=deps.klok)
    assert await stand(eigenaar) == {"verlof_verleend": (1, 0)}

    await stuur(deps, telling_event({BEGIN: 8}, tijd="2026-11-22T01:00:00Z"))
    assert await stand(eigenaar) == {"verlof_verleend": (1, 0)}

    await stuur(deps, telling_event({BEGIN: 7}, tijd="2026-11-23T09:00:00Z"))
    assert await stand(eigenaar) == {"detentie_begonnen": (7, 0)}


async def test_a_difference_becomes_an_alarm_and_what_comes_late_ends_it(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    bewaker = Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen)
    await stuur(deps, telling_event({BEGIN: 1}))
    assert await bewaker.bewaak() == 0, "not at once: it may be under way"
    klok.verder(minutes=10)
    assert await bewaker.bewaak() == 1

    await stuur(deps, event(), deur=Deur.BESTAND)
    await tel_na(deps.store, klok)

    assert await bewaker.bewaak() == 0
    assert await stand(eigenaar) == {"detentie_begonnen": (1, 1)}


async def test_a_count_that_is_older_than_a_year_is_a_message_and_no_count(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    uit = await stuur(deps, telling_event(dag="2025-11-22", tijd="2025-11-23T01:00:00Z"))

    assert uit == ["verwerkt"]
    assert await stand(eigenaar) == {}


async def test_a_count_with_other_content_under_its_number_is_a_contradiction(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, telling_event({BEGIN: 2}, id="t-1"))

    assert await stuur(deps, telling_event({BEGIN: 3}, id="t-1")) == ["apart_gezet"]

    assert await stand(eigenaar) == {"detentie_begonnen": (2, 0)}
    reden = await eigenaar.fetchval("select reden from nazorg.bericht where uitkomst <> 'verwerkt'")
    assert reden == "tegenstrijdig"


async def test_two_doors_with_counts_of_the_same_day_end_with_the_newest(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    tellingen = [telling_event({BEGIN: n}, tijd=f"2026-11-21T0{n}:00:00Z") for n in range(1, 9)]

    await asyncio.gather(*(stuur(deps, t) for t in tellingen))

    assert await stand(eigenaar) == {"detentie_begonnen": (8, 0)}


async def test_a_count_in_time_does_not_hide_that_the_notices_are_late(
    deps: Deps, klok: VasteKlok
) -> None:
    nu = klok.nu().isoformat()
    await stuur(deps, event(tijd="2026-11-23T06:00:00Z"), telling_event(dag="2026-11-22", tijd=nu))

    assert await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak() == 1
    assert (await meet(deps.store)).vertraging.keys() == {(BRON, "detentie")}


async def test_its_number_counts_in_the_numbering_of_the_source(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event(envelop={"sequence": "1"}, detentieId="A"), telling_event(nr=2))
    await stuur(deps, event(envelop={"sequence": "3"}, detentieId="B"))

    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()

    assert await eigenaar.fetchval("select count(*) from nazorg.gat") == 0


async def test_a_count_that_broke_our_code_counts_when_it_is_offered_again(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvanger.zet_apart(ruw(telling_event({BEGIN: 4}, id="t-1")))

    await Herhaler(deps.ontvanger).start(
        Zoekvraag(), [], gekozen={}, medewerker=BEHEERDER, oorsprong="test"
    )

    assert await stand(eigenaar) == {"detentie_begonnen": (4, 0)}
    rij = await eigenaar.fetchrow("select soort, gemeente, uitkomst from nazorg.bericht")
    assert tuple(rij) == ("telling_gemeld", "0000", "verwerkt")
