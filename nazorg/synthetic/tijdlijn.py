"""What the source held to be true, and from which moment on."""

from datetime import UTC, datetime
from typing import Generic, TypeVar

T = TypeVar("T")

# Known from before the first notice.
ALTIJD = datetime.min.replace(tzinfo=UTC)


class Tijdlijn(Generic[T]):
    """Values in the order in which they became known. Moments are aware UTC and never go back."""

    def __init__(self, eerste: T | None = None) -> None:
        self._punten: list[tuple[datetime, T | None]] = [(ALTIJD, eerste)]
        self._gezegd: list[datetime] = [ALTIJD]

    def zet(self, moment: datetime, waarde: T | None) -> None:
        """Hold waarde to be true from moment on. Raises ValueError when moment lies in the past."""
        if moment < self._punten[-1][0]:
            raise ValueError("a timeline only grows at its end")
        # Who says once more what was known already is not the one who said it.
        self._gezegd.append(self._gezegd[-1] if waarde == self._punten[-1][1] else moment)
        self._punten.append((moment, waarde))

    def herstel(self, moment: datetime) -> None:
        """Hold again, from moment on, what was true before the last change."""
        eerder = self._gezegd[-2]
        self.zet(moment, self._punten[-2][1])
        self._gezegd[-1] = eerder

    def op(self, moment: datetime) -> T | None:
        """Return what was held to be true at moment."""
        return next(waarde for sinds, waarde in reversed(self._punten) if sinds <= moment)

    def gezegd(self, moment: datetime) -> datetime | None:
        """Return when somebody first said what was held to be true at moment; None: nothing was."""
        if self.op(moment) is None:
            return None
        paren = zip(reversed(self._punten), reversed(self._gezegd), strict=True)
        return next(gezegd for (sinds, _), gezegd in paren if sinds <= moment)

    @property
    def laatste(self) -> T | None:
        return self._punten[-1][1]

    @property
    def sinds(self) -> datetime:
        """Return when the last value became known."""
        return self._punten[-1][0]
