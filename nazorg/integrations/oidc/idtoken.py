"""An ID token: what must be true of it before we believe who it is about (OIDC Core, 3.1.3.7)."""

import hmac
from collections.abc import Mapping
from typing import Any

import jwt
import structlog

from nazorg.berichten.afzender import BewijsAfgekeurd, UitgeverWeg
from nazorg.integrations.oidc.afspraak import Oidcafspraak
from nazorg.integrations.sleutelbos import (
    SPELING,
    Sleutelbos,
    check_momenten,
    lees_kop,
    to_sleutel,
)
from nazorg.kern.inlog import Identiteit, InlogMislukt, Inlogreden
from nazorg.kern.klok import Klok

log = structlog.get_logger()

# An access token or a logout token is signed by the same keys, and says nothing about who came.
_SOORTEN = frozenset({"jwt"})
_LANGSTE_SUB = 255


async def lees_idtoken(
    token: object, *, nonce: str, afspraak: Oidcafspraak, sleutels: Sleutelbos, klok: Klok
) -> Identiteit:
    """Return who an ID token is about. Raises InlogMislukt."""
    try:
        inhoud = await _controleer(token, afspraak, sleutels, klok)
    except UitgeverWeg as fout:
        raise InlogMislukt(Inlogreden.AANBIEDER_WEG) from fout
    except (BewijsAfgekeurd, jwt.PyJWTError, ValueError, TypeError) as fout:
        raise _klopt_niet(type(fout.__cause__ or fout).__name__) from fout
    if not _is_gelijk(inhoud.get("nonce"), nonce):
        raise _klopt_niet("nonce")
    _check_sterkte(inhoud, afspraak, klok)
    return Identiteit(issuer=afspraak.issuer, sub=inhoud["sub"])


async def _controleer(
    token: object, afspraak: Oidcafspraak, sleutels: Sleutelbos, klok: Klok
) -> Mapping[str, Any]:
    if not isinstance(token, str):
        raise BewijsAfgekeurd
    kop = lees_kop(token, _SOORTEN)
    jwk = await sleutels.find(kop["kid"])
    inhoud: dict[str, Any] = jwt.decode(
        token,
        to_sleutel(jwk, kop["alg"]),
        algorithms=[kop["alg"]],
        audience=afspraak.client_id,
        issuer=afspraak.issuer,
        # The moments are held against our own clock, below.
        options={
            "require": ["exp", "iat", "iss", "aud", "sub"],
            "verify_exp": False,
            "verify_nbf": False,
            "verify_iat": False,
            "enforce_minimum_key_length": True,
        },
    )
    check_momenten(inhoud, klok.nu())
    # For us, and for nobody beside us.
    if inhoud["aud"] not in (afspraak.client_id, [afspraak.client_id]):
        raise jwt.InvalidAudienceError
    if inhoud.get("azp", afspraak.client_id) != afspraak.client_id:
        raise jwt.InvalidAudienceError
    sub = inhoud["sub"]
    if not (isinstance(sub, str) and 0 < len(sub) <= _LANGSTE_SUB and sub.isprintable()):
        raise jwt.InvalidTokenError
    return inhoud


def _check_sterkte(inhoud: Mapping[str, Any], afspraak: Oidcafspraak, klok: Klok) -> None:
    """Hold how and when somebody proved who they are against what was agreed."""
    if afspraak.acr and inhoud.get("acr") not in afspraak.acr:
        raise _niet_sterk("acr")
    if afspraak.hoogstens is None:
        return
    moment = inhoud.get("auth_time")
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        raise _niet_sterk("auth_time")
    oudste = klok.nu() - afspraak.hoogstens - SPELING
    # Written so that a NaN is refused too.
    if not oudste.timestamp() <= moment <= (klok.nu() + SPELING).timestamp():
        raise _niet_sterk("auth_time")


def _is_gelijk(gekregen: object, verwacht: str) -> bool:
    return isinstance(gekregen, str) and hmac.compare_digest(gekregen.encode(), verwacht.encode())


def _klopt_niet(reden: str) -> InlogMislukt:
    log.warning("login.token_refused", reden=reden)
    return InlogMislukt(Inlogreden.ANTWOORD_KLOPT_NIET)


def _niet_sterk(reden: str) -> InlogMislukt:
    log.warning("login.token_refused", reden=reden)
    return InlogMislukt(Inlogreden.NIET_STERK_GENOEG)
