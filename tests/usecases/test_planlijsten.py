"""A list of plans through the front door: only for people that we know."""

import asyncpg
import pytest

from nazorg.berichten.lijst import Lijstsoort
from nazorg.deps import Deps
from tests.factories import (
    BSN_NINA,
    NIJMEGEN,
    event,
    ruw,
)
from tests.invoer import BEKEND, DUBBEL, FOUT, Invoer, detenties
from tests.lijsten import planrij


@pytest.fixture
def invoer(deps: Deps) -> Invoer:
    return Invoer(deps)


PLAN = {"soort": Lijstsoort.PLAN}


async def test_a_plan_goes_to_the_dossier_of_a_person_that_we_know(
    invoer: Invoer, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event())])

    assert await invoer.neem_op(planrij(), planrij(BSN_NINA), **PLAN) == [BEKEND, FOUT]

    soorten = await eigenaar.fetch("select soort, tijd from nazorg.melding order by soort")
    assert [r[0] for r in soorten] == ["detentie_begonnen", "plan_gedeeld"]
    assert soorten[1][1].isoformat() == "2024-03-02T23:00:00+00:00"
    assert await detenties(eigenaar) == [("detentieregister", "lopend")]
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 1
    assert "begin_ontbreekt" not in [
        r[0] for r in await eigenaar.fetch("select regel from nazorg.taak where status = 'open'")
    ]


async def test_the_same_plans_again_are_doubles_and_a_changed_one_a_correction(
    invoer: Invoer, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event())])
    await invoer.neem_op(planrij(), **PLAN)

    assert await invoer.neem_op(planrij(), **PLAN) == [DUBBEL]
    assert await invoer.neem_op(planrij(wonen="ja"), **PLAN) == [BEKEND]
    assert await invoer.neem_op(planrij(wonen="ja"), **PLAN) == [DUBBEL]
    assert await invoer.neem_op(planrij(datum="4-4-2025"), **PLAN) == [BEKEND]
    assert await invoer.neem_op(planrij(wonen="ja"), planrij(datum="4-4-2025"), **PLAN) == [
        DUBBEL,
        DUBBEL,
    ]


async def test_medical_words_never_reach_the_database(
    invoer: Invoer, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event())])

    assert await invoer.neem_op(planrij(zorg_nodig="verslaafd aan drugs"), **PLAN) == [FOUT]

    assert await eigenaar.fetchval("select count(*) from nazorg.melding") == 1


async def test_a_plan_of_somebody_elsewhere_is_refused(invoer: Invoer, deps: Deps) -> None:
    await deps.ontvang([ruw(event())])
    daar = {"gemeente": NIJMEGEN}

    assert await invoer.neem_op(planrij(), **PLAN, **daar) == [FOUT]
