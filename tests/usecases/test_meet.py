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
    """Return the measurements that count, by moment."""
    rijen = await eigenaar.fetch(
        "select punt, datum, standen from nazorg.meetmoment where vervangen_op is null"
    )
    return {r[0]: (r[1].isoformat(), r[2]) for r in rijen}


async def vervangen(eigenaar: asyncpg.Connection) -> list[tuple[str, str]]:
    """Return the measurements that were kept and count no more."""
    rijen = await eigenaar.fetch(
        """select punt, datum from nazorg.meetmoment where vervangen_op is not null
        order by punt, datum"""
    )
    return [(r[0], r[1].isoformat()) for r in rijen]


async def einde(deps: Deps, dag: str = "2027-01-15", **anders: Any) -> None:
    velden: dict[str, Any] = {"eindDatum": dag, "tijd": f"{dag}T08:00:00Z"} | anders
    (uit,) = await deps.ontvang([ruw(event(Soort.BEEINDIGD, **velden))])
    assert uit.uitkomst == "verwerkt", uit.reden


async def trek_in(deps: Deps, bericht: str, dag: str) -> None:
    weg = event(Soort.INGETROKKEN, berichtId=bericht, tijd=f"{dag}T08:00:00Z")
    (uit,) = await deps.ontvang([ruw(weg)])
    assert uit.uitkomst == "verwerkt", uit.reden


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


# ---- a day that moved


async def test_the_real_release_is_measured_after_a_wrong_one_was_withdrawn(
    deps: Deps, eigenaar: asyncpg.Connection, meet: Any
) -> None:
    await deps.ontvang([ruw(event())])
    await einde(deps, "2026-11-25", id="b-fout")
    assert await meet("2026-11-25") == 2, "the begin is measured no later than the release"
    await trek_in(deps, "b-fout", "2026-11-26")
    assert await meet("2026-11-26") == 0
    assert await momenten(eigenaar) == {}
    await zeg(deps, Leefgebied.IDENTITEITSBEWIJS, {"document": "geen"})
    await meet("2026-12-17")
    await einde(deps, "2026-12-20", id="b-goed")

    await meet("2026-12-20")

    assert await momenten(eigenaar) == {
        "begin": ("2026-12-17", GEEN_ID),
        "vrijlating": ("2026-12-20", GEEN_ID),
    }
    assert await vervangen(eigenaar) == [("begin", "2026-11-25"), ("vrijlating", "2026-11-25")]


async def test_a_release_on_another_day_is_measured_again(
    deps: Deps, eigenaar: asyncpg.Connection, meet: Any
) -> None:
    await deps.ontvang([ruw(event())])
    await meet("2026-12-17")
    await einde(deps, "2027-01-15", id="b-eerst")
    await meet("2027-01-15")
    await einde(deps, "2027-01-18", id="b-later", vervangt="b-eerst")
    await zeg(deps, Leefgebied.IDENTITEITSBEWIJS, {"document": "geen"})

    await meet("2027-01-18")

    assert await momenten(eigenaar) == {
        "begin": ("2026-12-17", ONBEKEND),
        "vrijlating": ("2027-01-18", GEEN_ID),
    }
    assert await vervangen(eigenaar) == [("vrijlating", "2027-01-15")]


async def test_of_a_withdrawn_detention_no_measurement_counts(
    deps: Deps, eigenaar: asyncpg.Connection, meet: Any
) -> None:
    await deps.ontvang([ruw(event(id="b-begin"))])
    await meet("2026-12-17")
    await trek_in(deps, "b-begin", "2026-12-18")

    assert await meet("2026-12-18") == 0

    assert await momenten(eigenaar) == {}
    assert await vervangen(eigenaar) == [("begin", "2026-12-17")]


async def test_a_measurement_that_was_in_time_stays_when_its_day_is_too_long_ago_to_measure(
    deps: Deps, eigenaar: asyncpg.Connection, meet: Any
) -> None:
    await deps.ontvang([ruw(event(id="b-begin"))])
    await meet("2026-12-17")
    eerder: dict[str, Any] = {"beginDatum": "2026-11-17", "tijd": "2026-12-18T08:00:00Z"}
    (uit,) = await deps.ontvang([ruw(event(vervangt="b-begin", **eerder))])
    assert uit.uitkomst == "verwerkt", uit.reden

    assert await meet("2027-01-10") == 0

    assert await momenten(eigenaar) == {"begin": ("2026-12-17", ONBEKEND)}
    assert await vervangen(eigenaar) == []


async def test_measuring_twice_after_a_move_is_measuring_once(
    deps: Deps, eigenaar: asyncpg.Connection, meet: Any
) -> None:
    await deps.ontvang([ruw(event())])
    await einde(deps, "2026-11-25", id="b-fout")
    await meet("2026-11-25")
    await einde(deps, "2026-11-27", id="b-goed", vervangt="b-fout")

    assert await meet("2026-11-27") == 2
    assert await meet("2026-11-28") == 0

    assert set(await momenten(eigenaar)) == {"begin", "vrijlating"}
    assert len(await vervangen(eigenaar)) == 2
