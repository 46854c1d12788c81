"""One PostgreSQL data directory: making it, judging what an earlier server left, and its settings.

A pid file is only a hint. After a power cut it can be empty, and its number can meanwhile belong to
any other process; so a number counts only when that process is a postgres that works in our
directory. Nothing else is ever signalled.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nazorg.store._embedded_place import (
    MAJOR,
    SOCKET_NAME,
    PostgresUnavailable,
    ServerUser,
    client_name,
)

SUPERUSER = "nz_super"
DATABASE = "nazorg"
# Not ours: PGHOST, PGOPTIONS and the like of the person at the keyboard must not leak in.
ENVIRONMENT: Mapping[str, str] = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}

_ORPHAN_SECONDS = 60.0
_POLL_SECONDS = 0.02
_OPTIONS: Mapping[str, str] = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "wal_level": "replica",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "unix_socket_permissions": "0700",
    "log_checkpoints": "off",
    # From here on: no value from a row or parameter ever reaches the log.
    "log_statement": "none",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_autovacuum_min_duration": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A data directory with the binaries and the OS account that go with it."""

    directory: Path
    binaries: Path
    user: ServerUser

    def command(self, socket: Path) -> list[str]:
        """Return the command line of the server, listening in ``socket`` and nowhere else."""
        options = {
            **_OPTIONS,
            "hba_file": str(self._hba),
            "ident_file": str(self._ident),
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        server = str(self.binaries / "postgres")
        return [server, "-D", str(self.directory), "-h", "", "-k", str(socket), *settings]

    @property
    def _hba(self) -> Path:
        return self.directory / "nazorg_hba.conf"

    @property
    def _ident(self) -> Path:
        return self.directory / "nazorg_ident.conf"

    def create(self) -> None:
        """Make the directory when it is not there; all or nothing, also when interrupted."""
        version = self.directory / "PG_VERSION"
        if version.exists():
            if (found := version.read_text().strip()) != MAJOR:
                raise PostgresUnavailable(
                    f"De database in {self.directory} is van PostgreSQL {found}; nazorg heeft "
                    f"versie {MAJOR}. Zet de gegevens eerst over, of kies een andere map met "
                    "NAZORG_DATA_DIR."
                )
            return
        fresh = self.directory.with_name(self.directory.name + ".new")
        if fresh.exists():
            shutil.rmtree(fresh)
        fresh.mkdir(mode=0o700)
        if self.user.drop:
            os.chown(fresh, self.user.uid, self.user.gid)
        self._initdb(fresh)
        fresh.rename(self.directory)

    def _initdb(self, fresh: Path) -> None:
        command = [
            *(str(self.binaries / "initdb"), "-D", str(fresh), "-U", SUPERUSER),
            *("--auth-local=peer", "--auth-host=reject", "-E", "UTF8", "--locale=C.UTF-8"),
            "--data-checksums",
        ]
        # cwd: initdb stops when its user cannot read the directory we happen to stand in.
        done = subprocess.run(  # noqa: S603 - fixed program, own arguments
            command,
            user=self.user.uid if self.user.drop else None,
            group=self.user.gid if self.user.drop else None,
            extra_groups=[] if self.user.drop else None,
            cwd="/",
            env=ENVIRONMENT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode != 0:
            raise PostgresUnavailable(
                f"De database kan niet gemaakt worden in {fresh}:\n{last_lines(done.stderr)}"
            )

    def allow(self, logins: Sequence[str]) -> None:
        """Let this OS user, and the server's, in as the superuser and as each of ``logins``."""
        roles = (SUPERUSER, *logins)
        people = sorted({client_name(), self.user.name})
        hba = [f'local all "{role}" peer map=nazorg' for role in roles]
        ident = [f'nazorg "{person}" "{role}"' for person in people for role in roles]
        self._write(self._hba, hba)
        self._write(self._ident, ident)

    def _write(self, path: Path, lines: Sequence[str]) -> None:
        # The directory belongs to the server's user: as root, never follow a link it could make.
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - from a descriptor
            file.write("\n".join((*lines, "")))
            if self.user.drop:
                os.fchown(descriptor, self.user.uid, self.user.gid)
        fresh.replace(path)

    def clear_away(self, socket: Path) -> None:
        """Stop a server of ours that lost its owner, and remove lock files that mean nothing."""
        for lock in (self.directory / "postmaster.pid", socket / f"{SOCKET_NAME}.lock"):
            pid = _first_number(lock)
            if pid is not None and self._is_ours(pid):
                self._stop_orphan(pid)
            # PostgreSQL itself still refuses when backends of a killed server are using the memory.
            lock.unlink(missing_ok=True)

    def _is_ours(self, pid: int) -> bool:
        process = Path("/proc", str(pid))
        try:
            executable = (process / "exe").readlink().name.removesuffix(" (deleted)")
            inside = (process / "cwd").stat()
        except PermissionError:
            return self._looks_ours(process)
        except OSError:  # gone, or a zombie
            return False
        same = os.path.samestat(inside, self.directory.stat())
        return executable == "postgres" and same

    def _looks_ours(self, process: Path) -> bool:
        """Judge by user and command line: root in a container may not look further."""
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            uid = process.stat().st_uid
        except OSError:
            return False
        named = Path(os.fsdecode(words[0])).name == "postgres"
        return named and uid == self.user.uid and os.fsencode(self.directory) in words

    def _stop_orphan(self, pid: int) -> None:
        deadline = time.monotonic() + _ORPHAN_SECONDS
        while self._is_ours(pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
            if time.monotonic() > deadline:
                raise PostgresUnavailable(
                    f"Een eerdere database in {self.directory} (proces {pid}) stopt niet. "
                    f"Stop die eerst: kill -INT {pid}"
                )
            time.sleep(_POLL_SECONDS)

    def answers(self, socket: Path) -> bool:
        """Tell whether a server accepts connections on the socket in ``socket``."""
        return self._client("pg_isready", socket, "-q").returncode == 0

    def run_sql(self, socket: Path, database: str, sql: str) -> None:
        """Run ``sql`` as superuser, stopping at the first error (raises PostgresUnavailable)."""
        done = self._client("psql", socket, "-X", "-q", "-w", *_STRICT, text=sql, database=database)
        if done.returncode != 0:
            raise PostgresUnavailable(
                f"De database kan niet ingericht worden:\n{last_lines(done.stderr)}"
            )

    def _client(
        self, tool: str, socket: Path, *flags: str, database: str = "postgres", text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        where = ("-h", str(socket), "-p", "5432", "-U", SUPERUSER, "-d", database)
        return subprocess.run(  # noqa: S603 - fixed program, own arguments
            [str(self.binaries / tool), *where, *flags],
            input=text,
            env=ENVIRONMENT,
            cwd="/",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


_STRICT = ("-v", "ON_ERROR_STOP=1", "-f", "-")


def _first_number(path: Path) -> int | None:
    """Return the pid in the first line, None when there is no file or it was cut off."""
    try:
        return int(path.read_text(encoding="utf-8", errors="replace").split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def last_lines(text: str, count: int = 8) -> str:
    """Return the last ``count`` lines of ``text``, indented, for under an error message."""
    return "\n".join(f"  {line}" for line in text.strip().splitlines()[-count:])
