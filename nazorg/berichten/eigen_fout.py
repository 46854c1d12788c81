"""Take messages in around the one on which our own code fails: find it, set it aside, go on.

The same at every door and in both compartments. Who calls says how a part is offered: Kafka has
time to try again, a sender who waits for an answer has not.
"""

import traceback
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from nazorg.berichten.storing import is_voorbijgaand
from nazorg.berichten.uitkomst import Ontvangst, RuwBericht

# More than this many bugs in one batch: then we are wrong and not the messages.
MAX_APART = 20
_WIJ = Path(__file__).parents[1]

Uitslag = list[Ontvangst] | Exception
ZetApart = Callable[[RuwBericht, Exception], Awaitable[Ontvangst]]


class TeVeelFouten(Exception):  # noqa: N818 - a situation
    """Our code fails on so many messages of one batch that they cannot be to blame."""


class Probeer(Protocol):
    async def __call__(self, berichten: Sequence[RuwBericht], /, *, pogingen: int = 1) -> Uitslag:
        """Offer messages; return what became of each, or the bug, seen `pogingen` times in a row.

        Raises what passes by itself: then nothing can be said, and nothing is set aside.
        """
        ...


class Neemt(Protocol):
    """What takes messages in, of one compartment."""

    async def ontvang(self, berichten: Sequence[RuwBericht], /) -> list[Ontvangst]: ...
    async def zet_apart(self, ruw: RuwBericht, /) -> Ontvangst: ...


async def neem_in(
    berichten: Sequence[RuwBericht], *, probeer: Probeer, zet_apart: ZetApart
) -> list[Ontvangst]:
    """Return, when all is durable, what became of each message, in their order.

    zet_apart: sets the one message aside, with the fault of ours that it met. Raises TeVeelFouten
    after MAX_APART of those, and what the callables raise; what is durable by then stays so.
    """
    uit: list[Ontvangst] = []
    apart = 0
    while rest := berichten[len(uit) :]:
        uitslag = await probeer(rest, pogingen=2)
        if not isinstance(uitslag, Exception):
            return uit + uitslag
        eerste = await _zoek_eerste(rest, uitslag, probeer)
        uit += eerste.ervoor
        if eerste.fout is not None:
            apart += 1
            if apart > MAX_APART:
                raise TeVeelFouten from eerste.fout
            uit.append(await zet_apart(berichten[len(uit)], eerste.fout))
    return uit


async def neem_meteen_in(
    berichten: Sequence[RuwBericht], *, neemt: Neemt, zet_apart: ZetApart
) -> list[Ontvangst]:
    """Take messages in for who waits for the answer: what passes by itself is raised at once."""

    async def probeer(deel: Sequence[RuwBericht], *, pogingen: int = 1) -> Uitslag:
        laatste: Exception | None = None
        for _ in range(pogingen):
            try:
                return await neemt.ontvang(deel)
            except Exception as fout:
                if is_voorbijgaand(fout):
                    raise
                laatste = fout
        assert laatste is not None
        return laatste

    return await neem_in(berichten, probeer=probeer, zet_apart=zet_apart)


class _Eerste(NamedTuple):
    """What became of the messages before the first that fails, and its fault."""

    ervoor: list[Ontvangst]
    fout: Exception | None


async def _zoek_eerste(
    berichten: Sequence[RuwBericht], fout: Exception, probeer: Probeer
) -> _Eerste:
    """Find the first message that fails, all before it being durable.

    Halves what is left and keeps each half that succeeds, so a batch of n costs log2(n) + 1
    transactions, and what follows the message goes in one. The fault is None when the one
    message that was left did succeed by itself.
    """
    ervoor: list[Ontvangst] = []
    tot = len(berichten)
    laatste: Exception | None = fout
    while tot - len(ervoor) > 1:
        midden = (len(ervoor) + tot) // 2
        uitslag = await probeer(berichten[len(ervoor) : midden])
        if isinstance(uitslag, Exception):
            tot, laatste = midden, uitslag
        else:
            ervoor, laatste = ervoor + uitslag, None
    if laatste is None:
        # Found by elimination only: let it fail by itself before it is blamed.
        uitslag = await probeer(berichten[len(ervoor) : tot])
        if not isinstance(uitslag, Exception):
            return _Eerste(ervoor + uitslag, None)
        laatste = uitslag
    return _Eerste(ervoor, laatste)


def plek(fout: BaseException) -> str:
    """Return where in our code it went wrong. Only that: a message may hold what was typed."""
    frames = traceback.extract_tb(fout.__traceback__)
    onze = [f for f in frames if _WIJ in Path(f.filename).parents] or frames
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(onze[-3:]))
