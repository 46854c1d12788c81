"""The FastStream broker and its one subscriber, with every setting that matters spelled out.

Acknowledgement is ours. FastStream gets `AckPolicy.MANUAL`, a parser that cannot fail and a message
whose consumer cannot commit, so that no path through the framework moves an offset.
"""

import ssl
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import FAKE_CONSUMER, KafkaAckableMessage
from faststream.kafka.subscriber.usecase import BatchSubscriber
from faststream.message import StreamMessage
from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512

from nazorg.consumers._consumer import Batch, TalkativeConsumer
from nazorg.consumers.instellingen import KafkaInstellingen

Records = tuple[ConsumerRecord, ...]
OnBatch = Callable[[Records], Awaitable[None]]

_SASL = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}


class _Broker(KafkaBroker):
    """A broker whose consumers tell what they do. FastStream offers no other place to say so."""

    on_poll: Callable[[Batch], None]
    on_fault: Callable[[str], None]

    async def _connect(self) -> Callable[..., AIOKafkaConsumer]:
        await super()._connect()
        config = self.config.broker_config
        options = config.builder.keywords if isinstance(config.builder, partial) else {}
        config.builder = partial(
            TalkativeConsumer, on_poll=self.on_poll, on_fault=self.on_fault, **options
        )
        return config.builder


def make_broker(
    instellingen: KafkaInstellingen,
    *,
    on_poll: Callable[[Batch], None],
    on_fault: Callable[[str], None],
) -> KafkaBroker:
    """Make a broker that only reads, never creates a topic and logs nothing of its own.

    FastStream's log lines can hold a whole message, hence `logger=None`.
    """
    broker = _Broker(
        [adres.strip() for adres in instellingen.bootstrap.split(",")],
        client_id="nazorg",
        consumer_only=True,
        allow_auto_create_topics=False,
        request_timeout_ms=instellingen.tijden.request_ms,
        metadata_max_age_ms=instellingen.tijden.metadata_ms,
        graceful_timeout=instellingen.tijden.afronden_s,
        security=_security(instellingen),
        apply_types=False,
        logger=None,
    )
    broker.on_poll, broker.on_fault = on_poll, on_fault
    return broker


def subscribe(
    broker: KafkaBroker, instellingen: KafkaInstellingen, on_batch: OnBatch
) -> BatchSubscriber:
    """Subscribe in batches of raw records. on_batch handles one and must not raise."""

    async def parse(records: Records) -> StreamMessage[Any]:
        return KafkaAckableMessage(body=b"", raw_message=records, consumer=FAKE_CONSUMER)

    async def decode(message: StreamMessage[Any]) -> Any:
        return message.raw_message

    tijden = instellingen.tijden
    subscriber = broker.subscriber(
        instellingen.topic,
        batch=True,
        group_id=instellingen.groep,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        ack_policy=AckPolicy.MANUAL,
        max_records=instellingen.max_records,
        session_timeout_ms=tijden.session_ms,
        rebalance_timeout_ms=tijden.session_ms,
        heartbeat_interval_ms=tijden.heartbeat_ms,
        max_poll_interval_ms=tijden.max_poll_ms,
        parser=parse,
        decoder=decode,
    )
    subscriber(on_batch)
    return subscriber


def _security(instellingen: KafkaInstellingen) -> BaseSecurity | None:
    if instellingen.protocol == "PLAINTEXT":
        return None
    is_tls = instellingen.protocol in {"SSL", "SASL_SSL"}
    context = ssl.create_default_context(cafile=instellingen.ssl_cafile) if is_tls else None
    if instellingen.protocol == "SSL":
        return BaseSecurity(ssl_context=context, use_ssl=True)
    return _SASL[instellingen.sasl_mechanisme](
        username=instellingen.sasl_gebruiker,
        password=instellingen.sasl_wachtwoord,
        ssl_context=context,
        use_ssl=is_tls,
    )
