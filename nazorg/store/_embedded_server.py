"""The running server process, kept by a thread of its own.

The kernel sends the parent-death signal when the *thread* that made the child ends, not only when
the process does. So a thread that lives as long as the server starts it, and reaps it: a dead
server never stays behind as a zombie that looks alive.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from nazorg.store import _embedded_launch
from nazorg.store._embedded_cluster import ENVIRONMENT
from nazorg.store._embedded_place import ServerUser

_LARGEST_LOG = 5_000_000  # bytes
_TAIL = 8_000  # bytes
_FAST_SECONDS = 60.0
_IMMEDIATE_SECONDS = 10.0


class Server:
    """A PostgreSQL child process that stops when this process does, however it ends."""

    def __init__(self, command: Sequence[str], user: ServerUser, log: Path) -> None:
        uid, gid = (user.uid, user.gid) if user.drop else (-1, -1)
        launcher = (sys.executable, "-I", "-S", str(_embedded_launch.__file__))
        self._words = [*launcher, str(os.getpid()), str(uid), str(gid), *command]
        self._log = _open_log(log, user)
        self._process: subprocess.Popen[bytes] | None = None
        self._failure: OSError | None = None
        self._spawned = threading.Event()
        self._ended = threading.Event()
        self._at_end: Callable[[], None] | None = None

    @property
    def runs(self) -> bool:
        """Whether the process is there (it need not answer yet)."""
        return not self._ended.is_set()

    def spawn(self) -> None:
        """Start the process; raises OSError when the operating system refuses."""
        threading.Thread(target=self._keep, name="nazorg-postgres", daemon=True).start()
        self._spawned.wait()
        if self._failure is not None:
            raise self._failure

    def _keep(self) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - fixed program, own arguments
                self._words,
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=subprocess.STDOUT,
                env=ENVIRONMENT,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the application; it stops us in its time
            )
        except OSError as error:
            self._failure = error
        finally:
            os.close(self._log)
            self._spawned.set()
        if self._process is not None:
            self._process.wait()
        self._ended.set()
        if self._at_end is not None:
            self._at_end()

    def when_ended(self, call: Callable[[], None]) -> None:
        """Call ``call`` (which may come twice) when the server ends, or now when it has ended."""
        self._at_end = call
        if not self.runs:
            call()

    def stop(self) -> None:
        """Stop: cleanly, else at once (the next start then recovers), else by force."""
        steps = (
            (signal.SIGINT, _FAST_SECONDS),
            (signal.SIGQUIT, _IMMEDIATE_SECONDS),
            (signal.SIGKILL, _IMMEDIATE_SECONDS),
        )
        for number, seconds in steps:
            if self._process is None or not self.runs:
                return
            self._process.send_signal(number)
            self._ended.wait(seconds)


def _open_log(path: Path, user: ServerUser) -> int:
    """Open the log for appending, starting a new one when it has grown large."""
    if path.exists() and path.stat().st_size > _LARGEST_LOG:
        path.replace(path.with_name(path.name + ".1"))
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
    descriptor = os.open(path, flags, 0o600)
    if user.drop:
        os.fchown(descriptor, user.uid, user.gid)
    return descriptor


def log_tail(path: Path) -> str:
    """Return the last part of the log, empty when there is none."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL))
            return file.read().decode("utf-8", errors="replace")
    except OSError:
        return ""
