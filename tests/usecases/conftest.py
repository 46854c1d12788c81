"""What tests of use cases share."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

_DELEN = """select relname from pg_inherits join pg_class on pg_class.oid = inhrelid
where inhparent = 'nazorg.bericht_inhoud'::regclass"""


@pytest.fixture
async def maanden(eigenaar: asyncpg.Connection) -> AsyncIterator[None]:
    """Leave the months as they were: other tests compare the shape of the database."""
    waren = {r[0] for r in await eigenaar.fetch(_DELEN)}
    yield
    for (naam,) in await eigenaar.fetch(_DELEN):
        if naam not in waren:
            await eigenaar.execute(f"drop table nazorg.{naam}")
