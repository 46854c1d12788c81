"""The five leefgebieden (basisvoorwaarden) and the axis on which each of them stands.

Source: Bestuurlijk akkoord 'Kansen bieden voor re-integratie' (1-7-2019); the axis is our own,
measured at the points of the WODC monitor nazorg.
"""

from enum import StrEnum


class Leefgebied(StrEnum):
    IDENTITEITSBEWIJS = "identiteitsbewijs"
    HUISVESTING = "huisvesting"
    INKOMEN = "inkomen"
    SCHULDEN = "schulden"
    ZORG = "zorg"


class Stand(StrEnum):
    """How a leefgebied stands. Unknown is never 'no'."""

    ONBEKEND = "onbekend"
    IN_ORDE = "in_orde"
    NIET_IN_ORDE = "niet_in_orde"
    IN_BEHANDELING = "in_behandeling"
    NIET_VAN_TOEPASSING = "niet_van_toepassing"
    GEWEIGERD = "geweigerd"
