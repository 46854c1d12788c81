"""Take a long stream of messages in: some batches in flight, of other people; answers in order.

While PostgreSQL writes one batch, another is read, encrypted and folded. Two batches with the
same person in them would wait for each other's locks, so each person has a lane of his own: what
is in flight at one moment is about different people. Order does not matter to the outcome: state is
a function of the set of notices (ADR 0006), and within a lane it stays what it was.
"""

import asyncio
import re
import zlib
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

import structlog

from nazorg.berichten.eigen_fout import neem_meteen_in, plek
from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.usecases.berichten.ontvang import Ontvanger

log = structlog.get_logger()

# Measured: 5 to 9 % faster than four, and eight are no faster (ADR 0039).
BANEN = 6
# So many batches per lane may be on their way. A lane that is not full waits for more until then: a
# transaction costs as much for three messages as for three hundred, before the first of them.
PER_BAAN = 3
VENSTER = PER_BAAN * BANEN
# By the first of these that stands in a message. A wrong guess costs time, never an outcome.
_WIE = tuple(
    re.compile(rb'"' + naam + rb'"\s*:\s*"([^"]{1,40})"')
    for naam in (b"bsn", b"skn", b"detentieId", b"id")
)


Partijen = Iterable[Sequence[RuwBericht]] | AsyncIterable[Sequence[RuwBericht]]
# What a lane does with messages: take them in, and return what became of each, in their order.
Neemt = Callable[[Sequence[RuwBericht]], Awaitable[list[Ontvangst]]]


def ontvang_stroom(partijen: Partijen, *, ontvanger: Ontvanger) -> AsyncIterator[list[Ontvangst]]:
    """Take a stream in with lanes in this process (`verdeel`)."""
    return verdeel(partijen, banen=[make_baan(ontvanger)] * BANEN)


def make_baan(ontvanger: Ontvanger) -> Neemt:
    """Return what one lane does. A message on which our code fails costs no other its turn."""

    async def zet_apart(bericht: RuwBericht, fout: Exception) -> Ontvangst:
        # Not from which line of which file: people name a file after who it is about.
        log.error("message.set_aside_by_bug", fout=type(fout).__name__, plek=plek(fout))
        return await ontvanger.zet_apart(bericht)

    return partial(neem_meteen_in, neemt=ontvanger, zet_apart=zet_apart)


async def verdeel(partijen: Partijen, *, banen: Sequence[Neemt]) -> AsyncIterator[list[Ontvangst]]:
    """Yield what became of each batch, in order. Raises what a batch raises, after the others.

    No transaction holds more messages than the largest batch so far. An empty batch says that
    nothing comes just now: then no lane waits until it is full.
    """
    venster = PER_BAAN * len(banen)
    verdeling = _Banen(banen)
    onderweg: deque[_Partij] = deque()
    try:
        async for berichten in _een_voor_een(partijen):
            if berichten:
                onderweg.append(verdeling.neem(berichten))
            else:
                verdeling.begin()
            # Let it start: this loop reads from a file and would not give way by itself.
            await asyncio.sleep(0)
            while onderweg and (onderweg[0].klaar.is_set() or len(onderweg) >= venster):
                yield await verdeling.wacht_op(onderweg.popleft())
        while onderweg:
            yield await verdeling.wacht_op(onderweg.popleft())
    finally:
        # What is on its way is finished, never cut off half-way through a transaction.
        await verdeling.maak_af()


async def _een_voor_een(partijen: Partijen) -> AsyncIterator[Sequence[RuwBericht]]:
    if isinstance(partijen, AsyncIterable):
        async for partij in partijen:
            yield partij
    else:
        for partij in partijen:
            yield partij


class _Partij:
    """A batch on its way: the answers so far, and what went wrong with one of its messages."""

    def __init__(self, aantal: int) -> None:
        self.antwoorden: dict[int, Ontvangst] = {}
        self.aantal = aantal
        self.fout: BaseException | None = None
        self.klaar = asyncio.Event()
        self._zie()

    def antwoord(self, nummer: int, antwoord: Ontvangst) -> None:
        self.antwoorden[nummer] = antwoord
        self._zie()

    def mislukt(self, fout: BaseException) -> None:
        self.fout = fout
        self.klaar.set()

    def _zie(self) -> None:
        if len(self.antwoorden) == self.aantal:
            self.klaar.set()


class _Wachtend(NamedTuple):
    partij: _Partij
    nummer: int
    bericht: RuwBericht


class _Baan:
    """The messages that wait in one lane, and the one transaction that is in hand."""

    def __init__(self, neemt: Neemt) -> None:
        self.neemt = neemt
        self.rij: deque[_Wachtend] = deque()
        self.taak: asyncio.Task[None] | None = None
        # After this nothing goes on in this lane: what came later may not overtake what failed.
        self.fout: BaseException | None = None


class _Banen:
    """Brings messages to their lanes; in each lane one transaction at a time."""

    def __init__(self, banen: Sequence[Neemt]) -> None:
        self._banen = [_Baan(neemt) for neemt in banen]
        self._grootte = 1
        self._minstens = 1

    def neem(self, berichten: Sequence[RuwBericht]) -> _Partij:
        """Put a batch in the lanes, and start those that are full."""
        self._grootte = self._minstens = max(self._grootte, len(berichten))
        partij, aantal = _Partij(len(berichten)), len(self._banen)
        for nummer, bericht in enumerate(berichten):
            wachtend = _Wachtend(partij, nummer, bericht)
            self._banen[baan_van(bericht.inhoud, aantal)].rij.append(wachtend)
        self._start()
        return partij

    def begin(self) -> None:
        """Start whatever waits, also in lanes that are not full."""
        self._minstens = 1
        self._start()

    async def wacht_op(self, partij: _Partij) -> list[Ontvangst]:
        """Return the answers of a batch; lanes that hold up one do not wait to be full."""
        if not partij.klaar.is_set():
            self.begin()
            await partij.klaar.wait()
        if partij.fout:
            raise partij.fout
        return [partij.antwoorden[n] for n in range(partij.aantal)]

    async def maak_af(self) -> None:
        """Let what is in hand end; begin nothing new."""
        self._minstens = self._grootte + 1
        for baan in self._banen:
            baan.rij.clear()
        await asyncio.gather(*(b.taak for b in self._banen if b.taak))

    def _start(self) -> None:
        for baan in self._banen:
            if (baan.taak is None or baan.taak.done()) and len(baan.rij) >= self._minstens:
                baan.taak = asyncio.create_task(self._werk(baan))

    async def _werk(self, baan: _Baan) -> None:
        while baan.rij and len(baan.rij) >= self._minstens:
            deel = [baan.rij.popleft() for _ in range(min(self._grootte, len(baan.rij)))]
            if baan.fout is None:
                await self._ontvang(baan, deel)
            if baan.fout is not None:
                for w in deel:
                    w.partij.mislukt(baan.fout)

    async def _ontvang(self, baan: _Baan, deel: Sequence[_Wachtend]) -> None:
        try:
            antwoorden = await baan.neemt([w.bericht for w in deel])
            for w, antwoord in zip(deel, antwoorden, strict=True):
                w.partij.antwoord(w.nummer, antwoord)
        except BaseException as fout:  # noqa: BLE001 - raised where its batch is waited for
            baan.fout = fout


def baan_van(inhoud: bytes, aantal: int = BANEN) -> int:
    """Return the lane of a message: the same for every message about the same person."""
    for patroon in _WIE:
        if gevonden := patroon.search(inhoud):
            return zlib.crc32(gevonden[1]) % aantal
    return 0
