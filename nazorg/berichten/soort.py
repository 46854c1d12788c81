"""The kinds of message that nazorg understands and the CloudEvents type of each.

Types are reverse DNS after the subject of the data, without names of organisations and with one
version (NL GOV profile for CloudEvents 1.1, `type`).
"""

from enum import StrEnum

# The source of a message of which the source cannot be read.
ONBEKENDE_BRON = "onbekend"


class Soort(StrEnum):
    """A kind of message on the nazorg side."""

    BEGONNEN = "detentie_begonnen"
    GEWIJZIGD = "detentie_gewijzigd"
    OVERGEPLAATST = "overgeplaatst"
    VERLOF_VOORGENOMEN = "verlof_voorgenomen"
    VERLOF_VERLEEND = "verlof_verleend"
    VERLOF_GEWIJZIGD = "verlof_gewijzigd"
    VERLOF_INGETROKKEN = "verlof_ingetrokken"
    BEEINDIGD = "detentie_beeindigd"
    INGETROKKEN = "melding_ingetrokken"
    PLAN_GEDEELD = "plan_gedeeld"


class Bronsoort(StrEnum):
    """A kind of message about the stream of a source itself: no person, no gemeente."""

    TELLING_GEMELD = "telling_gemeld"


class BijSoort(StrEnum):
    """A kind of message for the mayor (Bjsg art. 11a). It has a door of its own."""

    GEMELD = "bij_gemeld"
    GEWIJZIGD = "bij_gewijzigd"
    INGETROKKEN = "bij_ingetrokken"


TYPE_VAN_SOORT: dict[Soort, str] = {
    Soort.BEGONNEN: "nl.gedetineerden.detentie-begonnen.v1",
    Soort.GEWIJZIGD: "nl.gedetineerden.detentie-gewijzigd.v1",
    Soort.OVERGEPLAATST: "nl.gedetineerden.overgeplaatst.v1",
    Soort.VERLOF_VOORGENOMEN: "nl.gedetineerden.verlof-voorgenomen.v1",
    Soort.VERLOF_VERLEEND: "nl.gedetineerden.verlof-verleend.v1",
    Soort.VERLOF_GEWIJZIGD: "nl.gedetineerden.verlof-gewijzigd.v1",
    Soort.VERLOF_INGETROKKEN: "nl.gedetineerden.verlof-ingetrokken.v1",
    Soort.BEEINDIGD: "nl.gedetineerden.detentie-beeindigd.v1",
    Soort.INGETROKKEN: "nl.gedetineerden.melding-ingetrokken.v1",
    Soort.PLAN_GEDEELD: "nl.gedetineerden.re-integratieplan-gedeeld.v1",
}
SOORT_VAN_TYPE: dict[str, Soort] = {naam: soort for soort, naam in TYPE_VAN_SOORT.items()}

TYPE_VAN_BRONSOORT: dict[Bronsoort, str] = {
    Bronsoort.TELLING_GEMELD: "nl.gedetineerden.telling-gemeld.v1",
}
BRONSOORT_VAN_TYPE: dict[str, Bronsoort] = {naam: s for s, naam in TYPE_VAN_BRONSOORT.items()}

TYPE_VAN_BIJ_SOORT: dict[BijSoort, str] = {
    BijSoort.GEMELD: "nl.justitiabelen.bij-gemeld.v1",
    BijSoort.GEWIJZIGD: "nl.justitiabelen.bij-gewijzigd.v1",
    BijSoort.INGETROKKEN: "nl.justitiabelen.bij-ingetrokken.v1",
}
BIJ_SOORT_VAN_TYPE: dict[str, BijSoort] = {naam: s for s, naam in TYPE_VAN_BIJ_SOORT.items()}

# What a person reads for each kind, in a list and in a timeline.
NAAM: dict[Soort, str] = {
    Soort.BEGONNEN: "Begin detentie",
    Soort.GEWIJZIGD: "Wijziging detentie",
    Soort.OVERGEPLAATST: "Overplaatsing",
    Soort.VERLOF_VOORGENOMEN: "Verlof: voornemen",
    Soort.VERLOF_VERLEEND: "Verlof: verleend",
    Soort.VERLOF_GEWIJZIGD: "Verlof: gewijzigd",
    Soort.VERLOF_INGETROKKEN: "Verlof: ingetrokken",
    Soort.BEEINDIGD: "Einde detentie",
    Soort.INGETROKKEN: "Melding ingetrokken",
    Soort.PLAN_GEDEELD: "Deelbaar D&R-plan",
}
NAAM_VAN_BRONSOORT: dict[Bronsoort, str] = {
    Bronsoort.TELLING_GEMELD: "Telling van de bron",
}
_NAMEN: dict[str, str] = {
    **{s.value: naam for s, naam in NAAM.items()},
    **{s.value: naam for s, naam in NAAM_VAN_BRONSOORT.items()},
}


def soort_van_type(type_: str) -> str:
    """Return a type as the kind that is kept of it; one that we do not know stays as it is."""
    return SOORT_VAN_TYPE.get(type_) or BRONSOORT_VAN_TYPE.get(type_) or type_


def naam_van_soort(soort: str) -> str:
    """Return the name of a kind as it is kept; one that we could not read has none."""
    return _NAMEN.get(soort_van_type(soort), "Onbekende soort")
