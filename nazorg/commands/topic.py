"""The topic that a process writes to, as the settings say."""

from nazorg.integrations.kafka_uit import KafkaUit, KafkaUitInstellingen
from nazorg.settings import Settings


def make_topic(settings: Settings, topic: str, *, wie: str) -> KafkaUit | None:
    """Return where events go; None when there is no Kafka or no topic. wie: our name in Kafka."""
    if not (settings.kafka_bootstrap and topic):
        return None
    wachtwoord = settings.kafka_wachtwoord
    return KafkaUit(
        KafkaUitInstellingen(
            bootstrap=settings.kafka_bootstrap,
            topic=topic,
            wie=wie,
            protocol=settings.kafka_protocol,
            sasl_mechanisme=settings.kafka_mechanisme,
            sasl_gebruiker=settings.kafka_gebruiker or "",
            sasl_wachtwoord=wachtwoord.get_secret_value() if wachtwoord else "",
            ssl_cafile=str(settings.kafka_ca) if settings.kafka_ca else None,
            seconden=float(settings.bezorg_timeout_s),
        )
    )
