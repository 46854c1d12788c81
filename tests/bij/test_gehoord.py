"""Who must hear of an alert hears of it, once, and who heard of it hears that it is no more."""

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.deps import BijDeps
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import gemeld, intrekking, terugkeer
from tests.bij.conftest import stuur
from tests.bij.mailserver import Postvak
from tests.bij.mensen import ANNE, KARIN, toegang
from tests.bij.test_kennisgeving import van

pytestmark = pytest.mark.usefixtures("aangewezen")


async def test_l31_what_was_hidden_again_and_then_withdrawn_is_recalled(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    later = gemeld(terugkeer=terugkeer(200))
    await stuur(bij, later, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-22T08:00:00Z")
    await werker.doe_ronde()

    assert [len(van(postvak.mails, wie.id)) for wie in (ANNE, KARIN)] == [2, 2]
    (regel,) = (await toon_lijst(await toegang(bij))).regels
    assert regel.melding.ingetrokken_op


async def test_what_nobody_could_read_before_it_was_withdrawn_is_on_no_page(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(terugkeer=terugkeer(100)), tijd="2026-11-20T08:00:00Z")
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-22T08:00:00Z")

    assert (await toon_lijst(await toegang(bij))).regels == ()
    assert await eigenaar.fetchval("select count(*) from bij.cijfer") == 0
