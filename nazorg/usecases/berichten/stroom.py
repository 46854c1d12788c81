"""Take a long stream of messages in: two batches in flight, answers in order.

While PostgreSQL writes one batch, the next is read, encrypted and folded. Order does not matter to
the outcome: state is a function of the set of notices, and people are locked per dossier.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.usecases.berichten.ontvang import Ontvanger

IN_VLUCHT = 2


async def ontvang_stroom(
    partijen: Iterable[Sequence[RuwBericht]], *, ontvanger: Ontvanger
) -> AsyncIterator[list[Ontvangst]]:
    """Yield what became of each batch, in order. Raises what a batch raises, after the others."""
    onderweg: deque[asyncio.Task[list[Ontvangst]]] = deque()
    try:
        for partij in partijen:
            onderweg.append(asyncio.create_task(ontvanger.ontvang(partij)))
            # Let it start: this loop reads from a file and would not give way by itself.
            await asyncio.sleep(0)
            if len(onderweg) >= IN_VLUCHT:
                yield await onderweg.popleft()
        while onderweg:
            yield await onderweg.popleft()
    finally:
        # What is on its way is finished, never cut off half-way through a transaction.
        await asyncio.gather(*onderweg, return_exceptions=True)
