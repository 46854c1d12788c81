"""Access tokens of an OAuth 2.0 issuer: JWTs (RFC 9068) under keys that the issuer publishes."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jwt

from nazorg.berichten.afzender import BewijsAfgekeurd, Toegangsbewijs
from nazorg.integrations.sleutelbos import Sleutelbos, check_momenten, lees_kop, to_sleutel
from nazorg.kern.klok import Klok

_SOORTEN = frozenset({"jwt", "at+jwt", "application/at+jwt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Afspraak:
    """What was agreed with an issuer. geldig_zonder: so long the last keys keep working."""

    issuer: str
    audience: str
    jwks_url: str
    geldig_zonder: timedelta = timedelta(hours=24)


class Tokenuitgever:
    """One issuer: reads its tokens, with its keys at hand."""

    def __init__(self, afspraak: Afspraak, klok: Klok) -> None:
        self._afspraak, self._klok = afspraak, klok
        self._sleutelbos = Sleutelbos(afspraak.jwks_url, klok, afspraak.geldig_zonder)

    async def lees(self, token: str) -> Toegangsbewijs:
        """Return what a token says. Raises BewijsAfgekeurd or UitgeverWeg."""
        kop = lees_kop(token, _SOORTEN)
        jwk = await self._sleutelbos.find(kop["kid"])
        try:
            inhoud = jwt.decode(
                token,
                to_sleutel(jwk, kop["alg"]),
                algorithms=[kop["alg"]],
                audience=self._afspraak.audience,
                issuer=self._afspraak.issuer,
                # The moments are held against our own clock, below.
                options={
                    "require": ["exp", "iss", "aud"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                    "enforce_minimum_key_length": True,
                },
            )
        except (jwt.PyJWTError, ValueError, TypeError) as fout:
            raise BewijsAfgekeurd from fout
        check_momenten(inhoud, self._klok.nu())
        return _to_bewijs(inhoud)


def _to_bewijs(inhoud: Mapping[str, Any]) -> Toegangsbewijs:
    namen = {inhoud[naam] for naam in ("client_id", "azp") if isinstance(inhoud.get(naam), str)}
    scope = inhoud.get("scope", "")
    if len(namen) != 1 or not isinstance(scope, str):
        raise BewijsAfgekeurd
    return Toegangsbewijs(
        client_id=namen.pop(), scopes=frozenset(scope.split()), certificaat=_binding(inhoud)
    )


def _binding(inhoud: Mapping[str, Any]) -> bytes | None:
    """Return the certificate in `cnf` (RFC 8705, 3.1). Another kind of binding we cannot check."""
    if "cnf" not in inhoud:
        return None
    cnf = inhoud["cnf"]
    afdruk = cnf.get("x5t#S256") if isinstance(cnf, dict) else None
    if not isinstance(afdruk, str) or len(afdruk) != 43 or len(cnf) != 1:
        raise BewijsAfgekeurd
    try:
        return base64.b64decode(afdruk + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as fout:
        raise BewijsAfgekeurd from fout
