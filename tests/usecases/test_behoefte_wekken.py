"""An agreed action sleeps until something changes, and its task tells that it changed."""

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.behoefte import Behoeftestatus
from nazorg.usecases.werkvoorraad.doe import Uitvoerder
from nazorg.werkvoorraad.handelingen import Afloop, Handeling, Opdracht
from tests.factories import BSN_NINA, event, persoon, ruw
from tests.klok import VasteKlok
from tests.usecases.leefgebieden import JOYCE, VANDAAG, vraag, zeg
from tests.usecases.test_behoefte import taak_id, weer

SLAAP = Opdracht(soort=Handeling.SLUIMERT, bij_wijziging=True)


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    await deps.ontvang([ruw(event(id="b-begin"))])


async def slaap(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    await vraag(deps)
    uitvoerder = Uitvoerder(JOYCE, deps.store, deps.klok, "test")
    await uitvoerder.doe(SLAAP, {await taak_id(eigenaar): None})


async def lijst(eigenaar: asyncpg.Connection) -> tuple[str, str | None]:
    rij = await eigenaar.fetchrow(
        "select lijst, gewekt ->> 'reden' from nazorg.taak where regel = 'behoefte'"
    )
    return rij["lijst"], rij[1]


async def test_a_notice_wakes_an_agreed_action_that_sleeps_until_something_changes(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await slaap(deps, eigenaar)
    assert await lijst(eigenaar) == ("sluimert", None)

    await deps.ontvang([ruw(event(Soort.OVERGEPLAATST, tijd="2026-11-22T08:00:00Z"))])

    assert await lijst(eigenaar) == ("doen", "bericht")


async def test_a_fact_of_a_colleague_wakes_it_too(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    await slaap(deps, eigenaar)

    await zeg(deps, Leefgebied.HUISVESTING, {"verblijf": "geen_adres"})

    assert await lijst(eigenaar) == ("doen", "bericht")


async def test_a_notice_about_somebody_else_wakes_nothing(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await slaap(deps, eigenaar)

    await deps.ontvang([ruw(event(detentieId="D-9", persoon=persoon(bsn=BSN_NINA, skn=None)))])

    assert await lijst(eigenaar) == ("sluimert", None)


async def test_a_deed_on_a_task_whose_action_a_colleague_changed_is_noticed(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    een = await vraag(deps)
    taak = await taak_id(eigenaar)
    gezien = await eigenaar.fetchval("select versie from nazorg.taak where id = $1", taak)
    await vraag(deps, **weer(een, uiterlijk=VANDAAG))

    uit = await Uitvoerder(JOYCE, deps.store, deps.klok, "test").doe(
        Opdracht(soort=Handeling.AFGEHANDELD), {taak: gezien}
    )

    assert uit.aflopen == {Afloop.VERANDERD: 1}


async def test_an_action_that_is_done_late_in_the_evening_is_of_that_day_in_the_netherlands(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    """Half past eleven in UTC on Monday is Tuesday here."""
    klok.verder(hours=15, minutes=30)

    await vraag(deps, status=Behoeftestatus.GEREED, uiterlijk=None)

    uiterlijk = await eigenaar.fetchval("select uiterlijk from nazorg.taak where regel='behoefte'")
    assert uiterlijk.isoformat() == "2026-11-24"
