"""Needs have an owner, a date and a history, and a place on the queue."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.behoefte import Behoefte, Behoeftestatus, Eigenaar
from nazorg.store import behoeften
from nazorg.usecases.leefgebieden.herbereken import lock_dossier
from nazorg.usecases.leefgebieden.leg_vast import Botsing, Invoerfout
from nazorg.usecases.werkvoorraad.doe import Uitvoerder
from nazorg.usecases.werkvoorraad.handel_af import handel_af
from nazorg.werkvoorraad.handelingen import Handeling, Opdracht
from tests.factories import BSN_DAAN, event, ruw
from tests.usecases.leefgebieden import (
    HANS,
    JOYCE,
    NUMMER,
    RUBEN,
    SAMIRA,
    VANDAAG,
    open_taken,
    vraag,
)

DONDERDAG = date(2026, 11, 26)


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    await deps.ontvang([ruw(event(id="b-begin"))])


def weer(b: Behoefte, **anders: Any) -> dict[str, Any]:
    """Return the form of an existing need, with other values."""
    velden = ("id", "leefgebied", "soort", "status", "eigenaar", "naam", "uiterlijk", "stap")
    return {v: getattr(b, v) for v in velden} | {"versie": b.versie} | anders


async def nu(deps: Deps) -> list[Behoefte]:
    async with deps.store.open_voor(JOYCE) as tx:
        kop = (await lock_dossier(tx, NUMMER, deps.kluis)).kop
        gevonden = await behoeften.find_by_dossier(tx, kop.id, deps.kluis)
    return [v.behoefte for v in gevonden]


async def versies(deps: Deps) -> list[tuple[int, str, str]]:
    async with deps.store.open_voor(JOYCE) as tx:
        kop = (await lock_dossier(tx, NUMMER, deps.kluis)).kop
        gevonden = await behoeften.find_versies(tx, kop.id, deps.kluis)
    return [(v.behoefte.versie, v.behoefte.status, v.naam) for v in gevonden]


async def taak_id(eigenaar: asyncpg.Connection) -> UUID:
    id_: UUID = await eigenaar.fetchval("select id from nazorg.taak where regel = 'behoefte'")
    return id_


async def test_a_need_with_a_date_is_a_task_and_keeps_what_was_typed(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    gemaakt = await vraag(deps)

    assert await nu(deps) == [gemaakt]
    assert (gemaakt.naam, gemaakt.stap, gemaakt.versie) == ("IrisZorg", "Bel de opvang", 1)
    assert (await open_taken(eigenaar))["onderdak"] == DONDERDAG


async def test_there_can_be_more_needs_in_one_leefgebied(deps: Deps) -> None:
    await vraag(deps)
    await vraag(deps, soort="woningzoekend", eigenaar=Eigenaar.PERSOON, naam="")

    assert {b.soort for b in await nu(deps)} == {"onderdak", "woningzoekend"}


async def test_a_need_without_a_date_is_no_task_until_it_gets_one(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    los = await vraag(deps, uiterlijk=None)
    assert "onderdak" not in await open_taken(eigenaar)

    await vraag(deps, **weer(los, uiterlijk=DONDERDAG))

    assert (await open_taken(eigenaar))["onderdak"] == DONDERDAG


async def test_every_version_stays(deps: Deps) -> None:
    een = await vraag(deps)
    twee = await vraag(deps, wie=HANS, **weer(een, status=Behoeftestatus.LOOPT))
    await vraag(deps, **weer(twee, status=Behoeftestatus.GEREED))

    assert await versies(deps) == [
        (3, "gereed", JOYCE.naam),
        (2, "loopt", HANS.naam),
        (1, "open", JOYCE.naam),
    ]


async def test_what_is_done_leaves_the_queue_and_what_is_dropped_too(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    een, twee = await vraag(deps), await vraag(deps, soort="huisbewaring")

    await vraag(deps, **weer(een, status=Behoeftestatus.GEREED))
    await vraag(deps, **weer(twee, status=Behoeftestatus.VERVALLEN))

    rijen = await eigenaar.fetch(
        "select status, afgehandeld_door from nazorg.taak where regel = 'behoefte' order by status"
    )
    assert [tuple(r) for r in rijen] == [("afgehandeld", "joyce"), ("vervallen", None)]


async def test_done_on_the_queue_is_done_here_and_undo_there_is_undo_here(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await vraag(deps, status=Behoeftestatus.LOOPT)
    taak = await taak_id(eigenaar)
    samen: dict[str, Any] = {
        "medewerker": JOYCE,
        "store": deps.store,
        "klok": deps.klok,
        "oorsprong": "test",
    }

    await handel_af(taak, **samen)
    klaar = (await nu(deps))[0].status
    terug = Opdracht(soort=Handeling.HEROPEND)
    await Uitvoerder(JOYCE, deps.store, deps.klok, "test").doe(terug, {taak: None})

    assert klaar is Behoeftestatus.GEREED
    assert (await nu(deps))[0].status is Behoeftestatus.LOOPT


async def test_no_notice_takes_away_what_a_person_asked_for(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    """Not even the end of the detention: aftercare goes on after it."""
    await vraag(deps)

    await deps.ontvang([ruw(event(Soort.BEEINDIGD, tijd="2026-11-23T07:00:00Z"))])

    metingen = {"meting-een-maand", "meting-zes-maanden"}
    assert set(await open_taken(eigenaar)) == {"onderdak", "net_vrij", *metingen}


# ---- what is refused


async def test_who_saves_an_old_version_is_told_and_nothing_is_lost(deps: Deps) -> None:
    een = await vraag(deps)
    await vraag(deps, **weer(een, stap="Bel morgen"))

    with pytest.raises(Botsing, match="Een collega heeft deze actie net ook gewijzigd"):
        await vraag(deps, wie=HANS, **weer(een, stap="Bel vandaag"))

    assert [b.stap for b in await nu(deps)] == ["Bel morgen"]
    assert len(await versies(deps)) == 2


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"uiterlijk": VANDAAG - timedelta(days=1)}, "uiterlijk"),
        ({"soort": "uitkering"}, "soort"),
        ({"stap": "Heeft een depressie"}, "stap"),
        ({"stap": "x" * 301}, "stap"),
        ({"naam": f"bsn {BSN_DAAN}"}, "naam"),
        ({"naam": "x" * 61}, "naam"),
    ],
)
async def test_what_cannot_be_is_refused_at_its_field(
    anders: dict[str, Any], veld: str, deps: Deps
) -> None:
    with pytest.raises(Invoerfout) as fout:
        await vraag(deps, **anders)

    assert list(fout.value.per_veld) == [veld]
    assert await nu(deps) == []


async def test_two_wrong_texts_are_both_said(deps: Deps) -> None:
    with pytest.raises(Invoerfout) as fout:
        await vraag(deps, naam=BSN_DAAN, stap="medicijnen halen")

    assert set(fout.value.per_veld) == {"naam", "stap"}


@pytest.mark.parametrize("wie", [SAMIRA, RUBEN])
async def test_who_may_not_see_the_dossier_finds_nothing(wie: Any, deps: Deps) -> None:
    gemaakt = await vraag(deps)

    for velden in ({}, weer(gemaakt)):
        with pytest.raises(NietGevonden):
            await vraag(deps, wie=wie, **velden)


async def test_a_need_of_another_dossier_is_not_found_here(deps: Deps) -> None:
    gemaakt = await vraag(deps)

    with pytest.raises(NietGevonden):
        await vraag(deps, **weer(replace(gemaakt, id=uuid4())))


async def test_a_need_keeps_its_leefgebied(deps: Deps) -> None:
    gemaakt = await vraag(deps)

    opnieuw = await vraag(deps, **weer(gemaakt, leefgebied=Leefgebied.ZORG))

    assert opnieuw.leefgebied is Leefgebied.HUISVESTING


async def test_names_and_steps_are_unreadable_in_the_database(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await vraag(deps)

    for tabel in ("behoefte", "behoefte_versie", "taak", "audit"):
        tekst = await eigenaar.fetchval(f"select string_agg(t::text, ' ') from nazorg.{tabel} t")
        assert "IrisZorg" not in tekst
        assert "Bel de opvang" not in tekst
