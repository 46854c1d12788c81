"""One meeting: its kind, for whom, when and where, who sits there, and how far it is.

Source of the kinds: yearly report 2020 of Zorg- en Veiligheidshuis Gelderland-Zuid.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.vrije_tekst import Tekstfout
from nazorg.kern.weigering import Weigering
from nazorg.kern.werkdagen import is_werkdag
from nazorg.leefgebieden.betrokken import check_naam

DIGITAAL = "digitaal"
MEESTE_DEELNEMERS = 20
MEESTE_ZAKEN = 40
# Further away is a year that was mistyped, and everybody would leave before 'the next meeting'.
VERSTE_DAG = timedelta(days=366)
# An address of a meeting is a key: who has it walks in. Also without the protocol before it.
_LINK = ("://", "www.", "teams.microsoft", "zoom.us", "meet.", ".com/", ".nl/", "token", "@")


class Overlegsoort(StrEnum):
    TRAJECTBEPALING = "trajectbepalingsoverleg"
    NAZORG = "nazorgoverleg"


class Overlegstand(StrEnum):
    """How far a meeting is. VERZET: it will be, on another moment than was said before."""

    GEPLAND = "gepland"
    VERZET = "verzet"
    GEWEEST = "geweest"
    VERVALLEN = "vervallen"

    @property
    def is_open(self) -> bool:
        return self in (Overlegstand.GEPLAND, Overlegstand.VERZET)


class Puntstand(StrEnum):
    """How far one person on an agenda is."""

    OP_AGENDA = "op_agenda"
    BESPROKEN = "besproken"
    NIET_BESPROKEN = "niet_besproken"
    ERAF = "eraf"


class NietMeerOpen(Weigering):
    """A meeting that was held or cancelled does not change any more."""

    def __init__(self) -> None:
        super().__init__("Dit overleg is geweest of vervallen. Het verandert niet meer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a meeting is, as people in the Netherlands say it: a day, and from when to when."""

    datum: date
    van: time
    tot: time

    @property
    def begin(self) -> datetime:
        """The moment at which it begins, aware UTC."""
        return datetime.combine(self.datum, self.van, AMSTERDAM).astimezone(UTC)

    @property
    def einde(self) -> datetime:
        """The moment at which it ends, aware UTC."""
        return datetime.combine(self.datum, self.tot, AMSTERDAM).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overleg:
    """A meeting. regio: id of the profile, '' for one gemeente. gemeenten: whom it is about.

    plek: a place, or DIGITAAL. deelnemers: organisations and functions. zaken: how many people fit.
    versie: rises with every change of the meeting itself.
    """

    id: UUID
    soort: Overlegsoort
    regio: str
    gemeenten: tuple[str, ...]
    moment: Moment
    plek: str
    deelnemers: tuple[str, ...]
    zaken: int
    stand: Overlegstand = Overlegstand.GEPLAND
    versie: int = 1

    def verzet(self, moment: Moment, plek: str) -> "Overleg":
        """Return it on another moment or place. Raises NietMeerOpen."""
        self._require_open()
        stand = self.stand if moment == self.moment else Overlegstand.VERZET
        return replace(self, moment=moment, plek=plek, stand=stand, versie=self.versie + 1)

    def laat_vervallen(self) -> "Overleg":
        """Return it cancelled. Raises NietMeerOpen."""
        self._require_open()
        return replace(self, stand=Overlegstand.VERVALLEN, versie=self.versie + 1)

    def is_geweest(self, *, vandaag: date) -> "Overleg":
        """Return it as held. Raises NietMeerOpen, and Weigering when its day has not come."""
        self._require_open()
        if self.moment.datum > vandaag:
            raise Weigering("Dit overleg moet nog komen. Het kan nog niet geweest zijn.")
        return replace(self, stand=Overlegstand.GEWEEST, versie=self.versie + 1)

    def _require_open(self) -> None:
        if not self.stand.is_open:
            raise NietMeerOpen


def check_moment(
    moment: Moment | None, *, vandaag: date, dicht: frozenset[date] = frozenset()
) -> dict[str, str]:
    """Return per field what is wrong with a moment. None: the day or a time could not be read."""
    if moment is None:
        return {"datum": "Vul een dag en twee tijden in, zoals 26-11-2026, 10:00 en 11:30."}
    fouten = {}
    if moment.datum < vandaag:
        fouten["datum"] = "De dag ligt in het verleden. Kies vandaag of later."
    elif moment.datum > vandaag + VERSTE_DAG:
        fouten["datum"] = "Deze dag is meer dan een jaar weg. Kies een eerdere dag."
    elif not is_werkdag(moment.datum, dicht):
        fouten["datum"] = "Op deze dag zijn de loketten dicht. Kies een werkdag."
    if moment.tot <= moment.van:
        fouten["tot"] = "Het overleg eindigt voor het begint. Kies een latere tijd."
    return fouten


def check_opzet(
    plek: str, deelnemers: Collection[str], zaken: int, *, medisch: Collection[str]
) -> dict[str, str]:
    """Return per field what is wrong with place, participants and size. Never repeats a text."""
    fouten = dict(_check_teksten(plek, deelnemers, medisch))
    if not plek.strip():
        fouten["plek"] = "Vul een plaats in, of kies digitaal."
    if len(deelnemers) > MEESTE_DEELNEMERS:
        fouten["deelnemers"] = f"Noem hoogstens {MEESTE_DEELNEMERS} deelnemers."
    if not 1 <= zaken <= MEESTE_ZAKEN:
        fouten["zaken"] = f"Kies een aantal van 1 tot en met {MEESTE_ZAKEN}."
    return fouten


def _check_teksten(
    plek: str, deelnemers: Collection[str], medisch: Collection[str]
) -> Iterator[tuple[str, str]]:
    for veld, tekst in (("plek", plek), *(("deelnemers", d) for d in deelnemers)):
        try:
            check_naam(tekst, medisch=medisch)
        except Tekstfout as fout:
            yield veld, str(fout)
        if any(teken in tekst.lower() for teken in _LINK):
            yield veld, "Zet hier geen link of adres: wie het heeft, kan naar binnen."
