"""The measuring moments: frozen when they are reached, and never invented afterwards."""

from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.leefgebied import Leefgebied
from nazorg.usecases.leefgebieden.meet import meet_leefgebieden
from tests.factories import event, ruw
from tests.klok import VasteKlok
from tests.usecases.leefgebieden import zeg

ONBEKEND = ["onbekend"] * 5
GEEN_ID = ["niet_in_orde", *ONBEKEND[1:]]


def op(dag: str) -> datetime:
    return datetime.fromisoformat(f"{dag}T09:00:00").replace(tzinfo=UTC)


@pytest.fixture
async def meet(deps: Deps, klok: VasteKlok) -> Any:
    async def op_dag(dag: str) -> int:
        klok.zet(op(dag))
        return await meet_leefgebieden(deps.store, deps.klok)

    return op_dag


async def momenten(eigenaar: asyncpg.Connection) -> dict[str, tuple[str, list[str]]]:
    rijen = await eigenaar.fetch("select punt, datum, standen from nazorg.meetmoment")
    return {r[0]: (r[1].isoformat(), r[2]) for r in rijen}


async def einde(deps: Deps, dag: str = "2027-01-15") -> None:
    velden: dict[str, Any] = {"eindDatum": dag, "tijd": f"{dag}T08:00:00Z"}
    await deps.ontvang([ruw(event(Soort.BEEINDIGD, **velden))])


async def test_each_moment_is_frozen_as_it_stood_then(
    deps: Deps, eigenaar: asyncpg.Connection, meet: Any
) -> None:
    await deps.ontvang([ruw(event())])
    await meet("2026-12-17")  # four weeks after 19 November
    await zeg(deps, Leefgebied.IDENTITEITSBEWIJS, {"document": "geen"})
    await einde(deps)
    await meet("2027-01-15")
    await zeg(deps, Leefgebied.IDENTITEITSBEWIJS, {"document": "geldig"})
    await meet("2027-02-15")
    await meet("2027-07-15")

    goed = ["in_orde", *ONBEKEND[1:]]
    assert await momenten(eigenaar) == {
        "begin": ("2026-12-17", ONBEKEND),
        "vrijlating": ("2027-01-15", GEEN_ID),
        "een_maand": ("2027-02-15", goed),
        "zes_maanden": ("2027-07-15", goed),
    }


async def test_what_is_frozen_stays_frozen_and_twice_is_once(
    deps: Deps, eigenaar: asyncpg.Connection, meet: Any
) -> None:
    await deps.ontvang([ruw(event())])
    assert await meet("2026-12-17") == 1

    await zeg(deps, Leefgebied.IDENTITEITSBEWIJS, {"document": "geen"})

    assert await meet("2026-12-18") == 0
    assert await momenten(eigenaar) == {"begin": ("2026-12-17", ONBEKEND)}


async def test_a_day_before_the_moment_nothing_is_written(deps: Deps, meet: Any) -> None:
    await deps.ontvang([ruw(event())])

    assert await meet("2026-12-16") == 0


async def test_an_expected_end_is_no_release(
    deps: Deps, eigenaar: asyncpg.Connection, meet: Any
) -> None:
    await deps.ontvang([ruw(event())])

    await meet("2026-12-20")

    assert set(await momenten(eigenaar)) == {"begin"}


async def test_a_job_that_was_away_some_days_still_measures_but_not_after_weeks(
    deps: Deps, eigenaar: asyncpg.Connection, meet: Any
) -> None:
    await deps.ontvang([ruw(event())])

    assert await meet("2027-01-01") == 0, "more than two weeks late would be invented"
    assert await meet("2026-12-30") == 1
    assert (await momenten(eigenaar))["begin"][0] == "2026-12-17"


async def test_a_withdrawn_detention_is_not_measured(deps: Deps, meet: Any) -> None:
    weg = event(Soort.INGETROKKEN, berichtId="b-begin", tijd="2026-11-22T08:00:00Z")
    await deps.ontvang([ruw(event(id="b-begin")), ruw(weg)])

    assert await meet("2026-12-17") == 0


async def test_without_anybody_there_is_nothing_to_measure(meet: Any) -> None:
    assert await meet("2026-12-17") == 0
