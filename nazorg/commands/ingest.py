"""`nazorg ingest`: messages from files, through the same path as every other door."""

import gzip
import io
import sys
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from nazorg.berichten.uitkomst import ZIN, Deur, Ontvangst, Reden, RuwBericht, Uitkomst
from nazorg.commands.groep import run
from nazorg.commands.opbouw import check_instellingen, open_deps, open_migrated
from nazorg.commands.pijp import lees_mee
from nazorg.commands.werkprocessen import (
    Werkproces,
    begin_alle,
    hoeveel,
    open_werkprocessen,
    vermenigvuldig,
)
from nazorg.contract.velden import MAX_BERICHT
from nazorg.settings import Settings
from nazorg.usecases.berichten.stroom import BANEN, Partijen, verdeel

# A line that is longer is cut here: it will be set aside as too big, and never fills the memory.
_MAX_REGEL = MAX_BERICHT + 1
_MAX_UITGEPAKT = 4 * 1024**3  # bytes out of one gzip file; a year of the whole country is 1 GB
_MAX_PARTIJ = 8 * 1024**2  # bytes of messages in one batch, of which a dozen are in hand
# From here on processes of their own are worth what it costs to start them: some seconds of work.
_GROOT = 8 * 1024**2

Stroom = Callable[[Partijen], AsyncIterator[list[Ontvangst]]]


@click.command()
@click.argument("bestanden", nargs=-1, required=True, metavar="FILE...")
@click.option("--stil", is_flag=True, help="Geen voortgangsbalk.")
def ingest(bestanden: tuple[str, ...], stil: bool) -> None:
    """Neem berichten op uit JSON Lines-bestanden (ook .gz; - is standaardinvoer).

    Eindigt met status 0 als alles verwerkt, dubbel of genegeerd is, met 3 als er berichten apart
    zijn gezet, en met 1 als een bestand niet gelezen kon worden.
    """
    groot = sum(_omvang(naam) or 0 for naam in bestanden) >= _GROOT
    with open_werkprocessen(hoeveel() if groot else 0) as processen:
        telling, redenen, onleesbaar = run(lambda s: _ingest(s, bestanden, processen, stil=stil))
    for uitkomst in Uitkomst:
        click.echo(f"{uitkomst.value.replace('_', ' '):12} {telling[uitkomst]}")
    for reden, aantal in redenen.most_common():
        click.echo(f"  {aantal} keer: {ZIN[reden]}")
    for naam in onleesbaar:
        click.echo(f"Niet (helemaal) gelezen: {naam}", err=True)
    if onleesbaar:
        sys.exit(1)
    if telling[Uitkomst.APART_GEZET]:
        sys.exit(3)


async def _ingest(
    settings: Settings, bestanden: tuple[str, ...], processen: list[Werkproces], *, stil: bool
) -> tuple[Counter[Uitkomst], Counter[Reden], list[str]]:
    telling: Counter[Uitkomst] = Counter()
    redenen: Counter[Reden] = Counter()
    onleesbaar: list[str] = []
    async with _open_stroom(settings, processen) as (stroom, batch):
        with _balk(stil=stil) as balk:
            for naam in bestanden:
                taak = balk.add_task(Path(naam).name, total=_omvang(naam))
                lezing = _Lezing(naam)
                async for ontvangsten in stroom(_partijen(lezing, batch)):
                    for ontvangst in ontvangsten:
                        telling[ontvangst.uitkomst] += 1
                        if ontvangst.reden:
                            redenen[ontvangst.reden] += 1
                    balk.update(taak, completed=lezing.gelezen)
                if lezing.fout:
                    onleesbaar.append(f"{naam}: {lezing.fout}")
    return telling, redenen, onleesbaar


@asynccontextmanager
async def _open_stroom(
    settings: Settings, processen: list[Werkproces]
) -> AsyncIterator[tuple[Stroom, int]]:
    """Yield what takes batches in, here or in processes, and how large they should be."""
    if not processen:
        async with open_deps(settings, verbindingen=BANEN) as deps:
            yield deps.ontvang_stroom, settings.batch
        return
    check_instellingen(settings)
    async with open_migrated(settings) as databank:
        await begin_alle(processen, databank)
        yield partial(verdeel, banen=[p.neem for p in processen]), vermenigvuldig(settings.batch)


