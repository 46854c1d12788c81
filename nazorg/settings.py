"""Every setting of nazorg: the only reader of the environment. The table in README is made here."""

import hashlib
import os
import re
from pathlib import Path
from typing import Literal, Self

from pydantic import (
    AnyHttpUrl,
    Field,
    IPvAnyNetwork,
    SecretStr,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from nazorg.afzenderinstelling import Afzender
from nazorg.berichten.bewaartermijn import MAANDEN
from nazorg.bijinstelling import Bijinstelling
from nazorg.inloginstelling import Inloginstelling
from nazorg.partnerinstelling import Partnerinstelling

_SERVER = r"(?:\[[^\]]*\]|[^:,/?#\[\]@]*)(?::[0-9]+)?"
_KOPNAAM = r"^[A-Za-z0-9-]{1,60}$"
_POSTGRES = re.compile(rf"postgres(?:ql)?://(?:[^/?#@]*@)?{_SERVER}(?:,{_SERVER})*(?:[/?].*)?")


def _standaard_map() -> Path:
    """Return .nazorg here; for root in a closed directory, a place that PostgreSQL can reach.

    PostgreSQL refuses to run as root, so there it is another user, who cannot look into /root.
    """
    hier = Path.cwd()
    dicht = any(not p.stat().st_mode & 0o001 for p in (hier, *hier.parents))
    if os.geteuid() == 0 and dicht:
        kenmerk = hashlib.sha256(str(hier).encode()).hexdigest()[:8]
        return Path("/var/lib/nazorg") / kenmerk
    return Path(".nazorg")


class Settings(Inloginstelling, Bijinstelling, BaseSettings):
    """Settings from the environment, prefix NAZORG_."""

    model_config = SettingsConfigDict(
        env_prefix="NAZORG_",
        env_ignore_empty=True,
        frozen=True,
        hide_input_in_errors=True,
        extra="ignore",
    )

    omgeving: Literal["demo", "productie"] = Field(
        "demo",
        description="'demo': aanmelden als persona, de sleutel maakt zichzelf."
        " 'productie': een sleutel is verplicht.",
    )
    host: str = Field("127.0.0.1", description="Adres waarop de website luistert.")
    port: int = Field(8000, ge=1, le=65535, description="Poort van de website.")
    data_dir: Path = Field(
        default_factory=_standaard_map,
        description="Map voor de eigen PostgreSQL en de sleutel van de demo.",
    )
    database_url: SecretStr | None = Field(
        None,
        description="postgresql://… van een bestaande PostgreSQL."
        " Leeg: een eigen PostgreSQL in data_dir.",
    )
    bij_database_url: SecretStr | None = Field(
        None,
        description="postgresql://… van het BIJ-compartiment. Leeg: dezelfde als database_url.",
    )
    sleutel: SecretStr | None = Field(
        None, description="Hoofdsleutel van nazorg: 32 bytes in base64."
    )
    bij_sleutel: SecretStr | None = Field(
        None, description="Hoofdsleutel van het BIJ-compartiment: 32 bytes in base64."
    )
    profielen: tuple[str, ...] = Field(
        (),
        description='Aangesloten profielen als JSON-lijst, zoals ["rivierenland"]. Leeg: alle.',
    )
    eigen_regels: Path | None = Field(
        None,
        description="Map met eigen regels, sluitingsdagen en vragenlijsten, die voorgaan op wat"
        " nazorg meelevert. Zie docs/eigen-regels.md. Leeg: alleen wat is meegeleverd.",
    )
    afzenders: tuple[Afzender, ...] = Field(
        (),
        description="Machines die berichten mogen sturen: JSON-lijst van naam, bronnen,"
        " token_sha256, client_id, certificaten, per_minuut en bij (mag naar de BIJ-ingang).",
    )
    afzender_per_minuut: int = Field(
        600,
        ge=0,
        description="Zo veel verzoeken per minuut mag één afzender doen, per proces; 0 is"
        " onbeperkt. Eén verzoek heeft hoogstens 5.000 berichten.",
    )
    oauth_issuer: str | None = Field(
        None, description="Uitgever van toegangstokens (`iss`). Leeg: alleen vaste tokens."
    )
    oauth_audience: str | None = Field(
        None, description="Voor wie een toegangstoken moet zijn (`aud`): de naam van dit nazorg."
    )
    oauth_jwks_url: str | None = Field(
        None, description="https-adres van de openbare sleutels van de uitgever (JWKS)."
    )
    oauth_zonder_uitgever_uren: int = Field(
        24,
        ge=1,
        le=168,
        description="Zo lang blijven de laatste sleutels gelden als de uitgever niet antwoordt.",
    )
    certificaat_header: str | None = Field(
        None,
        pattern=_KOPNAAM,
        description="Header waarin de proxy het clientcertificaat zet (mTLS). Leeg: geen mTLS.",
    )
    certificaat_proxies: tuple[IPvAnyNetwork, ...] = Field(
        (),
        description="Adressen of netwerken van de proxy's die wij daarin geloven, als JSON-lijst.",
    )
    kafka_bootstrap: str | None = Field(None, description="Kafka-servers, host:poort met komma's.")
    kafka_topic: str = Field("justid.detentie.v1", description="Topic met detentieberichten.")
    kafka_bij_topic: str = Field(
        "justid.bij.v1", description="Topic met berichten voor de burgemeester."
    )
    kafka_groep: str = Field("nazorg", description="Consumergroep.")
    kafka_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="Beveiliging van de verbinding met Kafka."
    )
    kafka_mechanisme: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "SCRAM-SHA-512", description="SASL-mechanisme, als het protocol SASL is."
    )
    kafka_gebruiker: str | None = Field(None, description="SASL-gebruiker.")
    kafka_wachtwoord: SecretStr | None = Field(None, description="SASL-wachtwoord.")
    kafka_ca: Path | None = Field(None, description="Bestand met het CA-certificaat van Kafka.")
    kafka_bronnen: tuple[str, ...] = Field(
        (),
        description="Bronnen (urn's) die op het topic mogen schrijven, als JSON-lijst. Leeg: alle.",
    )
    consumer_port: int = Field(
        8001, ge=0, le=65535, description="Poort waarop `nazorg consume` zegt of hij leest; 0: uit."
    )
    kafka_uit_topic: str = Field(
        "nazorg.dossier.v1", description="Topic waarop nazorg zelf gebeurtenissen zet."
    )
    kafka_bij_uit_topic: str = Field(
        "", description="Topic waarop `nazorg bij` zet dat er een besluit is; leeg: nergens."
    )
    uitgaande_bron: str = Field(
        "urn:nld:oin:00000099000000002000:systeem:nazorg",
        description="Onze eigen bron (`source`) in gebeurtenissen: een urn met uw OIN.",
    )
    bezorg_timeout_s: int = Field(
        10, ge=1, le=30, description="Zo veel seconden mag een ontvanger over een antwoord doen."
    )
    bezorg_tegelijk: int = Field(
        4, ge=1, le=50, description="Hoeveel gebeurtenissen tegelijk naar één abonnement gaan."
    )
    bezorg_port: int = Field(
        8002,
        ge=0,
        le=65535,
        description="Poort waarop `nazorg deliver` zegt of hij verstuurt; 0 is uit.",
    )
    partners: tuple[Partnerinstelling, ...] = Field(
        (),
        description="Partners waaraan nazorg iets vraagt: JSON-lijst van partner, url, headers,"
        " per_doel, seconden, tegelijk, ca, certificaat, sleutel, token_url, client_id, geheim en"
        " scope. Zie deploy/README.md.",
    )
    verrijk_port: int = Field(
        8004,
        ge=0,
        le=65535,
        description="Poort waarop `nazorg enrich` zegt of hij vraagt, met cijfers; 0 is uit.",
    )
    jobs_port: int = Field(
        8003,
        ge=0,
        le=65535,
        description="Poort waarop `nazorg jobs` zegt of de klok loopt; 0 is uit.",
    )
    bij_port: int = Field(
        8005,
        ge=0,
        le=65535,
        description="Poort waarop `nazorg bij` zegt of hij werkt, met alarmen als cijfers;"
        " 0 is uit.",
    )
    smtp_host: str | None = Field(
        None,
        description="Mailserver voor berichten aan burgemeesters. Leeg: er gaat geen mail weg, en"
        " `nazorg bij` zegt dat.",
    )
    smtp_port: int = Field(587, ge=1, le=65535, description="Poort van de mailserver.")
    smtp_tls: Literal["starttls", "tls", "uit"] = Field(
        "starttls", description="Versleuteling naar de mailserver. 'uit' mag alleen in een demo."
    )
    smtp_gebruiker: str | None = Field(None, description="Gebruiker op de mailserver.")
    smtp_wachtwoord: SecretStr | None = Field(None, description="Wachtwoord op de mailserver.")
    smtp_ca: Path | None = Field(
        None, description="Bestand met het CA-certificaat van de mailserver."
    )
    mail_afzender: str = Field(
        "nazorg@voorbeeld.nl",
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
        description="Afzender van die mail: een adres van de gemeente met SPF, DKIM en DMARC.",
    )
    metrics_port: int = Field(
        0,
        ge=0,
        le=65535,
        description="Aparte poort waarop `nazorg serve` cijfers voor Prometheus geeft; 0 is uit."
        " `nazorg consume` geeft ze op NAZORG_CONSUMER_PORT.",
    )
    otlp_endpoint: AnyHttpUrl | None = Field(
        None,
        description="Adres van een OpenTelemetry-collector (OTLP over HTTP), zoals"
        " http://127.0.0.1:4318. Er gaan geen persoonsgegevens mee. Leeg: uit.",
    )
    gat_minuten: int = Field(
        10,
        ge=1,
        le=1440,
        description="Een gat in de nummering is pas na zoveel minuten een alarm:"
        " berichten halen elkaar in.",
    )
    inhoud_maanden: int = Field(
        MAANDEN,
        ge=3,
        le=120,
        description="Zo veel hele maanden bewaren wij wat in een bericht staat; daarna verwijderen"
        " wij het per maand. Eigen keuze: een jaar voor de telling en een maand om te herstellen.",
    )
    pauze_na: int = Field(
        20,
        ge=0,
        le=1000,
        description="Na zoveel berichten van één bron die achter elkaar apart zijn gezet, gaat die"
        " bron op pauze; 0 is nooit.",
    )
    batch: int = Field(
        500,
        ge=1,
        le=5000,
        description="Hoeveel berichten samen in één transactie gaan; uit een groot bestand zes keer"
        " zo veel, tot 5000.",
    )
    sessie_uren: int = Field(
        10, ge=1, le=24, description="Na zoveel uur moet iemand opnieuw aanmelden."
    )
    sessie_stil_minuten: int = Field(
        60, ge=5, description="Na zoveel minuten zonder gebruik moet iemand opnieuw aanmelden."
    )
    log_niveau: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Hoeveel het logboek vertelt."
    )

    @field_validator("database_url", "bij_database_url")
    @classmethod
    def _is_postgres(cls, url: SecretStr | None) -> SecretStr | None:
        """Refuse what the driver would choke on: its own error quotes half the password."""
        if url is not None and not _POSTGRES.fullmatch(url.get_secret_value()):
            raise ValueError("schrijf: postgresql://gebruiker:wachtwoord@server/databank")
        return url

    @model_validator(mode="after")
    def _hoort_bij_elkaar(self) -> Self:
        """Refuse half an agreement: it would let nobody in, or everybody."""
        if len({bool(self.oauth_issuer), bool(self.oauth_audience), bool(self.oauth_jwks_url)}) > 1:
            raise ValueError("oauth_issuer, oauth_audience en oauth_jwks_url horen bij elkaar")
        if len({p.partner for p in self.partners}) < len(self.partners):
            raise ValueError("elke partner mag maar één keer in partners staan")
        if bool(self.certificaat_header) != bool(self.certificaat_proxies):
            raise ValueError("certificaat_header en certificaat_proxies horen bij elkaar")
        return self
