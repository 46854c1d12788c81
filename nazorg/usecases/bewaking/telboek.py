"""All counts that are not right: that differ from ours, or that did not come, of whatever day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nazorg.berichten.sluiting import Sluiting, Sluitingen
from nazorg.berichten.telalarm import MIDDAG
from nazorg.berichten.telling import find_gemiste_dagen
from nazorg.kern.klok import AMSTERDAM
from nazorg.store import brontelling, sluitingen
from nazorg.store.brontelling import Tellingrij
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Telboek:
    """verschillen: every row that differs, last day first, also what somebody closed.

    gemist: per source the days of which a count is missed, in order, and nobody closed that.
    geteld: per source the days that it counted.
    """

    verschillen: tuple[Tellingrij, ...]
    gemist: dict[str, list[date]]
    geteld: dict[str, set[date]]
    sluitingen: Sluitingen

    def sluiting_van(self, rij: Tellingrij) -> Sluiting | None:
        """Return what closed the difference of a row, as it is now."""
        return self.sluitingen.van_verschil(rij.bron, rij.dag, rij.soort, rij.verschil)

    def is_open(self, rij: Tellingrij) -> bool:
        return bool(rij.verschil) and self.sluiting_van(rij) is None

    @property
    def open_verschillen(self) -> list[Tellingrij]:
        return [rij for rij in self.verschillen if self.is_open(rij)]

    def gemist_op(self, dag: date) -> list[str]:
        """Return the sources of which the count of a day is missed."""
        return sorted(bron for bron, dagen in self.gemist.items() if dag in dagen)

    def gesloten_op(self, dag: date) -> dict[str, Sluiting]:
        """Return the sources of which somebody closed that the count of a day is missing."""
        return {
            bron: dicht
            for bron, dagen in self.geteld.items()
            if dag not in dagen and (dicht := self.sluitingen.van_dagen(bron).get(dag))
        }

    def dagen(self) -> set[date]:
        """Return every day about which there is something to say."""
        return {
            dag
            for bron, geteld in self.geteld.items()
            for dag in (*geteld, *self.gemist.get(bron, ()), *self.sluitingen.van_dagen(bron))
        }


async def lees_telboek(tx: Transactie, nu: datetime) -> Telboek:
    """Return what is not right with the counts of now."""
    gesloten = await sluitingen.find(tx)
    hier = nu.astimezone(AMSTERDAM)
    # The count of yesterday may come until noon; after that it stays missing, also at night.
    tot = hier.date() - timedelta(days=1 if hier.time() >= MIDDAG else 2)
    gemist: dict[str, list[date]] = defaultdict(list)
    geteld = await brontelling.find_getelde_dagen(tx)
    for bron, dagen in geteld.items():
        stopt = {dag: s.stopt for dag, s in gesloten.van_dagen(bron).items()}
        if missend := find_gemiste_dagen(dagen, tot=tot, gesloten=stopt):
            gemist[bron] = missend
    return Telboek(
        verschillen=tuple(await brontelling.find_verschillen(tx)),
        gemist=dict(gemist),
        geteld=geteld,
        sluitingen=gesloten,
    )
