"""Alarms about lateness: of a stream of a source, and of our own reader of Kafka."""

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

# Not a stream of a source, but our own reading of all of them.
KAFKA = "kafka"
# More than one thing is in this name, and the verb says so.
_MEERVOUD = frozenset({Berichtstroom.DETENTIE})


def alarm_bij_achterstand(
    stroom: Berichtstroom,
    vertraging: timedelta,
    *,
    bron: str,
    nu: datetime,
    grenzen: Grenzen,
    met_naam: bool = False,
) -> Alarm | None:
    """Return the alarm for a stream of a source of which even the freshest message is late.

    met_naam: another source sends this stream too, so say which one it is.
    """
    if vertraging < grenzen.achterstand:
        return None
    naam = NAAM_VAN_STROOM[stroom] + (f" ({bron_naam(bron)})" if met_naam else "")
    hoeveel = _zo_lang(vertraging)
    loopt = "lopen" if stroom in _MEERVOUD else "loopt"
    return Alarm(
        soort=AlarmSoort.ACHTERSTAND,
        bron=bron,
        stroom=stroom,
        kort=f"{naam} {loopt} {hoeveel} achter.",
        tekst=f"{naam} {loopt} {hoeveel} achter: zo oud zijn de berichten die nu binnenkomen.",
        sinds=nu,
    )


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
