"""What people do with a task: each deed turns one state into another, so that it can be undone.

No clock and no database: the same deed on the same state gives the same state.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from nazorg.kern.weigering import Weigering
from nazorg.werkvoorraad.taken import Taakstatus

# Further away is no snooze but a task that nobody will ever see again.
VERSTE_DAG = timedelta(days=366)


class Lijst(StrEnum):
    """Where an open task stands: to be done now, waiting for somebody else, or asleep."""

    DOEN = "doen"
    WACHT = "wacht"
    SLUIMERT = "sluimert"


class Handeling(StrEnum):
    """A deed of a person, as the history of a task names it."""

    AFGEHANDELD = "afgehandeld"
    HEROPEND = "heropend"
    TOEGEWEZEN = "toegewezen"
    VRIJGEGEVEN = "vrijgegeven"
    SLUIMERT = "sluimert"
    WACHT = "wacht"
    TERUGGEZET = "teruggezet"
    ONGEDAAN = "ongedaan"


class Afloop(StrEnum):
    """What became of a deed for one task."""

    GEDAAN = "gedaan"
    ONGEWIJZIGD = "ongewijzigd"
    VERANDERD = "veranderd"
    GEEN_TOEGANG = "geen_toegang"
    NIET_OPEN = "niet_open"
    NIET_MEER_NODIG = "niet_meer_nodig"


class NietOpen(Weigering):
    """Only an open task can be given to somebody, put to sleep or left waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taakstand:
    """The part of a task that people change.

    eigenaar: id of who does it, '' for nobody. tot: until when it sleeps, or the day of the
    reminder when it waits. bij_wijziging: it also wakes when something changes. wacht_op: id of the
    party that is waited for, since wacht_sinds. gewekt: why it came back by itself, which a deed
    forgets and its undo brings back; it does not make a state another one.
    """

    status: Taakstatus = Taakstatus.OPEN
    eigenaar: str = ""
    lijst: Lijst = Lijst.DOEN
    tot: date | None = None
    bij_wijziging: bool = False
    wacht_op: str = ""
    wacht_sinds: date | None = None
    gewekt: Mapping[str, str | None] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdracht:
    """A deed with what belongs to it: to whom, until when, waiting for which party."""

    soort: Handeling
    eigenaar: str = ""
    tot: date | None = None
    bij_wijziging: bool = False
    wacht_op: str = ""

    def controleer(self, *, vandaag: date) -> dict[str, str]:
        """Return what is wrong with the deed itself: field to sentence. Empty when it is right."""
        fouten: dict[str, str] = {}
        if self.soort is Handeling.TOEGEWEZEN and not self.eigenaar:
            fouten["eigenaar"] = "Kies aan wie u de taak geeft."
        if self.soort is Handeling.SLUIMERT and self.tot is None and not self.bij_wijziging:
            fouten["tot"] = "Kies een dag, of laat de taak terugkomen als er iets verandert."
        if self.soort is Handeling.WACHT and not self.wacht_op:
            fouten["wacht_op"] = "Kies op wie u wacht."
        if self.soort is Handeling.WACHT and self.tot is None:
            fouten["tot"] = "Kies de dag waarop u eraan herinnerd wilt worden."
        if self.tot is not None and self.tot <= vandaag:
            fouten["tot"] = "Deze dag is al geweest of is vandaag. Kies een latere dag."
        elif self.tot is not None and self.tot > vandaag + VERSTE_DAG:
            fouten["tot"] = "Deze dag is meer dan een jaar weg. Kies een eerdere dag."
        return fouten

    def pas_toe(self, stand: Taakstand, *, vandaag: date) -> Taakstand:
        """Return the state after this deed; the very same when there was nothing to do.

        Raises NietOpen for a task that is not on any list any more.
        """
        if stand.status is Taakstatus.VERVALLEN:
            raise NietOpen("Deze taak is niet meer nodig.")
        if self.soort is Handeling.AFGEHANDELD:
            return Taakstand(status=Taakstatus.AFGEHANDELD, eigenaar=stand.eigenaar)
        if self.soort is Handeling.HEROPEND:
            return replace(stand, status=Taakstatus.OPEN, gewekt=None)
        if stand.status is not Taakstatus.OPEN:
            raise NietOpen("Deze taak is al afgehandeld.")
        return self._verplaats(stand, vandaag)

    def _verplaats(self, stand: Taakstand, vandaag: date) -> Taakstand:
        """Return an open task with another owner, or on another list."""
        match self.soort:
            case Handeling.TOEGEWEZEN:
                return replace(stand, eigenaar=self.eigenaar, gewekt=None)
            case Handeling.VRIJGEGEVEN:
                return replace(stand, eigenaar="", gewekt=None)
            case Handeling.SLUIMERT:
                return Taakstand(
                    eigenaar=stand.eigenaar,
                    lijst=Lijst.SLUIMERT,
                    tot=self.tot,
                    bij_wijziging=self.bij_wijziging,
                )
            case Handeling.WACHT:
                zelfde = stand.wacht_op == self.wacht_op
                return Taakstand(
                    eigenaar=stand.eigenaar,
                    lijst=Lijst.WACHT,
                    tot=self.tot,
                    wacht_op=self.wacht_op,
                    wacht_sinds=(stand.wacht_sinds if zelfde else None) or vandaag,
                )
            case _:
                return Taakstand(eigenaar=stand.eigenaar)
