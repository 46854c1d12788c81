"""The topic with our own events: a producer that doubles nothing by itself, and is made anew.

After some faults an idempotent producer of aiokafka never sends again (its sequence is broken), and
says so at every send. So any fault but a refused message costs the producer its life.
"""

import asyncio
import ssl
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    InvalidTopicError,
    KafkaConnectionError,
    KafkaError,
    MessageSizeTooLargeError,
)

from nazorg.berichten.bezorging import Antwoord, Bezorgreden, Zending
from nazorg.berichten.spoor import to_headers

_HEADERS = [("content-type", b"application/cloudevents+json; charset=utf-8")]
# Kafka says no to this message or this topic; the producer itself is in order.
_WEIGERT = (InvalidTopicError, MessageSizeTooLargeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class KafkaUitInstellingen:
    """One topic to write to. bootstrap: `host:port`, several with a comma between.

    wie: how our process is called in what Kafka logs.
    """

    bootstrap: str
    topic: str
    wie: str = "nazorg"
    protocol: str = "PLAINTEXT"
    sasl_mechanisme: str = "SCRAM-SHA-512"
    sasl_gebruiker: str = ""
    sasl_wachtwoord: str = field(default="", repr=False)
    ssl_cafile: str | None = None
    seconden: float = 10.0


class KafkaUit:
    """Sends events to the topic, by dossier; order per dossier is kept by who calls us."""

    def __init__(self, instellingen: KafkaUitInstellingen) -> None:
        self._i = instellingen
        self._slot = asyncio.Lock()
        self._producer: AIOKafkaProducer | None = None
        self._dicht = False

    async def verzend(self, zending: Zending) -> Antwoord:
        """Send one event and return what became of it."""
        producer: AIOKafkaProducer | None = None
        try:
            async with asyncio.timeout(self._i.seconden):
                producer = await self._open()
                bevestigd = await producer.send(
                    self._i.topic,
                    zending.inhoud,
                    key=str(zending.dossier).encode(),
                    headers=[*_HEADERS, *_trace(zending)],
                )
                await bevestigd
        except _WEIGERT:
            return Antwoord(Bezorgreden.GEWEIGERD)
        except TimeoutError:
            await self._gooi_weg(producer)
            return Antwoord(Bezorgreden.GEEN_ANTWOORD)
        except (KafkaError, OSError) as fout:
            await self._gooi_weg(producer)
            return Antwoord(_reden(fout))
        return Antwoord()

    async def is_er(self, seconden: float = 3.0) -> bool:
        """Tell whether Kafka lets us in and has the topic. Never raises."""
        try:
            async with asyncio.timeout(seconden):
                producer = await self._open()
                return bool(await producer.partitions_for(self._i.topic))
        except (TimeoutError, KafkaError, OSError):
            return False

    async def sluit(self) -> None:
        """Stop the producer, for good; what is still in it is not waited for."""
        self._dicht = True
        await self._gooi_weg(self._producer)

    async def _open(self) -> AIOKafkaProducer:
        """Return the producer, made and connected when there is none."""
        async with self._slot:
            if self._producer is None:
                nieuw = AIOKafkaProducer(**self._opties())
                try:
                    await nieuw.start()
                    # Also when that was said while we connected.
                    if self._dicht:
                        raise KafkaConnectionError("closed")  # noqa: TRY301 - stopped like others
                except BaseException:
                    await _stop(nieuw)
                    raise
                self._producer = nieuw
            return self._producer

    async def _gooi_weg(self, producer: AIOKafkaProducer | None) -> None:
        """Stop a producer, unless somebody else did: many sends fail at the same moment."""
        if producer is None or producer is not self._producer:
            return
        self._producer = None
        await _stop(producer)

    def _opties(self) -> dict[str, Any]:
        i = self._i
        is_tls = i.protocol in {"SSL", "SASL_SSL"}
        opties: dict[str, Any] = {
            "bootstrap_servers": [adres.strip() for adres in i.bootstrap.split(",")],
            "client_id": i.wie,
            "acks": "all",
            "enable_idempotence": True,
            "linger_ms": 5,
            "request_timeout_ms": int(i.seconden * 1000),
            "metadata_max_age_ms": 30_000,
            "security_protocol": i.protocol,
            "ssl_context": ssl.create_default_context(cafile=i.ssl_cafile) if is_tls else None,
        }
        if i.protocol.startswith("SASL"):
            opties |= {
                "sasl_mechanism": i.sasl_mechanisme,
                "sasl_plain_username": i.sasl_gebruiker,
                "sasl_plain_password": i.sasl_wachtwoord,
            }
        return opties


def _trace(zending: Zending) -> list[tuple[str, bytes]]:
    return [(naam, waarde.encode()) for naam, waarde in to_headers(zending.spoor).items()]


async def _stop(producer: AIOKafkaProducer) -> None:
    """Stop within two seconds, or leave it: it has nothing that is not sent again."""
    try:
        async with asyncio.timeout(2):
            await producer.stop()
    except (TimeoutError, KafkaError, OSError):
        return


def _reden(fout: Exception) -> Bezorgreden:
    is_weg = isinstance(fout, (KafkaConnectionError, OSError))
    return Bezorgreden.GEEN_VERBINDING if is_weg else Bezorgreden.STORING
