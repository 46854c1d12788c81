"""Put the site together: what it must be told, from the settings.

Apart from `opbouw`, because most commands have no site and should not load one.
"""

from datetime import timedelta

from nazorg.afzenderinstelling import Afzender as Afzenderinstelling
from nazorg.berichten.afzender import Afzender
from nazorg.commands.opbouw import Opstartfout
from nazorg.integrations.uitgever import Afspraak, Tokenuitgever
from nazorg.kern.klok import SysteemKlok
from nazorg.settings import Settings
from nazorg.usecases.aanmelden import Sessieduur
from nazorg.web.machine import Machineregels
from nazorg.web.toegang import WebInstellingen


def web_instellingen(settings: Settings) -> WebInstellingen:
    """Return what the site must be told, from the settings."""
    return WebInstellingen(
        demo=settings.omgeving == "demo",
        duur=Sessieduur(
            timedelta(hours=settings.sessie_uren), timedelta(minutes=settings.sessie_stil_minuten)
        ),
        afzenders=tuple(_afzender(a) for a in settings.afzenders),
        machines=Machineregels(
            uitgever=_uitgever(settings),
            certificaat_header=settings.certificaat_header or "",
            proxies=settings.certificaat_proxies,
            per_minuut=settings.afzender_per_minuut,
        ),
        batch=settings.batch,
        naar_kafka=bool(settings.kafka_bootstrap and settings.kafka_uit_topic),
        onze_bron=settings.uitgaande_bron,
    )


def _afzender(a: Afzenderinstelling) -> Afzender:
    return Afzender(
        naam=a.naam,
        bronnen=frozenset(a.bronnen),
        token_sha256=a.token_sha256,
        client_id=a.client_id,
        certificaten=frozenset(a.certificaten),
        bij=a.bij,
        per_minuut=a.per_minuut,
    )


def _uitgever(settings: Settings) -> Tokenuitgever | None:
    """Return the issuer of access tokens, when one was agreed."""
    url = settings.oauth_jwks_url
    if not (settings.oauth_issuer and settings.oauth_audience and url):
        return None
    if settings.omgeving == "productie" and not url.startswith("https://"):
        raise Opstartfout("NAZORG_OAUTH_JWKS_URL moet in productie met https:// beginnen.")
    afspraak = Afspraak(
        issuer=settings.oauth_issuer,
        audience=settings.oauth_audience,
        jwks_url=url,
        geldig_zonder=timedelta(hours=settings.oauth_zonder_uitgever_uren),
    )
    return Tokenuitgever(afspraak, SysteemKlok())
