"""What a source says that it sent on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


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
