"""In which order alerts stand: what comes first is first, what is over comes last."""

from datetime import date, datetime

from nazorg.bij.melding import Gemeld, Terugkeersoort
from nazorg.bij.verlof import volgend_voorval
from nazorg.kern.klok import day_of


def dag_van(gemeld: Gemeld, *, nu: datetime) -> date:
    """Return the day to look at: of the return, or of the leave that goes on or comes next."""
    keer = volgend_voorval(gemeld.voorvallen, ingetrokken=False, nu=nu)
    return day_of(keer.van) if keer else gemeld.terugkeer_vroegst


def is_geweest(gemeld: Gemeld, *, nu: datetime) -> bool:
    """Tell whether the return, or every time of a leave that may be shown, is over."""
    if gemeld.soort is Terugkeersoort.VERLOF:
        return volgend_voorval(gemeld.voorvallen, ingetrokken=False, nu=nu) is None
    return gemeld.terugkeer_laatst < day_of(nu)


def sleutel(gemeld: Gemeld, *, ingetrokken: bool, nu: datetime) -> tuple[bool, bool, int]:
    """Return by what to sort: to come before over, standing before withdrawn, the nearest first."""
    dag, geweest = dag_van(gemeld, nu=nu).toordinal(), is_geweest(gemeld, nu=nu)
    return (geweest, ingetrokken, -dag if geweest else dag)
