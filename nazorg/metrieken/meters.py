"""Every figure by name. What may be a label is a closed list: no name, number or path gets in."""

import math
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import islice

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from nazorg.berichten.alarm import AlarmSoort
from nazorg.berichten.uitkomst import Ontvangst
from nazorg.store.metingen import Metingen

# A source that nobody configured may only become a label as long as there are few of those: anybody
# could make up a million.
ONBEKEND = "onbekend"
_MEESTE_BRONNEN = 20
_METHODEN = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_VAN_DATABANK: dict[str, tuple[str, tuple[str, ...]]] = {
    "database_up": ("1 when it answered now.", ()),
    "database_bytes": ("Size of the database.", ()),
    "apart_gezet": ("Messages that are set aside now.", ("bron",)),
    "wacht": ("Messages that wait because their source is on hold.", ("bron",)),
    "bron_op_pauze": ("1 for a source that is on hold.", ("bron",)),
    "gaten": ("Sequence numbers that are missing now.", ("bron",)),
    "tellingverschil": (
        "Messages by which counts differ, but for what somebody closed.",
        ("bron",),
    ),
    "laatste_bericht_timestamp_seconds": ("When the last message came in.", ("bron",)),
    "alarmen": ("Alarms that are open.", ("soort",)),
    "stroom_delay_seconds": (
        "How late the freshest of its last messages came in; stays until one comes.",
        ("bron", "stroom"),
    ),
    "outbox_waiting": ("Outgoing events that wait; 100000 is so many or more.", ()),
    "outbox_oldest_seconds": ("Age of the oldest outgoing event that waits.", ()),
    "eigen_fout": ("Messages that are set aside by a fault of our own.", ()),
    "outbox_dead": ("Deliveries that we gave up, but for those of who was stopped.", ()),
    "bewaking_age_seconds": ("Since the streams were last watched.", ()),
}
_VAN_CONSUMER: dict[str, tuple[str, tuple[str, ...]]] = {
    "kafka_lag": ("Records that are not durable yet.", ("topic", "partition")),
    "oldest_unprocessed_seconds": (
        "Age of the oldest record that is not durable, as Kafka dates it.",
        ("ingang",),
    ),
    "consumer_live": ("1 when it gets ahead.", ("ingang",)),
}


