"""Which invented year a demo shows: chosen at its first start, the same at every later one."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from nazorg.kern.werkdagen import werkweek
from nazorg.referentie.laden import Profiel
from nazorg.synthetic.generate import generate

# So much of the invented year lies behind us; the rest still comes, when its time is there.
_DAGEN_TERUG = 330
# A week in which nobody is released shows little of what nazorg is for. The first of so many years
# in which enough people are expected to walk out; else the one with most of them.
_JAREN = 24
_GENOEG = 3
_TOONT = "rivierenland"


class Demojaar(NamedTuple):
    """begin: its first day. zaad: which year that begins on that day."""

    begin: date
    zaad: int


def open_demojaar(data_dir: Path, dag: date, profielen: Mapping[str, Profiel]) -> Demojaar:
    """Return the year of this demo; kept in its data directory."""
    pad = data_dir / "demo-begin"
    if not pad.exists():
        begin = dag - timedelta(days=_DAGEN_TERUG)
        pad.write_text(f"{begin.isoformat()} {_kies(begin, dag, profielen)}")
    begin_tekst, _, zaad = pad.read_text().strip().partition(" ")
    return Demojaar(date.fromisoformat(begin_tekst), int(zaad or 1))


def _kies(begin: date, dag: date, profielen: Mapping[str, Profiel]) -> int:
    if _TOONT not in profielen:
        return 1
    vrij: dict[int, int] = {}
    for zaad in range(1, _JAREN + 1):
        vrij[zaad] = _tel_vrij(profielen[_TOONT], Demojaar(begin, zaad), dag)
        if vrij[zaad] >= _GENOEG:
            return zaad
    return max(vrij, key=vrij.__getitem__)


def _tel_vrij(profiel: Profiel, jaar: Demojaar, dag: date) -> int:
    """Count who is expected to walk out from now until the end of the week that is shown."""
    begin_van_dag = datetime.combine(dag, time(), UTC)
    uit = generate(
        profiel,
        jaar=jaar.begin.year,
        seed=jaar.zaad,
        noise=True,
        tot=begin_van_dag,
        begin=jaar.begin,
    )
    detenties = uit.waarheid["per_detentie"]
    assert isinstance(detenties, dict)
    _, zondag = werkweek(dag)
    return sum(
        1
        for d in detenties.values()
        if d["status"] == "lopend"
        and d["verwacht"]
        and dag <= date.fromisoformat(d["verwacht"][0]) <= zondag
    )
