"""Become the server's user, ask to be stopped with the parent, and turn into PostgreSQL.

Run as a script in a fresh interpreter: ``PARENT UID GID PROGRAM ARGUMENT...`` (UID -1: stay who we
are). A ``preexec_fn`` would run Python between fork and exec of a process with threads, which can
hang. The order matters: the kernel forgets the parent-death signal when the user changes.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def launch(parent: int, uid: int, gid: int, program: list[str]) -> None:
    """Replace this process by ``program``; exit 1 when ``parent`` is gone already."""
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    # SIGINT is PostgreSQL's fast, clean shutdown.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
    if os.getppid() != parent:
        sys.exit(1)
    os.execv(program[0], program)  # noqa: S606 - no shell wanted


if __name__ == "__main__":
    launch(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
