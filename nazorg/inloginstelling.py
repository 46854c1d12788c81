"""What an operator agrees with a provider of OpenID Connect, for each compartment apart."""

from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator


class Aanbiederinstelling(BaseModel):
    """One registration (nazorg.integrations.oidc). A name without a value stops the start."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    issuer: str = Field(min_length=8, max_length=300)
    client_id: str = Field(min_length=1, max_length=300)
    geheim: SecretStr | None = None
    sleutel: Path | None = None
    ca: Path | None = None
    acr: tuple[str, ...] = ()
    max_minuten: int | None = Field(None, ge=1, le=1440)
    adres: str
    toegang_bij: str = Field("uw beheerder", min_length=1, max_length=200)

    @field_validator("adres")
    @classmethod
    def _is_begin(cls, adres: str) -> str:
        """Refuse what is more than a scheme and a host: paths are ours."""
        deel = urlsplit(adres.rstrip("/"))
        if deel.scheme not in ("http", "https") or not deel.netloc or deel.path or deel.query:
            raise ValueError("schrijf het adres van de website, zoals https://nazorg.gemeente.nl")
        return f"{deel.scheme}://{deel.netloc}"

    @field_validator("issuer")
    @classmethod
    def _is_issuer(cls, issuer: str) -> str:
        deel = urlsplit(issuer)
        if deel.scheme not in ("http", "https") or not deel.netloc or deel.query or deel.fragment:
            raise ValueError("schrijf de issuer precies zoals de aanbieder hem publiceert")
        return issuer

    @model_validator(mode="after")
    def _is_compleet(self) -> Self:
        if (self.geheim is None) == (self.sleutel is None):
            raise ValueError("geef geheim of sleutel, en niet allebei")
        if not all(a.strip() == a and a for a in self.acr):
            raise ValueError("elke acr is een waarde zonder spaties eromheen")
        return self


class Inloginstelling(BaseModel):
    """Settings about logging in: a part of nazorg/settings.py."""

    inloggen: Aanbiederinstelling | None = Field(
        None,
        description="Inloggen met OpenID Connect: JSON met issuer, client_id, geheim of sleutel,"
        " adres, toegang_bij, ca, acr en max_minuten. Zie deploy/README.md. Leeg: in productie kan"
        " niemand inloggen.",
    )
    bij_inloggen: Aanbiederinstelling | None = Field(
        None,
        description="Hetzelfde voor het BIJ-compartiment, met een eigen registratie bij de"
        " aanbieder.",
    )
