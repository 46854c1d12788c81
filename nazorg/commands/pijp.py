"""Read messages from a pipe, which may be silent for hours between two of them.

A read that waits would hold up everything else: transactions would stay open, and what came
before the silence would not be taken in until it ends. So a thread reads, and the loop takes what
is there.
"""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from itertools import islice

from nazorg.berichten.uitkomst import RuwBericht

# After so much silence what came is taken in as it is, however little.
_STIL_S = 0.2


async def lees_mee(
    berichten: Iterator[RuwBericht], grootte: int
) -> AsyncIterator[list[RuwBericht]]:
    """Yield what came, at most grootte at a time; an empty batch for every moment of silence."""
    bak = _Bak(grootte)
    # A daemon: who stops this command does not wait for the next message.
    threading.Thread(target=bak.vul, args=(berichten,), daemon=True).start()
    while True:
        klaar = bak.klaar
        partij = bak.neem()
        if not partij and klaar:
            break
        yield partij
        with suppress(TimeoutError):
            async with asyncio.timeout(_STIL_S):
                await bak.iets.wait()
    if bak.fout:
        raise bak.fout


class _Bak:
    """What was read and not yet taken; the thread waits when there is much of it."""

    def __init__(self, grootte: int) -> None:
        self._grootte = grootte
        self._rij: deque[RuwBericht] = deque()
        self._slot = threading.Condition()
        self._loop = asyncio.get_running_loop()
        self.iets = asyncio.Event()
        self.klaar = False
        self.fout: BaseException | None = None

    def vul(self, berichten: Iterator[RuwBericht]) -> None:
        """Read until the end. In a thread of its own."""
        try:
            for bericht in berichten:
                with self._slot:
                    self._slot.wait_for(lambda: len(self._rij) < 2 * self._grootte)
                    self._rij.append(bericht)
                    eerste = len(self._rij) == 1
                if eerste:
                    self._wek()
        except BaseException as fout:  # noqa: BLE001 - raised where the batches are taken
            self.fout = fout
        finally:
            self.klaar = True
            self._wek()

    def _wek(self) -> None:
        with suppress(RuntimeError):  # the loop is gone: nobody takes anything any more
            self._loop.call_soon_threadsafe(self.iets.set)

    def neem(self) -> list[RuwBericht]:
        with self._slot:
            partij = list(islice(self._rij, self._grootte))
            for _ in partij:
                self._rij.popleft()
            if not self._rij and not self.klaar:
                self.iets.clear()
            self._slot.notify()
        return partij
