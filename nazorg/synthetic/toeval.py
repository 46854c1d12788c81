"""Throws of the dice that several stories need: moments of the day and invented keys."""

import random
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from nazorg.kern.klok import AMSTERDAM

# No vowels and no digits: no words, and nothing that looks like a BSN.
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"


def draw_moment(rng: random.Random, dag: date, na: datetime | None = None) -> datetime:
    """Return a moment on dag, Dutch daytime, in UTC and whole seconds; always later than na."""
    seconden = int(rng.triangular(7, 19, 10.5) * 3600)
    klok = time(seconden // 3600, seconden // 60 % 60, seconden % 60, tzinfo=AMSTERDAM)
    moment = datetime.combine(dag, klok).astimezone(UTC)
    if na and moment <= na:
        return na + timedelta(seconds=rng.randint(180, 14_400))
    return moment


def draw_kenmerk(rng: random.Random, voor: str) -> str:
    """Return an invented key, for example DP-XKCDVBNM."""
    return f"{voor}-{''.join(rng.choices(_LETTERS, k=8))}"


def draw_uuid(rng: random.Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))
