"""Sequence numbers of a source, and which of them we never saw.

A source numbers its messages 1, 2, 3 … up to 2147483647 and then begins at 1 again (CloudEvents,
sequencetype Integer). Messages come in any order and more than once, so what is missing is a
function of the set of numbers seen: offering them in other portions or another order gives the
same gaps. What lies below the lowest number seen is not missing: a source may have begun before us.

Inside this module a number is unrolled: it goes on growing where the number of the source wraps.
Right as long as what is seen of a source spans less than half of all numbers, a billion messages.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

HOOGSTE = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Gezien:
    """An unbroken run of numbers, van and tot included. op: when the first of them came in."""

    van: int
    tot: int
    op: datetime


@dataclass(frozen=True, slots=True)
class Gat:
    """Numbers that we never saw, van and tot included. sinds: when a later one came in."""

    van: int
    tot: int
    sinds: datetime

    @property
    def aantal(self) -> int:
        return self.tot - self.van + 1

    def holds(self, nummer: int) -> bool:
        """Tell whether a number, as the source writes it, is in here."""
        return self.van + (nummer - self.van) % HOOGSTE <= self.tot


@dataclass(frozen=True, slots=True)
class Reeks:
    """What is known of the numbers of one source. gaten: in order, without overlap."""

    laagste: int
    hoogste: int
    gaten: tuple[Gat, ...] = ()


def is_volgnummer(getal: int) -> bool:
    """Tell whether a source may number a message so; 0 means: it gave no number."""
    return 1 <= getal <= HOOGSTE


def als_volgnummer(getal: int) -> int:
    """Return an unrolled number as the source wrote it."""
    return (getal - 1) % HOOGSTE + 1


def volg(reeks: Reeks | None, gezien: Sequence[Gezien]) -> Reeks | None:
    """Return what is known after these numbers, which are as the source wrote them."""
    if not gezien:
        return reeks
    # The ground to stand on: all else is read as near to it as it can be.
    anker = reeks.hoogste if reeks else gezien[0].van
    nieuw = sorted((_ontvouw(g, anker) for g in gezien), key=lambda g: g.van)
    laagste, hoogste = nieuw[0].van, max(g.tot for g in nieuw)
    if reeks is None:
        terrein = [(laagste, hoogste)]
        reeks = Reeks(laagste, hoogste)
    else:
        terrein = [(laagste, reeks.laagste - 1), (reeks.hoogste + 1, hoogste)]
    open_ = [*reeks.gaten, *_met_moment((t for t in terrein if t[0] <= t[1]), nieuw)]
    return Reeks(
        min(laagste, reeks.laagste),
        max(hoogste, reeks.hoogste),
        tuple(_zonder(sorted(open_, key=lambda g: g.van), nieuw)),
    )


def verschil(oud: Sequence[Gat], nieuw: Sequence[Gat]) -> list[Gat]:
    """Return the parts of the old gaps that the new ones lack: what was filled in between."""
    return list(_zonder(oud, [Gezien(g.van, g.tot, g.sinds) for g in nieuw]))


def buurnummers(nummer: int) -> tuple[int, int]:
    """Return the numbers before and after this one, as the source writes them."""
    return als_volgnummer(nummer - 1), als_volgnummer(nummer + 1)


# Of a number: before the first that we saw, after the last, missed, given up, or none of these.
Plek = Literal["ervoor", "erna", "mist", "opgegeven", "onbekend"]


def plek_van(nummer: int, reeks: Reeks | None, opgegeven: Iterable[Gat]) -> Plek:
    """Tell where a number stands that the source wrote so, when we have no message with it."""
    if reeks is None:
        return "onbekend"
    if any(g.holds(nummer) for g in reeks.gaten):
        return "mist"
    if any(g.holds(nummer) for g in opgegeven):
        return "opgegeven"
    plek = _dichtstbij(nummer, reeks.hoogste)
    if plek < reeks.laagste:
        return "ervoor"
    return "erna" if plek > reeks.hoogste else "onbekend"


def _ontvouw(g: Gezien, anker: int) -> Gezien:
    van = _dichtstbij(g.van, anker)
    return Gezien(van, van + g.tot - g.van, g.op)


def _dichtstbij(nummer: int, anker: int) -> int:
    """Unroll a number: of all that the source writes the same, the one nearest to anker."""
    return anker + (nummer - anker + HOOGSTE // 2) % HOOGSTE - HOOGSTE // 2


def _met_moment(terrein: Iterable[tuple[int, int]], nieuw: Sequence[Gezien]) -> Iterator[Gat]:
    """Cut new ground at every run, so that each part knows since when it is seen to be missing."""
    for van, tot in terrein:
        plek = van
        sinds = _vroegst_vanaf(nieuw)
        for i, g in enumerate(nieuw):
            einde = min(g.van - 1, tot)
            if einde >= plek:
                yield Gat(plek, einde, sinds[i])
                plek = einde + 1
        if plek <= tot:
            yield Gat(plek, tot, nieuw[-1].op)


def _vroegst_vanaf(nieuw: Sequence[Gezien]) -> list[datetime]:
    """Return per run when the first number of it, or of a later run, came in."""
    uit = [g.op for g in nieuw]
    for i in range(len(uit) - 2, -1, -1):
        uit[i] = min(uit[i], uit[i + 1])
    return uit


def _zonder(gaten: Sequence[Gat], gezien: Sequence[Gezien]) -> Iterator[Gat]:
    """Yield what is left of the gaps when the seen runs are taken out; both in order of `van`."""
    eerste = 0
    for gat in gaten:
        plek = gat.van
        while eerste < len(gezien) and gezien[eerste].tot < plek:
            eerste += 1
        # By index: a slice would be a copy of all that follows, for every gap.
        i = eerste
        while i < len(gezien) and gezien[i].van <= gat.tot:
            if gezien[i].van > plek:
                yield replace(gat, van=plek, tot=gezien[i].van - 1)
            plek = max(plek, gezien[i].tot + 1)
            i += 1
        if plek <= gat.tot:
            yield replace(gat, van=plek)
