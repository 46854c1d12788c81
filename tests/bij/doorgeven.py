"""A worker of BIJ that tells receivers of decisions, over real sockets and to a topic in memory."""

from dataclasses import dataclass, field, replace

from nazorg.berichten.bezorging import Abonnee, Antwoord, Zending
from nazorg.deps import BijDeps
from nazorg.integrations.webhook import Webhook
from nazorg.usecases.bij.abonnement import voeg_toe
from nazorg.usecases.bij.bezorg import BijBezorger
from nazorg.usecases.bij.werk import Werker
from tests.bij.mensen import BEHEER
from tests.klok import VasteKlok

BRON = "urn:nld:oin:00000099000000002000:systeem:nazorg"
NAAR = "Zaaksysteem"


@dataclass
class Topic:
    """Takes every event, and keeps it."""

    gekregen: list[Zending] = field(default_factory=list)

    async def verzend(self, zending: Zending) -> Antwoord:
        self.gekregen.append(zending)
        return Antwoord()


def met_webhooks(werker: Werker, klok: VasteKlok) -> Werker:
    """Return the process as it is when receivers may be added; also on this machine."""

    def maak(abonnee: Abonnee) -> Webhook:
        return Webhook(abonnee.url, abonnee.geheim, nu=klok.nu, seconden=2, ook_intern=True)

    return replace(werker, webhooks=BijBezorger(maak_webhook=maak, bron=BRON))


async def abonneer(bij: BijDeps, url: str, naam: str = NAAR) -> str:
    """Add a receiver; return its secret."""
    return await voeg_toe(
        naam, url, medewerker=BEHEER, kamer=bij.kamer, oorsprong="test", demo=True
    )
