"""The fast track asks for the meeting that people really planned, and else follows the rhythm."""

from datetime import date, time
from typing import Any

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.overleggen.overleg import Moment, Overlegsoort
from nazorg.usecases.leefgebieden.pas_regels_toe import pas_regels_toe
from nazorg.usecases.overleggen.wijzig import Verzetinvoer, laat_vervallen, verzet_overleg
from tests.factories import BSN_NINA, NIJMEGEN, event, persoon, ruw
from tests.overleggen.conftest import NIJMEEGS, Plan, daad
from tests.usecases.leefgebieden import met

DAAR: dict[str, Any] = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}
TOT_4_DEC: dict[str, Any] = {"verwachtEinde": {"vroegst": "2026-12-04", "laatst": "2026-12-04"}}


def op(dag: int) -> Moment:
    return Moment(datum=date(2026, 12, dag), van=time(10), tot=time(12))


async def snelspoor(eigenaar: asyncpg.Connection, naam: str = "Verhoeven") -> str | None:
    """Return the meeting that this person cannot wait for, as the queue says."""
    uit: str | None = await eigenaar.fetchval(
        """select t.gegevens ->> 'overleg' from nazorg.taak t join nazorg.dossier d
        on d.id = t.dossier_id where t.regel = 'nieuwe_melding' and d.geslachtsnaam = $1""",
        naam,
    )
    return uit


@pytest.fixture(autouse=True)
async def nijmegenaar(deps: Deps) -> None:
    """Noticed on 20 November, free on 4 December; by the rhythm the meeting is on 24 November."""
    await deps.ontvang([ruw(event(**TOT_4_DEC, **DAAR))])
    await pas_regels_toe(met(deps))


async def test_a_meeting_that_was_put_off_puts_who_leaves_before_it_on_the_fast_track(
    deps: Deps, plan: Plan, eigenaar: asyncpg.Connection
) -> None:
    assert await snelspoor(eigenaar) is None

    id_ = await plan(NIJMEEGS, moment=op(8))
    assert await pas_regels_toe(met(deps)) == 1
    assert await snelspoor(eigenaar) == "2026-12-08"

    naar_voren = Verzetinvoer(moment=op(1), plek="digitaal", reden="", versie=1)
    await verzet_overleg(id_, naar_voren, daad=daad(deps, NIJMEEGS))
    await pas_regels_toe(met(deps))
    assert await snelspoor(eigenaar) is None, "it can wait for the first of December"


async def test_a_cancelled_meeting_gives_the_rhythm_back(
    deps: Deps, plan: Plan, eigenaar: asyncpg.Connection
) -> None:
    id_ = await plan(NIJMEEGS, moment=op(8))
    await pas_regels_toe(met(deps))

    await laat_vervallen(id_, reden="geen deelnemers", versie=1, daad=daad(deps, NIJMEEGS))
    await pas_regels_toe(met(deps))

    assert await snelspoor(eigenaar) is None


async def test_who_cannot_wait_for_the_meeting_after_a_cancelled_one_is_on_the_fast_track(
    deps: Deps, plan: Plan, eigenaar: asyncpg.Connection
) -> None:
    """The meeting of the rhythm itself is off, so nobody can wait for that one."""
    moment = Moment(datum=date(2026, 11, 24), van=time(10), tot=time(12))
    id_ = await plan(NIJMEEGS, moment=moment)
    await pas_regels_toe(met(deps))
    assert await snelspoor(eigenaar) is None

    await laat_vervallen(id_, reden="geen deelnemers", versie=1, daad=daad(deps, NIJMEEGS))
    await pas_regels_toe(met(deps))
    assert await snelspoor(eigenaar) == "2026-12-08"

    await plan(NIJMEEGS, moment=moment)
    await pas_regels_toe(met(deps))
    assert await snelspoor(eigenaar) is None, "it was planned again"


async def test_what_comes_in_counts_with_the_planned_meeting_at_once(
    deps: Deps, plan: Plan, eigenaar: asyncpg.Connection
) -> None:
    await plan(NIJMEEGS, moment=op(8))
    nina = persoon(bsn=BSN_NINA, geslachtsnaam="Smit")

    await deps.ontvang([ruw(event(persoon=nina, detentieId="N", **TOT_4_DEC, **DAAR))])

    assert await snelspoor(eigenaar, "Smit") == "2026-12-08"


async def test_a_meeting_of_another_kind_or_another_gemeente_changes_nothing(
    deps: Deps, plan: Plan, eigenaar: asyncpg.Connection
) -> None:
    await plan(NIJMEEGS, moment=op(8), soort=Overlegsoort.TRAJECTBEPALING)
    await plan(moment=op(8))

    assert await pas_regels_toe(met(deps)) == 0
    assert await snelspoor(eigenaar) is None
