"""May this alert be here, and may it be shown today? The second lock; the sender has the first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from nazorg.berichten.uitkomst import Reden
from nazorg.bij.categorie import Categorie, find_categorie
from nazorg.bij.melding import Gemeld, Voorval
from nazorg.kern.klok import day_of
from nazorg.kern.maanden import plus_maanden

# Bjsg art. 11a: not earlier than three months before the return (L03).
MAANDEN_VOORAF = 3


def toets(gemeld: Gemeld, tabel: Iterable[Categorie], *, op: date) -> Reden | None:
    """Return why the law keeps this from a mayor, or None. Every verdict in it must pass (L02).

    op: today. What becomes irrevocable on a later day is not so yet.
    """
    rijen = tuple(tabel)
    if any((u.onherroepelijk_op or date.max) > op for u in gemeld.uitspraken):
        return Reden.NIET_ONHERROEPELIJK
    if any(find_categorie(u, rijen) is None for u in gemeld.uitspraken):
        return Reden.BUITEN_CATEGORIE
    return None


def zichtbaar_vanaf(terugkeer: date) -> date:
    """Return the first day on which an alert about this return may be shown (L03)."""
    return plus_maanden(terugkeer, -MAANDEN_VOORAF)


def mag_getoond(v: Voorval, *, op: date) -> bool:
    """Tell whether one time of a leave may be shown on a day: each has its own three months."""
    return zichtbaar_vanaf(day_of(v.van)) <= op


def toonbaar(gemeld: Gemeld, *, op: date) -> Gemeld:
    """Return what may be shown on a day of an alert that may be shown itself (L03)."""
    keren = tuple(v for v in gemeld.voorvallen if mag_getoond(v, op=op))
    return replace(gemeld, voorvallen=keren)
