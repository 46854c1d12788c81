"""Where a process sends its events: the topic and the webhooks, as the settings say."""

from nazorg.berichten.bezorging import Abonnee, MaakWebhook, Verzender
from nazorg.integrations.kafka_uit import KafkaUit, KafkaUitInstellingen
from nazorg.integrations.webhook import Webhook
from nazorg.kern.klok import Klok
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


def webhookmaker(settings: Settings, klok: Klok) -> MaakWebhook:
    """Return what connects to one receiver. Only a demo sends inside its own network."""

    def maak(abonnee: Abonnee) -> Verzender:
        return Webhook(
            abonnee.url,
            abonnee.geheim,
            nu=klok.nu,
            seconden=float(settings.bezorg_timeout_s),
            ook_intern=settings.omgeving == "demo",
            tegelijk=settings.bezorg_tegelijk,
        )

    return maak
