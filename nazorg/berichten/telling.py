"""What a source says that it sent on one day, and of which days it did not say it."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# On so many of the days before it a source must have counted before a missing count is news.
_VAN_DE_DAGEN, _TELT_MEESTAL = 7, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The count of one source for one day in the Netherlands.

    per_type: CloudEvents type, or our kind, to number. tijd: when the source wrote it down; None
    for a file, which counts from the moment that somebody hands it in. id: of its message, if any.
    """

    bron: str
    dag: date
    per_type: dict[str, int]
    tijd: datetime | None = None
    volgorde: int = 0
    id: str = ""


def kies_nieuwste(tellingen: Iterable[Telling], *, nu: datetime) -> list[Telling]:
    """Return the newest count per source and day: order of arrival plays no part."""
    per_dag: dict[tuple[str, date], Telling] = {}
    for t in sorted(tellingen, key=lambda t: (t.tijd or nu, t.volgorde, t.id)):
        per_dag[t.bron, t.dag] = t
    return list(per_dag.values())


def find_gemiste_dagen(
    geteld: Collection[date], *, tot: date, gesloten: Mapping[date, bool]
) -> list[date]:
    """Return the days up to and including `tot` of which a source that usually counts gave none.

    What is usual is judged on the days before the first that is missing: a day that is missed says
    nothing about what is usual, or after two of them nothing would be missed. gesloten: days that
    somebody closed; True when the source counts no more, so that it has to begin anew.
    """
    gewoon: deque[bool] = deque(maxlen=_VAN_DE_DAGEN)
    gemist = []
    dag = min(geteld, default=tot)
    while dag <= tot:
        if dag in geteld:
            gewoon.append(True)
        elif dag in gesloten:
            if gesloten[dag]:
                gewoon.clear()
        elif sum(gewoon) >= _TELT_MEESTAL:
            gemist.append(dag)
        else:
            gewoon.append(False)
        dag += timedelta(days=1)
    return gemist
