"""What people closed of what the watch saw: an alarm that is not right again, and yet is over.

Each closing is about one thing as it was then. When that changes, it is an alarm anew.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from nazorg.berichten.alarm import AlarmSoort


@dataclass(frozen=True, slots=True, kw_only=True)
class Sluiting:
    """Somebody closed something, with a reason. Of a count: dag; of a difference: all of it.

    stopt: the source will not do this again, so it is not missed until it does.
    """

    soort: AlarmSoort
    bron: str
    stroom: str = ""
    dag: date | None = None
    berichtsoort: str = ""
    verschil: int | None = None
    stopt: bool = False
    reden: str
    door: str
    naam: str
    gesloten_op: datetime


class Sluitingen:
    """All that was closed, to ask whether something was."""

    def __init__(self, alle: Iterable[Sluiting]) -> None:
        self.alle = tuple(alle)
        self._verschillen = {
            (s.bron, s.dag, s.berichtsoort, s.verschil): s
            for s in self.alle
            if s.soort is AlarmSoort.TELLING
        }
        self._dagen: dict[str, dict[date, Sluiting]] = defaultdict(dict)
        self._laatste: dict[tuple[str, str, str], Sluiting] = {}
        for s in self.alle:
            self._laatste[s.soort, s.bron, s.stroom] = s
            if s.soort is AlarmSoort.TELLING_ONTBREEKT and s.dag:
                self._dagen[s.bron][s.dag] = s

    def van_verschil(self, bron: str, dag: date, soort: str, verschil: int) -> Sluiting | None:
        """Return what closed exactly this difference."""
        return self._verschillen.get((bron, dag, soort, verschil))

    def van_dagen(self, bron: str) -> dict[date, Sluiting]:
        """Return the days of a source of which the missing count was closed."""
        return self._dagen.get(bron, {})

    def laatste(self, soort: AlarmSoort, bron: str, *, stroom: str = "") -> Sluiting | None:
        """Return the last time that somebody closed such an alarm."""
        return self._laatste.get((soort, bron, stroom))

    def sinds(self, soort: AlarmSoort, bron: str, op: datetime, *, stroom: str = "") -> bool:
        """Tell whether this was closed after `op`, the last time that the source was heard."""
        laatste = self.laatste(soort, bron, stroom=stroom)
        return laatste is not None and laatste.gesloten_op >= op
