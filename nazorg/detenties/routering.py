"""Which gemeente is responsible, and when a person must look at that (L20).

Routing follows the last known BRP address [P06]; the law lets it also be the gemeente where
someone wants to settle (PM art. 1c) [P09]. So a difference is never settled in silence.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from nazorg.kern.gemeente import ONBEKEND, RNI, Gemeenten


class RouteReden(StrEnum):
    """Why a person has to look at the route."""

    VERSCHILT = "verschilt"
    ONBEKEND = "onbekend"
    RNI = "rni"
    HERINDEELD = "herindeeld"
    BUITEN_GEBIED = "buiten_gebied"


class Route(NamedTuple):
    """gemeente: where the dossier lies now. brp and vestiging: today's codes, None when unknown."""

    gemeente: str
    brp: str | None
    vestiging: str | None
    redenen: tuple[RouteReden, ...]


@dataclass(frozen=True, slots=True)
class Kaart:
    """What routing needs to know of the world: gemeenten, today, and who works with nazorg."""

    gemeenten: Gemeenten
    op: date
    aangesloten: frozenset[str]
    # There are few routes and many notices.
    _routes: dict[tuple[str | None, str | None, str], Route] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def huidige(self, code: str | None) -> str | None:
        """Return today's code for code; None when it is unknown, RNI or gone."""
        if code is None or code in (ONBEKEND, RNI):
            return None
        gemeente = self.gemeenten.huidige(code, op=self.op)
        return gemeente.code if gemeente else None

    def route(self, brp: str | None, vestiging: str | None, ontvanger: str) -> Route:
        """Return `bepaal_route` on this map."""
        sleutel = (brp, vestiging, ontvanger)
        route = self._routes.get(sleutel)
        if route is None:
            route = bepaal_route(brp=brp, vestiging=vestiging, ontvanger=ontvanger, kaart=self)
            self._routes[sleutel] = route
        return route


def bepaal_route(*, brp: str | None, vestiging: str | None, ontvanger: str, kaart: Kaart) -> Route:
    """Return the route. A dossier lies only where somebody can see it.

    The BRP gemeente goes first, then the receiver of the notice, then the place of settlement;
    of these the first that works with nazorg. Every doubt is a reason for a person to look.
    """
    brp_nu, vestiging_nu = kaart.huidige(brp), kaart.huidige(vestiging)
    ontvanger_nu = kaart.huidige(ontvanger) or ontvanger
    kandidaten = [k for k in (brp_nu, ontvanger_nu, vestiging_nu) if k is not None]
    gemeente = next((k for k in kandidaten if k in kaart.aangesloten), kandidaten[0])
    redenen = _redenen(brp, brp_nu, vestiging_nu, kaart.aangesloten)
    return Route(gemeente, brp_nu, vestiging_nu, tuple(sorted(redenen)))


def _redenen(
    brp: str | None, brp_nu: str | None, vestiging_nu: str | None, aangesloten: frozenset[str]
) -> set[RouteReden]:
    redenen: set[RouteReden] = set()
    if brp == RNI:
        redenen.add(RouteReden.RNI)
    elif brp_nu is None:
        redenen.add(RouteReden.ONBEKEND)
    elif brp_nu != brp:
        redenen.add(RouteReden.HERINDEELD)
    if brp_nu is not None and brp_nu not in aangesloten:
        redenen.add(RouteReden.BUITEN_GEBIED)
    if vestiging_nu is not None and vestiging_nu != brp_nu:
        redenen.add(RouteReden.VERSCHILT)
    return redenen
