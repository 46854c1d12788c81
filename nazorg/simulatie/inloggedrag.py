"""What can be wrong with a provider of logins, as something that can be switched on."""

from enum import StrEnum


class Inloggedrag(StrEnum):
    """How a simulated provider of OpenID Connect behaves."""

    GOED = "goed"
    TRAAG = "traag"
    HANGT = "hangt"
    WEG = "weg"
    STORING = "storing"
    GEWEIGERD = "geweigerd"
    ANDERE_ISS = "andere_iss"
    ANDERE_AUD = "andere_aud"
    MEER_AUD = "meer_aud"
    ANDERE_NONCE = "andere_nonce"
    ANDERE_STATE = "andere_state"
    ANDER_ANTWOORD = "ander_antwoord"
    VERLOPEN = "verlopen"
    ALG_NONE = "alg_none"
    HS256 = "hs256"
    ONBEKENDE_KID = "onbekende_kid"
    VREEMDE_SLEUTEL = "vreemde_sleutel"
    TOEGANGSTOKEN = "toegangstoken"
    ZONDER_TOKEN = "zonder_token"  # noqa: S105 - the name of a switch
    ZONDER_SUB = "zonder_sub"
    ANDERE_NAAM = "andere_naam"
    GEEN_PKCE = "geen_pkce"
    HTML = "html"


TRAAG_S = 1.5
