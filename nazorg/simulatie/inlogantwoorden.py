"""What a simulated provider answers: discovery, keys, its login page, tokens, and logging out."""

import base64
import hashlib
import hmac
import html
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import unquote_plus, urlencode

import jwt

from nazorg.kern.klok import Klok
from nazorg.simulatie.inloggedrag import Inloggedrag
from nazorg.simulatie.inlogtoken import Inlogger, Sleutel, maak_idtoken, maak_sleutel, to_jwk

# Invented people with an account at this provider: sub and name.
MENSEN = (
    ("0f5a1c-marieke", "Marieke Bos"),
    ("0f5a1c-joyce", "Joyce van Veen"),
    ("0f5a1c-ruben", "Ruben de Wit"),
    ("0f5a1c-anne", "Anne de Boer"),
    ("0f5a1c-wim", "Wim Hendriks"),
)
_PAGINA = """<!doctype html><html lang="nl"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Proef-inlogdienst</title>
<h1>Proef-inlogdienst</h1><p>Verzonnen mensen. Als wie logt u in?</p>{knoppen}"""
_KNOP = '<form method="post" action="/inloggen">{velden}<button>{naam}</button></form>'
_VELD = '<input type="hidden" name="{naam}" value="{waarde}">'


@dataclass(frozen=True, slots=True)
class Antwoord:
    status: int = 200
    lijf: bytes = b""
    soort: str = "application/json"
    naar: str = ""


@dataclass(frozen=True, slots=True)
class _Code:
    """What was agreed when somebody logged in, until the client comes for the token."""

    wie: Inlogger
    terug: str
    daad: str


