"""Is the topic for the mayor read? What nobody reads, nobody misses."""

from datetime import datetime

from nazorg.berichten.alarm import Grenzen
from nazorg.bij.kennisgeving import BijAlarm


def find_leesalarm(
    gelezen_op: datetime | None, oudste_op: datetime | None, *, nu: datetime, grenzen: Grenzen
) -> BijAlarm | None:
    """Return what is wrong with our reader of Kafka: it is gone, or it does not get ahead.

    gelezen_op: when one last looked; None when there never was one: then messages come over HTTP
    and nobody is missed. oudste_op: since when the oldest waits that was not taken in.
    """
    if gelezen_op is None:
        return None
    if nu - gelezen_op >= grenzen.hartslag:
        return BijAlarm.LEZER_STIL
    if oudste_op and nu - oudste_op >= grenzen.achterstand:
        return BijAlarm.LEZER_ACHTER
    return None
