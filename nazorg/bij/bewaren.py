"""How long an alert may be here (Bjsg art. 11a; L04). Nothing is kept because it may be handy."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from nazorg.bij.besluit import MAATREGELEN, Besluitsoort
from nazorg.kern.maanden import plus_maanden

MAANDEN_NA_VERSTREKKING = 9
JAREN_VERANTWOORDING = 5
GRONDSLAG = "Bjsg art. 11a: uiterlijk 9 maanden na verstrekking"
GRONDSLAG_ARCHIEF = "Bjsg art. 11a: 5 jaar na verwijdering"


class Vernietigsoort(StrEnum):
    """What was destroyed."""

    MELDING = "melding"
    ARCHIEF = "archief"


def uiterlijk_weg(verstrekt: date) -> date:
    """Return the last day on which an alert may still be here."""
    return plus_maanden(verstrekt, MAANDEN_NA_VERSTREKKING)


def verstrekt_voor(vandaag: date) -> date:
    """Return the day such that what was provided on or before it has to go today.

    A day early: a clock that runs once a day must not come a day late.
    """
    return plus_maanden(vandaag + timedelta(days=1), -MAANDEN_NA_VERSTREKKING)


def archief_tot(verwijderd: date) -> date:
    """Return the day on which the accountable extract is destroyed."""
    return plus_maanden(verwijderd, 12 * JAREN_VERANTWOORDING)


def moet_in_archief(besluiten: Iterable[Besluitsoort]) -> bool:
    """Tell whether a measure was ever taken, so that an extract stays."""
    return any(b in MAATREGELEN for b in besluiten)
