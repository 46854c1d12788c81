"""A list in which our own code fails on a row: it says so of that row, and the others go on."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import structlog

from nazorg.berichten.eigen_fout import MAX_APART, TeVeelFouten, plek
from nazorg.berichten.storing import is_voorbijgaand
from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.contract.lijst.rijen import Gelezenrij, Rijfout
from nazorg.store.proef import Gevolg

log = structlog.get_logger()

T = TypeVar("T")
Proefuitslag = list[tuple[Ontvangst, Gevolg | None]]
EIGEN_FOUT = "Door een fout in nazorg lukt deze rij niet. De andere rijen wel. Meld dit aan ons."


def probeer_rij(rij: Gelezenrij, doe: Callable[[], T]) -> T | None:
    """Return what this gives for a row; a fault of ours becomes what is wrong with that row."""
    try:
        return doe()
    except Exception as fout:  # noqa: BLE001 - whatever it is, it must not cost the other rows
        _log(fout)
        rij.fouten.append(Rijfout("", EIGEN_FOUT))
        return None


def _log(fout: Exception) -> None:
    log.error("list.row_failed", fout=type(fout).__name__, plek=plek(fout))


@dataclass(frozen=True, slots=True)
class Rijproef:
    """A trial of rows, each with its messages. beproef: tries messages, and keeps nothing."""

    rijen: Sequence[Sequence[RuwBericht]]
    beproef: Callable[[Sequence[RuwBericht]], Awaitable[Proefuitslag]]

    async def doe(self) -> list[Proefuitslag | None]:
        """Return per row what would become of its messages; None where our own code fails.

        First without the rows that fail by themselves; what then still fails does so together with
        others (rows can be of one person). Raises what passes by itself, and TeVeelFouten after
        MAX_APART of such rows.
        """
        over, weg = list(range(len(self.rijen))), set[int]()
        for _ in range(MAX_APART + 2):
            uitslag = await self._probeer(over)
            if not isinstance(uitslag, Exception):
                return self._verdeel(over, uitslag)
            _log(uitslag)
            schuldig = await self._zoek_op_zich(over) if not weg else []
            weg |= set(schuldig) or await self._zoek_eerste(over)
            if len(weg) > MAX_APART:
                break
            over = [i for i in over if i not in weg]
        raise TeVeelFouten

    async def _probeer(self, rijen: Sequence[int]) -> Proefuitslag | Exception:
        try:
            return await self.beproef([ruw for i in rijen for ruw in self.rijen[i]])
        except Exception as fout:
            if is_voorbijgaand(fout):
                raise
            return fout

    async def _faalt(self, rijen: Sequence[int]) -> bool:
        return isinstance(await self._probeer(rijen), Exception)

    async def _zoek_op_zich(self, rijen: Sequence[int]) -> list[int]:
        """Return the rows, of these that fail together, that fail by themselves; by halving.

        Not more than one too many: then it stops.
        """
        if len(rijen) == 1:
            return list(rijen) if await self._faalt(rijen) else []
        uit: list[int] = []
        midden = len(rijen) // 2
        for helft in (rijen[:midden], rijen[midden:]):
            if len(uit) <= MAX_APART and await self._faalt(helft):
                uit += await self._zoek_op_zich(helft)
        return uit

    async def _zoek_eerste(self, rijen: Sequence[int]) -> set[int]:
        """Return the first row on which it fails with all before it.

        None when it does not fail once more: nobody is blamed for what happens once.
        """
        goed, tot = 0, len(rijen)
        while tot - goed > 1:
            midden = (goed + tot) // 2
            if await self._faalt(rijen[:midden]):
                tot = midden
            else:
                goed = midden
        return {rijen[tot - 1]} if await self._faalt(rijen[:tot]) else set()

    def _verdeel(self, rijen: Sequence[int], uitslag: Proefuitslag) -> list[Proefuitslag | None]:
        uit: list[Proefuitslag | None] = [None] * len(self.rijen)
        over = iter(uitslag)
        for i in rijen:
            uit[i] = [next(over) for _ in self.rijen[i]]
        return uit
