"""The flow itself: where the browser goes, and what comes back (OIDC Core, 3.1; RFC 7636, 9207)."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import structlog

from nazorg.integrations.oidc.afspraak import Oidcafspraak, bewijs_client
from nazorg.integrations.oidc.idtoken import lees_idtoken
from nazorg.integrations.oidc.ontdekking import Gevonden, Ontdekking
from nazorg.integrations.oidc.vraag import vraag
from nazorg.integrations.sleutelbos import Sleutelbos
from nazorg.kern.inlog import Handdruk, Identiteit, InlogMislukt, Inlogreden
from nazorg.kern.klok import Klok

log = structlog.get_logger()

_GELDIG_ZONDER = timedelta(hours=1)
# What a provider may answer instead of a code (RFC 6749, 4.1.2.1; OIDC Core, 3.1.2.6).
_GEWEIGERD = frozenset(
    {
        "access_denied",
        "login_required",
        "consent_required",
        "interaction_required",
        "account_selection_required",
    }
)
_WEG = frozenset({"server_error", "temporarily_unavailable"})
_TE_ZWAK = "unmet_authentication_requirements"


class OidcAanbieder:
    """One registration at one provider (`nazorg.kern.inlog.Aanbieder`)."""

    def __init__(self, afspraak: Oidcafspraak, klok: Klok) -> None:
        self._afspraak, self._klok = afspraak, klok
        self._ontdekking = Ontdekking(afspraak, klok)
        self._sleutels: tuple[str, Sleutelbos] | None = None

    async def begin(self, handdruk: Handdruk, *, terug: str, opnieuw: bool = False) -> str:
        """Return where the browser goes to log in. Raises InlogMislukt.

        opnieuw: let the provider ask again who it is, also when it knows this browser.
        """
        gevonden = await self._ontdekking.find()
        daad = hashlib.sha256(handdruk.verifier.encode()).digest()
        velden = {
            "response_type": "code",
            "response_mode": "query",
            "scope": "openid",
            "client_id": self._afspraak.client_id,
            "redirect_uri": terug,
            "state": handdruk.state,
            "nonce": handdruk.nonce,
            "code_challenge": base64.urlsafe_b64encode(daad).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        if opnieuw:
            velden["prompt"] = "login"
        if self._afspraak.acr:
            velden["acr_values"] = " ".join(self._afspraak.acr)
        if self._afspraak.hoogstens is not None:
            velden["max_age"] = str(int(self._afspraak.hoogstens.total_seconds()))
        return _met(gevonden.inloggen, velden)

    async def ontvang(
        self, antwoord: Mapping[str, str], handdruk: Handdruk, *, terug: str
    ) -> Identiteit:
        """Return who came back with this answer. Raises InlogMislukt."""
        gevonden = await self._ontdekking.find()
        self._check_afzender(antwoord, gevonden)
        if "error" in antwoord:
            raise _wat_zij_zeggen(antwoord["error"])
        code = antwoord.get("code", "")
        if not code:
            raise InlogMislukt(Inlogreden.ANTWOORD_KLOPT_NIET)
        token = await self._wissel(code, handdruk, gevonden, terug)
        return await lees_idtoken(
            token,
            nonce=handdruk.nonce,
            afspraak=self._afspraak,
            sleutels=self._sleutelbos(gevonden.sleutels),
            klok=self._klok,
        )

    async def find_afmeldadres(self, *, na: str) -> str | None:
        """Return where the browser goes to log out there too; None when there is no such place.

        Without the ID token as a hint: we do not keep it. The provider may ask whether it is meant.
        """
        try:
            gevonden = await self._ontdekking.find()
        except InlogMislukt:
            return None
        if gevonden.afmelden is None:
            return None
        velden = {"client_id": self._afspraak.client_id, "post_logout_redirect_uri": na}
        return _met(gevonden.afmelden, velden)

    def _check_afzender(self, antwoord: Mapping[str, str], gevonden: Gevonden) -> None:
        """Refuse the answer of another provider (mix-up, RFC 9207)."""
        verwacht = self._afspraak.issuer
        if antwoord.get("iss", "" if gevonden.noemt_zich else verwacht) != verwacht:
            log.warning("login.token_refused", reden="iss_in_antwoord")
            raise InlogMislukt(Inlogreden.ANTWOORD_KLOPT_NIET)

    async def _wissel(
        self, code: str, handdruk: Handdruk, gevonden: Gevonden, terug: str
    ) -> object:
        """Return the ID token for a code. The other tokens are thrown away unread."""
        headers, bewijs = bewijs_client(self._afspraak, self._klok.nu(), voor=gevonden.token)
        velden = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": terug,
            "code_verifier": handdruk.verifier,
        }
        status, inhoud = await vraag(
            gevonden.token, tls=self._afspraak.tls, headers=headers, velden=velden | bewijs
        )
        if status == 200:
            return inhoud.get("id_token")
        if inhoud.get("error") == "invalid_grant":
            raise InlogMislukt(Inlogreden.VERLOPEN)
        log.error("login.client_refused", status=status)
        raise InlogMislukt(Inlogreden.ANTWOORD_KLOPT_NIET)

    def _sleutelbos(self, url: str) -> Sleutelbos:
        """Return the keys at this address; a provider that moves them begins a new bunch."""
        if self._sleutels is None or self._sleutels[0] != url:
            bos = Sleutelbos(url, self._klok, _GELDIG_ZONDER, tls=self._afspraak.tls)
            self._sleutels = (url, bos)
        return self._sleutels[1]


def _wat_zij_zeggen(error: str) -> InlogMislukt:
    if error in _GEWEIGERD:
        return InlogMislukt(Inlogreden.GEWEIGERD)
    if error in _WEG:
        log.warning("login.provider_away", reden="zegt_dat_zelf")
        return InlogMislukt(Inlogreden.AANBIEDER_WEG)
    if error == _TE_ZWAK:
        return InlogMislukt(Inlogreden.NIET_STERK_GENOEG)
    # Anybody can write this in an address, so it does not go into the log.
    log.error("login.client_refused", reden="antwoord")
    return InlogMislukt(Inlogreden.ANTWOORD_KLOPT_NIET)


def _met(adres: str, velden: Mapping[str, str]) -> str:
    return f"{adres}{'&' if urlsplit(adres).query else '?'}{urlencode(velden)}"
