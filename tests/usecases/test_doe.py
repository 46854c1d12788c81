"""Doing something with tasks while others are at it: never lost, never twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.werkvoorraad.doe import Uitvoerder
from nazorg.werkvoorraad.handelingen import Afloop, Handeling, Opdracht
from tests.factories import TIEL, event, ruw

JOYCE = Medewerker(
    id="joyce",
    naam="Joyce van Veen",
    functie="Nazorgcoördinator",
    rollen=frozenset({Rol.NAZORGCOORDINATOR}),
    gemeenten=(TIEL,),
    regio="Tiel",
    doel=Doel.RE_INTEGRATIE,
)
AF = Opdracht(soort=Handeling.AFGEHANDELD)


class BotsendeStore(Store):
    """A store on which the first transactions end in a deadlock, after they did their work."""

    botsingen = 0

    @asynccontextmanager
    async def open_voor(self, medewerker: Medewerker) -> AsyncIterator[Transactie]:
        async with super().open_voor(medewerker) as tx:
            yield tx
            if self.botsingen:
                self.botsingen -= 1
                raise asyncpg.DeadlockDetectedError("deadlock detected")


@pytest.fixture
async def taken(deps: Deps, eigenaar: asyncpg.Connection) -> list[UUID]:
    await deps.ontvang([ruw(event())])
    return [r[0] for r in await eigenaar.fetch("select id from nazorg.taak order by id")]


async def tel(eigenaar: asyncpg.Connection) -> tuple[int, int]:
    """Return how many deeds, and how many lines in the audit log."""
    acties = await eigenaar.fetchval(
        "select count(*) from nazorg.taakactie where afloop = 'gedaan'"
    )
    regels = await eigenaar.fetchval(
        "select count(*) from nazorg.audit where actie = 'taak_afgehandeld'"
    )
    return int(acties), int(regels)


async def test_a_deadlock_is_tried_again_and_done_once(
    deps: Deps, taken: list[UUID], eigenaar: asyncpg.Connection
) -> None:
    store = BotsendeStore(deps.store.databank)
    store.botsingen = 2

    uit = await Uitvoerder(JOYCE, store, deps.klok, "test").doe(AF, dict.fromkeys(taken))
    await store.close()

    assert uit.aflopen == {Afloop.GEDAAN: len(taken)}
    assert await tel(eigenaar) == (len(taken), len(taken))


async def test_undoing_is_tried_again_after_a_deadlock_too(
    deps: Deps, taken: list[UUID], eigenaar: asyncpg.Connection
) -> None:
    store = BotsendeStore(deps.store.databank)
    uitvoerder = Uitvoerder(JOYCE, store, deps.klok, "test")
    gedaan = await uitvoerder.doe(AF, dict.fromkeys(taken))
    store.botsingen = 2

    uit = await uitvoerder.maak_ongedaan(gedaan.handeling)
    await store.close()

    assert uit.aflopen == {Afloop.GEDAAN: len(taken)}
    assert await eigenaar.fetchval("select count(*) from nazorg.taak where status = 'open'") == len(
        taken
    )
    assert await eigenaar.fetchval("select count(*) from nazorg.taakactie") == 2 * len(taken)


async def test_who_keeps_colliding_hears_it_and_nothing_is_half_done(
    deps: Deps, taken: list[UUID], eigenaar: asyncpg.Connection
) -> None:
    store = BotsendeStore(deps.store.databank)
    store.botsingen = 9

    with pytest.raises(asyncpg.DeadlockDetectedError):
        await Uitvoerder(JOYCE, store, deps.klok, "test").doe(AF, dict.fromkeys(taken))
    await store.close()

    assert await tel(eigenaar) == (0, 0)


async def test_five_people_who_finish_the_same_at_once_finish_it_once(
    deps: Deps, taken: list[UUID], eigenaar: asyncpg.Connection
) -> None:
    mensen = [replace(JOYCE, id=f"collega-{n}") for n in range(5)]
    uitvoerders = [Uitvoerder(m, deps.store, deps.klok, "test") for m in mensen]

    uit = await asyncio.gather(*(u.doe(AF, dict.fromkeys(taken)) for u in uitvoerders))

    gedaan = sum(u.aflopen[Afloop.GEDAAN] for u in uit)
    zelfde = sum(u.aflopen[Afloop.ONGEWIJZIGD] for u in uit)
    assert (gedaan, zelfde) == (len(taken), 4 * len(taken))
    assert await tel(eigenaar) == (len(taken), len(taken))


async def test_five_presses_at_once_do_it_once_and_all_lead_back(
    deps: Deps, taken: list[UUID], eigenaar: asyncpg.Connection
) -> None:
    uitvoerder = Uitvoerder(JOYCE, deps.store, deps.klok, "test")

    uit = await asyncio.gather(*(uitvoerder.doe(AF, dict.fromkeys(taken)) for _ in range(5)))

    assert {u.handeling for u in uit} == {uit[0].handeling}
    assert uit[0].handeling is not None
    assert await tel(eigenaar) == (len(taken), len(taken))


async def test_people_and_notices_at_the_same_time_leave_what_people_did(
    deps: Deps, taken: list[UUID], eigenaar: asyncpg.Connection
) -> None:
    uitvoerder = Uitvoerder(JOYCE, deps.store, deps.klok, "test")
    later = [ruw(event(tijd=f"2026-11-21T{uur:02}:00:00Z")) for uur in range(1, 9)]

    await asyncio.gather(
        uitvoerder.doe(AF, dict.fromkeys(reversed(taken))), *(deps.ontvang([r]) for r in later)
    )

    standen = await eigenaar.fetch("select distinct status from nazorg.taak")
    assert [r[0] for r in standen] == ["afgehandeld"]
