"""Liveness of a consumer is progress: a ping answers long after the last message was read."""

from collections.abc import Mapping


class Voortgang:
    """What the consumer did last. All moments are seconds on the monotonic clock.

    stil_s: so long may pass between two returns of the poll loop.
    vast_s: so long may pass without a committed offset while there is something to read.
    """

    def __init__(self, *, stil_s: float = 30.0, vast_s: float = 60.0) -> None:
        self._stil_s = stil_s
        self._vast_s = vast_s
        self._gepeild_op: float | None = None
        self._vooruit_op: float | None = None
        self._achterstand: dict[str, int | None] = {}
        self._toestand = "gestopt"
        self._verwerkt = 0
        self._apart = 0
        self._herstarts = 0

    def begin(self, nu: float) -> None:
        """Start a life of the consumer; it gets the usual time to reach Kafka."""
        self._toestand = "verbinden"
        self._achterstand = {}
        if self._gepeild_op is None:
            self._gepeild_op = self._vooruit_op = nu

    def peil(self, gepeild_op: float, nu: float, achterstand: Mapping[str, int | None]) -> None:
        """Note when the poll loop last returned and how far each partition is behind.

        achterstand: records after the last durable one per `topic[partition]`; None is unknown.
        """
        self._toestand = "leest" if achterstand else "wacht_op_partities"
        self._gepeild_op = max(gepeild_op, self._gepeild_op or gepeild_op)
        self._achterstand = dict(achterstand)
        if self._is_bij():
            # Only now does the clock start for what comes next.
            self._vooruit_op = nu

    def leg_vast(self, nu: float, *, aantal: int, apart: int) -> None:
        """Note that a batch is durable and its offsets are committed."""
        self._vooruit_op = nu
        self._verwerkt += aantal
        self._apart += apart

    def herstart(self) -> None:
        self._herstarts += 1
        self._toestand = "herstarten"

    def stop(self) -> None:
        self._toestand = "gestopt"

    def is_levend(self, nu: float) -> bool:
        """Return whether the loop turns and, if there is anything to read, gets ahead with it."""
        if self._gepeild_op is None or self._vooruit_op is None:
            return False
        if nu - self._gepeild_op >= self._stil_s:
            return False
        return self._is_bij() or nu - self._vooruit_op < self._vast_s

    def toestand(self) -> dict[str, object]:
        """Return counts for a status page; nothing in it comes from a message."""
        return {
            "toestand": self._toestand,
            "verwerkt": self._verwerkt,
            "apart_gezet_door_fout": self._apart,
            "herstarts": self._herstarts,
            "achterstand": sum(aantal or 0 for aantal in self._achterstand.values()),
            "partities": dict(self._achterstand),
        }

    def _is_bij(self) -> bool:
        return self._toestand in {"leest", "wacht_op_partities"} and not any(
            aantal is None or aantal > 0 for aantal in self._achterstand.values()
        )
