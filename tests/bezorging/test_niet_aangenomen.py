"""A receiver that says no: its own mistake, until a day has gone by."""

from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.bezorging.conftest import abonneer, bezorg, maak_bezorger, schrijf, standen
from tests.bezorging.ontvanger import Antwoordt, Ontvanger
from tests.klok import VasteKlok

A = UUID(int=1)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 422, 451, 499])
async def test_a_mistake_of_a_receiver_that_is_mended_within_a_day_costs_no_event(
    status: int, deps: Deps, ontvanger: Ontvanger, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await abonneer(deps, ontvanger.url)
    ids = await schrijf(deps, A, 2)
    ontvanger.altijd = Antwoordt(status)
    bezorger = maak_bezorger(deps)
    for _ in range(20):
        await bezorg(bezorger)
        assert await standen(eigenaar) == ["wacht", "te_verzenden"]
        klok.verder(hours=1)

    ontvanger.altijd = Antwoordt()
    await bezorg(bezorger)

    assert await standen(eigenaar) == ["verzonden", "verzonden"]
    assert ontvanger.ids == [str(ids[0])] * 21 + [str(ids[1])]


async def test_what_is_not_accepted_for_a_day_is_dead_with_the_answer_that_it_got(
    deps: Deps, ontvanger: Ontvanger, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await abonneer(deps, ontvanger.url)
    await schrijf(deps, A)
    ontvanger.altijd = Antwoordt(404)
    bezorger = maak_bezorger(deps)

    for _ in range(25):
        await bezorg(bezorger)
        klok.verder(hours=1)

    rij = await eigenaar.fetchrow("select stand, reden, status from nazorg.bezorging")
    assert tuple(rij) == ("dood", "niet_aangenomen", 404)
    assert await eigenaar.fetchval("select actief from nazorg.abonnement")
