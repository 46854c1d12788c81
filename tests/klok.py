"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class VasteKlok:
    def __init__(self, nu: datetime | None = None) -> None:
        self._nu = nu or datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def nu(self) -> datetime:
        return self._nu

    def zet(self, nu: datetime) -> None:
        self._nu = nu

    def verder(self, **duur: float) -> None:
        self._nu += timedelta(**duur)
