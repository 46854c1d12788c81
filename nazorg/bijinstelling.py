"""What an operator sets for the room of the mayor: a part of nazorg/settings.py."""

from pathlib import Path

from pydantic import BaseModel, Field, field_validator

_LOCAL_PART = 64  # octets before the @ (RFC 5321 4.5.3.1.1)
_KENMERK = "{kenmerk}"


class Bijinstelling(BaseModel):
    """Settings of the compartment that are only about telling people in time."""

    bij_termijnen: Path | None = Field(
        None,
        description="TOML-bestand met de tijden voor burgemeesters die bij u anders zijn. Leeg:"
        " die van nazorg. Zie deploy/README.md; ook `nazorg serve` leest het.",
    )
    bij_retouradres: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9._+={}-]+@[A-Za-z0-9.-]+$",
        description="Waarheen een mailserver terugstuurt wat hij later niet bezorgd krijgt, met"
        " {kenmerk} erin, zoals terug+{kenmerk}@gemeente.nl. Leeg: NAZORG_MAIL_AFZENDER.",
    )
    bij_retourmap: Path | None = Field(
        None,
        description="Maildir waarin uw mailserver zet wat aan dat adres komt; `nazorg bij` leest"
        " hem. Leeg: geen.",
    )

    @field_validator("bij_retouradres")
    @classmethod
    def _heeft_kenmerk(cls, adres: str | None) -> str | None:
        """Refuse an address that cannot carry the number of a mail (32 characters)."""
        if adres is None:
            return None
        lokaal = adres.partition("@")[0]
        rest = lokaal.replace(_KENMERK, "", 1)
        if _KENMERK not in lokaal or "{" in rest or len(rest) + 32 > _LOCAL_PART:
            raise ValueError("zet één keer {kenmerk} voor de @, met hoogstens 32 tekens eromheen")
        return adres
