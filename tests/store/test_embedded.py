"""The embedded PostgreSQL, with the real binaries: who starts it, and what survives a crash."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from nazorg.store._embedded_place import binaries, server_user
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
# Another process: prints the socket and whether it owns, then waits until its stdin closes.
OTHER = f"""
import sys
from pathlib import Path
from nazorg.store.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]), logins={LOGINS!r}, bootstrap_sql={BOOTSTRAP!r})
print(server.start(), server.is_owner, sep="|", flush=True)
sys.stdin.read()
server.stop()
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


def other(data_dir: Path) -> tuple["subprocess.Popen[str]", Path, bool]:
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    socket, _, owner = process.stdout.readline().strip().partition("|")
    return process, Path(socket), owner == "True"


def finish(process: "subprocess.Popen[str]") -> None:
    process.communicate(timeout=30)


def postmaster(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split()[0])


def eventually(check: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while not check() and time.monotonic() < deadline:
        time.sleep(0.02)
    return check()


def alive(pid: int) -> bool:
    return Path("/proc", str(pid), "exe").exists()


@pytest.fixture
def sleeper() -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(["/bin/sleep", "60"]) as process:
        yield process
        process.kill()


@pytest.fixture
def place() -> Iterator[Path]:
    # Not tmp_path: that is 0700, and as root the server runs as another user.
    directory = Path(tempfile.mkdtemp(prefix="nazorg-test-"))
    directory.chmod(0o711)
    yield directory
    shutil.rmtree(directory)


@pytest.fixture(scope="module")
def used() -> Iterator[Path]:
    """A data directory with a stopped server in it, shared to save the time of making one."""
    directory = Path(tempfile.mkdtemp(prefix="nazorg-test-"))
    directory.chmod(0o711)
    with embedded(directory) as server:
        query(server.start(), "CREATE TABLE rij (nummer int)")
    yield directory
    shutil.rmtree(directory)


async def test_a_fresh_start_gives_a_database_that_answers_asyncpg(place: Path) -> None:
    with embedded(place / "data") as server:
        connection = await asyncpg.connect(
            host=str(server.start()), user="nz_app", database="nazorg"
        )
        found = await connection.fetchrow(
            "SELECT current_user::text, current_setting('server_encoding'), "
            "current_setting('data_checksums'), current_setting('fsync'), "
            "current_setting('listen_addresses'), datcollate "
            "FROM pg_database WHERE datname = 'nazorg'"
        )
        await connection.close()
    assert tuple(found) == ("nz_app", "UTF8", "on", "on", "", "C.UTF-8")


def test_stopping_leaves_no_process_and_may_be_done_twice(used: Path) -> None:
    server = embedded(used)
    server.start()
    pid = postmaster(used)
    server.stop()
    server.stop()
    assert not alive(pid)
    assert not server.is_owner


def test_a_second_process_uses_the_server_of_the_first(used: Path) -> None:
    with embedded(used) as server:
        process, socket, owner = other(used)
        assert (socket, owner) == (server.start(), False)
        finish(process)
        assert query(socket, "SELECT 1") == "1"
        assert server.is_owner


def test_a_process_that_comes_during_the_start_waits_for_the_owner(place: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", OTHER, str(place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    lines = [process.stdout.readline().strip() for process in processes if process.stdout]
    for process in processes:
        finish(process)
    assert sorted(line.partition("|")[2] for line in lines) == ["False", "True"]


def test_killing_the_server_loses_no_committed_row_and_it_starts_again(used: Path) -> None:
    server = embedded(used)
    socket = server.start()
    query(socket, "INSERT INTO rij SELECT generate_series(1, 1000)")
    os.kill(postmaster(used), signal.SIGKILL)
    assert eventually(lambda: not server.is_owner)
    assert query(server.start(), "SELECT count(*) FROM rij") == "1000"
    assert server.is_owner
    server.stop()


def test_a_backend_that_outlives_a_killed_server_is_waited_for(used: Path) -> None:
    server = embedded(used)
    server.start()
    pid = postmaster(used)
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    slow = int(children[0])
    os.kill(slow, signal.SIGSTOP)
    os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: not server.is_owner)
    (used / "postgres" / "postmaster.pid").write_text("")
    wake = subprocess.Popen(["/bin/sh", "-c", f"sleep 0.7; kill -CONT {slow}"])
    began = time.monotonic()
    assert query(server.start(), "SELECT 1") == "1"
    assert time.monotonic() - began > 0.5
    wake.wait()
    server.stop()


def test_when_the_owner_is_killed_the_next_process_takes_over(used: Path) -> None:
    process, socket, owner = other(used)
    assert owner
    query(socket, "CREATE TABLE bewaard AS SELECT 7 AS nummer")
    process.kill()
    finish(process)
    with embedded(used) as server:
        assert server.is_owner
        assert query(server.start(), "TABLE bewaard") == "7"


def test_when_the_owner_is_killed_its_server_stops_too(used: Path) -> None:
    process, _, _ = other(used)
    pid = postmaster(used)
    process.kill()
    finish(process)
    assert eventually(lambda: not alive(pid))


def test_an_orphaned_server_is_stopped_cleanly_before_a_new_one_starts(used: Path) -> None:
    process, _, _ = other(used)
    pid = postmaster(used)
    os.kill(pid, signal.SIGSTOP)  # it cannot follow its owner yet
    process.kill()
    finish(process)
    wake = subprocess.Popen(["/bin/sh", "-c", f"sleep 0.4; kill -CONT {pid}"])
    with embedded(used) as server:
        assert postmaster(used) != pid
        assert query(server.start(), "SELECT 1") == "1"
    assert not alive(pid)
    wake.wait()


@pytest.mark.parametrize("lock", ["postmaster.pid", ".s.PGSQL.5432.lock"])
def test_a_stale_lock_file_with_a_reused_pid_leaves_the_stranger_alive(
    used: Path, sleeper: "subprocess.Popen[bytes]", lock: str
) -> None:
    stale = f"{sleeper.pid}\n{used}/postgres\n1\n5432\n{used}/postgres\n\n 1234567 999999\nready\n"
    (used / "postgres" / lock).write_text(stale)
    with embedded(used) as server:
        assert query(server.start(), "SELECT 1") == "1"
    assert sleeper.poll() is None


def test_a_lock_file_that_names_a_postgres_of_another_directory_leaves_it_alone(
    used: Path, place: Path
) -> None:
    with embedded(place) as stranger:
        (used / "postgres" / "postmaster.pid").write_text(f"{postmaster(place)}\n")
        with embedded(used) as server:
            assert query(server.start(), "SELECT 1") == "1"
        assert query(stranger.start(), "SELECT 2") == "2"


@pytest.mark.parametrize("lock", ["postmaster.pid", ".s.PGSQL.5432.lock"])
@pytest.mark.parametrize("content", ["", "geen getal\n"])
def test_an_empty_or_broken_lock_file_does_not_stop_the_start(
    used: Path, lock: str, content: str
) -> None:
    (used / "postgres" / lock).write_text(content)
    with embedded(used) as server:
        assert query(server.start(), "SELECT 1") == "1"


def test_an_error_in_the_bootstrap_stops_the_server_and_shows_the_reason(used: Path) -> None:
    server = EmbeddedPostgres(used, logins=LOGINS, bootstrap_sql="SELECT foute_kolom;")
    with pytest.raises(PostgresUnavailable, match="foute_kolom"):
        server.start()
    assert not server.is_owner
    assert not (used / "postgres" / "postmaster.pid").exists()


def test_values_from_failing_statements_stay_out_of_the_log(used: Path) -> None:
    with embedded(used) as server, pytest.raises(AssertionError, match="geheim-1234"):
        query(server.start(), "SELECT 'geheim-1234'::int")
    assert "geheim" not in (used / "postgres.log").read_text()


def test_a_thread_that_ends_after_the_start_does_not_take_the_server_along(used: Path) -> None:
    # The kernel's parent-death signal looks at the thread that made the child.
    script = OTHER.replace(
        "print(server.start(),",
        "import threading; t = threading.Thread(target=server.start); t.start(); t.join()\n"
        "import time; time.sleep(0.3)\nprint(server.start(),",
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(used)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    out, _ = process.communicate(timeout=30)
    assert out.strip().endswith("|True")
    assert (used / "postgres.log").read_text().count("ready to accept") >= 1
