"""Warnings about a release that stand on their own, whatever task they are shown beside.

They follow from the day of the release and from when desks are open, so nothing of them is stored:
when a day moves or a gemeente closes on another day, they are right at once. Nothing in them is
about who somebody is (L25).
"""

from datetime import date, timedelta

from nazorg.kern.werkdagen import is_werkdag, plus_werkdagen

EINDE_ONBEKEND = "Einddatum onbekend: vraag de PI wanneer iemand vrijkomt"
# Further away closed days are only noise on a list of fifty people.
DICHTBIJ = timedelta(days=14)
_DAG = timedelta(days=1)
_DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def find_open_op(vrij_op: date, dicht: frozenset[date] = frozenset()) -> date | None:
    """Return when desks open again after a release on or before closed days; None: next day.

    dicht: closed days of the gemeente, besides weekends and holidays.
    """
    if is_werkdag(vrij_op, dicht) and is_werkdag(vrij_op + _DAG, dicht):
        return None
    return plus_werkdagen(vrij_op, 1, dicht)


def write_dicht(vrij_op: date, dicht: frozenset[date] = frozenset()) -> str:
    """Return 'Vrij op vrijdag: loketten dicht tot maandag', or '' when desks are simply open."""
    open_op = find_open_op(vrij_op, dicht)
    if open_op is None:
        return ""
    tot = _DAGEN[open_op.weekday()]
    if vrij_op.weekday() < 4 or open_op - vrij_op > timedelta(days=3):
        tot += f" {open_op.day} {_MAANDEN[open_op.month - 1]}"
    # Whom the gate lets out on an open day can still go somewhere that day.
    daarna = "daarna " if is_werkdag(vrij_op, dicht) and vrij_op.weekday() < 4 else ""
    return f"Vrij op {_DAGEN[vrij_op.weekday()]}: loketten {daarna}dicht tot {tot}"


def write_waarschuwingen(
    *,
    vrij_op: date | None,
    zonder_einde: bool,
    vandaag: date,
    dicht: frozenset[date] = frozenset(),
    binnen: timedelta | None = None,
) -> tuple[str, ...]:
    """Return what stands out about a release, in plain Dutch; often nothing.

    zonder_einde: somebody is held and nobody said until when. binnen: how near the release must
    be; None for however far away.
    """
    if zonder_einde:
        return (EINDE_ONBEKEND,)
    if vrij_op is None or vrij_op < vandaag:
        return ()
    if binnen is not None and vrij_op > vandaag + binnen:
        return ()
    zin = write_dicht(vrij_op, dicht)
    return (zin,) if zin else ()
