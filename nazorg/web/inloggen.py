"""Leaving for the provider and coming back: the same steps for both rooms of the house.

What must be remembered in between travels in a cookie that only we can read or make; nothing is
written until somebody came back with a good answer, so nobody can fill our tables from outside.
"""

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from nazorg.kern.inlog import Aanbieder, Handdruk, Identiteit, InlogMislukt, Inlogreden
from nazorg.kern.klok import Klok
from nazorg.store.kluis import Kluis, KluisFout

log = structlog.get_logger()

GELDIG = timedelta(minutes=10)
_VOOR = b"inlog|handdruk"
_LANGST = 4_096  # characters of a cookie or a value in an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Inlog:
    """Where people of one room log in. adres: of this site, as the browser knows it.

    pad: of the login page. toegang_bij: whom to ask for access, in words.
    """

    aanbieder: Aanbieder
    adres: str
    pad: str
    toegang_bij: str

    @property
    def terug(self) -> str:
        return f"{self.adres}{self.pad}/terug"

    @property
    def na_afmelden(self) -> str:
        return f"{self.adres}{self.pad}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Koekje:
    """The cookie of an attempt. Lax, because who comes back comes from another site."""

    naam: str
    pad: str
    veilig: bool

    def zet(self, antwoord: Response, waarde: str) -> None:
        antwoord.set_cookie(
            self.naam,
            waarde,
            max_age=int(GELDIG.total_seconds()),
            httponly=True,
            samesite="lax",
            path=self.pad,
            secure=self.veilig,
        )

    def neem_weg(self, antwoord: Response) -> None:
        antwoord.delete_cookie(
            self.naam, httponly=True, samesite="lax", path=self.pad, secure=self.veilig
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Teruggekomen:
    """Who came back, and from which attempt: its hash, and when that is over."""

    wie: Identiteit
    poging: tuple[bytes, datetime]
    naar: str


async def vertrek(
    request: Request, inlog: Inlog, *, kluis: Kluis, klok: Klok, koekje: Koekje, naar: str = ""
) -> Response:
    """Send the browser to the provider. Raises InlogMislukt.

    With `opnieuw` in the address the provider asks again who it is: who got in nowhere with one
    account would come back with the same one for ever.
    """
    handdruk = Handdruk(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        begonnen_op=klok.nu(),
        naar=naar,
    )
    adres = await inlog.aanbieder.begin(
        handdruk, terug=inlog.terug, opnieuw="opnieuw" in request.query_params
    )
    antwoord = RedirectResponse(adres, 303)
    koekje.zet(antwoord, _verpak(handdruk, kluis))
    return antwoord


async def ontvang(
    request: Request, inlog: Inlog, *, kluis: Kluis, klok: Klok, koekje: Koekje
) -> Teruggekomen:
    """Return who came back from the provider. Raises InlogMislukt."""
    velden = _lees_velden(request)
    handdruk = _lees_handdruk(request.cookies.get(koekje.naam, ""), kluis)
    verloopt_op = handdruk.begonnen_op + GELDIG
    is_deze = hmac.compare_digest(velden.get("state", "").encode(), handdruk.state.encode())
    if not is_deze or not handdruk.begonnen_op <= klok.nu() < verloopt_op:
        raise InlogMislukt(Inlogreden.VERLOPEN)
    wie = await inlog.aanbieder.ontvang(velden, handdruk, terug=inlog.terug)
    poging = hashlib.sha256(handdruk.state.encode()).digest()
    return Teruggekomen(wie=wie, poging=(poging, verloopt_op), naar=handdruk.naar)


def _lees_velden(request: Request) -> dict[str, str]:
    """Return what stands in the address; twice the same name is no answer (RFC 6749, 3.1)."""
    paren = request.query_params.multi_items()
    velden = dict(paren)
    if len(velden) < len(paren) or any(len(w) > _LANGST for w in velden.values()):
        raise InlogMislukt(Inlogreden.VERLOPEN)
    return velden


def _verpak(handdruk: Handdruk, kluis: Kluis) -> str:
    begonnen = int(handdruk.begonnen_op.timestamp())
    delen = [handdruk.state, handdruk.nonce, handdruk.verifier, begonnen, handdruk.naar]
    return urlsafe_b64encode(kluis.versleutel(json.dumps(delen).encode(), voor=_VOOR)).decode()


def _lees_handdruk(waarde: str, kluis: Kluis) -> Handdruk:
    """Return the attempt in a cookie. Raises InlogMislukt for what we did not make."""
    if not waarde or len(waarde) > _LANGST:
        raise InlogMislukt(Inlogreden.VERLOPEN)
    try:
        ruw = kluis.ontsleutel(urlsafe_b64decode(waarde.encode()), voor=_VOOR)
    except (KluisFout, ValueError) as fout:
        raise InlogMislukt(Inlogreden.VERLOPEN) from fout
    state, nonce, verifier, begonnen, naar = json.loads(ruw)
    return Handdruk(
        state=state,
        nonce=nonce,
        verifier=verifier,
        begonnen_op=datetime.fromtimestamp(begonnen, UTC),
        naar=naar,
    )
