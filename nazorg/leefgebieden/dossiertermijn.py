"""How long a dossier lives after a release, and what keeps it longer.

Source: L12 (a draft decree named six months after the release date; not adopted as such), so the
number is data, with a reason where a gemeente wants another. A dossier always lives through the
measurement of six months after the release.

Who was a minor when the detention began: never longer than twelve months after it ended, whatever a
gemeente chose and whoever asked to keep it (L13; Besluit justitiele gegevens, 11aa, 2015).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nazorg.kern.maanden import plus_maanden
from nazorg.kern.weigering import Weigering

MINST = 6
JEUGD_HOOGSTENS = 12
# A measurement that was missed for longer is not made up afterwards, so nothing waits for it.
_METING_WACHT = timedelta(days=14)
_LANGST_BEWAARD = timedelta(days=366)


class Beletsel(StrEnum):
    """Why a dossier stays although its term is over."""

    IN_DETENTIE = "in_detentie"
    BEWAARD = "bewaard"
    ACTIE_OPEN = "actie_open"
    METING = "meting"


class Bewaarreden(StrEnum):
    """Why somebody asked to keep a dossier longer."""

    KLACHT_OF_BEZWAAR = "klacht_of_bezwaar"
    INZAGEVERZOEK = "inzageverzoek"
    RECHTSZAAK = "rechtszaak"
    LOPEND_TRAJECT = "lopend_traject"


@dataclass(frozen=True, slots=True)
class Termijnen:
    """Months after the release: for all, and for gemeenten with a reason for another number."""

    maanden: int
    per_gemeente: Mapping[str, int]

    def voor(self, gemeente: str) -> int:
        return self.per_gemeente.get(gemeente, self.maanden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Levensloop:
    """What the end of a dossier hangs on.

    laatste: the last release, or for a withdrawn notice the day of the last message; None while
    somebody is detained. bewaard_tot: a hold, the last day included. actie_open: something that
    people agreed on is not done. gemeten: the measurement of six months was made. vrij: somebody
    was released, so there is a measurement to wait for. jeugd: a minor when the detention began.
    """

    laatste: date | None
    vrij: bool
    bewaard_tot: date | None = None
    actie_open: bool = False
    gemeten: bool = False
    jeugd: bool = False


@dataclass(frozen=True, slots=True)
class Einde:
    """op: the first day on which a dossier may be removed; None while there is no such day."""

    op: date | None
    beletsels: tuple[Beletsel, ...]

    def is_bereikt(self, dag: date) -> bool:
        return self.op is not None and dag >= self.op and not self.beletsels


def bepaal_einde(leven: Levensloop, maanden: int, *, dag: date) -> Einde:
    """Return when a dossier goes, seen on a day, and what stands in the way."""
    if leven.laatste is None:
        return Einde(None, (Beletsel.IN_DETENTIE,))
    op = plus_maanden(leven.laatste, max(kort_in(maanden, leven), MINST)) + timedelta(days=1)
    grens = find_grens(leven)
    if grens is not None and dag >= grens:
        return Einde(op, ())
    beletsels = []
    if leven.bewaard_tot is not None and leven.bewaard_tot >= dag:
        beletsels.append(Beletsel.BEWAARD)
    if leven.actie_open:
        beletsels.append(Beletsel.ACTIE_OPEN)
    meet_op = plus_maanden(leven.laatste, MINST)
    if leven.vrij and not leven.gemeten and meet_op <= dag <= meet_op + _METING_WACHT:
        beletsels.append(Beletsel.METING)
    return Einde(op, tuple(beletsels))


def kort_in(maanden: int, leven: Levensloop) -> int:
    """Return the term of a dossier: that of its gemeente, but never too long for a minor."""
    return min(maanden, JEUGD_HOOGSTENS) if leven.jeugd else maanden


def find_grens(leven: Levensloop) -> date | None:
    """Return the first day on which nothing keeps a dossier any more; None when there is none."""
    if not leven.jeugd or leven.laatste is None:
        return None
    return plus_maanden(leven.laatste, JEUGD_HOOGSTENS) + timedelta(days=1)


class Bewaarfout(Weigering):
    """A hold that cannot be: the text says what to change."""


def check_bewaren(tot: date | None, *, dag: date, grens: date | None = None) -> date:
    """Return the last day of a hold. Raises Bewaarfout: a hold has an end that is not far away.

    grens: the first day on which nothing may keep it (`find_grens`).
    """
    if tot is None or tot <= dag:
        raise Bewaarfout("Kies een dag na vandaag.")
    if tot > dag + _LANGST_BEWAARD:
        raise Bewaarfout("Kies een dag binnen een jaar. Daarna kunt u opnieuw verlengen.")
    if grens is not None and tot >= grens:
        laatst = (grens - timedelta(days=1)).isoformat()
        raise Bewaarfout(
            "Deze persoon was minderjarig bij het begin van de detentie. Bewaren kan tot"
            f" {JEUGD_HOOGSTENS} maanden na de vrijlating: uiterlijk {laatst[8:]}-{laatst[5:7]}"
            f"-{laatst[:4]}."
        )
    return tot
