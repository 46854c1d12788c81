"""What nazorg itself tells others: that there is news in a dossier, never what (claim check)."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from nazorg.overleggen.overleg import Overlegsoort
from nazorg.werkvoorraad.taken import Taakstatus

GEOPEND = "nl.nazorg.dossier-geopend.v1"
GEWIJZIGD = "nl.nazorg.dossier-gewijzigd.v1"
TAKEN = "nl.nazorg.taken-gewijzigd.v1"
OVERLEG = "nl.nazorg.overleg-gepland.v1"
NAAM_VAN_UITGAAND: dict[str, str] = {
    GEOPEND: "Dossier geopend",
    GEWIJZIGD: "Dossier gewijzigd",
    TAKEN: "Taken gewijzigd",
    OVERLEG: "Overleg gepland, verzet of vervallen",
}


# From the room of the mayor, over a topic of its own: no subscription of nazorg can name it.
BIJ_BESLOTEN = "nl.nazorg.bij-besluit-genomen.v1"


class _Gesloten(BaseModel):
    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class Dossier(_Gesloten):
    """Alleen het nummer. Wie meer mag weten, haalt dat op en laat zien waarvoor."""

    dossierId: UUID  # noqa: N815 - the wire is camelCase
    """Nummer van het dossier in nazorg. Het zegt buiten nazorg niets over een persoon."""


class Taak(_Gesloten):
    """Eén taak en hoe die er nu voor staat. Nooit wat er te doen is, of waarom."""

    taakId: UUID  # noqa: N815 - the wire is camelCase
    """Nummer van de taak in nazorg. Het blijft hetzelfde zolang de taak bestaat."""

    status: Taakstatus
    """Hoe de taak er nu voor staat."""


class Taken(Dossier):
    """De taken van één dossier die samen ontstonden, veranderden of klaar zijn."""

    taken: list[Taak] = Field(min_length=1)
    """Elke taak één keer."""


class Overleg(Dossier):
    """Wanneer over dit dossier wordt overlegd, of dat dat niet doorgaat. Nooit waar, of met wie."""

    overlegId: UUID  # noqa: N815 - the wire is camelCase
    """Nummer van het overleg in nazorg. Het blijft hetzelfde als het overleg wordt verzet."""

    soort: Overlegsoort
    """Wat voor overleg het is."""

    stand: Literal["gepland", "verzet", "vervallen"]
    """'vervallen': het gaat niet door, of dit dossier staat niet meer op de agenda."""

    begin: AwareDatetime
    """Wanneer het begint, in UTC. Bij 'vervallen': wanneer het zou beginnen."""

    einde: AwareDatetime
    """Wanneer het klaar is, in UTC."""


class BijBesluit(_Gesloten):
    """Alleen dat de burgemeester besloot. Niet wat, niet over wie, en niet in welke gemeente."""

    meldingId: UUID  # noqa: N815 - the wire is camelCase
    """Nummer van de melding in nazorg. Het zegt buiten de kamer van de burgemeester niets."""

    besluitId: UUID  # noqa: N815 - the wire is camelCase
    """Nummer van het besluit. Een later besluit over dezelfde melding heeft een ander nummer."""


MODEL_VAN_UITGAAND: dict[str, type[BaseModel]] = {
    GEOPEND: Dossier,
    GEWIJZIGD: Dossier,
    TAKEN: Taken,
    OVERLEG: Overleg,
}
