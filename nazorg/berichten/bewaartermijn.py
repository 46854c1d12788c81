"""How long what a message says is kept: whole months (UTC), because they are removed whole.

The term is our own choice, to be confirmed by the gemeenten: a count of a source is kept for a
year, and after that there is a month left to repair what it brings to light.
"""

from datetime import UTC, date, datetime

MAANDEN = 13
# Months that have a place before anything comes in for them: the present one and these.
VOORUIT = 2


def verschuif(maand: date, aantal: int) -> date:
    """Return the first day of the month that is `aantal` months after this one, or before it."""
    jaar, nul = divmod(maand.year * 12 + maand.month - 1 + aantal, 12)
    return date(jaar, nul + 1, 1)


def maand_van(nu: datetime) -> date:
    """Return the first day of the month of a moment, in UTC as in the key of a message."""
    return nu.astimezone(UTC).date().replace(day=1)


def bewaard_vanaf(nu: datetime, maanden: int) -> date:
    """Return the first day of the oldest month to keep: its last message may be of use still."""
    return verschuif(maand_van(nu), -maanden)


def komende_maanden(nu: datetime) -> list[date]:
    """Return the months that need a place: this one and those that come."""
    return [verschuif(maand_van(nu), n) for n in range(VOORUIT + 1)]
