"""What is told, and told again: only what may be shown, and whatever is news in it (L03, L31)."""

from datetime import UTC, datetime

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.deps import BijDeps
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import gemeld, terugkeer, verlof, voorval
from tests.bij.conftest import stuur
from tests.bij.mailserver import Postvak
from tests.bij.mensen import ANNE, KARIN, toegang
from tests.bij.test_gehoord import toon_alles, trek_in
from tests.bij.test_kennisgeving import van
from tests.klok import VasteKlok

pytestmark = pytest.mark.usefixtures("aangewezen")


async def test_l31_what_was_hidden_again_and_then_withdrawn_is_recalled(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    later = gemeld(terugkeer=terugkeer(200))
    await stuur(bij, later, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()
    await trek_in(bij)
    await werker.doe_ronde()

    assert [len(van(postvak.mails, wie.id)) for wie in (ANNE, KARIN)] == [2, 2]
    (regel,) = (await toon_lijst(await toegang(bij))).regels
    assert regel.melding.ingetrokken_op


async def test_what_nobody_could_read_before_it_was_withdrawn_is_on_no_page(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(bij, gemeld(terugkeer=terugkeer(100)), tijd="2026-11-20T08:00:00Z")
    await trek_in(bij)

    assert (await toon_lijst(await toegang(bij))).regels == ()
    assert await eigenaar.fetchval("select count(*) from bij.cijfer") == 0


async def test_l03_a_mail_that_waits_for_the_morning_does_not_go_about_what_is_hidden_again(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    klok.zet(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    later = gemeld(terugkeer=terugkeer(200))
    await stuur(bij, later, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    klok.zet(datetime(2026, 11, 24, 6, 1, tzinfo=UTC))
    await werker.doe_ronde()
    assert postvak.mails == []

    klok.zet(datetime(2027, 3, 11, 8, tzinfo=UTC))  # three months before it
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 1


async def test_a_day_that_moves_away_is_told_too(
    bij: BijDeps, werker: Werker, postvak: Postvak
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    later = gemeld(terugkeer=terugkeer(40))
    await stuur(bij, later, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()

    assert len(van(postvak.mails)) == 2


@pytest.mark.parametrize(
    ("keren", "mails"),
    [
        ([voorval(4, "v1"), voorval(6, "v2")], 2),
        ([voorval(4, "v1", tot="2026-11-29T12:00:00+01:00")], 2),
        ([voorval(4, "v1", gaatNietDoor=True)], 2),
        ([voorval(4, "v1")], 1),
        ([voorval(4, "v1"), voorval(200, "v2")], 1),
        ([voorval(-8, "v0"), voorval(4, "v1")], 1),
        ([voorval(4, "v1", vertrokkenOp="2026-11-27T10:05:00+01:00")], 1),
    ],
)
async def test_a_time_of_leave_is_told_when_it_comes_moves_or_is_off(
    bij: BijDeps, werker: Werker, postvak: Postvak, keren: list[dict[str, object]], mails: int
) -> None:
    await stuur(bij, verlof(voorval(4, "v1")), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    await stuur(bij, verlof(*keren), BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()

    assert len(van(postvak.mails)) == mails


async def test_l03_a_time_of_leave_that_was_too_far_away_is_told_in_its_own_time(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    await stuur(bij, verlof(voorval(4, "v1"), voorval(100, "v2")))  # 3 March 2027
    await werker.doe_ronde()
    klok.zet(datetime(2026, 12, 2, 12, tzinfo=UTC))
    await toon_alles(bij)
    await werker.doe_ronde()
    assert len(van(postvak.mails)) == 1

    klok.verder(days=1)
    for _ in range(2):
        await werker.doe_ronde()
    assert len(van(postvak.mails)) == 2
