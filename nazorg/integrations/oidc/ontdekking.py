"""What a provider publishes of itself (OpenID Connect Discovery), fetched when needed."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from nazorg.integrations.oidc.afspraak import Oidcafspraak
from nazorg.integrations.oidc.vraag import vraag
from nazorg.kern.inlog import InlogMislukt, Inlogreden
from nazorg.kern.klok import Klok

log = structlog.get_logger()

_VERVERS_NA = timedelta(minutes=10)
# Who waited for somebody else's failure must not wait for one of his own.
_NIET_VAKER_DAN = timedelta(seconds=5)
_VERPLICHT = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevonden:
    """The addresses of a provider. noemt_zich: it says who it is in each answer (RFC 9207)."""

    inloggen: str
    token: str
    sleutels: str
    afmelden: str | None
    noemt_zich: bool


class Ontdekking:
    """Knows the addresses of one provider; those of ten minutes ago are asked for again."""

    def __init__(self, afspraak: Oidcafspraak, klok: Klok) -> None:
        self._afspraak, self._klok = afspraak, klok
        self._slot = asyncio.Lock()
        self._gevonden: Gevonden | None = None
        self._gehaald_op: datetime | None = None
        self._mislukt: tuple[datetime, Inlogreden] | None = None

    async def find(self) -> Gevonden:
        """Return the addresses. Raises InlogMislukt."""
        async with self._slot:  # whoever waited here finds what the first one brought
            nu = self._klok.nu()
            if self._gevonden is None or self._gehaald_op is None:
                return await self._ververs(nu)
            is_oud = nu - self._gehaald_op >= _VERVERS_NA
            return await self._ververs(nu) if is_oud else self._gevonden

    async def _ververs(self, nu: datetime) -> Gevonden:
        if self._mislukt is not None and nu - self._mislukt[0] < _NIET_VAKER_DAN:
            raise InlogMislukt(self._mislukt[1])
        try:
            gevonden = await self._haal()
        except InlogMislukt as fout:
            self._mislukt = (self._klok.nu(), fout.reden)
            raise
        self._gevonden, self._gehaald_op, self._mislukt = gevonden, nu, None
        return gevonden

    async def _haal(self) -> Gevonden:
        adres = f"{self._afspraak.issuer.rstrip('/')}/.well-known/openid-configuration"
        status, inhoud = await vraag(adres, tls=self._afspraak.tls)
        # Who answers under this address must be who we agreed with, to the letter.
        if status != 200 or inhoud.get("issuer") != self._afspraak.issuer:
            raise _klopt_niet("issuer", status)
        if not all(self._is_adres(inhoud.get(naam)) for naam in _VERPLICHT):
            raise _klopt_niet("adressen", status)
        manieren = inhoud.get("code_challenge_methods_supported")
        if isinstance(manieren, list) and "S256" not in manieren:
            raise _klopt_niet("geen_pkce", status)
        afmelden = inhoud.get("end_session_endpoint")
        return Gevonden(
            inloggen=inhoud["authorization_endpoint"],
            token=inhoud["token_endpoint"],
            sleutels=inhoud["jwks_uri"],
            afmelden=afmelden if self._is_adres(afmelden) else None,
            noemt_zich=inhoud.get("authorization_response_iss_parameter_supported") is True,
        )

    def _is_adres(self, waarde: Any) -> bool:
        return isinstance(waarde, str) and self._afspraak.mag(waarde)


def _klopt_niet(reden: str, status: int) -> InlogMislukt:
    log.warning("login.provider_answer", reden=reden, status=status)
    return InlogMislukt(Inlogreden.ANTWOORD_KLOPT_NIET)
