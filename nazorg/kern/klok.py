"""The clock, as something that is handed over: the domain has none of its own."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

# Every date that a person reads is a date in the Netherlands; every stored moment is UTC.
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Klok(Protocol):
    def nu(self) -> datetime:
        """Return this moment, aware, in UTC."""
        ...


class SysteemKlok:
    def nu(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the one place that asks the machine


def day_of(moment: datetime) -> date:
    """Return the day of a moment as people in the Netherlands read it."""
    return moment.astimezone(AMSTERDAM).date()


def einde_van(dag: date) -> datetime:
    """Return the moment at which a day in the Netherlands is over."""
    return datetime.combine(dag + timedelta(days=1), time(), AMSTERDAM)


def vandaag(klok: Klok) -> date:
    """Return today's date as people in the Netherlands read it."""
    return day_of(klok.nu())
