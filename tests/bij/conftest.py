"""The room of the mayor on real PostgreSQL, with designations that a test can end."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import httpx2
import pytest
from starlette.applications import Starlette

from nazorg.berichten.soort import BijSoort
from nazorg.berichten.uitkomst import Ontvangst
from nazorg.commands.opbouw import build_bij_deps
from nazorg.deps import BijDeps, Deps
from nazorg.integrations.smtp import SmtpPost
from nazorg.referentie.bij.personas import load_bij_personas
from nazorg.store.bij.store import BijStore
from nazorg.store.kluis import Kluis
from nazorg.store.verbinding import Databank
from nazorg.usecases.bij.verrijk import Bronnen
from nazorg.usecases.bij.werk import Werker
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.bij.berichten import bij_event, gemeld, ruw
from tests.bij.kamer import open_browser
from tests.bij.mailserver import Postvak, open_postvak
from tests.bij.mensen import AMBTENAAR, BURGEMEESTER, BURGEMEESTER_BUREN, voorstel, wijs_aan
from tests.conftest import maak_leeg
from tests.klok import VasteKlok


@pytest.fixture
async def bij(
    databank: Databank, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> AsyncIterator[BijDeps]:
    """The compartment alone, empty: no nazorg is running, and no partner is connected."""
    await maak_leeg(eigenaar)
    store = BijStore(databank)
    yield build_bij_deps(store, Kluis(b"b" * 32, compartiment="bij"), klok)
    await store.close()


async def stuur(
    bij: BijDeps, data: dict[str, Any], soort: BijSoort = BijSoort.GEMELD, **envelop: Any
) -> Ontvangst:
    """Take one message in; return what became of it."""
    (uit,) = await bij.ontvang([ruw(bij_event(data, soort, **envelop))])
    return uit


@pytest.fixture
async def postvak() -> AsyncIterator[Postvak]:
    async with open_postvak() as postvak:
        yield postvak


@pytest.fixture
def werker(bij: BijDeps, postvak: Postvak) -> Werker:
    return Werker(kamer=bij.kamer, post=SmtpPost(postvak.server), bronnen=Bronnen(bronnen={}))


@pytest.fixture
async def aangewezen(bij: BijDeps) -> None:
    """Tiel has a mayor and an official; Buren has a mayor."""
    await wijs_aan(bij, BURGEMEESTER)
    await wijs_aan(bij, AMBTENAAR)
    await wijs_aan(bij, BURGEMEESTER_BUREN)


Als = Callable[[str | None], Awaitable[httpx2.AsyncClient]]


@pytest.fixture
async def site(bij: BijDeps, deps: Deps) -> Starlette:
    """The whole site, with the personas of the demo designated."""
    for p in load_bij_personas().values():
        if p.functie and p.gemeente:
            await wijs_aan(bij, voorstel(p.medewerker, p.functie, p.gemeente))
    return make_site(deps, WebInstellingen(demo=True), bij=bij)


@pytest.fixture
async def als(site: Starlette) -> AsyncIterator[Als]:
    async with AsyncExitStack() as stapel:

        async def open_(wie: str | None) -> httpx2.AsyncClient:
            return await stapel.enter_async_context(open_browser(site, wie))

        yield open_


@pytest.fixture
async def id_(bij: BijDeps, site: Starlette, eigenaar: asyncpg.Connection) -> str:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    return str(await eigenaar.fetchval("select id from bij.melding"))
