"""Everything as processes: each test has a nazorg of its own, and nothing of it may leak."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import zoek_bsn
from tests.e2e.kafka import BOOTSTRAP
from tests.e2e.stroom import Stroom
from tests.e2e.systeem import Systeem
from tests.kafka.mock_kafka import MockKafka

MaakStroom = Callable[[str], Stroom]
_URL = os.environ.get("NAZORG_TEST_DATABASE_URL")  # noqa: TID251 - a test may ask


def open_voor_de_databank(map_: Path) -> None:
    """Let another user pass through to the data of a test."""
    for ouder in (map_, map_.parent, map_.parent.parent):
        # As root, the server is somebody else. Only add: with --basetemp this may be /tmp itself.
        ouder.chmod(ouder.stat().st_mode | 0o011)


def controleer_uitvoer(systeem: Systeem, namen: set[str]) -> None:
    """No command may show a traceback, a number of a person, or a name, whatever it was given."""
    for proces in systeem.processen:
        tekst = proces.tekst
        assert "Traceback" not in tekst, f"{proces.woorden}\n{tekst}"
        assert not zoek_bsn(tekst), proces.woorden
        assert not [naam for naam in namen if naam in tekst], proces.woorden


@pytest.fixture(scope="session")
def stroom(tmp_path_factory: pytest.TempPathFactory) -> MaakStroom:
    """The year 2020 of a profile, with noise; made once."""
    map_ = tmp_path_factory.mktemp("stroom")
    gemaakt: dict[str, Stroom] = {}

    def maak(profiel: str) -> Stroom:
        if profiel not in gemaakt:
            gemaakt[profiel] = _verzin(Systeem(map_, None), profiel)
        return gemaakt[profiel]

    return maak


def _verzin(systeem: Systeem, profiel: str) -> Stroom:
    waarheid = systeem.map_ / f"{profiel}.waarheid.json"
    vraag = ("--profile", profiel, "--year", "2020", "--seed", "1", "--noise")
    proces = systeem.draai("generate", *vraag, "--truth", str(waarheid))
    assert proces.popen.returncode == 0, proces.fout
    return Stroom(profiel, proces.plek.with_suffix(".out"), waarheid)


@pytest.fixture(scope="session")
def ingericht(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """The data of a nazorg that was just set up; made once, and copied."""
    if _URL:
        return None
    map_ = tmp_path_factory.mktemp("ingericht")
    open_voor_de_databank(map_)
    eerste = Systeem(map_, None)
    assert eerste.draai("migrate").popen.returncode == 0
    return eerste.data


def richt_in(systeem: Systeem, ingericht: Path | None) -> None:
    """Let a nazorg be set up, by what was made before or in the database that was given."""
    if ingericht is None:
        assert systeem.draai("migrate").popen.returncode == 0
    else:
        # Not shutil: as root, the files of the server are somebody else's and must stay so.
        subprocess.run(["cp", "-a", ingericht, systeem.data], check=True)


@pytest.fixture
async def systeem(
    tmp_path: Path, stroom: MaakStroom, ingericht: Path | None
) -> AsyncIterator[Systeem]:
    """A nazorg with nothing in it. Its database starts with the first command, and ends with it."""
    open_voor_de_databank(tmp_path)
    nieuw = Systeem(tmp_path, _URL)
    richt_in(nieuw, ingericht)
    if _URL:
        await nieuw.maak_leeg()
    yield nieuw
    nieuw.ruim_op()
    controleer_uitvoer(nieuw, stroom("rivierenland").namen | stroom("nijmegen").namen)


@pytest.fixture(scope="module")
def draaiend(
    tmp_path_factory: pytest.TempPathFactory, stroom: MaakStroom, ingericht: Path | None
) -> Iterator[Systeem]:
    """One nazorg whose database runs for all tests of a file."""
    map_ = tmp_path_factory.mktemp("draaiend")
    open_voor_de_databank(map_)
    een = Systeem(map_, _URL)
    richt_in(een, ingericht)
    asyncio.run(een.start_databank())
    yield een
    een.ruim_op()
    controleer_uitvoer(een, stroom("rivierenland").namen | stroom("nijmegen").namen)


@pytest.fixture
async def gedeeld(draaiend: Systeem) -> Systeem:
    """The same, emptied: for tests that are not about starting and stopping the database."""
    await draaiend.maak_leeg()
    return draaiend


@pytest.fixture(scope="session")
def nagebootst() -> Iterator[MockKafka | None]:
    """The cluster of librdkafka, where there is no real Kafka."""
    if BOOTSTRAP:
        yield None
        return
    cluster = MockKafka()
    yield cluster
    cluster.close()
