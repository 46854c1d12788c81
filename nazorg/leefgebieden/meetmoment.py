"""The measuring moments: how the leefgebieden stood at the begin, at release, and after that.

Source: WODC monitor nazorg, sixth measurement (before, at release, one and six months after). What
was seen is frozen when the moment is reached: what we learn later changes no earlier measurement.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nazorg.kern.maanden import plus_maanden

# The D&R plan must be there within four weeks (Stcrt. 2014, 4617), so the begin is measured then.
BEGIN_NA = timedelta(days=28)


class Meetpunt(StrEnum):
    BEGIN = "begin"
    VRIJLATING = "vrijlating"
    EEN_MAAND = "een_maand"
    ZES_MAANDEN = "zes_maanden"


@dataclass(frozen=True, slots=True)
class Meetmoment:
    punt: Meetpunt
    datum: date


def plan_momenten(*, begin: date | None, vrij_op: date | None) -> tuple[Meetmoment, ...]:
    """Return the moments of one detention, in order.

    vrij_op: the day of release, or the first expected one. The begin is measured after four weeks,
    and no later than the release.
    """
    momenten = []
    if begin is not None:
        dag = begin + BEGIN_NA
        momenten.append(Meetmoment(Meetpunt.BEGIN, min(dag, vrij_op) if vrij_op else dag))
    if vrij_op is not None:
        momenten += [
            Meetmoment(Meetpunt.VRIJLATING, vrij_op),
            Meetmoment(Meetpunt.EEN_MAAND, plus_maanden(vrij_op, 1)),
            Meetmoment(Meetpunt.ZES_MAANDEN, plus_maanden(vrij_op, 6)),
        ]
    return tuple(momenten)
