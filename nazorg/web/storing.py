"""What a fault of the database looks like."""

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
