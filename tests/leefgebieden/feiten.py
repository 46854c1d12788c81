"""Facts with defaults, and random ones. Everybody is invented."""

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.leefgebieden.feit import GEMELDE_STAND, Feit, Grondslag, Spreker
from nazorg.leefgebieden.veld import Veld

START = datetime(2026, 11, 3, 9, tzinfo=UTC)
VRIJ = date(2026, 11, 27)
_teller = itertools.count(1)


def feit(
    leefgebied: Leefgebied, veld: str, waarde: str | None, op: float = 0, **anders: Any
) -> Feit:
    """Return what the PI said, `op` days after the first."""
    moment = START + timedelta(days=op)
    velden: dict[str, Any] = {
        "id": f"f-{next(_teller):04}",
        "gemeten_op": moment.date(),
        "gezegd_op": moment,
        "spreker": Spreker.PI,
        "door": "Marieke Bos",
        "grondslag": Grondslag.PBW_18A,
    } | anders
    return Feit(leefgebied=leefgebied, veld=veld, waarde=waarde, **velden)


def plan(leefgebied: Leefgebied, stand: Stand, op: float = 0, **anders: Any) -> Feit:
    """Return what a D&R plan said."""
    bericht = {"spreker": Spreker.BERICHT, "door": "b-1"} | anders
    return feit(leefgebied, GEMELDE_STAND, stand, op, **bericht)


DATUMS = st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(date.isoformat)


def waarden_van(veld: Veld) -> st.SearchStrategy[str]:
    return DATUMS if veld.is_datum else st.sampled_from(sorted(veld.keuzes))


def _feiten_van(leefgebied: Leefgebied) -> st.SearchStrategy[Feit]:
    mens = st.sampled_from(CATALOGUS[leefgebied].velden).flatmap(
        lambda veld: st.builds(
            feit,
            st.just(leefgebied),
            st.just(veld.naam),
            st.none() | waarden_van(veld),
            st.integers(0, 4),
            id=st.text("abc", min_size=1, max_size=3),
        )
    )
    bericht = st.builds(plan, st.just(leefgebied), st.sampled_from(Stand), st.integers(0, 4))
    return mens | mens | bericht


FEITEN = st.lists(st.sampled_from(Leefgebied).flatmap(_feiten_van), max_size=15)
