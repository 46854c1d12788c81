"""A run of messages that are offered again: durable, in parts, safe to repeat, never twice."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.toegang import NietGevonden
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.usecases.berichten.speel_opnieuw import DEEL, Herhaler, NietsTeHerhalen
from tests.factories import NIJMEGEN, event, ruw
from tests.herhalen import (
    ALLES,
    PER_BERICHT,
    alle_ids,
    fout,
    leg_neer,
    repareer,
    speel,
    stand,
    tel,
    uitkomsten,
    wie,
)
from tests.klok import VasteKlok


async def test_the_first_part_is_done_at_once_and_the_rest_by_the_clock(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps, 2 * DEEL + 50, "RA")
    repareer(deps, "RA")

    id_ = await speel(deps)

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": DEEL, None: DEEL + 50}
    assert await stand(eigenaar, id_) == "bezig"
    await Herhaler(deps.ontvanger).doe_alles()
    assert await uitkomsten(eigenaar, id_) == {"verwerkt": 2 * DEEL + 50}
    assert await stand(eigenaar, id_) == "klaar"
    assert await tel(eigenaar, "dossier") == 2 * DEEL + 50


async def test_a_small_run_is_over_when_the_answer_comes(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps, DEEL, "RB")

    id_ = await speel(deps)

    assert (await stand(eigenaar, id_), await uitkomsten(eigenaar, id_)) == (
        "klaar",
        {"apart_gezet": DEEL},
    )


async def test_a_run_that_was_cut_off_goes_on_where_it_was_and_does_nothing_twice(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    """Cut off at any moment: what is written is done, what is not is done again."""
    await leg_neer(deps, 2 * DEEL, "RC")
    repareer(deps, "RC")
    id_ = await speel(deps)
    taak = asyncio.create_task(Herhaler(deps.ontvanger).doe(id_))
    await asyncio.sleep(0.03)
    taak.cancel()
    await asyncio.gather(taak, return_exceptions=True)

    while await Herhaler(deps.ontvanger).doe(id_):
        pass

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": 2 * DEEL}
    for tabel in ("dossier", "melding", "poging"):
        assert await tel(eigenaar, tabel) == 2 * DEEL, tabel
    assert await tel(eigenaar, "outbox") == 2 * PER_BERICHT * DEEL


async def test_many_workers_do_each_message_once(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    await leg_neer(deps, 3 * DEEL, "RD")
    repareer(deps, "RD")
    id_ = await speel(deps)

    await asyncio.gather(*[Herhaler(deps.ontvanger).doe_alles() for _ in range(4)])
    await Herhaler(deps.ontvanger).doe_alles()

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": 3 * DEEL}
    assert await tel(eigenaar, "poging") == 3 * DEEL
    assert await tel(eigenaar, "outbox") == 3 * PER_BERICHT * DEEL


async def test_two_people_who_choose_the_same_messages_at_once_change_them_once(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps, 60, "RE")
    repareer(deps, "RE")

    een, ander = await asyncio.gather(speel(deps), speel(deps), return_exceptions=True)
    await Herhaler(deps.ontvanger).doe_alles()

    samen: dict[str | None, int] = {}
    for id_ in (een, ander):
        if isinstance(id_, UUID):
            for uitkomst, n in (await uitkomsten(eigenaar, id_)).items():
                samen[uitkomst] = samen.get(uitkomst, 0) + n
    assert samen["verwerkt"] == 60
    assert set(samen) <= {"verwerkt", "overgeslagen"}
    assert await tel(eigenaar, "dossier") == 60
    assert await tel(eigenaar, "outbox") == PER_BERICHT * 60


async def test_offering_what_was_handled_again_changes_no_row(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(id="b-1"))])
    tabellen = ("bericht", "dossier", "melding", "detentie", "taak", "outbox")
    voor = [await eigenaar.fetch(f"select xmin, t.* from nazorg.{t} t") for t in tabellen]

    id_ = await speel(deps, ids=await alle_ids(eigenaar))

    assert await uitkomsten(eigenaar, id_) == {"overgeslagen": 1}
    na = [await eigenaar.fetch(f"select xmin, t.* from nazorg.{t} t") for t in tabellen]
    assert na == voor


async def test_a_run_deletes_no_message(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    await leg_neer(deps, 30, "RF")
    voor = await alle_ids(eigenaar)
    for _ in range(3):
        await speel(deps)

    assert await alle_ids(eigenaar) == voor
    assert await tel(eigenaar, "bericht_inhoud") == await tel(eigenaar, "bericht")


async def test_only_the_messages_of_a_time_window(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    for begin in (0, 10, 20):
        await leg_neer(deps, 10, "RG", begin=begin)
        klok.verder(hours=1)
    repareer(deps, "RG")

    id_ = await speel(
        deps,
        Zoekvraag(
            van=datetime(2026, 11, 23, 9, tzinfo=UTC), tot=datetime(2026, 11, 23, 10, tzinfo=UTC)
        ),
    )

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": 10}
    gedaan = await eigenaar.fetch("select bericht_id from nazorg.melding order by bericht_id")
    assert {r[0] for r in gedaan} == {f"b-{i}" for i in range(10, 20)}


async def test_only_for_the_own_gemeenten(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    daar = {"ontvangerGemeente": NIJMEGEN, "gemeenteBrp": NIJMEGEN}
    await deps.ontvang([ruw(fout(1, "RH")), ruw(fout(2, "RH", **daar))])
    repareer(deps, "RH")
    alleen_tiel = replace(wie(deps), gemeenten=("0281",))

    for ids in ([], await alle_ids(eigenaar)):
        with_ids = Herhaler(deps.ontvanger).start(
            ALLES, ids, gekozen={}, medewerker=alleen_tiel, oorsprong="t"
        )
        await with_ids

    rijen = await eigenaar.fetch("select gemeente, uitkomst from nazorg.bericht order by 1")
    assert [tuple(r) for r in rijen] == [(NIJMEGEN, "apart_gezet"), ("0281", "verwerkt")]


async def test_a_coordinator_cannot_begin_a_run(deps: Deps) -> None:
    await leg_neer(deps, 1, "RI")

    with pytest.raises(NietGevonden):
        await Herhaler(deps.ontvanger).start(
            ALLES, [], gekozen={}, medewerker=wie(deps, "marieke-bos"), oorsprong="t"
        )


async def test_nothing_to_do_is_said_and_leaves_no_run(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    with pytest.raises(NietsTeHerhalen):
        await speel(deps)

    assert await tel(eigenaar, "herhaling") == 0
