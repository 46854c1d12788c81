"""One real PostgreSQL under the data directory, for who has no database server.

The first process to come starts the server and owns it; later processes use it. When the owner
dies the server stops with it, cleanly, and the next process to start takes over. Linux only.
"""

import re
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from nazorg.store._embedded_cluster import DATABASE, SUPERUSER, Cluster, last_lines
from nazorg.store._embedded_place import (
    PostgresUnavailable,
    binaries,
    check_reach,
    dutch_reason,
    make_dirs,
    server_user,
    socket_dir,
)
from nazorg.store._embedded_server import Server, log_tail
from nazorg.store._embedded_slot import Slot

__all__ = ["DATABASE", "SUPERUSER", "EmbeddedPostgres", "PostgresUnavailable"]

_POLL_SECONDS = 0.02
_BUSY_MEMORY_SECONDS = 30.0
_LOGIN = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_CREATE_DATABASE = f"""
SELECT 'CREATE DATABASE {DATABASE}'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}')
\\gexec
"""


class EmbeddedPostgres:
    """One PostgreSQL under ``data_dir``; the first process starts it, later ones use it.

    ``logins`` are the database roles that this OS user may connect as (besides the superuser);
    ``bootstrap_sql`` must be idempotent: each owner runs it, as superuser, in database nazorg.
    ``wait_seconds`` is how long to wait for a server that another process is starting.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        logins: Sequence[str],
        bootstrap_sql: str,
        wait_seconds: float = 60.0,
    ) -> None:
        if wrong := [login for login in logins if not _LOGIN.fullmatch(login)]:
            raise ValueError(f"not a plain role name: {wrong}")
        self.data_dir = Path(data_dir).absolute()
        self._logins = tuple(logins)
        self._bootstrap_sql = bootstrap_sql
        self._wait_seconds = wait_seconds
        self._slot = Slot(self.data_dir / ".slot")
        self._log = self.data_dir / "postgres.log"
        self._server: Server | None = None

    @property
    def is_owner(self) -> bool:
        """Whether this process started the server, and it runs."""
        return self._slot.held

    def start(self) -> Path:
        """Return the socket directory of a server that answers, starting it when needed.

        Blocks. May be called again, also from another thread: it then uses the server that runs,
        or takes over when there is none. Raises PostgresUnavailable with a Dutch message.
        """
        try:
            return self._start()
        except OSError as error:
            raise PostgresUnavailable(
                f"De gegevensmap {self.data_dir} is niet bruikbaar ({dutch_reason(error)}). "
                "Kies een andere map met NAZORG_DATA_DIR."
            ) from error

    def _start(self) -> Path:
        if not Path("/proc/self/exe").exists():
            raise PostgresUnavailable(
                "De ingebouwde database werkt alleen op Linux. Zet NAZORG_DATABASE_URL."
            )
        cluster = self._cluster()
        deadline = time.monotonic() + self._wait_seconds
        while self.is_owner or not self._slot.take((cluster.user.uid, cluster.user.gid)):
            if (ready := self._slot.announced()) and cluster.answers(ready):
                return ready
            if time.monotonic() > deadline:
                raise PostgresUnavailable(
                    f"Een ander proces start de database in {self.data_dir}, maar die antwoordt "
                    f"na {self._wait_seconds:.0f} seconden nog niet. Probeer het later opnieuw. "
                    f"Het logboek zegt:\n{last_lines(log_tail(self._log))}"
                )
            time.sleep(_POLL_SECONDS)
        return self._own(cluster)

    def _cluster(self) -> Cluster:
        make_dirs(self.data_dir)
        database = self.data_dir.resolve() / "postgres"
        user = server_user(database)
        check_reach(database.parent, user)
        return Cluster(database, binaries(user), user)

    def _own(self, cluster: Cluster) -> Path:
        try:
            cluster.create()
            cluster.allow(self._logins)
            socket = socket_dir(cluster.directory, cluster.user)
            cluster.clear_away(socket)
            self._run(cluster, socket)
            cluster.run_sql(socket, "postgres", _CREATE_DATABASE)
            cluster.run_sql(socket, DATABASE, self._bootstrap_sql)
        except BaseException:  # also Ctrl-C: never leave half a start behind
            self.stop()
            raise
        self._slot.announce(socket)
        if self._server is not None:
            # Who comes next may then start a new one, instead of waiting for a dead server.
            self._server.when_ended(self._slot.release)
        return socket

    def _run(self, cluster: Cluster, socket: Path) -> None:
        """Start the server and wait until it answers; crash recovery may take as long as needed."""
        patience = time.monotonic() + _BUSY_MEMORY_SECONDS
        while True:
            self._server = Server(cluster.command(socket), cluster.user, self._log)
            self._server.spawn()
            while self._server.runs:
                if cluster.answers(socket):
                    return
                time.sleep(_POLL_SECONDS)
            tail = last_lines(log_tail(self._log))
            # Backends of a killed server need a moment to notice that they have to go.
            if "still in use" not in tail or time.monotonic() > patience:
                raise PostgresUnavailable(f"De database start niet. Het logboek zegt:\n{tail}")
            time.sleep(10 * _POLL_SECONDS)

    def stop(self) -> None:
        """Stop the server, cleanly, when this process started it; else do nothing."""
        if not self.is_owner:
            return
        if self._server is not None:
            self._server.stop()
            self._server = None
        self._slot.release()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
