"""The public keys of an issuer (JWKS), and what holds for every JWT that is signed with them.

Only asymmetric signatures. The keys are asked for when needed and remembered; a token can make us
ask again only once in a while, so that invented key names cannot turn us against the issuer.
"""

import asyncio
import json
import ssl
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx2
import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.api_jwk import PyJWK

from nazorg.berichten.afzender import BewijsAfgekeurd, UitgeverWeg
from nazorg.kern.klok import Klok

log = structlog.get_logger()

# What a key must be for each algorithm that we accept: kty and, for a curve, crv (RFC 7518).
ALGORITMEN: dict[str, tuple[str, str | None]] = {
    "RS256": ("RSA", None),
    "PS256": ("RSA", None),
    "ES256": ("EC", "P-256"),
}
MAX_TOKEN = 8_192  # characters
_MAX_SLEUTELS = 256 * 1024  # bytes of a key set
_MINSTE_RSA = 2_048  # bits
SPELING = timedelta(seconds=30)  # clocks differ a little
VERVERS_NA = timedelta(minutes=10)
NIET_VAKER_DAN = timedelta(seconds=30)
_SECONDEN = 5.0


class Sleutelbos:
    """The public keys of an issuer, fetched when needed."""

    def __init__(
        self, url: str, klok: Klok, geldig_zonder: timedelta, *, tls: ssl.SSLContext | None = None
    ) -> None:
        self._url, self._klok, self._geldig_zonder, self._tls = url, klok, geldig_zonder, tls
        self._slot = asyncio.Lock()
        self._sleutels: dict[str, Mapping[str, Any]] = {}
        self._gehaald_op: datetime | None = None
        self._geprobeerd_op: datetime | None = None
        self._is_weg = False

    async def find(self, kid: str) -> Mapping[str, Any]:
        """Return the key of this name. Raises BewijsAfgekeurd or UitgeverWeg."""
        if kid not in self._sleutels or self._is_oud(VERVERS_NA):
            async with self._slot:  # whoever waited here finds what the first one brought
                if kid not in self._sleutels or self._is_oud(VERVERS_NA):
                    await self._ververs()
        if self._is_oud(self._geldig_zonder):
            raise UitgeverWeg
        if kid in self._sleutels:
            return self._sleutels[kid]
        # A new key that we cannot fetch is not a wrong key.
        raise UitgeverWeg if self._is_weg else BewijsAfgekeurd

    def _is_oud(self, na: timedelta) -> bool:
        return self._gehaald_op is None or self._klok.nu() - self._gehaald_op >= na

    async def _ververs(self) -> None:
        nu = self._klok.nu()
        if self._geprobeerd_op is not None and nu - self._geprobeerd_op < NIET_VAKER_DAN:
            return
        self._geprobeerd_op = nu
        try:
            async with asyncio.timeout(_SECONDEN):
                self._sleutels = _lees_sleutels(await _haal(self._url, self._tls))
        except (OSError, TimeoutError, ValueError, httpx2.HTTPError) as fout:
            self._is_weg = True
            log.warning("door.issuer_away", fout=type(fout).__name__)
            return
        self._gehaald_op, self._is_weg = self._klok.nu(), False


async def _haal(url: str, tls: ssl.SSLContext | None) -> bytes:
    """Fetch a short document. Raises HTTPError; ValueError when it is long or not there."""
    async with (
        httpx2.AsyncClient(
            timeout=_SECONDEN, follow_redirects=False, trust_env=False, verify=tls or True
        ) as http,
        http.stream("GET", url, headers={"Accept-Encoding": "identity"}) as antwoord,
    ):
        if antwoord.status_code != 200:
            raise ValueError("geen sleutels")
        delen = bytearray()
        async for deel in antwoord.aiter_raw():
            delen += deel
            if len(delen) > _MAX_SLEUTELS:
                raise ValueError("te veel sleutels")
    return bytes(delen)


def _lees_sleutels(ruw: bytes) -> dict[str, Mapping[str, Any]]:
    """Return the keys for signatures by name. Raises ValueError; a set without any is one too."""
    try:
        inhoud = json.loads(ruw)
    except RecursionError as fout:
        raise ValueError("geen sleutels") from fout
    lijst = inhoud.get("keys") if isinstance(inhoud, dict) else None
    gevonden: dict[str, Mapping[str, Any]] = {
        jwk["kid"]: jwk
        for jwk in (lijst if isinstance(lijst, list) else [])
        if isinstance(jwk, dict)
        and isinstance(jwk.get("kid"), str)
        and jwk.get("kty") in ("RSA", "EC")
        and jwk.get("use", "sig") == "sig"
    }
    if not gevonden:
        raise ValueError("geen sleutels")
    return gevonden


def lees_kop(token: str, soorten: frozenset[str]) -> dict[str, str]:
    """Return alg and kid of a token of one of these kinds (`typ`). Raises BewijsAfgekeurd."""
    if len(token) > MAX_TOKEN:
        raise BewijsAfgekeurd
    try:
        kop = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError) as fout:
        raise BewijsAfgekeurd from fout
    alg, kid, soort = kop.get("alg"), kop.get("kid"), kop.get("typ", "JWT")
    if not (isinstance(alg, str) and alg in ALGORITMEN and isinstance(kid, str)):
        raise BewijsAfgekeurd
    # A token of another kind is signed by the same keys, and is no way in here.
    if not (isinstance(soort, str) and soort.lower() in soorten) or "crit" in kop:
        raise BewijsAfgekeurd
    return {"alg": alg, "kid": kid}


def to_sleutel(jwk: Mapping[str, Any], alg: str) -> PyJWK:
    """Return the key for one algorithm. Raises PyJWTError when it is not meant for that."""
    kty, crv = ALGORITMEN[alg]
    if (jwk.get("kty"), jwk.get("crv")) != (kty, crv) or jwk.get("alg", alg) != alg:
        raise jwt.InvalidKeyError("another kind of key")
    sleutel = PyJWK(dict(jwk), algorithm=alg)
    if isinstance(sleutel.key, RSAPublicKey) and sleutel.key.key_size < _MINSTE_RSA:
        raise jwt.InvalidKeyError("too short")
    return sleutel


def check_momenten(inhoud: Mapping[str, Any], nu: datetime) -> None:
    """Hold exp, nbf and iat against the clock. Raises BewijsAfgekeurd."""
    moment, speling = nu.timestamp(), SPELING.total_seconds()
    for naam in ("exp", "nbf", "iat"):
        waarde = inhoud.get(naam, moment)
        if isinstance(waarde, bool) or not isinstance(waarde, int | float):
            raise BewijsAfgekeurd
        # Written so that a NaN is refused too.
        if not (waarde + speling > moment if naam == "exp" else waarde - speling <= moment):
            raise BewijsAfgekeurd
