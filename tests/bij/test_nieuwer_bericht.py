"""A newer message that may not be shown leaves a mark on the alert: it may be out of date."""

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.berichten.uitkomst import Deur, RuwBericht, Uitkomst
from nazorg.deps import BijDeps
from tests.bij.berichten import NAAM, bij_event, gemeld, intrekking, ruw, terugkeer, uitspraak
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import ANNE

ZIN = "Er kwam een nieuwer bericht dat wij niet mogen tonen."
VERBODEN = gemeld(uitspraken=[uitspraak(onherroepelijkOp=None)])
pytestmark = pytest.mark.usefixtures("site")


async def pagina(als: Als, id_: str) -> str:
    antwoord = await (await als(ANNE)).get(f"/bij/meldingen/{id_}")
    assert antwoord.status_code == 200
    return antwoord.text


async def test_a_change_that_is_set_aside_is_told_on_the_alert_and_a_good_one_ends_that(
    als: Als, bij: BijDeps, id_: str
) -> None:
    assert ZIN not in await pagina(als, id_)
    stand = await (await als(ANNE)).get(f"/bij/meldingen/{id_}/stand")
    uit = await stuur(bij, VERBODEN, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    assert uit.uitkomst is Uitkomst.APART_GEZET

    tekst = await pagina(als, id_)
    assert ZIN in tekst
    assert NAAM in tekst
    later = await (await als(ANNE)).get(f"/bij/meldingen/{id_}/stand")
    assert stand.json() != later.json()
    goed = gemeld(terugkeer=terugkeer(9))
    await stuur(bij, goed, BijSoort.GEWIJZIGD, tijd="2026-11-22T08:00:00Z")
    assert ZIN not in await pagina(als, id_)


async def test_a_withdrawal_that_is_not_right_is_one_too(als: Als, bij: BijDeps, id_: str) -> None:
    fout = intrekking(reden="zomaar")
    await stuur(bij, fout, BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")

    assert ZIN in await pagina(als, id_)


async def test_an_older_message_or_one_that_came_first_is_judged_by_its_moment(
    als: Als, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, VERBODEN, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    assert await eigenaar.fetchval("select count(*) from bij.melding") == 0
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    id_ = await eigenaar.fetchval("select id from bij.melding")
    assert ZIN in await pagina(als, id_)

    await stuur(bij, gemeld(), BijSoort.GEWIJZIGD, tijd="2026-11-22T08:00:00Z")
    await stuur(bij, VERBODEN, BijSoort.GEWIJZIGD, tijd="2026-11-21T09:00:00Z")
    assert ZIN not in await pagina(als, id_)


async def test_who_may_not_speak_for_the_source_cannot_put_that_mark_there(
    als: Als, bij: BijDeps, id_: str
) -> None:
    event = bij_event(VERBODEN, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    vreemd = RuwBericht(ruw(event).inhoud, Deur.HTTP, "test", frozenset({"urn:nld:oin:ander"}))
    await bij.ontvang([vreemd])

    assert ZIN not in await pagina(als, id_)
