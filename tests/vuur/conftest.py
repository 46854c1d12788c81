"""An empty database for each test, and a look into every life of a consumer."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from nazorg.consumers import detentie
from nazorg.deps import Deps
from nazorg.store.verbinding import Databank
from tests.vuur.proefstand import BekekenLeven, Proefstand


@pytest.fixture
async def proef(
    deps: Deps,  # empties the database
    databank: Databank,
    eigenaar: asyncpg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Proefstand]:
    monkeypatch.setattr(detentie, "Leven", BekekenLeven)
    proef = Proefstand(databank, eigenaar)
    yield proef
    await proef.sluit()
