"""Twenty wrong in a row and a source is on hold: kept, not judged, and started again with care."""

import asyncpg
import pytest

from nazorg.berichten.beheer import REEKS
from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.deps import Deps
from nazorg.usecases.bewaking.bewaak import Bewaker
from tests.beheer import (
    ANDERE_BRON,
    fout,
    gepauzeerd,
    goed,
    hervat,
    stand,
    stuur,
    zet_op_pauze,
)
from tests.factories import BRON, GRONINGEN, ruw
from tests.klok import VasteKlok


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
    klok.verder(days=40)
    await bewaker.bewaak()
    tekst = await eigenaar.fetchval("select kort from nazorg.alarm where voorbij_op is null")
    assert tekst.startswith("Onleesbare berichten: ")
    # A person handles them, or gives them up.
    await eigenaar.execute("update nazorg.bericht set uitkomst = 'genegeerd'")
    await bewaker.bewaak()
    assert await eigenaar.fetchval(vraag) is None


async def test_never_is_a_choice_too(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    object.__setattr__(deps.ontvanger, "reeks", 0)

    await stuur(deps, *[fout(i) for i in range(60)])

    assert await gepauzeerd(eigenaar) == []


async def test_the_happy_path_asks_the_database_nothing_about_pauses(deps: Deps) -> None:
    await stuur(deps, goed(1))
    vragen: list[str] = []
    async with deps.store.open_unscoped_ontvangst() as tx:
        tx.add_query_logger(lambda regel: vragen.append(regel.query))  # type: ignore[attr-defined]

    await stuur(deps, goed(2), fout(3), goed(4))

    assert len(vragen) > 5
    assert not [v for v in vragen if "pauze" in v]


async def test_contradictions_wait_too_and_pile_up_no_further(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    for i in range(REEKS + 40):
        await stuur(deps, goed(i))
    anders = [goed(i, inrichting="VUG") for i in range(REEKS + 40)]
    for e in anders:
        klok.verder(seconds=1)
        await stuur(deps, e)

    (nog_eens,) = await stuur(deps, anders[-1])

    assert await gepauzeerd(eigenaar) == [BRON]
    assert await stand(eigenaar) == {"verwerkt": REEKS + 40, "apart_gezet": REEKS, "wacht": 40}
    assert (nog_eens.uitkomst, nog_eens.reden) == (Uitkomst.DUBBEL, None)


async def test_a_contradiction_that_waited_is_one_when_the_source_runs_again(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, goed(700))
    klok.verder(seconds=1)
    await zet_op_pauze(deps, klok)
    (uit,) = await stuur(deps, goed(700, inrichting="VUG"))
    klok.verder(seconds=1)
    await stuur(deps, goed(701), goed(701, inrichting="VUG"))

    run = await hervat(deps, eigenaar)

    assert (uit.uitkomst, uit.reden) == (Uitkomst.WACHT, Reden.BRON_OP_PAUZE)
    assert run["stand"] == "klaar"
    rijen = await eigenaar.fetch(
        """select bericht_id, uitkomst, reden, fouten is null from nazorg.bericht
        where bericht_id in ('b-700', 'b-701') order by id"""
    )
    assert [tuple(r) for r in rijen] == [
        ("b-700", "verwerkt", None, True),
        ("b-700", "apart_gezet", "tegenstrijdig", False),
        ("b-701", "verwerkt", None, True),
        ("b-701", "apart_gezet", "tegenstrijdig", False),
    ]
    assert await eigenaar.fetch("select distinct inrichting from nazorg.dossier") == [("ARN",)]