class Meters:
    """The figures of one process. bronnen: the sources that may be named.

    consumer: this process reads Kafka, for 'nazorg' or for 'bij'; another one must not say that it
    is not behind. For 'bij' it does not know the database of nazorg, and says nothing of it.
    """

    def __init__(self, bronnen: Collection[str], *, consumer: str | None = None) -> None:
        self._consumer = consumer
        self._bronnen = frozenset(bronnen)
        self._gezien: frozenset[str] = frozenset()
        self._register = CollectorRegistry()
        self._berichten = Counter(
            "nazorg_berichten",
            "Messages taken in.",
            ["bron", "ingang", "uitkomst"],
            registry=self._register,
        )
        self._http = Histogram(
            "nazorg_http_duration_seconds",
            "Time to answer, by the template of the route.",
            ["method", "route", "status"],
            buckets=_BUCKETS,
            registry=self._register,
        )
        self._g = {
            naam: Gauge(f"nazorg_{naam}", uitleg, labels, registry=self._register)
            for naam, (uitleg, labels) in (
                ({} if consumer == "bij" else _VAN_DATABANK) | (_VAN_CONSUMER if consumer else {})
            ).items()
        }

    def tel(self, ontvangsten: Iterable[Ontvangst], *, ingang: str) -> None:
        """Count what became of messages. ingang: 'nazorg' or 'bij'."""
        for o in ontvangsten:
            self._berichten.labels(self._naam(o.bron), ingang, o.uitkomst.value).inc()

    def tel_verzoek(self, methode: str, route: str, status: int, seconden: float) -> None:
        """Count one request. route: the template, never the path that was asked for."""
        soort = methode if methode in _METHODEN else "other"
        self._http.labels(soort, route, f"{status // 100}xx").observe(seconden)

    def zet_consumer(
        self, lag: Mapping[tuple[str, str], int], *, oudste: float, levend: bool
    ) -> None:
        """Note how far the consumer is. lag: per (topic, partition)."""
        self._g["kafka_lag"].clear()
        for (topic, partitie), aantal in lag.items():
            self._g["kafka_lag"].labels(topic, partitie).set(aantal)
        self._g["oldest_unprocessed_seconds"].labels(self._consumer).set(oudste)
        self._g["consumer_live"].labels(self._consumer).set(levend)

    def zet_databank(self, m: Metingen | None, nu: datetime) -> None:
        """Note what the database said; None when it did not answer."""
        self._g["database_up"].set(m is not None)
        if m is None:
            return
        # Those that were heard first, so that who makes up a million does not push them out.
        self._gezien = frozenset(islice(m.laatste_op, _MEESTE_BRONNEN))
        self._zet_per_bron("apart_gezet", m.apart)
        self._zet_per_bron("wacht", m.wacht)
        self._zet_per_bron("bron_op_pauze", m.op_pauze)
        self._zet_per_bron("gaten", m.gaten)
        self._zet_per_bron("tellingverschil", m.tellingverschil)
        laatste = {bron: op.timestamp() for bron, op in m.laatste_op.items()}
        self._zet_per_bron("laatste_bericht_timestamp_seconds", laatste, hoogste=True)
        for soort in AlarmSoort:
            self._g["alarmen"].labels(soort.value).set(m.alarmen.get(soort, 0))
        self._g["stroom_delay_seconds"].clear()
        traagst: dict[tuple[str, str], float] = {}
        for (bron, stroom), duur in m.vertraging.items():
            sleutel, traag = (self._naam(bron), stroom), duur.total_seconds()
            traagst[sleutel] = max(traag, traagst.get(sleutel, traag))
        for labels, traag in traagst.items():
            self._g["stroom_delay_seconds"].labels(*labels).set(traag)
        self._g["database_bytes"].set(m.grootte)
        self._g["outbox_waiting"].set(m.outbox_aantal)
        self._g["outbox_oldest_seconds"].set(_leeftijd(m.outbox_oudste_op, nu))
        self._g["outbox_dead"].set(m.outbox_dood)
        self._g["eigen_fout"].set(m.eigen_fout)
        # Never is longer ago than any limit.
        bewaakt = _leeftijd(m.bewaakt_op, nu) if m.bewaakt_op else math.inf
        self._g["bewaking_age_seconds"].set(bewaakt)

    def tekst(self) -> bytes:
        """Return all figures in the text form of Prometheus."""
        return generate_latest(self._register)

    def namen(self) -> set[str]:
        """Return every name that a rule or a dashboard may ask for."""
        return {
            naam
            for familie in self._register.collect()
            for naam in (
                familie.name,
                *(familie.name + eind for eind in _EINDEN.get(familie.type, ())),
            )
        }

    def _naam(self, bron: str) -> str:
        return bron if bron in self._bronnen or bron in self._gezien else ONBEKEND

    def _zet_per_bron(
        self, figuur: str, waarden: Mapping[str, float], *, hoogste: bool = False
    ) -> None:
        """Set a figure per source; what has no name of its own is taken together."""
        self._g[figuur].clear()
        samen: dict[str, float] = {}
        for bron, waarde in waarden.items():
            naam = self._naam(bron)
            eerder = samen.get(naam, 0)
            samen[naam] = max(eerder, waarde) if hoogste else eerder + waarde
        for naam, waarde in samen.items():
            self._g[figuur].labels(naam).set(waarde)


_EINDEN = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}


def _leeftijd(op: datetime | None, nu: datetime) -> float:
    return max(0.0, (nu - op).total_seconds()) if op else 0.0
