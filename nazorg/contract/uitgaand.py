"""What nazorg itself tells others: that there is news in a dossier, never what (claim check)."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict

GEOPEND = "nl.nazorg.dossier-geopend.v1"
GEWIJZIGD = "nl.nazorg.dossier-gewijzigd.v1"
NAAM_VAN_UITGAAND: dict[str, str] = {
    GEOPEND: "Dossier geopend",
    GEWIJZIGD: "Dossier gewijzigd",
}


class Dossier(BaseModel):
    """Alleen het nummer. Wie meer mag weten, haalt dat op en laat zien waarvoor."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    dossierId: UUID  # noqa: N815 - the wire is camelCase
    """Nummer van het dossier in nazorg. Het zegt buiten nazorg niets over een persoon."""
