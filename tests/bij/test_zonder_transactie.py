"""Nothing remote is called inside a transaction: no mail server or receiver holds up an alert."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from nazorg.deps import BijDeps
from nazorg.usecases.bij.werk import Werker
from tests.bezorging.ontvanger import Antwoordt, Ontvanger, open_ontvanger
from tests.bij.berichten import gemeld
from tests.bij.conftest import stuur
from tests.bij.doorgeven import met_webhooks
from tests.bij.mailserver import Postvak
from tests.bij.test_besluit_webhook import Kanaal
from tests.klok import VasteKlok
from tests.lopend import tel_transacties

pytestmark = pytest.mark.usefixtures("aangewezen")


@pytest.fixture
async def ontvanger() -> AsyncIterator[Ontvanger]:
    async with open_ontvanger() as ontvanger:
        yield ontvanger


async def test_nothing_is_held_while_a_mail_server_is_waited_for(
    bij: BijDeps, werker: Werker, postvak: Postvak, eigenaar: asyncpg.Connection
) -> None:
    postvak.poort = asyncio.Event()
    await stuur(bij, gemeld())
    bezig = asyncio.create_task(werker.doe_ronde())

    open_ = await tel_transacties(eigenaar, lambda: postvak.wachten > 0)

    assert not bezig.done()
    assert open_ == 0
    postvak.poort.set()
    await bezig
    assert postvak.mails


async def test_nothing_is_held_while_who_hears_of_a_decision_is_waited_for(
    bij: BijDeps,
    werker: Werker,
    ontvanger: Ontvanger,
    klok: VasteKlok,
    eigenaar: asyncpg.Connection,
) -> None:
    kanaal = Kanaal(bij, met_webhooks(werker, klok), ontvanger)
    await kanaal.doe(Antwoordt(wacht_s=0))
    ontvanger.gekregen.clear()
    ontvanger.altijd = Antwoordt(wacht_s=0.5)
    await kanaal.besluit(keer=1)
    bezig = asyncio.create_task(kanaal.bezorg())

    open_ = await tel_transacties(eigenaar, lambda: bool(ontvanger.gekregen))

    assert not bezig.done()
    assert open_ == 0
    assert await bezig == 1
