"""`nazorg ingest` of a large file: a process per lane, and the same as ever comes of it."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.commands.werkprocessen import hoeveel
from tests.e2e.systeem import NAZORG, Proces, Systeem, tot
from tests.e2e.test_ingest import lees_telling
from tests.factories import event, persoon
from tests.gif import een_val

pytestmark = pytest.mark.skipif(hoeveel() == 0, reason="one processor: one process")

MENSEN, PER_MENS = 120, 2
# An attribute that nobody reads: large enough to make a small number of messages a large file.
_VULSEL = "x" * 40_000


def _regels() -> Iterator[bytes]:
    """Yield notices: of everybody that he came, and that he goes on another day."""
    for n in range(MENSEN * PER_MENS):
        mens = n % MENSEN
        wie = persoon(bsn=None, skn=str(50_000 + mens))
        soort = Soort.BEGONNEN if n < MENSEN else Soort.GEWIJZIGD
        yield json.dumps(
            event(soort, id=f"g-{n}", detentieId=f"G-{mens}", persoon=wie) | {"vulsel": _VULSEL}
        ).encode()


@pytest.fixture
def systeem(gedeeld: Systeem) -> Systeem:
    return gedeeld


@pytest.fixture
def groot(systeem: Systeem) -> Path:
    """A file of ten megabytes; one line in it is no message."""
    pad = systeem.map_ / "groot.jsonl"
    pad.write_bytes(b"\n".join([*_regels(), b"{half"]))
    return pad


@pytest.fixture
def met_gif(groot: Path) -> Path:
    """The same, and a message on which our own code will fail."""
    gif = event(id="gif-1", detentieId="D-gif", persoon=persoon())
    groot.write_bytes(groot.read_bytes() + b"\n" + json.dumps(gif).encode())
    return groot


def _kinderen(proces: Proces) -> list[int]:
    pad = Path(f"/proc/{proces.popen.pid}/task/{proces.popen.pid}/children")
    with suppress(OSError):
        return [int(pid) for pid in pad.read_text().split()]
    return []


def _leeft(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


async def test_every_line_counts_once_and_the_same_again_is_double(
    systeem: Systeem, groot: Path
) -> None:
    eerste = systeem.draai("ingest", str(groot))
    rijen = await systeem.rijen()
    tweede = systeem.draai("ingest", str(groot))

    assert (eerste.popen.returncode, lees_telling(eerste)) == (
        3,
        {"verwerkt": MENSEN * PER_MENS, "apart gezet": 1},
    )
    assert (tweede.popen.returncode, lees_telling(tweede)) == (
        0,
        {"dubbel": MENSEN * PER_MENS + 1},
    )
    assert await systeem.rijen() == rijen
    assert await systeem.vraag("select count(*) from nazorg.dossier") == MENSEN


async def test_on_one_processor_it_is_one_process(systeem: Systeem, groot: Path) -> None:
    meeste = 0

    alleen = ["taskset", "--cpu-list", "0", str(NAZORG)]
    proces = systeem.start("ingest", str(groot), programma=alleen)
    while proces.draait:
        meeste = max(meeste, len(_kinderen(proces)))
        await asyncio.sleep(0.01)

    assert lees_telling(proces) == {"verwerkt": MENSEN * PER_MENS, "apart gezet": 1}
    assert meeste <= 1, "one, for a moment, looks for the database; lanes are two or more"


async def test_a_lane_that_dies_is_told_and_the_same_command_makes_it_whole(
    systeem: Systeem, groot: Path
) -> None:
    async with _midden_in(systeem, groot) as (proces, _):
        os.kill(_kinderen(proces)[0], signal.SIGKILL)
    status = proces.wacht(30)
    half = await systeem.vraag("select count(*) from nazorg.bericht")
    nog_eens = systeem.draai("ingest", str(groot))

    assert status == 1
    assert "Een deel van nazorg stopte onverwacht." in proces.fout
    assert "Traceback" not in proces.tekst
    assert half < MENSEN * PER_MENS + 1
    assert sum(lees_telling(nog_eens).values()) == MENSEN * PER_MENS + 1
    assert await systeem.vraag("select count(*) from nazorg.melding") == MENSEN * PER_MENS
    assert await systeem.vraag("select count(*) from nazorg.dossier") == MENSEN


@pytest.mark.parametrize("sein", [signal.SIGINT, signal.SIGKILL])
async def test_who_stops_it_leaves_no_process_behind(
    sein: signal.Signals, systeem: Systeem, groot: Path
) -> None:
    async with _midden_in(systeem, groot) as (proces, _):
        kinderen = _kinderen(proces)
        # As the keyboard does it: everybody in the group hears it.
        for pid in [proces.popen.pid, *(kinderen if sein is signal.SIGINT else ())]:
            os.kill(pid, sein)
    status = proces.wacht(30)

    assert len(kinderen) == hoeveel()
    assert status == (130 if sein is signal.SIGINT else -sein)
    assert "Traceback" not in proces.tekst
    await tot(lambda: not any(map(_leeft, kinderen)))


async def test_a_database_that_goes_away_is_told_in_the_same_words(
    systeem: Systeem, groot: Path
) -> None:
    async with _midden_in(systeem, groot) as (proces, db):
        await db.execute(
            """select pg_terminate_backend(pid) from pg_stat_activity
            where pid <> pg_backend_pid() and usename like 'nazorg%'"""
        )
    status = proces.wacht(60)

    assert status == 1
    assert "Geen verbinding met de databank, of die viel weg." in proces.fout
    assert "Traceback" not in proces.tekst


def test_a_database_that_is_not_there_is_told_once(systeem: Systeem, groot: Path) -> None:
    url = {"NAZORG_DATABASE_URL": "postgresql://iemand:geheim@127.0.0.1:1/nergens"}

    proces = systeem.draai("ingest", str(groot), omgeving=url)

    assert proces.popen.returncode == 1
    assert proces.fout.count("Geen verbinding met de databank") == 1
    assert "geheim" not in proces.tekst
    assert "Traceback" not in proces.tekst


async def test_a_message_on_which_our_own_code_fails_is_set_aside_in_its_lane(
    systeem: Systeem, met_gif: Path
) -> None:
    async with systeem.kijk() as db, een_val(db):
        proces = systeem.draai("ingest", str(met_gif))

    assert lees_telling(proces) == {"verwerkt": MENSEN * PER_MENS, "apart gezet": 2}
    assert "message.set_aside_by_bug" in proces.fout
    assert "D-gif" not in proces.tekst


@asynccontextmanager
async def _midden_in(
    systeem: Systeem, bestand: Path
) -> AsyncIterator[tuple[Proces, asyncpg.Connection]]:
    """Take a file in, and stand still where lanes are in the middle of a transaction."""
    async with systeem.kijk() as db, db.transaction():
        await db.execute("lock table nazorg.melding in exclusive mode")
        proces = systeem.start("ingest", str(bestand))
        await tot(lambda: len(_kinderen(proces)) == hoeveel())
        await _tot_wachten(systeem, 2)
        yield proces, db


async def _tot_wachten(systeem: Systeem, aantal: int) -> None:
    """Wait until so many lanes wait for the table that is locked."""
    wachten = "select count(*) from pg_locks where not granted"
    async with systeem.kijk() as db:
        for _ in range(600):
            if await db.fetchval(wachten) >= aantal:
                return
            await db.execute("select pg_sleep(0.05)")
    raise AssertionError("no lane came to the lock")
