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

        Raises what passes by itself, and TeVeelFouten after MAX_APART of such rows.
        """
        over = list(range(len(self.rijen)))
        for _ in range(MAX_APART + 1):
            uitslag = await self._probeer(over)
            if not isinstance(uitslag, Exception):
                return self._verdeel(over, uitslag)
            laatste = uitslag
            if (schuldig := await self._zoek_eerste(over)) is not None:
                _log(laatste)
                over.remove(schuldig)
        raise TeVeelFouten from laatste

    async def _probeer(self, rijen: Sequence[int]) -> Proefuitslag | Exception:
        try:
            return await self.beproef([ruw for i in rijen for ruw in self.rijen[i]])
        except Exception as fout:
            if is_voorbijgaand(fout):
                raise
            return fout

    async def _zoek_eerste(self, rijen: Sequence[int]) -> int | None:
        """Return the first row on which it fails, with all before it: rows can be of one person.

        None when it does not fail once more: nobody is blamed for what happens once.
        """
        goed, tot = 0, len(rijen)
        while tot - goed > 1:
            midden = (goed + tot) // 2
            if isinstance(await self._probeer(rijen[:midden]), Exception):
                tot = midden
            else:
                goed = midden
        is_schuldig = isinstance(await self._probeer(rijen[:tot]), Exception)
        return rijen[tot - 1] if is_schuldig else None

    def _verdeel(self, rijen: Sequence[int], uitslag: Proefuitslag) -> list[Proefuitslag | None]:
        uit: list[Proefuitslag | None] = [None] * len(self.rijen)
        over = iter(uitslag)
        for i in rijen:
            uit[i] = [next(over) for _ in self.rijen[i]]
        return uit
