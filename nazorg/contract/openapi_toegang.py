"""Who may send, and how often, as the OpenAPI document says it: security and headers."""

from typing import Any

from nazorg.berichten.afzender import BIJ_SCHRIJVEN, SCHRIJVEN

_TEKST = {"type": "string"}
_WIE = {
    "WWW-Authenticate": {
        "description": "Bearer, met bij een token dat niet goed is 'error' (RFC 6750).",
        "schema": _TEKST,
    }
}
_RETRY = {"Retry-After": {"description": "Na zoveel seconden.", "schema": _TEKST}}
GRENS = {
    "RateLimit": {
        "description": "Hoeveel verzoeken u nog mag doen (r) en tot wanneer, in seconden (t).",
        "schema": _TEKST,
        "example": '"afzender";r=599;t=60',
    },
    "RateLimit-Policy": {
        "description": "Hoeveel verzoeken (q) u mag doen in zoveel seconden (w).",
        "schema": _TEKST,
        "example": '"afzender";q=600;w=60',
    },
}
EXTRA_HEADER: dict[str, dict[str, Any]] = {
    "401": _WIE,
    "403": _WIE,
    "413": GRENS,
    "415": GRENS,
    "429": _RETRY | GRENS,
    "503": _RETRY,
}


_OAUTH = {
    "type": "oauth2",
    "description": (
        "Een toegangstoken (JWT: RS256, PS256 of ES256) van de uitgever die u afsprak. Het adres "
        "van die uitgever hoort bij uw aansluiting; hier staat een voorbeeld."
    ),
    "flows": {
        "clientCredentials": {
            "tokenUrl": "https://login.example.org/token",
            "scopes": {
                SCHRIJVEN: "Berichten over detentie sturen.",
                BIJ_SCHRIJVEN: "BIJ-berichten sturen.",
            },
        }
    },
}
_CERTIFICAAT = {
    "type": "mutualTLS",
    "description": "Een clientcertificaat dat u afsprak, zoals van PKIoverheid (mTLS).",
}


def make_token(deur: str, tekst: str) -> dict[str, Any]:
    return {"type": "http", "scheme": "bearer", "description": f"{tekst} Alleen voor {deur}."}


def make_security(vast: str, scope: str) -> list[dict[str, list[str]]]:
    """Return the ways to prove who you are; any one of them is enough."""
    return [{vast: []}, {"oauth": [scope]}, {"certificaat": []}]


SECURITY_SCHEMES: dict[str, Any] = {
    "token": make_token("detentie", "Het token van een afzender."),
    "bijToken": make_token("BIJ", "Het token van een afzender van BIJ-berichten."),
    "oauth": _OAUTH,
    "certificaat": _CERTIFICAAT,
}
