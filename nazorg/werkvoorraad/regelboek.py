"""The rules of every gemeente together, with the meetings that each of them planned."""

from collections.abc import Mapping
from dataclasses import replace

from nazorg.overleggen.ritme import Gepland
from nazorg.werkvoorraad.regelrij import Regelrij
from nazorg.werkvoorraad.regels import Regelset


class Regelboek:
    """The rules of every gemeente: its own ones, and those for all."""

    def __init__(self, *, algemeen: Regelset, per_gemeente: Mapping[str, Regelset]) -> None:
        self._algemeen = algemeen
        self._per_gemeente = dict(per_gemeente)
        self._met_overleg: dict[str, Regelset] = {}

    def voor(self, gemeente: str, gepland: tuple[Gepland, ...] = ()) -> Regelset:
        """Return what holds for a gemeente. gepland: the meetings that it planned, in order.

        Those are kept for the next time, for a set remembers which of its rules can fire.
        """
        kaal = self._per_gemeente.get(gemeente, self._algemeen)
        if not gepland:
            return kaal
        bekend = self._met_overleg.get(gemeente)
        if bekend is None or bekend.gepland != gepland:
            bekend = self._met_overleg[gemeente] = replace(kaal, gepland=gepland)
        return bekend

    def find(self, id_: str, versie: int, gemeente: str) -> Regelrij | None:
        """Return the rule by which a task of a gemeente was made; None when we know it no more.

        An own rule of a gemeente may have the id of a general one. The own rules of another
        gemeente are never looked at: the same id may mean something else there.
        """
        sets = (self.voor(gemeente), self._algemeen)
        gezocht = (r for s in sets for r in s.regels if (r.id, r.versie) == (id_, versie))
        return next(gezocht, None)
