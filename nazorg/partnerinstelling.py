"""What an operator agrees with a partner, as one entry of NAZORG_PARTNERS."""

from pathlib import Path
from typing import Self

from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field, SecretStr, model_validator

from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Partner


class Partnerinstelling(BaseModel):
    """One partner (nazorg.integrations.lijn.afspraak). A name without a value stops the start."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    partner: Partner
    url: AnyHttpUrl
    headers: dict[str, str] = Field(default_factory=dict)
    per_doel: dict[Doel, dict[str, str]] = Field(default_factory=dict)
    seconden: float = Field(5.0, gt=0, le=30)
    tegelijk: int = Field(20, ge=1, le=200)
    ca: Path | None = None
    certificaat: Path | None = None
    sleutel: Path | None = None
    token_url: AnyHttpUrl | None = None
    client_id: str | None = Field(None, min_length=1)
    geheim: SecretStr | None = None
    scope: str = ""

    @model_validator(mode="after")
    def _is_compleet(self) -> Self:
        """Refuse half an agreement: it would fail at every question."""
        for headers in (self.headers, *self.per_doel.values()):
            if not all(naam.strip() and waarde.strip() for naam, waarde in headers.items()):
                raise ValueError("elke header heeft een naam en een waarde")
        if bool(self.certificaat) != bool(self.sleutel):
            raise ValueError("certificaat en sleutel horen bij elkaar")
        if bool(self.token_url) != bool(self.client_id):
            raise ValueError("token_url en client_id horen bij elkaar")
        if self.geheim and not self.token_url:
            raise ValueError("een geheim hoort bij token_url")
        return self
