"""ID tokens of a simulated provider: right ones, and each wrong one that somebody could try."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from nazorg.simulatie.inloggedrag import Inloggedrag

Sleutel = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_LEVEN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inlogger:
    """Who logged in, for which client, and with which nonce. auth_time: when; acr: how."""

    sub: str
    client_id: str
    nonce: str
    auth_time: datetime
    acr: str


def maak_sleutel() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def to_jwk(kid: str, sleutel: Sleutel) -> dict[str, Any]:
    """Return the public half as a provider publishes it."""
    openbaar = sleutel.public_key()
    if isinstance(openbaar, rsa.RSAPublicKey):
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(openbaar, as_dict=True)
    else:
        jwk = jwt.algorithms.ECAlgorithm.to_jwk(openbaar, as_dict=True)
    return dict(jwk) | {"kid": kid, "use": "sig"}


def maak_idtoken(
    wie: Inlogger,
    *,
    issuer: str,
    sleutel: tuple[str, Sleutel],
    nu: datetime,
    gedrag: Inloggedrag,
) -> str:
    """Return the token as this switch wants it."""
    inhoud = _inhoud(wie, issuer, nu) | _anders(wie, nu, gedrag)
    if gedrag is Inloggedrag.ZONDER_SUB:
        del inhoud["sub"]
    kid, echt = sleutel
    kop = {"kid": "niemand-kent-mij" if gedrag is Inloggedrag.ONBEKENDE_KID else kid}
    if gedrag is Inloggedrag.TOEGANGSTOKEN:
        kop["typ"] = "at+jwt"
    if gedrag is Inloggedrag.ALG_NONE:
        return _zonder_handtekening(kop, inhoud)
    if gedrag is Inloggedrag.HS256:
        return _met_openbare_sleutel(kop, inhoud, echt)
    met = maak_sleutel() if gedrag is Inloggedrag.VREEMDE_SLEUTEL else echt
    alg = "ES256" if isinstance(met, ec.EllipticCurvePrivateKey) else "RS256"
    return jwt.encode(inhoud, met, algorithm=alg, headers=kop)


def _inhoud(wie: Inlogger, issuer: str, nu: datetime) -> dict[str, Any]:
    return {
        "iss": issuer,
        "sub": wie.sub,
        "aud": wie.client_id,
        "nonce": wie.nonce,
        "iat": int(nu.timestamp()),
        "exp": int((nu + _LEVEN).timestamp()),
        "auth_time": int(wie.auth_time.timestamp()),
        "acr": wie.acr,
    }


def _anders(wie: Inlogger, nu: datetime, gedrag: Inloggedrag) -> dict[str, Any]:
    lang_geleden = int((nu - timedelta(hours=1)).timestamp())
    anders: dict[Inloggedrag, dict[str, Any]] = {
        Inloggedrag.ANDERE_ISS: {"iss": "https://login.een-ander.test"},
        Inloggedrag.ANDERE_AUD: {"aud": "een-andere-website"},
        Inloggedrag.MEER_AUD: {"aud": [wie.client_id, "een-andere-website"]},
        Inloggedrag.ANDERE_NONCE: {"nonce": "van-een-andere-poging"},
        Inloggedrag.VERLOPEN: {"exp": lang_geleden},
    }
    return anders.get(gedrag, {})


def _deel(waarde: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(waarde).encode()).rstrip(b"=").decode()


def _zonder_handtekening(kop: Mapping[str, str], inhoud: Mapping[str, Any]) -> str:
    return f"{_deel({'alg': 'none', 'typ': 'JWT', **kop})}.{_deel(inhoud)}."


def _met_openbare_sleutel(
    kop: Mapping[str, str], inhoud: Mapping[str, Any], sleutel: Sleutel
) -> str:
    """Sign with what everybody knows. By hand: the library rightly refuses to."""
    openbaar = sleutel.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    begin = f"{_deel({'alg': 'HS256', 'typ': 'JWT', **kop})}.{_deel(inhoud)}"
    merk = hmac.new(openbaar, begin.encode(), hashlib.sha256).digest()
    return f"{begin}.{base64.urlsafe_b64encode(merk).rstrip(b'=').decode()}"
