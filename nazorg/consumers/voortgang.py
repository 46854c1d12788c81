"""How a consumer is doing: does it live, can it do its work, does it get ahead.

Three questions, because they have three answers. A database that is away is no reason to start the
consumer anew (it lives), and yet nothing can be read (it is not ready).
"""

import itertools
from collections.abc import Iterable, Mapping

_LEEST = frozenset({"leest", "wacht_op_partities"})


class Voortgang:
    """What the consumer did last. All moments are seconds on the monotonic clock.

    stil_s: so long may pass between two returns of the poll loop, or two beats of who watches it.
    vast_s: so long may pass without a committed offset while there is something to read.
    hangt_s: so long may the use case take over one batch, its own time limits included.
    """

    def __init__(
        self, *, stil_s: float = 30.0, vast_s: float = 60.0, hangt_s: float = 180.0
    ) -> None:
        self._stil_s, self._vast_s, self._hangt_s = stil_s, vast_s, hangt_s
        self._geklopt_op: float | None = None
        self._gepeild_op: float | None = None
        self._vooruit_op: float | None = None
        self._achterstand: dict[str, int | None] = {}
        self._wacht_sinds: dict[str, float] = {}
        self._aanroepen: dict[int, float] = {}
        self._nummers = itertools.count()
        self._is_databank_weg = False
        self._toestand = "gestopt"
        self._verwerkt = 0
        self._apart = 0
        self._herstarts = 0

    def begin(self, nu: float) -> None:
        """Start a life of the consumer; it gets the usual time to reach Kafka."""
        self._achterstand = {}
        # Why the life before this one could not begin stays true until this one does.
        self.klop(nu, "verbinden" if self._toestand in {*_LEEST, "gestopt"} else None)
        if self._gepeild_op is None:
            self._gepeild_op = self._vooruit_op = nu

    def klop(self, nu: float, toestand: str | None = None) -> None:
        """Note that who watches the consumer still turns; toestand: what it is waiting for."""
        self._geklopt_op = nu
        self._toestand = toestand or self._toestand

    def peil(self, gepeild_op: float, nu: float, achterstand: Mapping[str, int | None]) -> None:
        """Note when the poll loop last returned and how far each partition is behind.

        achterstand: records after the last durable one per `topic[partition]`; None is unknown.
        """
        self.klop(nu, "leest" if achterstand else "wacht_op_partities")
        self._gepeild_op = max(gepeild_op, self._gepeild_op or gepeild_op)
        self._achterstand = dict(achterstand)
        # What waits in Kafka and was not fetched yet waits at least since we know of it.
        self._wacht_sinds = {
            naam: self._wacht_sinds.get(naam, nu)
            for naam, aantal in achterstand.items()
            if aantal or (aantal is None and naam in self._wacht_sinds)
        }
        if self._is_bij():
            # Only now does the clock start for what comes next.
            self._vooruit_op = nu

    def wacht_op(self, sinds: Mapping[str, float], *, klaar: Iterable[str] = ()) -> None:
        """Note since when the first record that is not durable waits, per partition.

        klaar: partitions of which what waited is durable now.
        """
        for naam in klaar:
            self._wacht_sinds.pop(naam, None)
        self._wacht_sinds |= sinds

    def begin_aanroep(self, nu: float) -> int:
        """Note that a batch goes to the use case; return the number of this call."""
        nummer = next(self._nummers)
        self._aanroepen[nummer] = nu
        return nummer

    def end_aanroep(self, nummer: int, *, databank_weg: bool | None) -> None:
        """Note that the use case came back, and whether it found the database; None: no answer."""
        del self._aanroepen[nummer]
        if databank_weg is not None:
            self._is_databank_weg = databank_weg

    def leg_vast(self, nu: float, *, aantal: int, apart: int) -> None:
        """Note that a batch is durable and its offsets are committed."""
        self._vooruit_op = nu
        self._verwerkt += aantal
        self._apart += apart

    def herstart(self) -> None:
        self._herstarts += 1

    def stop(self) -> None:
        self._toestand = "gestopt"

    def is_levend(self, nu: float) -> bool:
        """Return whether somebody still watches over it and no call hangs; else start it anew."""
        if self._geklopt_op is None or nu - self._geklopt_op >= self._stil_s:
            return False
        return all(nu - begonnen < self._hangt_s for begonnen in self._aanroepen.values())

    def is_gereed(self, nu: float) -> bool:
        """Return whether it reads Kafka, finds its database, and gets ahead."""
        return self._toestand in _LEEST and not self._is_databank_weg and self.komt_vooruit(nu)

    def komt_vooruit(self, nu: float) -> bool:
        """Return whether the loop turns and, if there is anything to read, gets ahead with it."""
        if self._gepeild_op is None or self._vooruit_op is None:
            return False
        if nu - self._gepeild_op >= self._stil_s:
            return False
        return self._is_bij() or nu - self._vooruit_op < self._vast_s

    def leest(self, nu: float) -> bool:
        """Return whether it reads Kafka now, whatever becomes of what it reads."""
        return self._toestand in _LEEST and self.is_levend(nu)

    @property
    def achterstand(self) -> int:
        """Return how many records are not durable yet, as far as that is known."""
        return sum(aantal or 0 for aantal in self._achterstand.values())

    def oudste(self, nu: float) -> float:
        """Return the age in seconds of the oldest record that is not durable; 0 when there is none.

        As Kafka dates it. Of a partition that waits for its turn only since when we know of it.
        """
        return max((nu - sinds for sinds in self._wacht_sinds.values()), default=0.0)

    def toestand(self) -> dict[str, object]:
        """Return counts for a status page; nothing in it comes from a message."""
        return {
            "toestand": self._toestand,
            "databank": "weg" if self._is_databank_weg else "ok",
            "verwerkt": self._verwerkt,
            "apart_gezet_door_fout": self._apart,
            "herstarts": self._herstarts,
            "achterstand": self.achterstand,
            "partities": dict(self._achterstand),
        }

    def _is_bij(self) -> bool:
        return self._toestand in _LEEST and not any(
            aantal is None or aantal > 0 for aantal in self._achterstand.values()
        )
