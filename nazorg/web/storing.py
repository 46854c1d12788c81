"""What a fault of the database looks like, and where in our code something went wrong."""

import traceback
from pathlib import Path

import asyncpg
import sqlalchemy.exc

# By these the database says that it is away or full, not that we asked something wrong.
DATABANK_WEG = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.CannotConnectNowError,
    sqlalchemy.exc.TimeoutError,
)


def plek(fout: Exception) -> str:
    """Return where it went wrong. Only that: a message or a traceback may hold what was typed."""
    frames = traceback.extract_tb(fout.__traceback__)
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames[-3:]))
