"""A large file over more than one processor: every lane of the stream in a process of its own.

Python computes on one processor at a time, so a file that is read by one process leaves the others
idle however many connections it has (ADR 0047). This process reads and spreads; each of the others
takes in what belongs to its people, one transaction at a time.
"""

import asyncio
import os
import pickle
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.commands.groep import run
from nazorg.commands.opbouw import Opstartfout, open_deps_op
from nazorg.settings import Settings
from nazorg.store.verbinding import Databank
from nazorg.usecases.berichten.stroom import Neemt, make_baan

# Twice as many as processors, because a lane waits for PostgreSQL half of its time; but more than
# these are no faster, and each holds some 110 MB.
_MEESTE = 4
# So many times the messages of an ordinary batch go in one transaction: of a large file nobody
# waits for a single answer, and what it says about one person is folded and written once.
_KEER, _HOOGSTENS = 6, 5_000
# Forked and not started afresh: everything is loaded by now, and stays shared.
_FORK = get_context("fork")
_WEG = (
    "Een deel van nazorg stopte onverwacht. Wat al verwerkt is, blijft verwerkt;"
    " geef de opdracht opnieuw: niets telt dubbel."
)


def hoeveel() -> int:
    """Return how many processes have use here; 0 where there is only one processor."""
    processors = len(os.sched_getaffinity(0))
    return min(2 * processors, _MEESTE) if processors > 1 else 0


def vermenigvuldig(batch: int) -> int:
    """Return how many messages of a large file go together, where otherwise so many do."""
    return min(_KEER * batch, _HOOGSTENS)


@contextmanager
def open_werkprocessen(aantal: int) -> Iterator[list["Werkproces"]]:
    """Yield that many processes; they end with this one, also when it is killed.

    To be opened before anything makes threads or connections: a fork copies neither.
    """
    processen: list[Werkproces] = []
    try:
        for _ in range(aantal):
            processen.append(Werkproces([p.lijn for p in processen]))
        yield processen
    finally:
        for proces in processen:
            proces.eindig()


async def begin_alle(processen: Sequence["Werkproces"], databank: Databank) -> None:
    """Let all of them open their connections. Raises what the first that cannot raises."""
    await asyncio.gather(*(p.begin(databank) for p in processen))


class Werkproces:
    """One lane in a process of its own; `neem` is what a lane does."""

    def __init__(self, lijnen: Sequence[Connection]) -> None:
        self.lijn, ander = _FORK.Pipe()
        # A child holds no end of another's line: else that would not notice that we are gone.
        self._proces = _FORK.Process(target=_leef, args=(ander, [*lijnen, self.lijn]), daemon=True)
        self._proces.start()
        ander.close()

    @property
    def pid(self) -> int:
        """Return the number of the process, for who measures it."""
        assert self._proces.pid is not None
        return self._proces.pid

    async def begin(self, databank: Databank) -> None:
        """Let it open its connection. Raises what that raises there."""
        await asyncio.to_thread(self._vraag, databank)

    async def neem(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take messages in there. Raises what the database raises when it is away."""
        uit = await asyncio.to_thread(self._vraag, berichten)
        assert isinstance(uit, list)
        return uit

    def _vraag(self, vraag: object) -> object:
        try:
            self.lijn.send(vraag)
            antwoord = self.lijn.recv()
        except (EOFError, OSError) as fout:
            raise Opstartfout(_WEG) from fout
        if isinstance(antwoord, BaseException):
            raise antwoord
        return antwoord

    def eindig(self) -> None:
        """Let it end; what it has in hand it finishes first."""
        self.lijn.close()
        self._proces.join()
        self._proces.close()


def _leef(lijn: Connection, andermans: Sequence[Connection]) -> None:
    """Live as a lane until the line is closed. What goes wrong is said there, not on the screen."""
    # Who stops this command by the keyboard stops its parent, and that lets us finish a batch.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for vreemd in andermans:
        vreemd.close()
    with suppress(EOFError, OSError):
        databank = lijn.recv()
        try:
            run(partial(_werk, lijn, databank))
        except Exception as fout:  # noqa: BLE001 - our parent tells it
            lijn.send(_reisbaar(fout))


async def _werk(lijn: Connection, databank: Databank, settings: Settings) -> None:
    async with open_deps_op(settings, databank) as deps:
        neem = make_baan(deps.ontvanger)
        lijn.send(None)
        with suppress(EOFError):
            while True:
                # It may hold up this loop: nothing else runs in it while it waits.
                lijn.send(await _probeer(neem, lijn.recv()))


async def _probeer(neem: Neemt, berichten: Sequence[RuwBericht]) -> list[Ontvangst] | BaseException:
    try:
        return await neem(berichten)
    except Exception as fout:  # noqa: BLE001 - raised where the answer is waited for
        return _reisbaar(fout)


def _reisbaar(fout: Exception) -> BaseException:
    """Return a fault that another process can read: itself, or else only what kind it was."""
    try:
        if type(pickle.loads(pickle.dumps(fout))) is type(fout):  # noqa: S301 - our own
            return fout
    except Exception:  # noqa: BLE001, S110 - whatever its class cannot do
        pass
    return RuntimeError(type(fout).__name__)
