"""When to tell a mayor that something is ready, again, and when to have somebody call (D.4)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from nazorg.bij.melding import Terugkeersoort
from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.werkdagen import plus_werkdagen, werkdagen_tot


class Kennisgevingsoort(StrEnum):
    """Which mail it is; the receiver cannot tell them apart by the subject."""

    BERICHT = "bericht"
    HERHALING = "herhaling"
    INTREKKING = "intrekking"


class Kennisgevingstand(StrEnum):
    """How far a mail is. bezig is written before the call, so that a crash cannot hide it."""

    KLAAR = "klaar"
    BEZIG = "bezig"
    VERZONDEN = "verzonden"
    TERUGGEKOMEN = "teruggekomen"
    VERVALLEN = "vervallen"


class Belreden(StrEnum):
    """Why the aandachtsfunctionaris has to call."""

    ONGELEZEN = "ongelezen"
    TERUGGEKOMEN = "teruggekomen"
    INTREKKING = "intrekking"


class BijAlarm(StrEnum):
    """What is wrong in this compartment; an alarm never says about whom."""

    GEEN_AANWIJZING = "geen_aanwijzing"
    MAIL_TERUG = "mail_terug"
    MAIL_WACHT = "mail_wacht"
    ONGELEZEN = "ongelezen"
    ONLEESBAAR = "onleesbaar"
    BESLUIT_WACHT = "besluit_wacht"
    BESLUIT_KWAM_NIET_AAN = "besluit_kwam_niet_aan"
    AUDIT_VERANDERD = "audit_veranderd"
    EIGEN_FOUT = "eigen_fout"
    GAT = "gat"
    LEZER_STIL = "lezer_stil"
    LEZER_ACHTER = "lezer_achter"


class Werkstap(StrEnum):
    """What the process of this compartment does by itself."""

    WAARSCHUW = "waarschuw"
    VERSTUUR = "verstuur"
    RETOUR = "retour"
    VERNIETIG = "vernietig"
    VERRIJK = "verrijk"
    GEEF_DOOR = "geef_door"
    BEZORG = "bezorg"
    CONTROLEER = "controleer"
    BEWAAK = "bewaak"


class Stap(StrEnum):
    """What to do next for one reader of one alert."""

    NIETS = "niets"
    HERHAAL = "herhaal"
    BEL = "bel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijnen:
    """The times, from `nazorg/referentie/bij/termijnen.toml`: each with its source there."""

    aanloop_dagen: dict[str, int]
    lezen_werkdagen_snel: int
    lezen_werkdagen: int
    bellen_werkdagen: int
    spoed_werkdagen: int
    spoed_bellen_minuten: int
    mail_wacht_minuten: int


def is_snel(soort: Terugkeersoort, terugkeer: date, *, vandaag: date, t: Termijnen) -> bool:
    """Tell whether an alert came with less time than usual, so that all goes quicker."""
    return (terugkeer - vandaag).days <= t.aanloop_dagen[soort]


def is_spoed(terugkeer: date, *, vandaag: date, t: Termijnen) -> bool:
    """Tell whether the return is so near that a mail also goes at night."""
    return werkdagen_tot(vandaag, terugkeer) <= t.spoed_werkdagen


def lezen_voor(soort: Terugkeersoort, terugkeer: date, *, vandaag: date, t: Termijnen) -> date:
    """Return our own reading date: it says nothing about the day of return."""
    snel = is_snel(soort, terugkeer, vandaag=vandaag, t=t)
    return plus_werkdagen(vandaag, t.lezen_werkdagen_snel if snel else t.lezen_werkdagen)


def verzenden_vanaf(nu: datetime, *, stil_van: time, stil_tot: time, spoed: bool) -> datetime:
    """Return when a mail may go: at once, or at the end of the quiet hours of this reader."""
    hier = nu.astimezone(AMSTERDAM)
    if spoed or not _is_stil(hier.time(), stil_van, stil_tot):
        return nu
    einde = hier.replace(hour=stil_tot.hour, minute=stil_tot.minute, second=0, microsecond=0)
    if einde <= hier:
        einde += timedelta(days=1)
    return einde.astimezone(nu.tzinfo)


def _is_stil(uur: time, van: time, tot: time) -> bool:
    if van == tot:
        return False
    return van <= uur < tot if van < tot else uur >= van or uur < tot


def bellen_vanaf(lezen: date, *, gebeld: date | None, t: Termijnen) -> date:
    """Return from when to have somebody called: after our reading date, or after the last call."""
    return plus_werkdagen(gebeld or lezen, t.bellen_werkdagen)


def is_spoed_voorbij(sinds: datetime, *, nu: datetime, t: Termijnen, keer: int = 1) -> bool:
    """Tell whether an urgent mail is unread for too long: the return does not wait for a day.

    sinds: when it was planned; keer: twice the time is an alarm.
    """
    return nu - sinds >= keer * timedelta(minutes=t.spoed_bellen_minuten)


def volgende_stap(
    *,
    lezen: date,
    herhaald: bool,
    gebeld: date | None,
    vandaag: date,
    t: Termijnen,
    haast: bool = False,
) -> Stap:
    """Return what a reader who did not open it yet needs: the same mail once more, then a call.

    gebeld: when a call was made last. Who was called and still did not read is called again.
    haast: it is urgent, and our time for that is over.
    """
    if haast and gebeld is None:
        return Stap.BEL if herhaald else Stap.HERHAAL
    if vandaag <= lezen:
        return Stap.NIETS
    if not herhaald:
        return Stap.HERHAAL
    return Stap.BEL if vandaag >= bellen_vanaf(lezen, gebeld=gebeld, t=t) else Stap.NIETS
