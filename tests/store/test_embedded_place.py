"""Where the embedded PostgreSQL lives and as whom it runs; what is said when that cannot be."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from nazorg.store._embedded_place import (
    PACKAGE,
    ServerUser,
    binaries,
    copied_binaries,
    first_closed,
    server_user,
)
from nazorg.store.embedded import EmbeddedPostgres, PostgresUnavailable

LOGINS = ("nz_app",)
BOOTSTRAP = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'nz_app') THEN
    CREATE ROLE nz_app LOGIN;
  END IF;
END $$;
GRANT CREATE ON SCHEMA public TO nz_app;
"""


def embedded(data_dir: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(data_dir, logins=LOGINS, bootstrap_sql=BOOTSTRAP, wait_seconds=20)


def query(socket: Path, sql: str) -> str:
    user = server_user(Path("/nonexistent"))
    words = ("-XAtw", "-h", str(socket), "-U", "nz_app", "-d", "nazorg", "-c", sql)
    command = [str(binaries(user) / "psql"), *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def place() -> Iterator[Path]:
    # Not tmp_path: that is 0700, and as root the server runs as another user.
    directory = Path(tempfile.mkdtemp(prefix="nazorg-test-"))
    directory.chmod(0o711)
    yield directory
    shutil.rmtree(directory)


def test_an_interrupted_making_of_the_database_is_done_again(place: Path) -> None:
    half = place / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with embedded(place) as server:
        assert query(server.start(), "SELECT 1") == "1"
    assert not half.exists()


@pytest.mark.parametrize("name", ["een map met spatie", "komma,en'aanhaling", "lang-" + 90 * "x"])
def test_any_directory_name_works(place: Path, name: str) -> None:
    with embedded(place / name) as server:
        socket = server.start()
        assert len(str(socket)) + len("/.s.PGSQL.5432") <= 100
        assert query(socket, "SELECT 1") == "1"
    if not socket.is_relative_to(place):
        socket.rmdir()


def test_a_short_socket_directory_of_someone_else_is_refused(place: Path) -> None:
    data_dir = place / ("lang-" + 90 * "x")
    with embedded(data_dir) as server:
        socket = server.start()
    socket.chmod(0o777)
    with pytest.raises(PostgresUnavailable, match="niet van"):
        embedded(data_dir).start()
    socket.rmdir()


def test_a_server_that_dies_at_once_shows_the_end_of_its_log(place: Path) -> None:
    with embedded(place):
        pass
    (place / "postgres" / "postgresql.conf").write_text("onzin = 1\n")
    with pytest.raises(PostgresUnavailable, match="onzin"):
        embedded(place).start()


def test_data_of_another_version_is_refused_with_a_clear_message(place: Path) -> None:
    (place / "postgres").mkdir()
    (place / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(PostgresUnavailable, match="van PostgreSQL 16"):
        embedded(place).start()


def test_without_the_wheel_the_message_tells_what_to_do(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(PostgresUnavailable, match=r"nazorg\[embedded\].*NAZORG_DATABASE_URL"):
        embedded(place).start()


def test_finding_the_binaries_does_not_run_the_package() -> None:
    binaries(server_user(Path("/nonexistent")))
    assert PACKAGE not in sys.modules


def test_a_file_in_the_place_of_the_data_directory_is_a_clear_error(place: Path) -> None:
    (place / "bestand").write_text("")
    with pytest.raises(PostgresUnavailable, match="geen map"):
        embedded(place / "bestand").start()


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root: it is about dropping root")


@as_root
def test_as_root_the_server_runs_as_an_ordinary_user(place: Path) -> None:
    with embedded(place):
        pid = int((place / "postgres" / "postmaster.pid").read_text().split()[0])
        status = Path(f"/proc/{pid}/status").read_text()
        ids = {line.split(":")[0]: line.split()[1:] for line in status.splitlines()}
        assert "0" not in ids["Uid"] + ids["Gid"]
        assert ids["Groups"] == []
        assert int(ids["CapEff"][0], 16) == 0


@as_root
def test_as_root_only_the_database_directory_changes_owner(place: Path) -> None:
    place.chmod(0o755)
    with embedded(place):
        pass
    assert (place.stat().st_uid, place.stat().st_mode & 0o777) == (0, 0o755)
    assert (place / "postgres").stat().st_uid != 0


@as_root
def test_as_root_a_closed_directory_on_the_way_is_named(place: Path) -> None:
    closed = place / "dicht"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresUnavailable, match=f"{closed} komen.*NAZORG_DATA_DIR"):
        embedded(closed / "data").start()
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_as_root_binaries_out_of_reach_are_copied_once(place: Path) -> None:
    user = server_user(Path("/nonexistent"))
    package = binaries(user).parent.parent
    copy = copied_binaries(package, place, user)
    made = copy.stat().st_ino
    shown = subprocess.run(
        [copy / "initdb", "--version"],
        user=user.uid,
        group=user.gid,
        cwd="/",
        capture_output=True,
        check=False,
    )
    assert shown.stdout.startswith(b"initdb (PostgreSQL) 18")
    assert copied_binaries(package, place, user).stat().st_ino == made
    assert [path.name[:9] for path in place.iterdir()] == ["postgres-"]


def test_reach_is_judged_by_owner_group_and_others(place: Path) -> None:
    inner = place / "a" / "b"
    inner.mkdir(parents=True)
    stranger = ServerUser("iemand", uid=4_000_000, gid=4_000_000, drop=True)
    (place / "a").chmod(0o755)
    inner.chmod(0o710)
    assert first_closed(inner, stranger) == inner
    assert first_closed(place / "a", stranger) is None
    inner.chmod(0o701)
    assert first_closed(inner, stranger) is None
