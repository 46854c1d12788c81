"""The room of the mayor on real PostgreSQL, with designations that a test can end."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.berichten.uitkomst import Ontvangst
from nazorg.commands.opbouw import build_bij_deps
from nazorg.deps import BijDeps
from nazorg.integrations.smtp import SmtpPost
from nazorg.store.bij.store import BijStore
from nazorg.store.kluis import Kluis
from nazorg.store.verbinding import Databank
from nazorg.usecases.bij.verrijk import Bronnen
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import bij_event, ruw
from tests.bij.mailserver import Postvak, open_postvak
from tests.bij.mensen import AMBTENAAR, BURGEMEESTER, BURGEMEESTER_BUREN, wijs_aan
from tests.conftest import maak_leeg
from tests.klok import VasteKlok


@pytest.fixture
async def bij(
    databank: Databank, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> AsyncIterator[BijDeps]:
    """The compartment alone, empty: no nazorg is running."""
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
    return Werker(
        kamer=bij.kamer, post=SmtpPost(postvak.server), bronnen=Bronnen(bronnen={}, bases=())
    )


@pytest.fixture
async def aangewezen(bij: BijDeps) -> None:
    """Tiel has a mayor and an official; Buren has a mayor."""
    await wijs_aan(bij, BURGEMEESTER)
    await wijs_aan(bij, AMBTENAAR)
    await wijs_aan(bij, BURGEMEESTER_BUREN)
