"""Twenty wrong in a row and a source is on hold: kept, not judged, and started again with care."""

import asyncio
from datetime import date
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.beheer import REEKS
from nazorg.berichten.uitkomst import Ontvangst, Reden, Uitkomst
from nazorg.deps import Deps
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.referentie.laden import Inrichting
from nazorg.referentie.personas import load_personas
from nazorg.usecases.berichten.hervat import Hervatter
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from nazorg.usecases.bewaking.bewaak import Bewaker
from tests.factories import BRON, GRONINGEN, event, persoon, ruw
from tests.klok import VasteKlok

ANDERE_BRON = "urn:nld:oin:00000099000000002000:systeem:proefregister"


def beheerder(deps: Deps) -> Medewerker:
    return load_personas(deps.kennis, op=date(2026, 11, 23))["ruben-de-wit"]


def fout(nummer: int, **anders: Any) -> dict[str, Any]:
    """A message that cannot be handled until its inrichting is known."""
    velden = {"inrichting": "NOG", "detentieId": f"D-{nummer}"} | anders
    return event(id=f"b-{nummer}", **velden)


def goed(nummer: int, **anders: Any) -> dict[str, Any]:
    wie = persoon(bsn=None, skn=str(10_000_000 + nummer))
    return event(id=f"b-{nummer}", detentieId=f"D-{nummer}", persoon=wie, **anders)


async def stuur(deps: Deps, *events: dict[str, Any]) -> list[Ontvangst]:
    return await deps.ontvang([ruw(e) for e in events])


async def zet_op_pauze(deps: Deps, klok: VasteKlok, aantal: int = REEKS) -> None:
    await stuur(deps, *[fout(i) for i in range(aantal)])
    klok.verder(seconds=6)


async def stand(eigenaar: asyncpg.Connection) -> dict[str, int]:
    rijen = await eigenaar.fetch("select uitkomst, count(*) from nazorg.bericht group by 1")
    return {r[0]: r[1] for r in rijen}


async def gepauzeerd(eigenaar: asyncpg.Connection) -> list[str]:
    rijen = await eigenaar.fetch("select bron from nazorg.pauze where voorbij_op is null")
    return [r[0] for r in rijen]


async def hervat(deps: Deps, eigenaar: asyncpg.Connection) -> Any:
    """Start the source again and do all of it; return the run."""
    pauze = await eigenaar.fetchval("select id from nazorg.pauze where voorbij_op is null")
    id_ = await Hervatter(deps.ontvanger).begin(pauze, medewerker=beheerder(deps), oorsprong="test")
    await Herhaler(deps.ontvanger).doe_alles()
    return await eigenaar.fetchrow("select * from nazorg.herhaling where id = $1", id_)


@pytest.mark.parametrize("per_keer", [1, 7, REEKS, 50])
async def test_twenty_wrong_in_a_row_put_the_source_on_hold_whatever_the_batches(
    per_keer: int, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    for begin in range(0, REEKS - 1, per_keer):
        await stuur(deps, *[fout(i) for i in range(begin, min(begin + per_keer, REEKS - 1))])
        klok.verder(seconds=6)
    assert await gepauzeerd(eigenaar) == []

    await stuur(deps, fout(99))

    assert await gepauzeerd(eigenaar) == [BRON]
    alarm = await eigenaar.fetchrow("select soort, bron, kort from nazorg.alarm")
    assert tuple(alarm) == ("pauze", BRON, "Detentieregister staat op pauze.")


async def test_one_good_message_in_between_and_nothing_happens(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, *[fout(i) for i in range(12)], goed(100), *[fout(i) for i in range(20, 32)])
    klok.verder(seconds=6)
    await stuur(deps, *[fout(i) for i in range(40, 47)])

    assert await gepauzeerd(eigenaar) == []


async def test_a_duplicate_counts_neither_for_nor_against(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, goed(100))
    for i in range(REEKS):
        klok.verder(seconds=1)
        await stuur(deps, fout(i), goed(100), fout(i))

    assert await gepauzeerd(eigenaar) == [BRON]


async def test_what_comes_then_is_kept_and_not_judged_and_the_sender_hears_so(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await zet_op_pauze(deps, klok)

    uit = await stuur(deps, goed(200, envelop={"sequence": "0000000007"}), fout(201))
    nog_eens = await stuur(deps, goed(200, envelop={"sequence": "0000000007"}))

    assert {(u.uitkomst, u.reden) for u in uit} == {(Uitkomst.WACHT, Reden.BRON_OP_PAUZE)}
    assert all(u.fouten == () for u in uit)
    assert (nog_eens[0].uitkomst, nog_eens[0].eerder) == (Uitkomst.DUBBEL, Uitkomst.WACHT)
    assert await stand(eigenaar) == {"apart_gezet": REEKS, "wacht": 2}
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 0
    rij = await eigenaar.fetchrow(
        """select volgorde, inhoud is not null, b.gemeente
        from nazorg.bericht b left join nazorg.bericht_inhoud i using (id)
        where bericht_id = 'b-200'"""
    )
    assert tuple(rij) == (7, True, "0281")


async def test_other_sources_go_on(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await zet_op_pauze(deps, klok)

    (uit,) = await stuur(deps, goed(300, envelop={"source": ANDERE_BRON}))

    assert uit.uitkomst is Uitkomst.VERWERKT


async def test_what_may_not_be_kept_is_not_kept_to_wait_either(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await zet_op_pauze(deps, klok)
    elders = goed(400, gemeenteBrp=GRONINGEN, ontvangerGemeente=GRONINGEN)
    bij = goed(401, envelop={"type": "nl.justitiabelen.bij-gemeld.v1"})

    uit = await stuur(deps, elders, bij)

    assert [u.uitkomst for u in uit] == [Uitkomst.GENEGEERD, Uitkomst.APART_GEZET]
    inhoud = await eigenaar.fetch(
        """select inhoud from nazorg.bericht left join nazorg.bericht_inhoud using (id)
        where bericht_id in ('b-400', 'b-401')"""
    )
    assert [r[0] for r in inhoud] == [None, None]


async def test_messages_without_a_readable_source_only_open_an_alarm(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await deps.ontvang([ruw(b"{half" + str(i).encode()) for i in range(REEKS + 5)])
    bewaker = Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen)

    await bewaker.bewaak()

    assert await gepauzeerd(eigenaar) == []
    vraag = "select soort from nazorg.alarm where voorbij_op is null"
    assert await eigenaar.fetchval(vraag) == "onleesbaar"
    klok.verder(hours=2)
    await bewaker.bewaak()
    assert await eigenaar.fetchval(vraag) is None


async def test_never_is_a_choice_too(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    object.__setattr__(deps.ontvanger, "reeks", 0)

    await stuur(deps, *[fout(i) for i in range(60)])

    assert await gepauzeerd(eigenaar) == []


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
    assert await eigenaar.fetchval("select count(*) from nazorg.outbox") == 30
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
    assert await eigenaar.fetchval("select count(*) from nazorg.outbox") == 450
    assert await gepauzeerd(eigenaar) == []


async def test_the_happy_path_asks_the_database_nothing_about_pauses(deps: Deps) -> None:
    await stuur(deps, goed(1))
    vragen: list[str] = []
    async with deps.store.open_unscoped_ontvangst() as tx:
        tx.add_query_logger(lambda regel: vragen.append(regel.query))  # type: ignore[attr-defined]

    await stuur(deps, goed(2), fout(3), goed(4))

    assert len(vragen) > 5
    assert not [v for v in vragen if "pauze" in v]
