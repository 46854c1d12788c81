"""Whose word counts when a list of a gemeente and a register speak about one person (ADR 0019).

A list has no number for a detention, so its detention cannot be joined with that of a register. It
fills a gap, and makes way for everybody who knows better: for a register about the same time, and
for a newer list. Still a function of the set of notices: what was withdrawn makes way itself.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from nazorg.berichten.lijst import is_lijst
from nazorg.detenties.detentie import Detentie, Detentiestatus
from nazorg.detenties.melding import Melding

_DAG = timedelta(days=1)


def splits(
    detenties: Iterable[Detentie],
) -> tuple[tuple[Detentie, ...], tuple[Detentie, ...]]:
    """Return the detentions that count and those that make way, in their own order."""
    alle = tuple(detenties)
    lijsten = [d for d in alle if is_lijst(d.bron)]
    if not lijsten:
        return alle, ()
    geldt = [d for d in alle if d not in lijsten and d.status is not Detentiestatus.INGETROKKEN]
    wijkt: list[Detentie] = []
    for d in sorted(lijsten, key=lambda d: (d.laatste_op, d.bron, d.nummer), reverse=True):
        # Without a begin (a list of plans) it is no detention at all.
        past = d.begin is not None and not any(_overlapt(d, ander) for ander in geldt)
        (geldt if past else wijkt).append(d)
    return tuple(d for d in alle if d not in wijkt), tuple(d for d in alle if d in wijkt)


def sort_op_gezag(gesorteerd: list[Melding]) -> list[Melding]:
    """Return notices in event order, what lists say before what registers say: the last wins."""
    return sorted(gesorteerd, key=lambda m: not is_lijst(m.bron))


def _overlapt(een: Detentie, ander: Detentie) -> bool:
    (van, tot), (ander_van, ander_tot) = _periode(een), _periode(ander)
    return van < ander_tot and ander_van < tot


def _periode(d: Detentie) -> tuple[date, date]:
    """Return the first day, and the first day after; whoever left and came back was out between."""
    van = d.begin or date.min
    if d.einde is None:
        return van, date.max
    return van, max(d.einde, min(van, date.max - _DAG) + _DAG)
