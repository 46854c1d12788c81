"""What came on the list while somebody looked at it, in one line."""

from nazorg.store.wachtrijnieuws import Nieuws
from nazorg.store.wachtrijtelling import DAK
from nazorg.web.tellen import telling


def write_nieuws(n: Nieuws) -> str:
    """Return '3 nieuwe taken en 1 taak terug of verschoven'; '' when nothing came."""
    delen = [
        _tel(n.nieuw, "nieuwe taak", "nieuwe taken"),
        _tel(n.terug, "taak terug of verschoven", "taken terug of verschoven"),
        _tel(n.van_collega, "taak van een collega", "taken van collega's"),
    ]
    return _samen([deel for deel in delen if deel])


def _tel(aantal: int, enkelvoud: str, meervoud: str) -> str:
    # Three counts of which one is at the roof are no sum: each says so for itself.
    return f"{telling(min(aantal, DAK))} {enkelvoud if aantal == 1 else meervoud}" if aantal else ""


def _samen(delen: list[str]) -> str:
    if len(delen) < 2:
        return "".join(delen)
    return f"{', '.join(delen[:-1])} en {delen[-1]}"
