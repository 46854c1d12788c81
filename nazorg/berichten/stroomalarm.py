"""Alarms about lateness: of a stream of a source, and of our own reader of Kafka."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nazorg.berichten.alarm import (
    NAAM_VAN_STROOM,
    Alarm,
    AlarmSoort,
    Berichtstroom,
    Grenzen,
    bron_naam,
)
from nazorg.berichten.ritme import duur_tekst
from nazorg.kern.klok import AMSTERDAM

# What came in so recently tells how far a stream is behind.
NET = timedelta(minutes=15)
# Not a stream of a source, but our own reading of all of them.
KAFKA = "kafka"
# More than one thing is in this name, and the verb says so.
_MEERVOUD = frozenset({Berichtstroom.DETENTIE})


@dataclass(frozen=True, slots=True)
class Peiling:
    """How late the last of a stream came in, and when that was."""

    vertraging: timedelta
    laatste_op: datetime


def alarm_bij_achterstand(
    stroom: Berichtstroom,
    peiling: Peiling,
    *,
    bron: str,
    nu: datetime,
    grenzen: Grenzen,
    met_naam: bool = False,
) -> Alarm | None:
    """Return the alarm for a stream of a source of which even the freshest message was late.

    It stays until one comes in time: that none comes says nothing about being in time again.
    met_naam: another source sends this stream too, so say which one it is.
    """
    if peiling.vertraging < grenzen.achterstand:
        return None
    naam = NAAM_VAN_STROOM[stroom] + (f" ({bron_naam(bron)})" if met_naam else "")
    kort, uitleg = _hoe_laat(stroom, naam, peiling, nu=nu)
    return Alarm(
        soort=AlarmSoort.ACHTERSTAND,
        bron=bron,
        stroom=stroom,
        kort=f"{kort}.",
        tekst=f"{kort}{uitleg}",
        sinds=peiling.laatste_op,
    )


def _hoe_laat(
    stroom: Berichtstroom, naam: str, peiling: Peiling, *, nu: datetime
) -> tuple[str, str]:
    """Say that a stream is behind while it comes, and how late it was when it does not come."""
    hoeveel = _zo_lang(peiling.vertraging)
    if nu - peiling.laatste_op <= NET:
        loopt = "lopen" if stroom in _MEERVOUD else "loopt"
        kort = f"{naam} {loopt} {hoeveel} achter"
        return kort, ": zo oud zijn de berichten die nu binnenkomen."
    toen, hier = peiling.laatste_op.astimezone(AMSTERDAM), nu.astimezone(AMSTERDAM)
    moment = f"{toen:%H:%M}" if toen.date() == hier.date() else f"{toen:%d-%m-%Y %H:%M}"
    kort = f"{naam}: laatste bericht kwam {hoeveel} te laat ({moment})"
    return kort, ". Daarna kwam er geen bericht meer."


def alarm_bij_hartslag(
    gelezen_op: datetime | None, oudste_op: datetime | None, *, nu: datetime, grenzen: Grenzen
) -> Alarm | None:
    """Return the alarm for our own reader of Kafka: it is gone, or it does not get ahead.

    gelezen_op: when one last looked; None when there never was one. oudste_op: what waits longest.
    """
    if gelezen_op is None:
        return None
    if nu - gelezen_op >= grenzen.hartslag:
        lang = _zo_lang(nu - gelezen_op)
        kort = f"Wij lezen al {lang} geen berichten."
        tekst = f"{kort} Ze blijven bij Kafka staan. De beheerder moet 'nazorg consume' nakijken."
        return _van_ons(kort, tekst, sinds=gelezen_op)
    if oudste_op and nu - oudste_op >= grenzen.achterstand:
        kort = f"Wij lopen {_zo_lang(nu - oudste_op)} achter met lezen."
        tekst = f"{kort} Zo oud is het oudste bericht dat nog wacht."
        return _van_ons(kort, tekst, sinds=oudste_op)
    return None


def _van_ons(kort: str, tekst: str, *, sinds: datetime) -> Alarm:
    return Alarm(
        soort=AlarmSoort.ACHTERSTAND, bron="", stroom=KAFKA, kort=kort, tekst=tekst, sinds=sinds
    )


def _zo_lang(duur: timedelta) -> str:
    minuten = round(duur / timedelta(minutes=1))
    return f"{minuten} min" if minuten < 120 else duur_tekst(duur)
