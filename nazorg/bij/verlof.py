"""How a leave stands, computed from facts in a fixed order; nobody types a status (D.2).

After the external movements of the UK prison service: a permission, its occurrences, and what
happened on each.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from nazorg.bij.melding import Voorval

# Traffic and a late entry at the gate are not yet 'overdue'. Own choice, to be confirmed.
SPELING = timedelta(hours=1)


class Verlofstand(StrEnum):
    """How an occurrence, or the permission as a whole, stands now."""

    TERUG = "terug"
    BUITEN = "buiten"
    TE_LAAT_TERUG = "te_laat_terug"
    GEANNULEERD = "geannuleerd"
    INGETROKKEN = "ingetrokken"
    GEPLAND = "gepland"
    VERLOPEN = "verlopen"


def stand_van_voorval(v: Voorval, *, ingetrokken: bool, nu: datetime) -> Verlofstand:
    """Return how one occurrence stands. What happened goes before what was planned."""
    if v.teruggekeerd_op is not None and v.teruggekeerd_op <= nu:
        return Verlofstand.TERUG
    if v.vertrokken_op is not None and v.vertrokken_op <= nu:
        te_laat = nu > v.tot + SPELING
        return Verlofstand.TE_LAAT_TERUG if te_laat else Verlofstand.BUITEN
    if v.gaat_niet_door:
        return Verlofstand.GEANNULEERD
    if ingetrokken:
        return Verlofstand.INGETROKKEN
    return Verlofstand.GEPLAND if nu <= v.tot else Verlofstand.VERLOPEN


# One occurrence that needs attention speaks for the whole permission; the calm ones come last.
_ZWAARST = (
    Verlofstand.TE_LAAT_TERUG,
    Verlofstand.BUITEN,
    Verlofstand.INGETROKKEN,
    Verlofstand.GEPLAND,
    Verlofstand.TERUG,
    Verlofstand.VERLOPEN,
    Verlofstand.GEANNULEERD,
)


def stand_van_verlof(
    voorvallen: Sequence[Voorval], *, ingetrokken: bool, nu: datetime
) -> Verlofstand:
    """Return how the permission stands as a whole."""
    standen = {stand_van_voorval(v, ingetrokken=ingetrokken, nu=nu) for v in voorvallen}
    if not standen:
        return Verlofstand.INGETROKKEN if ingetrokken else Verlofstand.GEPLAND
    return next(s for s in _ZWAARST if s in standen)


def volgend_voorval(
    voorvallen: Sequence[Voorval], *, ingetrokken: bool, nu: datetime
) -> Voorval | None:
    """Return the occurrence that goes on, or else the next that is planned."""
    levend = (Verlofstand.TE_LAAT_TERUG, Verlofstand.BUITEN, Verlofstand.GEPLAND)
    over = [v for v in voorvallen if stand_van_voorval(v, ingetrokken=ingetrokken, nu=nu) in levend]
    return min(over, key=lambda v: v.van, default=None)


def loopt_volgens_plan(v: Voorval, *, nu: datetime) -> bool:
    """Tell whether it is the time of an occurrence, and nobody told us that it began."""
    return stand_van_voorval(v, ingetrokken=False, nu=nu) is Verlofstand.GEPLAND and v.van <= nu


def heeft_nieuws(eerst: Sequence[Voorval], straks: Sequence[Voorval], *, nu: datetime) -> bool:
    """Tell whether who read about the first must read again: a time came, moved or is off.

    What only happened, as it was planned, is no news; nor is what is over.
    """
    bekend = {(v.nummer, v.van, v.tot, v.gaat_niet_door) for v in eerst}
    return any(
        (v.nummer, v.van, v.tot, v.gaat_niet_door) not in bekend and v.tot > nu for v in straks
    )
