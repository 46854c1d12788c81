"""Who reads the topic for the mayor says so; when nobody does, the beheerder sees it."""

import asyncio
import contextlib
import time
from uuid import UUID

import asyncpg
import httpx2
from starlette.applications import Starlette

from nazorg.commands.bij import lees_metingen
from nazorg.commands.hartslag import klop
from nazorg.consumers.voortgang import Voortgang
from nazorg.deps import BijDeps
from nazorg.metrieken.bij import make_bij_route
from nazorg.metrieken.meters import Meters
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import gemeld
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import WIM
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van

STIL = "Berichten voor de burgemeester worden niet gelezen"
ACHTER = "Er wacht een bericht voor de burgemeester dat wij niet gelezen krijgen"


async def _slaat(bij: BijDeps, *, wacht_s: float = 0.0, nummer: int = 1) -> None:
    """Let a consumer beat once, as it does while it reads Kafka."""
    voortgang, nu = Voortgang(), time.monotonic()
    voortgang.begin(nu)
    voortgang.peil(nu, nu, {"bij[0]": 1 if wacht_s else 0})
    if wacht_s:
        voortgang.wacht_op({"bij[0]": nu - wacht_s})
    taak = asyncio.create_task(klop(bij, voortgang, elke_s=60, consumer=UUID(int=nummer)))
    await asyncio.sleep(0.3)
    taak.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await taak


async def _beheer(als: Als, werker: Werker) -> str:
    await werker.doe_ronde()
    return tekst_van((await (await als(WIM)).get("/bij/beheer")).text)


async def test_a_reader_that_stops_is_an_alarm_until_one_reads_again(
    als: Als, site: Starlette, bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await _slaat(bij)
    klok.verder(minutes=4)
    assert STIL not in await _beheer(als, werker)

    klok.verder(minutes=2)
    assert STIL in await _beheer(als, werker)

    await _slaat(bij, nummer=2)
    assert STIL not in await _beheer(als, werker)


async def test_who_only_gets_messages_over_http_is_not_told_that_nobody_reads(
    als: Als, site: Starlette, bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await stuur(bij, gemeld())
    klok.verder(days=2)

    assert STIL not in await _beheer(als, werker)
    assert "nazorg_bij_consumer_known 0.0" in await _cijfers(bij)


async def test_a_reader_that_gets_nowhere_is_an_alarm_too(
    als: Als, site: Starlette, bij: BijDeps, werker: Werker
) -> None:
    await _slaat(bij, wacht_s=1_000)
    tekst = await _beheer(als, werker)
    assert ACHTER in tekst
    assert STIL not in tekst

    await _slaat(bij)
    assert ACHTER not in await _beheer(als, werker)


async def test_readers_that_are_gone_are_forgotten_but_not_the_last_one(
    bij: BijDeps, werker: Werker, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for nummer in (1, 2, 3):
        await _slaat(bij, nummer=nummer)
        klok.verder(minutes=1)
    klok.verder(days=2)
    await werker.doe_ronde()

    assert [r[0].int for r in await eigenaar.fetch("select consumer from bij.hartslag")] == [3]
    assert await eigenaar.fetchval("select count(*) from nazorg.hartslag") == 0


async def test_when_nobody_looks_the_page_does_not_say_that_all_is_well(
    als: Als, site: Starlette, werker: Werker, klok: VasteKlok
) -> None:
    wim = await als(WIM)
    nooit = tekst_van((await wim.get("/bij/beheer")).text)
    goed = await _beheer(als, werker)
    klok.verder(minutes=6)
    stil = tekst_van((await (await als(WIM)).get("/bij/beheer")).text)

    assert "Niemand let op of alles goed gaat" in nooit
    assert "Er is nu niets mis." in goed
    assert "Niemand let op of alles goed gaat" in stil
    assert "Er is nu niets mis." not in stil
    assert "Sinds vandaag 09:00" in stil


async def _cijfers(bij: BijDeps) -> str:
    route = make_bij_route(lees_metingen(bij.kamer), set())
    transport = httpx2.ASGITransport(route.app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://x") as client:
        return (await client.get("/metrics")).text


async def test_the_figures_say_that_nobody_reads_and_what_is_set_aside_by_reason(
    bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await _slaat(bij)
    await stuur(bij, gemeld() | {"iets": 1})
    klok.verder(minutes=6)
    await werker.doe_ronde()
    tekst = await _cijfers(bij)

    assert "nazorg_bij_consumer_known 1.0" in tekst
    assert 'nazorg_bij_alarmen{soort="lezer_stil"} 1.0' in tekst
    assert 'nazorg_bij_apart_gezet{reden="ongeldige_inhoud"} 1.0' in tekst
    assert 'nazorg_bij_apart_gezet{reden="tegenstrijdig"} 0.0' in tekst


def test_a_reader_for_the_mayor_is_another_figure_and_says_nothing_of_the_database() -> None:
    meters = Meters(set(), consumer="bij")
    meters.zet_consumer({("bij", "0"): 5}, oudste=7, levend=True)
    tekst = meters.tekst().decode()

    assert 'nazorg_consumer_live{ingang="bij"} 1.0' in tekst
    assert 'nazorg_oldest_unprocessed_seconds{ingang="bij"} 7.0' in tekst
    assert "nazorg_database_up" not in tekst
