"""A queue that is full enough for an index to matter."""

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.factories import BUREN, NIJMEGEN, TIEL
from tests.store.plannen import DAG, DOSSIERS, TAKEN


@pytest.fixture
async def vol(deps: Deps, eigenaar: asyncpg.Connection) -> Deps:
    await eigenaar.execute(DOSSIERS, TIEL, BUREN, NIJMEGEN, DAG)
    await eigenaar.execute(TAKEN, DAG)
    for tabel in ("dossier", "taak", "zoekterm", "gelezen"):
        await eigenaar.execute(f"vacuum (analyze) nazorg.{tabel}")
    return deps
