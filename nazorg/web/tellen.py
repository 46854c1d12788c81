"""How a count reads that stops at a roof."""

from nazorg.store.wachtrijtelling import DAK


def telling(aantal: int) -> str:
    """Return a count as the screen shows it: exact, or '1000+' at the roof."""
    return f"{DAK}+" if aantal >= DAK else str(aantal)
