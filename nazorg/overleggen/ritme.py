"""When the people of a gemeente meet: what cannot wait for that day is on the fast track."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

from nazorg.kern.werkdagen import plus_werkdagen


@dataclass(frozen=True, slots=True)
class Overlegritme:
    """Every so many days there is a meeting; eerste is the day of one of them."""

    eerste: date
    om_de_dagen: int

    # There are few days and many people: each is looked up once.
    @lru_cache(maxsize=16_384)  # noqa: B019 - it is a value, and there are as many as gemeenten
    def volgende(self, na: date, dicht: frozenset[date] = frozenset()) -> date:
        """Return the first meeting after a day; on a closed day it moves to the next open one."""
        nummer = (na - self.eerste).days // self.om_de_dagen + 1
        # One that moved may still come after this day.
        while self._dag(nummer - 1, dicht) > na:
            nummer -= 1
        return self._dag(nummer, dicht)

    def _dag(self, nummer: int, dicht: frozenset[date]) -> date:
        dag = self.eerste + timedelta(days=nummer * self.om_de_dagen)
        return plus_werkdagen(dag, 0, dicht)


@dataclass(frozen=True, slots=True, order=True)
class Gepland:
    """A meeting that people planned. op: its day; sinds: the day on which it was planned first.

    vervallen: it was cancelled, so there is none by the rhythm on that day either.
    """

    op: date
    sinds: date
    vervallen: bool = False


def find_volgende(
    ritme: Overlegritme | None,
    gepland: Collection[Gepland],
    na: date,
    dicht: frozenset[date] = frozenset(),
) -> date | None:
    """Return the next meeting after a day: the one that was planned, else by the rhythm.

    A day of the rhythm on which the meeting was cancelled is passed by: nobody can wait for it. A
    meeting by the rhythm that was over before anybody planned one counts as held: otherwise the
    first meeting that is ever planned would be the 'next' one of every notice of years before.
    """
    if not gepland:
        return ritme.volgende(na, dicht) if ritme else None
    afgezegd = {g.op for g in gepland if g.vervallen} - {g.op for g in gepland if not g.vervallen}
    ritmisch = next(d for d in _dagen(ritme, na, dicht) if d not in afgezegd) if ritme else None
    komend = [g for g in gepland if g.op > na and not g.vervallen]
    if any(ritmisch is None or g.op <= ritmisch or g.sinds <= ritmisch for g in komend):
        return min(komend).op
    return ritmisch


def find_vrije_dagen(
    ritme: Overlegritme,
    bezet: Collection[date],
    na: date,
    dicht: frozenset[date] = frozenset(),
    *,
    aantal: int,
) -> tuple[date, ...]:
    """Return the next days of the rhythm on which nothing was planned yet."""
    vrij = (dag for dag in _dagen(ritme, na, dicht) if dag not in bezet)
    return tuple(islice(vrij, aantal))


def _dagen(ritme: Overlegritme, na: date, dicht: frozenset[date]) -> Iterator[date]:
    while True:
        na = ritme.volgende(na, dicht)
        yield na
