"""A run of messages that are offered again: durable, in parts, safe to repeat, never twice."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.uitkomst import RuwBericht
from nazorg.contract.lezen import Lezer, Lezing
from nazorg.deps import Deps
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.referentie.laden import Inrichting
from nazorg.referentie.personas import load_personas
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.usecases.berichten.ontvang import Ontvanger
from nazorg.usecases.berichten.speel_opnieuw import DEEL, Herhaler, NietsTeHerhalen
from tests.factories import BSN_DAAN, GRONINGEN, NIJMEGEN, event, persoon, ruw
from tests.klok import VasteKlok

ALLES = Zoekvraag()


def wie(deps: Deps, naam: str = "ruben-de-wit") -> Medewerker:
    return load_personas(deps.kennis, op=date(2026, 11, 23))[naam]


def fout(nummer: int, code: str, **anders: Any) -> dict[str, Any]:
    """A message about somebody of its own, that cannot be handled until the code is known."""
    velden = {
        "inrichting": code,
        "detentieId": f"D-{nummer}",
        "persoon": persoon(bsn=None, skn=str(20_000_000 + nummer)),
    } | anders
    return event(id=f"b-{nummer}", **velden)


async def leg_neer(deps: Deps, aantal: int, code: str, *, begin: int = 0) -> None:
    """Let messages be set aside, without their source being put on hold for it."""
    object.__setattr__(deps.ontvanger, "reeks", 0)
    await deps.ontvang([ruw(fout(i, code)) for i in range(begin, begin + aantal)])


def repareer(deps: Deps, code: str) -> None:
    deps.kennis.inrichtingen.voeg_toe(Inrichting(code, "PI Nieuw", ""))


async def speel(
    deps: Deps,
    vraag: Zoekvraag = ALLES,
    ids: list[UUID] | None = None,
    *,
    ontvanger: Ontvanger | None = None,
) -> UUID:
    return await Herhaler(ontvanger or deps.ontvanger).start(
        vraag, ids or [], gekozen={}, medewerker=wie(deps), oorsprong="test"
    )


async def uitkomsten(eigenaar: asyncpg.Connection, id_: UUID) -> dict[str | None, int]:
    rijen = await eigenaar.fetch(
        "select uitkomst, count(*) from nazorg.herhaling_bericht where herhaling = $1 group by 1",
        id_,
    )
    return {r[0]: r[1] for r in rijen}


async def stand(eigenaar: asyncpg.Connection, id_: UUID) -> str:
    return str(await eigenaar.fetchval("select stand from nazorg.herhaling where id = $1", id_))


async def tel(eigenaar: asyncpg.Connection, tabel: str) -> int:
    return int(await eigenaar.fetchval(f"select count(*) from nazorg.{tabel}"))


async def alle_ids(eigenaar: asyncpg.Connection) -> list[UUID]:
    return [
        UUID(str(r[0])) for r in await eigenaar.fetch("select id from nazorg.bericht order by id")
    ]


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
    for tabel in ("dossier", "melding", "outbox", "poging"):
        assert await tel(eigenaar, tabel) == 2 * DEEL, tabel


async def test_many_workers_do_each_message_once(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    await leg_neer(deps, 3 * DEEL, "RD")
    repareer(deps, "RD")
    id_ = await speel(deps)

    await asyncio.gather(*[Herhaler(deps.ontvanger).doe_alles() for _ in range(4)])
    await Herhaler(deps.ontvanger).doe_alles()

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": 3 * DEEL}
    assert await tel(eigenaar, "poging") == 3 * DEEL
    assert await tel(eigenaar, "outbox") == 3 * DEEL


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
    assert await tel(eigenaar, "dossier") == await tel(eigenaar, "outbox") == 60


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


class LezerMetFout(Lezer):
    """Reads as ever, until a message comes on which our own code fails."""

    def __init__(self, echt: Lezer, valt_over: str) -> None:
        self._echt, self._valt_over, self.pogingen = echt, valt_over.encode(), 0

    def lees(self, bericht: RuwBericht) -> Lezing:
        self.pogingen += 1
        if self._valt_over in bericht.inhoud:
            raise ValueError("a fault of ours")
        return self._echt.lees(bericht)


async def test_a_message_on_which_our_own_code_fails_holds_up_nobody(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps, DEEL + 20, "RJ")
    repareer(deps, "RJ")
    lezer = LezerMetFout(deps.ontvanger.lezer, '"b-37"')
    stuk = replace(deps.ontvanger, lezer=lezer)

    id_ = await speel(deps, ontvanger=stuk)
    await Herhaler(stuk).doe_alles()

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": DEEL + 19, "mislukt": 1}
    assert await stand(eigenaar, id_) == "klaar"
    rij = await eigenaar.fetchrow(
        """select uitkomst, inhoud is not null
        from nazorg.bericht left join nazorg.bericht_inhoud using (id) where bericht_id = 'b-37'"""
    )
    assert tuple(rij) == ("apart_gezet", True)


async def test_a_database_that_is_away_costs_the_run_nothing(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps, DEEL + 10, "RK")
    repareer(deps, "RK")
    id_ = await speel(deps)
    await eigenaar.execute("alter table nazorg.melding rename to weg")
    try:
        with pytest.raises(asyncpg.UndefinedTableError):
            await Herhaler(deps.ontvanger).doe(id_)
    finally:
        await eigenaar.execute("alter table nazorg.weg rename to melding")

    await Herhaler(deps.ontvanger).doe_alles()

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": DEEL + 10}


async def test_who_turns_out_to_be_for_nobody_here_is_not_kept(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(fout(1, "RL", gemeenteBrp=GRONINGEN, ontvangerGemeente=GRONINGEN))])
    assert await eigenaar.fetchval("select gemeente from nazorg.bericht") == "0000"
    repareer(deps, "RL")

    await speel(deps)

    rij = await eigenaar.fetchrow(
        """select uitkomst, reden, inhoud
        from nazorg.bericht left join nazorg.bericht_inhoud using (id)"""
    )
    assert tuple(rij) == ("genegeerd", "gemeente_niet_aangesloten", None)


async def test_the_end_of_a_detention_we_know_counts_although_the_person_moved_away(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(detentieId="D-1"))])
    elders = {"gemeenteBrp": GRONINGEN, "ontvangerGemeente": GRONINGEN}
    await deps.ontvang([ruw(fout(9, "RM", detentieId="D-1", persoon=persoon(BSN_DAAN), **elders))])
    repareer(deps, "RM")

    id_ = await speel(deps)

    assert await uitkomsten(eigenaar, id_) == {"verwerkt": 1}
    assert await tel(eigenaar, "dossier") == 1
