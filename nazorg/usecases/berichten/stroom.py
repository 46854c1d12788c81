"""Take a long stream of messages in: some batches in flight, of other people; answers in order.

While PostgreSQL writes one batch, another is read, encrypted and folded. Two batches with the
same person in them would wait for each other's locks, so each person has a lane of his own: what
is in flight at one moment is about different people. Order does not matter to the outcome: state is
a function of the set of notices (ADR 0006), and within a lane it stays what it was.
"""

import asyncio
import re
import zlib
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import structlog

from nazorg.berichten.eigen_fout import neem_meteen_in, plek
from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.usecases.berichten.ontvang import Ontvanger

log = structlog.get_logger()

# With two, PostgreSQL and this process each waited a third of the time for the other.
BANEN = 4
# By the first of these that stands in a message. A wrong guess costs time, never an outcome.
_WIE = tuple(
    re.compile(rb'"' + naam + rb'"\s*:\s*"([^"]{1,40})"')
    for naam in (b"bsn", b"skn", b"detentieId", b"id")
)

_Uitkomsten = list[Ontvangst]
_T = TypeVar("_T")


async def ontvang_stroom(
    partijen: Iterable[Sequence[RuwBericht]], *, ontvanger: Ontvanger
) -> AsyncIterator[_Uitkomsten]:
    """Yield what became of each batch, in order. Raises what a batch raises, after the others."""
    banen = _Banen(ontvanger)
    onderweg: deque[asyncio.Task[list[_Uitkomsten]]] = deque()
    try:
        for groep in _per(partijen, BANEN):
            onderweg.append(asyncio.create_task(banen.ontvang(groep)))
            # Let it start: this loop reads from a file and would not give way by itself.
            await asyncio.sleep(0)
            if len(onderweg) > 1:
                for uit in await onderweg.popleft():
                    yield uit
        while onderweg:
            for uit in await onderweg.popleft():
                yield uit
    finally:
        # What is on its way is finished, never cut off half-way through a transaction.
        await asyncio.gather(*onderweg, return_exceptions=True)


class _Banen:
    """Brings messages to their lanes; in each lane one batch at a time."""

    def __init__(self, ontvanger: Ontvanger) -> None:
        self._ontvanger = ontvanger
        self._sloten = [asyncio.Lock() for _ in range(BANEN)]

    async def ontvang(self, partijen: Sequence[Sequence[RuwBericht]]) -> list[_Uitkomsten]:
        """Return what became of each message of these batches, in their order.

        No transaction holds more messages than the largest of them.
        """
        per_baan: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for p, partij in enumerate(partijen):
            for b, bericht in enumerate(partij):
                per_baan[baan_van(bericht.inhoud)].append((p, b))
        grootte = max(map(len, partijen))
        uit: list[dict[int, Ontvangst]] = [{} for _ in partijen]

        async def doe(baan: int, plekken: list[tuple[int, int]]) -> None:
            async with self._sloten[baan]:
                for deel in _per(plekken, grootte):
                    antwoorden = await neem_meteen_in(
                        [partijen[p][b] for p, b in deel],
                        neemt=self._ontvanger,
                        zet_apart=self._zet_apart,
                    )
                    for (p, b), antwoord in zip(deel, antwoorden, strict=True):
                        uit[p][b] = antwoord

        gedaan = await asyncio.gather(
            *(doe(baan, plekken) for baan, plekken in per_baan.items()), return_exceptions=True
        )
        for fout in gedaan:
            if fout is not None:
                raise fout
        return [[uit[p][b] for b in range(len(partij))] for p, partij in enumerate(partijen)]

    async def _zet_apart(self, bericht: RuwBericht, fout: Exception) -> Ontvangst:
        # Not from which line of which file: people name a file after who it is about.
        log.error("message.set_aside_by_bug", fout=type(fout).__name__, plek=plek(fout))
        return await self._ontvanger.zet_apart(bericht)


def baan_van(inhoud: bytes) -> int:
    """Return the lane of a message: the same for every message about the same person."""
    for patroon in _WIE:
        if gevonden := patroon.search(inhoud):
            return zlib.crc32(gevonden[1]) % BANEN
    return 0


def _per(dingen: Iterable[_T], aantal: int) -> Iterator[list[_T]]:
    rest = iter(dingen)
    while groep := list(islice(rest, aantal)):
        yield groep
