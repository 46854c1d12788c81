"""The lists of the queue: which tasks a tab shows, and of whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from nazorg.store.wachtrij import Filter
from nazorg.werkvoorraad.handelingen import Lijst
from nazorg.werkvoorraad.taken import Taakstatus


class Tab(StrEnum):
    """A tab of the queue, as it stands in the address."""

    DOEN = "doen"
    WACHT = "wacht"
    SLUIMERT = "sluimert"
    TEAM = "team"
    AFGEHANDELD = "afgehandeld"


_LIJST: Mapping[Tab, Lijst] = {
    Tab.DOEN: Lijst.DOEN,
    Tab.WACHT: Lijst.WACHT,
    Tab.SLUIMERT: Lijst.SLUIMERT,
}
# Of whom: nothing chosen, only mine, of nobody. Anything else is the id of a colleague.
STANDAARD, MIJ, NIEMAND = "", "mij", "niemand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstvraag:
    """What somebody wants to see. filter_.gemeenten may be empty: all of who asks."""

    filter_: Filter
    tab: Tab = Tab.DOEN
    van: str = STANDAARD

    def to_filter(
        self, *, ik: str, waargenomen: Collection[str], gemeenten: tuple[str, ...]
    ) -> Filter:
        """Return the filter for who asks; waargenomen: ids of those this person stands in for.

        A gemeente of somebody else is no filter.
        """
        mijn = tuple(g for g in self.filter_.gemeenten if g in gemeenten)
        af = self.tab is Tab.AFGEHANDELD
        return msgspec.structs.replace(
            self.filter_,
            gemeenten=mijn or gemeenten,
            status=Taakstatus.AFGEHANDELD if af else Taakstatus.OPEN,
            lijst=_LIJST.get(self.tab),
            eigenaars=self._eigenaars(ik, waargenomen),
            uiterlijk_tot=None if af else self.filter_.uiterlijk_tot,
        )

    def _eigenaars(self, ik: str, waargenomen: Collection[str]) -> tuple[str, ...] | None:
        match self.van:
            case "mij":
                return (ik,)
            case "niemand":
                return ("",)
            case "":
                # My lists hold what is mine, what I do for somebody, and what is nobody's yet.
                return (ik, "", *sorted(waargenomen)) if self.tab in _LIJST else None
            case collega:
                return (collega,)


def kaal(tab: Tab) -> Lijstvraag:
    """Return a tab without any filter, as its count on the screen is meant."""
    return Lijstvraag(filter_=Filter(gemeenten=()), tab=tab)
