"""The rhythm of a source: how long it usually is silent at an hour of the week.

Learned from counts per hour of the eight weeks before the last message, in the time of the
Netherlands: a silence that still lasts teaches nothing, or it would soon be usual. A holiday counts
as a Sunday. Of a source that is newer than two weeks nothing is known, so it is never late.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from nazorg.kern.klok import AMSTERDAM

WEKEN = timedelta(weeks=8)
LEERTIJD = timedelta(weeks=2)
# Somebody who sends less often than this has no rhythm yet.
_DAGEN_MET_BERICHT = 5
# Shorter silences than this are never worth an alarm.
VLOER = timedelta(minutes=60)
# What never happened in eight weeks may still happen in the ninth, so not at once.
_RUIMTE = 1.5
# Whatever we learn: of a source that is silent for longer than this and a half, somebody hears.
_LANGST = timedelta(days=10)
_UUR = timedelta(hours=1)
# Longer than the longest silence that is no alarm yet, in hours.
_VOORUIT = 16 * 24
_ZONDAG = 6
_DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_DAGDELEN = ("nacht", "ochtend", "middag", "avond")

IsVrij = Callable[[date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uur:
    """One hour in which something came in. langste: the longest wait between two of them."""

    begin: datetime
    aantal: int
    eerste_op: datetime
    laatste_op: datetime
    langste: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Ritme:
    """stilte: per hour of the week the longest usual silence. per_dagdeel: usual number."""

    stilte: Mapping[int, timedelta]
    per_dagdeel: Mapping[tuple[int, int], float]
    is_vrij: IsVrij

    def grens(self, op: datetime) -> timedelta:
        """Return how long the source may be silent at this moment before it is an alarm."""
        plek = _plek(op, self.is_vrij)
        # The hours around it too: a source that usually starts at nine may start at ten past nine.
        buren = [self.stilte.get((plek + d) % 168, timedelta(0)) for d in (-1, 0, 1)]
        return max(VLOER, max(buren) * _RUIMTE)

    def gewoon(self, op: datetime) -> timedelta:
        """Return how long the source is usually silent at most at this moment."""
        return max(VLOER, self.stilte.get(_plek(op, self.is_vrij), VLOER))

    def alarm_op(self, laatste_op: datetime, nu: datetime) -> datetime | None:
        """Return when a silence that lasts becomes an alarm, from now on; None: not soon."""
        begin = nu.replace(minute=0, second=0, microsecond=0)
        for uur in (begin + n * _UUR for n in range(_VOORUIT)):
            moment = max(uur, nu, laatste_op + self.grens(uur))
            if moment < uur + _UUR:
                return moment
        return None

    def wanneer(self, op: datetime) -> str:
        """Return the part of the week that this moment is in: 'maandagochtend'."""
        plek = _plek(op, self.is_vrij)
        return f"{_DAGEN[plek // 24]}{_DAGDELEN[plek % 24 // 6]}"

    def zin(self, op: datetime) -> str:
        """Say what is usual at this moment: 'stuurt op maandagochtend meestal elke 20 minuten'."""
        plek = _plek(op, self.is_vrij)
        wanneer = self.wanneer(op)
        aantal = self.per_dagdeel.get((plek // 24, plek % 24 // 6), 0)
        if aantal < 1:
            return f"is op {wanneer} meestal hooguit {duur_tekst(self.gewoon(op))} stil"
        elke = duur_tekst(_afgerond(timedelta(hours=6) / aantal))
        return f"stuurt op {wanneer} meestal elke {elke} iets"


def leer(
    uren: Iterable[Uur],
    *,
    eerste_op: datetime,
    laatste_op: datetime,
    nu: datetime,
    is_vrij: IsVrij,
) -> Ritme | None:
    """Return the rhythm, or None when the source is too new, or sends too little, to have one.

    uren: the hours with messages, at least of the eight weeks before laatste_op, the last message.
    eerste_op: its first message.
    """
    if nu - eerste_op < LEERTIJD:
        return None
    uren = [u for u in uren if u.begin >= laatste_op - WEKEN]
    if len({u.begin.date() for u in uren}) < _DAGEN_MET_BERICHT:
        return None
    per_uur: dict[int, dict[datetime, timedelta]] = defaultdict(dict)
    per_deel: dict[tuple[int, int], dict[date, int]] = defaultdict(dict)
    # From the first message on: when the silence before it began is not known here.
    van = max(eerste_op, min(u.eerste_op for u in uren))
    for begin, aantal, stil, sinds in _loop(uren, van=van, tot=laatste_op):
        plek = _plek(begin, is_vrij)
        # One silence counts once, in how many weeks it may have been.
        per_uur[plek][sinds] = max(stil, per_uur[plek].get(sinds, stil))
        dag = begin.astimezone(AMSTERDAM).date()
        telling = per_deel[plek // 24, plek % 24 // 6]
        telling[dag] = telling.get(dag, 0) + aantal
    return Ritme(
        stilte={plek: _gewoon(stil.values()) for plek, stil in per_uur.items()},
        per_dagdeel={deel: median(dagen.values()) for deel, dagen in per_deel.items()},
        is_vrij=is_vrij,
    )


def _loop(
    uren: Iterable[Uur], *, van: datetime, tot: datetime
) -> Iterator[tuple[datetime, int, timedelta, datetime]]:
    """Yield every full hour: its begin, how many came, the longest silence, and its name.

    The name is of the silence: the same in every hour, and every week, that it lasts.
    """
    op_uur = {u.begin: u for u in uren}
    begin = van.replace(minute=0, second=0, microsecond=0) + _UUR
    laatste = max([van, *(u.laatste_op for u in op_uur.values() if u.begin < begin)])
    while begin + _UUR <= tot:
        uur = op_uur.get(begin)
        if uur is None:
            yield begin, 0, begin + _UUR - laatste, laatste
        else:
            ervoor = uur.eerste_op - laatste
            stil = max(ervoor, uur.langste, begin + _UUR - uur.laatste_op)
            yield begin, uur.aantal, stil, laatste if stil == ervoor else begin
            laatste = uur.laatste_op
        begin += _UUR


def _gewoon(stiltes: Iterable[timedelta]) -> timedelta:
    """Return the longest silence but one: one outage must not make us deaf for eight weeks.

    What is too long to be learned is an outage for certain, unless there is nothing else.
    """
    op_lengte = sorted(stiltes)
    op_lengte = [stil for stil in op_lengte if stil <= _LANGST] or op_lengte
    return min(op_lengte[-2] if len(op_lengte) >= 3 else op_lengte[-1], _LANGST)


def _plek(op: datetime, is_vrij: IsVrij) -> int:
    """Return the hour of the week, 0 to 167, from Monday 0:00."""
    hier = op.astimezone(AMSTERDAM)
    dag = hier.weekday()
    return (_ZONDAG if dag < 5 and is_vrij(hier.date()) else dag) * 24 + hier.hour


def _afgerond(duur: timedelta) -> timedelta:
    """Return what is usual as one says it: nobody says 'every 18 minutes'."""
    stap = timedelta(minutes=5)
    return round(duur / stap) * stap if duur > 2 * stap else duur


def duur_tekst(duur: timedelta) -> str:
    """Return a duration as one says it: '20 minuten', '2 uur', '3 dagen'."""
    minuten = max(1, round(duur / timedelta(minutes=1)))
    if minuten < 90:
        return f"{minuten} minuten" if minuten > 1 else "minuut"
    uren = round(minuten / 60)
    return f"{uren} uur" if uren < 48 else f"{round(uren / 24)} dagen"
