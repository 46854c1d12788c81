"""The leefgebieden (five basisvoorwaarden and one more) and the axis on which each stands.

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
    SOCIAAL_NETWERK = "sociaal_netwerk"


BASIS: tuple[Leefgebied, ...] = tuple(g for g in Leefgebied if g is not Leefgebied.SOCIAAL_NETWERK)
"""The five that every gemeente works with. The sixth comes last, where a gemeente chose it."""


class Stand(StrEnum):
    """How a leefgebied stands. Unknown is never 'no'."""

    ONBEKEND = "onbekend"
    IN_ORDE = "in_orde"
    NIET_IN_ORDE = "niet_in_orde"
    IN_BEHANDELING = "in_behandeling"
    NIET_VAN_TOEPASSING = "niet_van_toepassing"
    GEWEIGERD = "geweigerd"
