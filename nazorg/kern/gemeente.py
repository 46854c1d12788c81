"""Gemeenten with their begin, end and successor: herindelingen are data (BRP tabel 33)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

# BRP tabel 33: 0000 is 'onbekend', 1999 is the register of non-residents (RNI).
ONBEKEND = "0000"
RNI = "1999"
# Codes that exist, of which nobody lives in a gemeente.
GEEN_WOONPLAATS = frozenset({ONBEKEND, RNI})


@dataclass(frozen=True, slots=True)
class Gemeente:
    """One gemeente. begin and einde are half-open; einde is the first day it no longer exists."""

    code: str
    naam: str
    begin: date | None = None
    einde: date | None = None
    opvolger: str | None = None


class Gemeenten:
    """All gemeenten that ever were, by code."""

    def __init__(self, rijen: Iterable[Gemeente]) -> None:
        self._op_code = {g.code: g for g in rijen}

    def __contains__(self, code: object) -> bool:
        return code in self._op_code

    def __iter__(self) -> Iterator[Gemeente]:
        return iter(self._op_code.values())

    def get(self, code: str) -> Gemeente | None:
        return self._op_code.get(code)

    def voeg_toe(self, gemeente: Gemeente) -> None:
        """Add one that people added; what came with nazorg itself stays as it is."""
        self._op_code.setdefault(gemeente.code, gemeente)

    def naam(self, code: str) -> str:
        """Return the name, or a word that fits in a sentence when there is none."""
        if code == RNI:
            return "geen woonplaats in Nederland (RNI)"
        gemeente = self._op_code.get(code)
        return gemeente.naam if gemeente and code != ONBEKEND else "onbekend"

    def huidige(self, code: str, *, op: date) -> Gemeente | None:
        """Follow the successors of code until the gemeente that exists on day op.

        Returns None when code is unknown or has ended without a successor.
        """
        gezien: set[str] = set()
        gemeente = self._op_code.get(code)
        while gemeente and gemeente.einde and gemeente.einde <= op:
            if gemeente.code in gezien or not gemeente.opvolger:
                return None
            gezien.add(gemeente.code)
            gemeente = self._op_code.get(gemeente.opvolger)
        return gemeente
