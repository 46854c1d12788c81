"""The application log: structured events with an allow-list of fields.

What is not on the list does not get out, whoever logs it: so no BSN, name, payload or rejected
value can slip in through a new field (BIO2 8.15.02; L19). The text of an exception is not on it.
"""

import contextlib
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO, cast

import structlog

VELDEN = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "aantal",
        "achterstand",
        "adres",
        "apart_gezet",
        "batch",
        "bootstrap",
        "dubbel",
        "duur_ms",
        "fout",
        "genegeerd",
        "groep",
        "herkomst",
        "job",
        "methode",
        "offset",
        "partner",
        "partitie",
        "partition",
        "plek",
        "poging",
        "poort",
        "reden",
        "regels",
        "slot",
        "status",
        "storing",
        "topic",
        "verwerkt",
        "wacht_s",
        "weggelaten",
    }
)


def alleen_velden(
    _: Any, __: str, gebeurtenis: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop every field that is not on the list; say how many were dropped."""
    over = [naam for naam in gebeurtenis if naam not in VELDEN]
    for naam in over:
        del gebeurtenis[naam]
    if over:
        gebeurtenis["weggelaten"] = len(over)
    return gebeurtenis


class _Uitgang:
    """Standard error as far as it is there: a log that nobody can read must not cost an answer."""

    def __init__(self, stroom: TextIO | None) -> None:
        self._stroom = stroom

    def write(self, tekst: str) -> int:
        # ValueError is what a closed file says.
        with contextlib.suppress(OSError, ValueError):
            if self._stroom is not None:
                self._stroom.write(tekst)
        return len(tekst)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            if self._stroom is not None:
                self._stroom.flush()


class _Bibliotheek(logging.Handler):
    """Passes on why Kafka refuses us, which aiokafka tells its log only; never a number in it."""

    def emit(self, record: logging.LogRecord) -> None:
        reden = re.sub(r"[0-9]{7,}", "…", record.getMessage())[:200]
        structlog.get_logger().error("kafka.library", reden=reden)


def richt_in(niveau: str) -> None:
    """Send structured lines to standard error; silence libraries that log what they handle."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            alleen_velden,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, niveau.upper())),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Uitgang(sys.stderr))),
    )
    # aiokafka, FastStream and asyncio put records, keys and statements in their lines.
    logging.basicConfig(level=logging.CRITICAL, handlers=[logging.NullHandler()], force=True)
    aiokafka = logging.getLogger("aiokafka")
    aiokafka.handlers, aiokafka.propagate = [_Bibliotheek()], False
    aiokafka.setLevel(logging.ERROR)
