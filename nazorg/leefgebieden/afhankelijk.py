"""What waits for what: a graph over the leefgebieden, checked to have no circle."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.kern.weigering import Weigering

Graaf = Mapping[Leefgebied, tuple[Leefgebied, ...]]
"""Per leefgebied those that must be in order first."""

# An arrangement for debts needs a house and an income first (yearly report 2020 of the ZVH).
GRAAF: Graaf = {Leefgebied.SCHULDEN: (Leefgebied.HUISVESTING, Leefgebied.INKOMEN)}
_VOLDOET = frozenset({Stand.IN_ORDE, Stand.NIET_VAN_TOEPASSING})


class Kring(Weigering):
    """Leefgebieden would wait for each other for ever."""


def order(graaf: Graaf) -> tuple[Leefgebied, ...]:
    """Return all leefgebieden, each after those that it waits for. Raises Kring."""
    volledig = {gebied: graaf.get(gebied, ()) for gebied in Leefgebied}
    try:
        return tuple(TopologicalSorter(volledig).static_order())
    except CycleError as fout:
        namen = " → ".join(Leefgebied(g).value for g in fout.args[1])
        raise Kring(f"Dit kan niet: deze leefgebieden wachten op elkaar: {namen}.") from fout


def find_wacht_op(
    gebied: Leefgebied, standen: Mapping[Leefgebied, Stand], *, graaf: Graaf
) -> tuple[Leefgebied, ...]:
    """Return what gebied waits for now. Unknown is not in order, so it is waited for."""
    return tuple(
        eerst
        for eerst in graaf.get(gebied, ())
        if standen.get(eerst, Stand.ONBEKEND) not in _VOLDOET
    )