class Aanbieder:
    """The provider itself. clients: id to secret, or to a public key in PEM.

    acr: how one proves here who one is; ingelogd: how long ago one did.
    """

    def __init__(
        self, issuer: str, klok: Klok, clients: Mapping[str, str], terug: frozenset[str]
    ) -> None:
        self.issuer, self._klok, self._clients, self._terug = issuer, klok, clients, terug
        self.sleutels: dict[str, Sleutel] = {"sleutel-1": maak_sleutel()}
        self.gedrag, self.acr = Inloggedrag.GOED, "substantieel"
        self.ingelogd = timedelta()
        self._codes: dict[str, _Code] = {}

    def beantwoord(
        self, methode: str, pad: str, velden: Mapping[str, str], headers: Mapping[str, str]
    ) -> Antwoord:
        """Return the answer to one question."""
        if self.gedrag is Inloggedrag.STORING:
            return _fout(503, "server_error")
        if self.gedrag is Inloggedrag.HTML and pad != "/authorize":
            return Antwoord(lijf=b"<!doctype html><p>Onderhoud", soort="text/html")
        wegen: dict[tuple[str, str], Callable[[], Antwoord]] = {
            ("GET", "/.well-known/openid-configuration"): lambda: _json(self._ontdekking()),
            ("GET", "/jwks"): self._geef_sleutels,
            ("GET", "/authorize"): lambda: self._toon_mensen(velden),
            ("POST", "/inloggen"): lambda: self._log_in(velden),
            ("POST", "/token"): lambda: self._geef_token(velden, headers),
            ("GET", "/logout"): lambda: _log_uit(velden),
        }
        doe = wegen.get((methode, pad))
        return doe() if doe else _fout(404, "not_found")

    def _geef_sleutels(self) -> Antwoord:
        return _json({"keys": [to_jwk(kid, s) for kid, s in self.sleutels.items()]})

    def _ontdekking(self) -> dict[str, Any]:
        anders = self.gedrag is Inloggedrag.ANDERE_NAAM
        return {
            "issuer": f"{self.issuer}/ander" if anders else self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "code_challenge_methods_supported": (
                ["plain"] if self.gedrag is Inloggedrag.GEEN_PKCE else ["S256"]
            ),
            "authorization_response_iss_parameter_supported": True,
        }

    def _toon_mensen(self, velden: Mapping[str, str]) -> Antwoord:
        """Show the login page; an unknown client or address gets no way on (RFC 6749, 4.1.2.1)."""
        if velden.get("client_id") not in self._clients:
            return _fout(400, "unauthorized_client")
        if velden.get("redirect_uri") not in self._terug:
            return _fout(400, "redirect_uri")
        if velden.get("code_challenge_method") != "S256" or not velden.get("code_challenge"):
            return _fout(400, "pkce")
        if self.gedrag is Inloggedrag.GEWEIGERD:
            return self._terug_naar(velden, error="access_denied")
        bewaar = "".join(
            _VELD.format(naam=html.escape(n), waarde=html.escape(w)) for n, w in velden.items()
        )
        knoppen = "".join(
            _KNOP.format(velden=bewaar + _VELD.format(naam="sub", waarde=sub), naam=naam)
            for sub, naam in MENSEN
        )
        return _html(_PAGINA.format(knoppen=knoppen))

    def _log_in(self, velden: Mapping[str, str]) -> Antwoord:
        if velden.get("redirect_uri") not in self._terug:
            return _fout(400, "redirect_uri")
        code = secrets.token_urlsafe(24)
        wie = Inlogger(
            sub=velden.get("sub", ""),
            client_id=velden.get("client_id", ""),
            nonce=velden.get("nonce", ""),
            auth_time=self._klok.nu() - self.ingelogd,
            acr=self.acr,
        )
        self._codes[code] = _Code(wie, velden["redirect_uri"], velden.get("code_challenge", ""))
        return self._terug_naar(velden, code=code)

    def _terug_naar(self, velden: Mapping[str, str], **antwoord: str) -> Antwoord:
        anders = self.gedrag is Inloggedrag.ANDERE_STATE
        antwoord["state"] = "van-een-ander" if anders else velden.get("state", "")
        elders = self.gedrag is Inloggedrag.ANDER_ANTWOORD
        antwoord["iss"] = "https://login.een-ander.test" if elders else self.issuer
        return Antwoord(302, naar=f"{velden['redirect_uri']}?{urlencode(antwoord)}")

    def _geef_token(self, velden: Mapping[str, str], headers: Mapping[str, str]) -> Antwoord:
        client = self._herken(velden, headers)
        if client is None:
            return _fout(401, "invalid_client")
        code = self._codes.pop(velden.get("code", ""), None)
        daad = hashlib.sha256(velden.get("code_verifier", "").encode()).digest()
        klopt = code is not None and (
            (code.wie.client_id, code.terug) == (client, velden.get("redirect_uri"))
            and code.daad == base64.urlsafe_b64encode(daad).rstrip(b"=").decode()
        )
        if code is None or not klopt:
            return _fout(400, "invalid_grant")
        antwoord = {"access_token": secrets.token_urlsafe(24), "token_type": "Bearer"}
        if self.gedrag is not Inloggedrag.ZONDER_TOKEN:
            antwoord["id_token"] = maak_idtoken(
                code.wie,
                issuer=self.issuer,
                sleutel=next(iter(self.sleutels.items())),
                nu=self._klok.nu(),
                gedrag=self.gedrag,
            )
        return _json(antwoord)

    def _herken(self, velden: Mapping[str, str], headers: Mapping[str, str]) -> str | None:
        """Return which client proves who it is: by its secret or by a JWT under its key."""
        soort, _, waarde = headers.get("authorization", "").partition(" ")
        if soort == "Basic":
            naam, _, geheim = base64.b64decode(waarde).decode().partition(":")
            client, verwacht = unquote_plus(naam), self._clients.get(unquote_plus(naam), "")
            goed = hmac.compare_digest(unquote_plus(geheim).encode(), verwacht.encode())
            return client if verwacht and goed else None
        client = velden.get("client_id", "")
        try:
            jwt.decode(
                velden.get("client_assertion", ""),
                self._clients.get(client, ""),
                algorithms=["PS256", "ES256"],
                audience=f"{self.issuer}/token",
                issuer=client,
                options={"verify_exp": False, "verify_iat": False, "require": ["exp", "jti"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError):
            return None
        return client


def _log_uit(velden: Mapping[str, str]) -> Antwoord:
    naar = velden.get("post_logout_redirect_uri", "")
    return Antwoord(302, naar=naar) if naar else _html("<p>U bent uitgelogd.")


def _json(inhoud: Mapping[str, Any]) -> Antwoord:
    return Antwoord(lijf=json.dumps(inhoud).encode())


def _html(tekst: str) -> Antwoord:
    return Antwoord(lijf=tekst.encode(), soort="text/html; charset=utf-8")


def _fout(status: int, error: str) -> Antwoord:
    return Antwoord(status, json.dumps({"error": error}).encode())
