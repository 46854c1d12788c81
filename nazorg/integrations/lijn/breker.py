"""A circuit breaker and a retry budget: a partner that is ill gets rest, not more calls."""

import time
from collections.abc import Callable
from dataclasses import dataclass

NA_FOUTEN = 5
_EERSTE_RUST_S, _LANGSTE_RUST_S = 1.0, 60.0
# It asked for rest itself: that it gets, but we look again within the hour.
_LANGSTE_VERZOEK_S = 3_600.0
Tik = Callable[[], float]


@dataclass(slots=True)
class Breker:
    """Closed: everything passes. Open: nothing. After the rest one call tries the door."""

    tik: Tik = time.monotonic
    _fouten: int = 0
    _tot: float = 0.0
    _rust_s: float = 0.0
    _proeft: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether nothing may pass now."""
        return bool(self._rust_s) and (self._proeft or self.tik() < self._tot)

    @property
    def is_proef(self) -> bool:
        """Tell whether exactly one call may pass now, to try the door."""
        return bool(self._rust_s) and not self.is_open

    def wacht_s(self) -> float:
        """Return how long it still rests."""
        return max(self._tot - self.tik(), 0.0)

    def begin(self) -> bool:
        """Take the place of a call; False when it may not pass."""
        if self.is_open:
            return False
        self._proeft = bool(self._rust_s)
        return True

    def lukte(self) -> None:
        """Note an answer: the partner is there, whatever it said."""
        self._fouten, self._rust_s, self._proeft = 0, 0.0, False

    def laat_los(self) -> None:
        """Give the place back of a call that was broken off and learned nothing."""
        self._proeft = False

    def mislukte(self, wacht_s: float | None = None) -> None:
        """Note that the partner could not answer; wacht_s: it asked for that much rest."""
        self._fouten += 1
        verzoek = min(wacht_s or 0.0, _LANGSTE_VERZOEK_S)
        if not self._proeft and self._fouten < NA_FOUTEN and not verzoek:
            return
        if self._proeft or not self._rust_s:
            self._rust_s = min(self._rust_s * 2 or _EERSTE_RUST_S, _LANGSTE_RUST_S)
        self._tot = max(self._tot, self.tik() + max(self._rust_s, verzoek))
        self._proeft = False


@dataclass(slots=True)
class Budget:
    """Retries may be a tenth of what goes well, and ten to begin with.

    Without it every call to a partner that half works is sent twice, which makes it worse.
    """

    _tienden: int = 100

    def verdien(self) -> None:
        self._tienden = min(self._tienden + 1, 100)

    def betaal(self) -> bool:
        """Pay for one retry; False when there is nothing left."""
        if self._tienden < 10:
            return False
        self._tienden -= 10
        return True
