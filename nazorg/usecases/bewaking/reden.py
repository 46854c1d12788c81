"""The reason that somebody gives for closing what the watch saw."""

from nazorg.kern.bsn import is_bsn
from nazorg.kern.weigering import Weigering

KORTST, LANGST = 5, 300


class GeenReden(Weigering):
    """To close something takes a reason in words, without a number of a person in it."""


def check_reden(tekst: str) -> str:
    """Return a reason in words. Raises GeenReden."""
    tekst = " ".join(tekst.split())
    if not KORTST <= len(tekst) <= LANGST:
        raise GeenReden(f"Geef een reden van {KORTST} tot {LANGST} tekens.")
    if any(is_bsn(woord) for woord in tekst.replace(".", " ").replace(",", " ").split()):
        raise GeenReden("Zet geen BSN in de reden.")
    return tekst
