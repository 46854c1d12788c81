"""When the people of a gemeente meet: what cannot wait for that day is on the fast track."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

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