async def _partijen(lezing: "_Lezing", grootte: int) -> AsyncIterator[list[RuwBericht]]:
    berichten = lezing.berichten()
    if lezing.is_pijp:
        async for partij in lees_mee(berichten, grootte):
            yield partij
    while partij := list(_tot(berichten, grootte)):
        yield partij


def _tot(berichten: Iterator[RuwBericht], grootte: int) -> Iterator[RuwBericht]:
    """Yield the next messages, fewer when they are large: many batches are in hand at once."""
    ruimte = _MAX_PARTIJ
    for bericht in islice(berichten, grootte):
        yield bericht
        ruimte -= len(bericht.inhoud)
        if ruimte <= 0:
            return


def _balk(*, stil: bool) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("bytes"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=stil or not sys.stderr.isatty(),
    )


def _omvang(naam: str) -> int | None:
    pad = Path(naam)
    return pad.stat().st_size if naam != "-" and pad.is_file() else None


class _Lezing:
    """Reads one file line by line; what cannot be read ends up in `fout`, never in an exception."""

    def __init__(self, naam: str) -> None:
        self._naam = naam
        self.is_pijp = naam == "-"
        self.gelezen = 0
        self.fout: str | None = None

    def berichten(self) -> Iterator[RuwBericht]:
        """Yield the messages; a file that stops half-way has given what came before."""
        nummer = 0
        try:
            with self._open() as bestand:
                for nummer, regel in enumerate(_regels(bestand), 1):
                    self.gelezen += len(regel)
                    if regel.strip():
                        yield self._to_bericht(regel.strip(), nummer)
        except (OSError, EOFError, zlib.error, _TeGroot) as fout:
            self.fout = _waarom(fout)
        if self.fout is None and nummer == 0:
            self.fout = "het bestand is leeg"

    def _to_bericht(self, regel: bytes, nummer: int) -> RuwBericht:
        herkomst = f"{Path(self._naam).name}, regel {nummer}"
        return RuwBericht(inhoud=regel, deur=Deur.BESTAND, herkomst=herkomst)

    def _open(self) -> BinaryIO:
        if self.is_pijp:
            # Not sys.stdin: at the end Python would wait for whoever still reads from that.
            return open(0, "rb", closefd=False)
        ruw = Path(self._naam).open("rb")  # noqa: SIM115 - the caller closes it
        if ruw.read(2) == b"\x1f\x8b":
            ruw.seek(0)
            return _Begrensd(gzip.GzipFile(fileobj=ruw))
        ruw.seek(0)
        return ruw


def _waarom(fout: Exception) -> str:
    """Say in Dutch why a file cannot be read (any further)."""
    match fout:
        case IsADirectoryError():
            return "dit is een map, geen bestand"
        case FileNotFoundError():
            return "dit bestand bestaat niet"
        case EOFError() | zlib.error() | gzip.BadGzipFile():
            return "het gzip-bestand is beschadigd of afgebroken"
        case _TeGroot():
            return "het gzip-bestand wordt uitgepakt te groot"
        case OSError(strerror=str() as reden):
            return f"het bestand is niet te lezen ({reden})"
    return "het bestand is niet te lezen"


class _TeGroot(Exception):  # noqa: N818 - an answer of this file only
    """A gzip file gave more than we are willing to unpack."""


class _Begrensd(io.BufferedReader):
    """Stops a gzip bomb: counts what comes out."""

    def __init__(self, bron: gzip.GzipFile) -> None:
        super().__init__(bron)
        self._over = _MAX_UITGEPAKT

    def readline(self, size: int | None = -1, /) -> bytes:
        regel = super().readline(-1 if size is None else size)
        self._over -= len(regel)
        if self._over < 0:
            raise _TeGroot
        return regel


def _regels(bestand: BinaryIO) -> Iterator[bytes]:
    """Yield lines, of a line that is too long only the start."""
    while regel := bestand.readline(_MAX_REGEL + 1):
        if len(regel) > _MAX_REGEL:
            while (rest := bestand.readline(_MAX_REGEL)) and not rest.endswith(b"\n"):
                pass
        yield regel
