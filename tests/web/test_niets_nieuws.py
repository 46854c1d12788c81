"""A notice that changes nothing: what its page says agrees with what others hear."""

import asyncpg

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import event
from tests.web.conftest import MARIEKE, Als, stuur, tekst_van


async def lees(als: Als, eigenaar: asyncpg.Connection, nummer: str) -> str:
    id_ = await eigenaar.fetchval("select id from nazorg.bericht where bericht_id = $1", nummer)
    return tekst_van((await (await als(MARIEKE)).get(f"/berichten/{id_}")).text)


async def test_a_notice_that_says_nothing_new_says_that_others_heard_of_it(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    einde = {"vroegst": "2026-12-04", "laatst": "2026-12-04"}
    await stuur(deps, event(id="b-1"), event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z"))
    oud = event(Soort.GEWIJZIGD, id="w-0", tijd="2026-11-20T09:00:00Z", verwachtEinde=einde)
    await stuur(deps, oud)

    tekst = await lees(als, eigenaar, "w-0")

    assert "Het bericht kwam op de tijdlijn. Verder veranderde er niets" in tekst
    assert "Wie meeleest, hoort wel dat er een bericht bij kwam." in tekst
    assert "Doorgegeven door dit bericht Dossier gewijzigd" in tekst


async def test_a_plan_that_changes_no_field_does_not_say_that_nothing_changed(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="b-1"))
    await stuur(deps, event(Soort.PLAN_GEDEELD, id="p-1"))

    tekst = await lees(als, eigenaar, "p-1")

    assert "Wat het over de leefgebieden zegt, staat in het dossier." in tekst
    assert "een ander bericht zei dit al" not in tekst
