"""Leaving a destination in peace while it cannot take anything: no call for every event that waits.

Without this a receiver that is down gets every waiting dossier thrown at it, and each of those
events uses up its own day. With it, one event at a time tries the door.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from nazorg.berichten.bezorging import Antwoord, Bezorgreden, gevraagd

_EERSTE, _LANGSTE = timedelta(seconds=1), timedelta(minutes=1)
# It asked for rest itself: that we give it, but we look again within the hour.
_LANGSTE_VERZOEK = timedelta(hours=1)
_VAN_ALLEN = frozenset(
    {
        Bezorgreden.GEEN_VERBINDING,
        Bezorgreden.GEEN_ANTWOORD,
        Bezorgreden.ADRES_GEWEIGERD,
        Bezorgreden.DRUK,
        Bezorgreden.STORING,
        Bezorgreden.DOORVERWEZEN,
    }
)


@dataclass(slots=True)
class _Pauze:
    tot: datetime
    duur: timedelta


@dataclass(slots=True)
class Rust:
    """Which destinations rest, and until when."""

    _pauzes: dict[UUID, _Pauze] = field(default_factory=dict)

    def ruimte(self, bestemming: UUID, *, vrij: int, onderweg: int, nu: datetime) -> int:
        """Return how many may be sent now: all that is free, one to try the door, or none."""
        pauze = self._pauzes.get(bestemming)
        if pauze is None:
            return max(vrij - onderweg, 0)
        return 0 if nu < pauze.tot or onderweg else 1

    def hoor(self, bestemming: UUID, antwoord: Antwoord, *, nu: datetime) -> None:
        """Learn from an answer. Answers of calls that were already under way make no new pause."""
        if antwoord.reden not in _VAN_ALLEN:
            self._pauzes.pop(bestemming, None)
            return
        pauze = self._pauzes.get(bestemming)
        verzoek = min(gevraagd(antwoord), _LANGSTE_VERZOEK)
        if pauze is None:
            self._pauzes[bestemming] = _Pauze(nu + max(_EERSTE, verzoek), _EERSTE)
        elif nu >= pauze.tot:
            duur = min(pauze.duur * 2, _LANGSTE)
            self._pauzes[bestemming] = _Pauze(nu + max(duur, verzoek), duur)
        else:
            pauze.tot = max(pauze.tot, nu + verzoek)
