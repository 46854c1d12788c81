"""Who does not work for a gemeente any more keeps no task there: somebody else must see it."""

from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.usecases.aanmelden import onthoud
from nazorg.usecases.werkvoorraad.doe import Uitvoerder
from nazorg.werkvoorraad.handelingen import Handeling, Opdracht
from tests.factories import BSN_NINA, BUREN, TIEL, event, persoon, ruw
from tests.usecases.leefgebieden import HANS, JOYCE

BEHEER = frozenset({Rol.FUNCTIONEEL_BEHEERDER})


@pytest.fixture
async def taken(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    """Give Joyce every task of somebody in Tiel and of somebody in Buren; Hans has none."""
    nina = persoon(bsn=BSN_NINA, geslachtsnaam="Smit")
    buren = event(persoon=nina, detentieId="N", gemeenteBrp=BUREN, ontvangerGemeente=BUREN)
    await deps.ontvang([ruw(event()), ruw(buren)])
    for wie in (JOYCE, HANS):
        await onthoud(wie, store=deps.store, klok=deps.klok)
    ids: list[UUID] = [r[0] for r in await eigenaar.fetch("select id from nazorg.taak")]
    geef = Opdracht(soort=Handeling.TOEGEWEZEN, eigenaar=JOYCE.id)
    await Uitvoerder(HANS, deps.store, deps.klok, "test").doe(geef, dict.fromkeys(ids))


async def van_joyce(eigenaar: asyncpg.Connection) -> set[str]:
    rijen = await eigenaar.fetch(
        "select gemeente from nazorg.taak where eigenaar = $1 and status = 'open'", JOYCE.id
    )
    return {r[0] for r in rijen}


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize(
    ("nu", "over"),
    [
        (JOYCE, {TIEL, BUREN}),
        (replace(JOYCE, gemeenten=(TIEL,)), {TIEL}),
        (replace(JOYCE, rollen=BEHEER), set[str]()),
    ],
)
async def test_what_somebody_had_elsewhere_is_for_everybody_again(
    nu: Medewerker, over: set[str], deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await onthoud(nu, store=deps.store, klok=deps.klok)

    assert await van_joyce(eigenaar) == over
    vrij = await eigenaar.fetch("select gemeente, lijst from nazorg.taak where eigenaar = ''")
    assert {tuple(r) for r in vrij} == {(g, "doen") for g in {TIEL, BUREN} - over}


@pytest.mark.usefixtures("taken")
async def test_the_work_of_others_stays_with_them(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    await onthoud(replace(HANS, gemeenten=(BUREN,)), store=deps.store, klok=deps.klok)

    assert await van_joyce(eigenaar) == {TIEL, BUREN}
