"""The lock that decides which process owns the embedded server, and the note it leaves behind."""

import contextlib
import fcntl
import os
import threading
from pathlib import Path

_HELD: set[int] = set()


def _forget_in_child() -> None:
    # A forked worker shares the lock of its parent and would keep it after the parent's death.
    for held in _HELD:
        with contextlib.suppress(OSError):
            os.close(held)
    _HELD.clear()


os.register_at_fork(after_in_child=_forget_in_child)


class Slot:
    """An exclusive ``flock``; the file says which socket directory the owner has made ready."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None
        self._pid = 0
        self._releasing = threading.Lock()

    @property
    def held(self) -> bool:
        """Whether this very process (not a parent it was forked from) holds the lock."""
        return self._descriptor is not None and self._pid == os.getpid()

    def take(self, owner: tuple[int, int]) -> bool:
        """Try to get the lock without waiting; as root the file goes to ``owner`` (uid, gid)."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        if os.geteuid() == 0:
            os.fchown(descriptor, *owner)
        os.ftruncate(descriptor, 0)
        _HELD.add(descriptor)
        self._descriptor, self._pid = descriptor, os.getpid()
        return True

    def announce(self, directory: Path) -> None:
        """Tell the other processes that the server answers on the socket in ``directory``."""
        if self._descriptor is not None and self.held:
            os.pwrite(self._descriptor, os.fsencode(directory) + b"\n", 0)

    def announced(self) -> Path | None:
        """Return the socket directory that the owner made ready, or None when not ready yet."""
        note = self.path.read_bytes()
        return Path(os.fsdecode(note[:-1])) if note.endswith(b"\n") else None

    def release(self) -> None:
        """Give the lock back; harmless when we do not have it, and from any thread."""
        with self._releasing:
            if self._descriptor is not None and self.held:
                os.ftruncate(self._descriptor, 0)
                _HELD.discard(self._descriptor)
                os.close(self._descriptor)
            self._descriptor = None
