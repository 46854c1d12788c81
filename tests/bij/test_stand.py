"""A page that lies open hears of everything that makes it wrong, and of nothing else (L31)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.deps import BijDeps
from nazorg.kern.partner import Gegeven, Partner, Vraag
from nazorg.store.bij.verrijkingen import Noodzaak
from nazorg.usecases.bij.besluit import overweeg
from nazorg.usecases.bij.verrijk import verrijk, vraag_aan
from tests.bij.berichten import intrekking
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import ANNE as ACCOUNT
from tests.bij.mensen import KARIN, toegang
from tests.klok import VasteKlok

Stand = Callable[[], Awaitable[dict[str, object]]]


class Zvh:
    partner = Partner.ZVH

    def __init__(self) -> None:
        self.waarde = "RG-17"

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        return [Gegeven(groep="casus", naam="kenmerk", waarde=self.waarde)]


@pytest.fixture
def zvh() -> Zvh:
    return Zvh()


@pytest.fixture
def bij(bij: BijDeps, zvh: Zvh) -> BijDeps:
    return replace(bij, bronnen=replace(bij.bronnen, bronnen={Partner.ZVH: zvh}))


@pytest.fixture
def stand(als: Als, id_: str) -> Stand:
    """Ask as an open page asks."""

    async def vraag() -> dict[str, object]:
        uit = await (await als(ACCOUNT)).get(f"/bij/meldingen/{id_}/stand")
        antwoord: dict[str, object] = uit.json()
        return antwoord

    return vraag


async def _vraag(bij: BijDeps, eigenaar: asyncpg.Connection) -> None:
    id_ = await eigenaar.fetchval("select id from bij.melding")
    waarom = Noodzaak(reden="a", ontvangers="b", noodzaak="c")
    t = await toegang(bij)
    await vraag_aan(id_, Partner.ZVH, waarom, toegang=t, bronnen=bij.bronnen)
    await verrijk(bij.kamer, bij.bronnen)


async def test_a_page_hears_of_a_new_answer_in_the_same_state_and_when_it_is_over(
    stand: Stand, bij: BijDeps, zvh: Zvh, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await _vraag(bij, eigenaar)
    eerst = await stand()
    assert await stand() == eerst
    klok.verder(seconds=5)
    zvh.waarde = "RG-18"
    await _vraag(bij, eigenaar)
    nieuw = await stand()
    assert nieuw != eerst

    klok.zet(klok.nu() + timedelta(days=31))
    assert await stand() != nieuw


async def test_a_page_hears_of_a_consideration_of_somebody_else(
    stand: Stand, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    eerst = await stand()
    id_ = await eigenaar.fetchval("select id from bij.melding")
    await overweeg(id_, "De wijkagent belde.", await toegang(bij, KARIN))

    assert await stand() != eerst


async def test_l31_a_page_hears_that_the_alert_was_withdrawn(stand: Stand, bij: BijDeps) -> None:
    assert (await stand())["ingetrokken"] is False
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")

    assert (await stand())["ingetrokken"] is True


async def test_the_version_says_nothing_of_what_is_on_the_page(
    stand: Stand, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    await _vraag(bij, eigenaar)
    versie = str((await stand())["versie"])

    assert "RG" not in versie
    assert len(versie) < 40
