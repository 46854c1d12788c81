"""The real consumer as a process that can be killed; SQLite stands in for PostgreSQL.

Usage: consumer_process.py BOOTSTRAP TOPIC GROUP DATABASE [HANG_AFTER]
HANG_AFTER: after so many transactions it hangs between database commit and offset commit.
"""

import asyncio
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

import structlog

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.consumers.detentie import consume
from nazorg.consumers.instellingen import KafkaInstellingen, Tijden
from nazorg.contract.binair import as_structured

SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (
  volgnummer INTEGER PRIMARY KEY AUTOINCREMENT, herkomst TEXT UNIQUE, inhoud BLOB
);
CREATE TABLE IF NOT EXISTS poging (herkomst TEXT);
"""


class SqliteInbox:
    """One transaction per batch; a message that is known changes nothing."""

    def __init__(self, database: Path, hang_after: int) -> None:
        self._connection = sqlite3.connect(database, timeout=20, isolation_level=None)
        self._connection.executescript(f"PRAGMA journal_mode=WAL; {SCHEMA}")
        self._left = hang_after

    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        cursor = self._connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        cursor.executemany(
            "INSERT OR IGNORE INTO inbox (herkomst, inhoud) VALUES (?, ?)",
            [(bericht.herkomst, bericht.inhoud) for bericht in berichten],
        )
        cursor.executemany("INSERT INTO poging VALUES (?)", [(b.herkomst,) for b in berichten])
        cursor.execute("COMMIT")
        await asyncio.sleep(0.005)
        self._left -= 1
        if self._left == 0:
            sys.stdout.write("hangs\n")
            sys.stdout.flush()
            await asyncio.sleep(3600)
        return []


async def main(
    bootstrap: str, topic: str, groep: str, database: str, hang_after: str = "0"
) -> None:
    # Standard output is for telling the test that it hangs.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    inbox = SqliteInbox(Path(database), int(hang_after))
    instellingen = KafkaInstellingen(
        bootstrap=bootstrap,
        topic=topic,
        groep=groep,
        max_records=50,
        tijden=Tijden(session_ms=6_000, heartbeat_ms=1_000, request_ms=12_000, metadata_ms=2_000),
    )
    await consume(inbox, instellingen, stop=stop, as_structured=as_structured)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
