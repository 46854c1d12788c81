"""Where the database is, and an engine for one role on it.

SQLAlchemy keeps the pools, but for the website (see `voorraad`), and the migrations; statements go
to asyncpg as they are (ADR 0007).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from nazorg.store.voorraad import Voorraad

DATABASE = "nazorg"

_TIMEOUTS = {
    "statement_timeout": "60s",
    "lock_timeout": "20s",
    "idle_in_transaction_session_timeout": "60s",
    # Our own wheel is built without it; elsewhere it only costs time on short statements.
    "jit": "off",
}


@dataclass(frozen=True, slots=True)
class Databank:
    """A PostgreSQL: by url (libpq form, `postgresql://`), or our own by its socket directory."""

    url: str | None = None
    socket: Path | None = None
    naam: str = DATABASE

    async def connect(self, rol: str) -> Any:
        """Open one asyncpg connection that acts as rol. Raises OSError or PostgresError."""
        instellingen = {"application_name": rol, **_TIMEOUTS}
        if self.url is not None:
            # The login of the url is a member of our roles; it acts as one of them.
            return await asyncpg.connect(self.url, server_settings={**instellingen, "role": rol})
        return await asyncpg.connect(
            host=str(self.socket), user=rol, database=self.naam, server_settings=instellingen
        )

    def engine(self, rol: str, *, verbindingen: int = 5) -> AsyncEngine:
        """Return a pooled engine for one role."""

        async def connect(*_: object, **__: object) -> Any:
            return await self.connect(rol)

        return create_async_engine(
            "postgresql+asyncpg://",
            async_creator=connect,
            pool_size=verbindingen,
            max_overflow=verbindingen,
        )

    def voorraad(self, rol: str, *, verbindingen: int = 5) -> Voorraad:
        """Return a stock of connections for one role, for many short transactions."""
        return Voorraad(lambda: self.connect(rol), hoogstens=verbindingen)
