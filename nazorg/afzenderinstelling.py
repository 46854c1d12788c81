"""A machine that may send messages, as the settings name it (`nazorg.berichten.afzender`)."""

import re
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

_KENMERK = re.compile(r"[0-9a-f]{64}|[0-9]{20}")


class Afzender(BaseModel):
    """Who it is, and what it may say."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    naam: str = Field(min_length=1)
    bronnen: tuple[str, ...] = Field(min_length=1)
    token_sha256: str | None = Field(None, pattern=r"^[0-9A-Fa-f]{64}$")
    client_id: str | None = Field(None, min_length=1)
    certificaten: tuple[str, ...] = ()
    bij: bool = False
    per_minuut: int | None = Field(None, ge=0)

    @field_validator("certificaten")
    @classmethod
    def _is_kenmerk(cls, waarden: tuple[str, ...]) -> tuple[str, ...]:
        kaal = tuple(w.replace(":", "").lower() for w in waarden)
        if not all(_KENMERK.fullmatch(w) for w in kaal):
            raise ValueError("geef een SHA-256-vingerafdruk (hex) of een OIN van 20 cijfers")
        return kaal

    @model_validator(mode="after")
    def _is_te_herkennen(self) -> Self:
        if not (self.token_sha256 or self.client_id or self.certificaten):
            raise ValueError("geef token_sha256, client_id of certificaten")
        return self
