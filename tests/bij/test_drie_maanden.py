"""Each time of a leave has its own three months (L03): what is shown follows from its own days."""

from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.deps import BijDeps
from tests.bij.berichten import gemeld, terugkeer, verlof, voorval
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import ANNE

VER = "11 jun"  # 200 days from now


async def pagina(als: Als, eigenaar: asyncpg.Connection) -> str:
    """Return the text of the list and of the only alert."""
    anne = await als(ANNE)
    id_ = await eigenaar.fetchval("select id from bij.melding")
    lijst, melding = [await anne.get(f"/bij/meldingen{pad}") for pad in ("", f"/{id_}")]
    assert (lijst.status_code, melding.status_code) == (200, 200)
    return str(lijst.text + melding.text)


async def test_a_first_day_on_which_no_leave_begins_is_set_aside(bij: BijDeps) -> None:
    uit = await stuur(bij, verlof(voorval(200, "v2")) | {"terugkeer": terugkeer(17)})

    assert (uit.uitkomst, uit.reden) == (Uitkomst.APART_GEZET, Reden.ONMOGELIJKE_DATUM)
    assert [f.pad for f in uit.fouten] == ["data.terugkeer.vroegst"]
    tekst = bij.kamer.kennis.teksten.aan_afzender(Reden.ONMOGELIJKE_DATUM, "b-1")
    assert "waarop een voorval begint" in tekst


@pytest.mark.parametrize(
    ("keren", "genoemd", "uitkomst"),
    [
        # A sender may go on naming the first time, or name the next.
        (
            [voorval(-6, "v1", teruggekeerdOp="2026-11-18T19:00:00+01:00"), voorval(4, "v2")],
            -6,
            None,
        ),
        (
            [voorval(-6, "v1", teruggekeerdOp="2026-11-18T19:00:00+01:00"), voorval(4, "v2")],
            4,
            None,
        ),
        (
            [voorval(-6, "v1", teruggekeerdOp="2026-11-18T19:00:00+01:00"), voorval(200, "v2")],
            200,
            1,
        ),
        # Called off: the next time says when it may be shown.
        ([voorval(4, "v1", gaatNietDoor=True), voorval(200, "v2")], 4, 1),
        ([voorval(4, "v1", gaatNietDoor=True), voorval(6, "v2")], 4, None),
        # Named too late: what comes first counts.
        ([voorval(4, "v1"), voorval(200, "v2")], 200, None),
    ],
)
async def test_the_times_themselves_say_from_when_a_leave_is_shown(
    bij: BijDeps, keren: list[dict[str, Any]], genoemd: int, uitkomst: int | None
) -> None:
    uit = await stuur(bij, verlof(*keren, dagen=genoemd))

    assert uit.uitkomst == (Uitkomst.WACHT if uitkomst else Uitkomst.VERWERKT)


async def test_a_year_that_cannot_be_is_set_aside_and_no_fault(bij: BijDeps) -> None:
    vreemd = voorval(4) | {"van": "9999-12-31T23:59:59-12:00", "tot": "9999-12-31T23:59:59-12:00"}
    uit = await stuur(bij, verlof(vreemd, dagen=4))

    assert uit.reden is Reden.ONMOGELIJKE_DATUM


@pytest.mark.usefixtures("site")
async def test_a_time_of_leave_that_is_further_away_is_on_no_page(
    als: Als, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, verlof(voorval(4, "v1"), voorval(200, "v2")))
    tekst = await pagina(als, eigenaar)

    assert VER not in tekst
    assert "27 nov" in tekst
    assert "Elke keer verlof ziet u vanaf drie maanden ervoor." in tekst


@pytest.mark.usefixtures("site")
async def test_when_only_such_a_time_is_left_it_does_not_come_up_as_the_next(
    als: Als, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    geweest = voorval(-6, "v1", teruggekeerdOp="2026-11-18T19:00:00+01:00")
    await stuur(bij, verlof(geweest, voorval(200, "v2"), dagen=-6))
    tekst = await pagina(als, eigenaar)

    assert VER not in tekst
    assert "Geweest" in tekst


@pytest.mark.usefixtures("site")
async def test_leave_that_becomes_a_return_far_away_is_hidden(
    als: Als, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, verlof(voorval(4, "v1")), tijd="2026-11-20T08:00:00Z")
    later = gemeld(terugkeer=terugkeer(200))
    await stuur(bij, later, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    id_ = await eigenaar.fetchval("select id from bij.melding")

    assert (await (await als(ANNE)).get(f"/bij/meldingen/{id_}")).status_code == 404
