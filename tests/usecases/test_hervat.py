"""A source on hold starts again: a trial, then the rest, nothing left behind, nothing twice."""

import asyncio

import asyncpg
import pytest

from nazorg.berichten.beheer import REEKS
from nazorg.berichten.uitkomst import Uitkomst
from nazorg.deps import Deps
from nazorg.kern.toegang import NietGevonden
from nazorg.referentie.laden import Inrichting
from nazorg.usecases.berichten.hervat import Hervatter
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from nazorg.usecases.bewaking.bewaak import Bewaker
from tests.beheer import beheerder, fout, gepauzeerd, goed, hervat, stand, stuur, zet_op_pauze
from tests.factories import BRON
from tests.klok import VasteKlok


async def test_a_source_that_is_mended_starts_again_and_nothing_waits_any_more(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await zet_op_pauze(deps, klok)
    await stuur(
        deps,
        *[fout(i, inrichting="NOGA") for i in range(100, 175)],
        *[goed(i) for i in range(200, 260)],
    )
    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()
    tekst = await eigenaar.fetchval("select tekst from nazorg.alarm where soort = 'pauze'")
    assert "135 berichten wachten" in tekst
    deps.kennis.inrichtingen.voeg_toe(Inrichting("NOGA", "PI Nieuw", ""))

    run = await hervat(deps, eigenaar)

    assert (run["stand"], run["soort"]) == ("klaar", "hervatten")
    assert await stand(eigenaar) == {"apart_gezet": REEKS, "verwerkt": 135}
    assert await gepauzeerd(eigenaar) == []
    assert (
        await eigenaar.fetchval("select count(*) from nazorg.alarm where voorbij_op is null") == 0
    )
    klok.verder(seconds=6)
    (uit,) = await stuur(deps, goed(999))
    assert uit.uitkomst is Uitkomst.VERWERKT


async def test_when_the_trial_goes_wrong_the_source_stays_on_hold_and_the_rest_waits(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await zet_op_pauze(deps, klok)
    await stuur(deps, *[fout(i) for i in range(100, 150)])

    run = await hervat(deps, eigenaar)

    assert run["stand"] == "gestopt"
    assert await stand(eigenaar) == {"apart_gezet": 2 * REEKS, "wacht": 50 - REEKS}
    assert await gepauzeerd(eigenaar) == [BRON]
    eerste = await eigenaar.fetch(
        "select bericht_id from nazorg.bericht where uitkomst = 'apart_gezet' order by id"
    )
    assert [r[0] for r in eerste[REEKS:]] == [f"b-{i}" for i in range(100, 100 + REEKS)]


async def test_going_wrong_again_after_the_trial_stops_it_too(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await zet_op_pauze(deps, klok)
    await stuur(deps, *[goed(i) for i in range(100, 130)], *[fout(i) for i in range(200, 500)])

    run = await hervat(deps, eigenaar)

    assert run["stand"] == "gestopt"
    nu = await stand(eigenaar)
    assert nu["verwerkt"] == 30
    assert nu["wacht"] >= 200
    assert await gepauzeerd(eigenaar) == [BRON]


async def test_old_mistakes_do_not_put_a_source_on_hold_that_was_started_again(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await zet_op_pauze(deps, klok)
    await hervat(deps, eigenaar)
    klok.verder(seconds=6)

    for i in range(REEKS - 1):
        await stuur(deps, fout(500 + i))
        klok.verder(seconds=1)
    assert await gepauzeerd(eigenaar) == []
    await stuur(deps, fout(600))

    assert await gepauzeerd(eigenaar) == [BRON]


async def test_two_people_who_start_it_at_once_start_it_once(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await zet_op_pauze(deps, klok)
    await stuur(deps, *[goed(i) for i in range(100, 130)])
    pauze = await eigenaar.fetchval("select id from nazorg.pauze")
    hervatter = Hervatter(deps.ontvanger)

    runs = await asyncio.gather(
        *[hervatter.begin(pauze, medewerker=beheerder(deps), oorsprong="test") for _ in range(4)]
    )
    await asyncio.gather(*[Herhaler(deps.ontvanger).doe_alles() for _ in range(3)])
    await Herhaler(deps.ontvanger).doe_alles()

    assert len(set(runs)) == 1
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 30
    assert (
        await eigenaar.fetchval("select count(*) from nazorg.outbox where type like '%.dossier-%'")
        == 30
    )
    with pytest.raises(NietGevonden):
        await hervatter.begin(pauze, medewerker=beheerder(deps), oorsprong="test")


async def test_a_process_that_did_not_hear_of_the_end_leaves_nothing_behind(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await zet_op_pauze(deps, klok)
    await hervat(deps, eigenaar)
    deps.ontvanger.codes.hoor_pauze([BRON])  # what a process knew a second ago

    (uit,) = await stuur(deps, goed(700))

    assert uit.uitkomst is Uitkomst.VERWERKT


async def test_messages_that_pour_in_while_the_source_starts_again_are_all_handled_once(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await zet_op_pauze(deps, klok)
    await stuur(deps, *[goed(i) for i in range(1000, 1150)])

    async def instroom() -> None:
        for begin in range(2000, 2300, 15):
            await stuur(deps, *[goed(i) for i in range(begin, begin + 15)])

    await asyncio.gather(instroom(), hervat(deps, eigenaar))
    await Herhaler(deps.ontvanger).doe_alles()

    assert await stand(eigenaar) == {"apart_gezet": REEKS, "verwerkt": 450}
    assert await eigenaar.fetchval("select count(*) from nazorg.melding") == 450
    assert (
        await eigenaar.fetchval("select count(*) from nazorg.outbox where type like '%.dossier-%'")
        == 450
    )
    assert await gepauzeerd(eigenaar) == []
