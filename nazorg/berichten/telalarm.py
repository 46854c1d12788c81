"""Alarms about counts: one that differs from ours, and one that did not come."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from nazorg.berichten.alarm import Alarm, AlarmSoort, bron_naam
from nazorg.kern.klok import AMSTERDAM

# A count of yesterday may come until now.
MIDDAG = time(12)
_GENOEMD = 3


def alarm_bij_telling(
    bron: str, verschillen: Sequence[tuple[date, int]], *, sinds: datetime
) -> Alarm | None:
    """Return the alarm for counts that differ. verschillen: (day, ours minus the count given)."""
    mist = sum(-v for _, v in verschillen if v < 0)
    over = sum(v for _, v in verschillen if v > 0)
    if not mist and not over:
        return None
    delen = [f"{mist} te weinig"] * bool(mist) + [f"{over} te veel"] * bool(over)
    dagen = sorted({dag for dag, _ in verschillen})
    waar = "op 1 dag" if len(dagen) == 1 else f"op {len(dagen)} dagen"
    naam, samen = bron_naam(bron), " en ".join(delen)
    return Alarm(
        soort=AlarmSoort.TELLING,
        bron=bron,
        kort=f"{naam}: telling klopt niet ({samen}).",
        tekst=f"{naam}: de telling klopt {waar} niet ({_opgesomd(dagen)}). Wij hebben er {samen}.",
        sinds=sinds,
    )


def alarm_bij_geen_telling(bron: str, dagen: Sequence[date], *, gisteren: date) -> Alarm:
    """Return the alarm for a source that usually counts, and did not on these days, in order."""
    naam, eerste = bron_naam(bron), dagen[0]
    if list(dagen) == [gisteren]:
        wat = "telling van gisteren ontbreekt"
    elif len(dagen) == 1:
        wat = f"telling van {_dag(eerste)} ontbreekt"
    else:
        wat = f"telling van {len(dagen)} dagen ontbreekt"
    vraag = "die telling" if len(dagen) == 1 else "die tellingen"
    return Alarm(
        soort=AlarmSoort.TELLING_ONTBREEKT,
        bron=bron,
        kort=f"{naam}: {wat}.",
        tekst=f"{naam} stuurt bijna elke dag een telling, maar nog niet die van"
        f" {_opgesomd(dagen)}. Vraag de bron om {vraag}.",
        sinds=datetime.combine(eerste + timedelta(days=1), MIDDAG, AMSTERDAM),
    )


def _opgesomd(dagen: Sequence[date]) -> str:
    """Return a few days by name: '19-11-2026 en 20-11-2026', '... en nog 4 dagen'."""
    namen = [_dag(dag) for dag in dagen]
    over = len(namen) - _GENOEMD
    if over > 0:
        namen = [*namen[:_GENOEMD], "nog 1 dag" if over == 1 else f"nog {over} dagen"]
    return " en ".join([", ".join(namen[:-1]), namen[-1]]) if len(namen) > 1 else namen[0]


def _dag(dag: date) -> str:
    return f"{dag:%d-%m-%Y}"
