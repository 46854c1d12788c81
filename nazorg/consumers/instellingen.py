"""What the consumer must be told: where Kafka is, how we identify ourselves, how long we wait."""

from dataclasses import dataclass, field
from typing import Literal

Protocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanisme = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tijden:
    """How long we wait: `_ms` are whole milliseconds for Kafka, `_s` are seconds for ourselves.

    Raises ValueError when the times do not fit each other, because the consumer would then
    lose its place in the group without saying so.
    """

    # A consumer that was killed is missed after this long; the loop may stall a few seconds.
    session_ms: int = 20_000
    heartbeat_ms: int = 3_000
    # Longer than the session: joining waits for the others, and a join that times out never ends.
    request_ms: int = 40_000
    max_poll_ms: int = 300_000
    # A topic or partition that is added is seen within this time.
    metadata_ms: int = 30_000
    # How long one batch is offered again while the database is away, before we start afresh.
    herkansing_s: float = 120.0
    eerste_wacht_s: float = 0.25
    langste_wacht_s: float = 15.0
    vastleggen_s: float = 10.0
    # Together under the ten seconds within which we promise to stop.
    afronden_s: float = 6.0
    verlaten_s: float = 2.5
    ronde_s: float = 1.0

    def __post_init__(self) -> None:
        if self.request_ms <= self.session_ms:
            raise ValueError("request_ms must be longer than session_ms")
        if self.heartbeat_ms * 3 > self.session_ms:
            raise ValueError("at least three heartbeats must fit in session_ms")
        if self.herkansing_s * 2000 > self.max_poll_ms:
            raise ValueError("herkansing_s must stay under half of max_poll_ms")


@dataclass(frozen=True, slots=True, kw_only=True)
class KafkaInstellingen:
    """One topic, read by one group.

    bootstrap: `host:port`, several with a comma between.
    bronnen: the sources that this topic may speak for; None when the topic itself is trusted.
    max_records: the most records in one batch, and so in one transaction.
    """

    bootstrap: str
    topic: str = "justid.detentie.v1"
    groep: str = "nazorg"
    max_records: int = 500
    bronnen: frozenset[str] | None = None
    protocol: Protocol = "PLAINTEXT"
    sasl_mechanisme: Mechanisme = "SCRAM-SHA-512"
    sasl_gebruiker: str = ""
    sasl_wachtwoord: str = field(default="", repr=False)
    ssl_cafile: str | None = None
    tijden: Tijden = field(default_factory=Tijden)
