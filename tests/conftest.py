"""Real PostgreSQL for every test: our own from the wheel, or NAZORG_TEST_DATABASE_URL."""

import fcntl
import os
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from nazorg.commands.opbouw import build_deps
from nazorg.deps import Deps
from nazorg.kern.bsn import is_bsn
from nazorg.referentie.kennis import load_kennis
from nazorg.store import rollen
from nazorg.store.embedded import EmbeddedPostgres
from nazorg.store.kluis import Kluis
from nazorg.store.migreren import migreer
from nazorg.store.store import Store
from nazorg.store.verbinding import Databank
from tests.klok import VasteKlok

SLEUTEL = b"s" * 32
# Every table there is, so that a new one cannot be forgotten here.
_LEEG = """
do $leeg$ begin
  execute (select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ')
    from pg_tables where schemaname in ('nazorg', 'bij') and tablename <> 'migratie');
end $leeg$;
alter sequence nazorg.dossiernummer restart"""


def laat_door(map_: Path) -> None:
    """Let another user pass through what pytest made: as root, the server is somebody else."""
    tijdelijk = Path(tempfile.gettempdir())
    for ouder in (map_, *map_.parents):
        if tijdelijk not in ouder.parents:
            return
        ouder.chmod(ouder.stat().st_mode | 0o011)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databank]:
    """A PostgreSQL with our roles, empty. One for the whole run."""
    url = os.environ.get("NAZORG_TEST_DATABASE_URL")  # noqa: TID251 - a test may ask
    if url:
        yield Databank(url=url)
        return
    map_ = tmp_path_factory.mktemp("postgres")
    laat_door(map_)
    with EmbeddedPostgres(map_, logins=rollen.ALLE, bootstrap_sql=rollen.bootstrap_sql()) as server:
        yield Databank(socket=server.start())


@pytest.fixture(scope="session")
async def databank(postgres: Databank) -> Databank:
    """The same, migrated."""
    if postgres.url:
        verbinding = await asyncpg.connect(postgres.url)
        await verbinding.execute(rollen.bootstrap_sql())
        await verbinding.close()
    await migreer(postgres)
    return postgres


@pytest.fixture(scope="session")
async def eigenaar(databank: Databank) -> AsyncIterator[asyncpg.Connection]:
    """A superuser connection, to look and to clean, never to test with."""
    if databank.url:
        verbinding = await asyncpg.connect(databank.url)
    else:
        verbinding = await asyncpg.connect(
            host=str(databank.socket), user="nz_super", database=databank.naam
        )
    yield verbinding
    await verbinding.close()


@pytest.fixture
def klok() -> VasteKlok:
    """Monday 23 November 2026, 9:00 in the Netherlands."""
    return VasteKlok()


async def maak_leeg(eigenaar: asyncpg.Connection) -> None:
    await eigenaar.execute(_LEEG)


@pytest.fixture
async def deps(
    databank: Databank, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> AsyncIterator[Deps]:
    """A running nazorg on an empty database."""
    await maak_leeg(eigenaar)
    store = Store(databank)
    yield build_deps(store, Kluis(SLEUTEL, compartiment="nazorg"), load_kennis(), klok)
    await store.close()


# ---- no personal data in any output (L19, L28; BIO2 8.15.02)

_NEGEN = re.compile(r"(?<![0-9A-Za-z])[0-9]{9}(?![0-9A-Za-z])")
_gelekt: set[str] = set()


def zoek_bsn(tekst: str) -> set[str]:
    """Return every number in a text that passes the elfproef."""
    return {getal for getal in _NEGEN.findall(tekst) if is_bsn(getal)}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Scan everything that a passed test put out. A failed one may show its own input."""
    if report.passed:
        for _, tekst in report.sections:
            if zoek_bsn(tekst):
                _gelekt.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _gelekt:
        sys.stderr.write(f"\nEr staat een BSN in de uitvoer van: {sorted(_gelekt)}\n")
        session.exitstatus = 1


# These kill brokers and databases, or count seconds: one at a time, also where two workers run.
_OM_DE_BEURT = ("e2e", "vuur", "bezorging")
_LOOP = os.environ.get("PYTEST_XDIST_TESTRUNUID", "alleen")  # noqa: TID251 - of this run


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the files that take turns over the others, so that nobody stands waiting for one."""
    zwaar: dict[Path, list[pytest.Item]] = defaultdict(list)
    licht: dict[Path, list[pytest.Item]] = defaultdict(list)
    for item in items:
        (zwaar if _neemt_beurt(item.path) else licht)[item.path].append(item)
    bestanden = list(licht.values())
    for nummer, zware in enumerate(zwaar.values()):
        # From the end, so that the places before it stay what they are.
        plek = (len(zwaar) - 1 - nummer) * len(licht) // len(zwaar)
        bestanden.insert(plek, zware)
    items[:] = [item for bestand in bestanden for item in bestand]


def _neemt_beurt(pad: Path) -> bool:
    return pad.relative_to(Path(__file__).parent).parts[0] in _OM_DE_BEURT


@pytest.fixture(autouse=True)
def _om_de_beurt(request: pytest.FixtureRequest) -> Iterator[None]:
    if not _neemt_beurt(request.path):
        yield
        return
    with (Path(tempfile.gettempdir()) / f"nazorg-tests-{_LOOP}.lock").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def wortel() -> Path:
    return Path(__file__).parent.parent
