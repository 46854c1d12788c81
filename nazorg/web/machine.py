"""Who is this machine, and what may it say? The one place that answers that, for both doors.

A machine shows a fixed token, an access token of an issuer, a client certificate that a proxy saw,
or a certificate with one of the tokens. What it shows must all be of one and the same sender.
"""

import hashlib
import hmac
import math
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address

import structlog
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.requests import Request
from starlette.responses import Response

from nazorg.berichten.afzender import (
    BIJ_SCHRIJVEN,
    SCHRIJVEN,
    Afzender,
    BewijsAfgekeurd,
    Toegangsbewijs,
    Uitgever,
    UitgeverWeg,
)
from nazorg.kern.klok import Klok
from nazorg.web.certificaat import Certificaat, lees_certificaat
from nazorg.web.problemen import problem

log = structlog.get_logger()

PER_MINUUT = 600
_LATER_S = 30
_ELKE = timedelta(minutes=1)


class Geweigerd(Exception):  # noqa: N818 - it is the answer to the sender
    def __init__(self, antwoord: Response) -> None:
        self.antwoord = antwoord


@dataclass(frozen=True, slots=True, kw_only=True)
class Machineregels:
    """How machines may prove who they are, and how often they may ask.

    certificaat_header: what the proxy calls it, or empty. proxies: only those are believed.
    per_minuut: requests of one sender, of one process; 0 is without limit.
    """

    uitgever: Uitgever | None = None
    certificaat_header: str = ""
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    per_minuut: int = PER_MINUUT


@dataclass(frozen=True, slots=True)
class Toegelaten:
    """A machine that may speak. koppen: the headers that its answer carries (RateLimit)."""

    afzender: Afzender
    koppen: dict[str, str]


class Machines:
    """The senders of this site, and how much each has asked of this process."""

    def __init__(self, afzenders: Sequence[Afzender], regels: Machineregels, klok: Klok) -> None:
        self._afzenders, self._regels, self._klok = afzenders, regels, klok
        self._teller = FixedWindowRateLimiter(MemoryStorage())
        self._niet_geloofd = 0
        self._gemeld_op: datetime | None = None

    async def laat_toe(self, request: Request, *, bij: bool) -> Toegelaten:
        """Return the machine behind a request. Raises Geweigerd with the answer to give.

        bij: which door this is. A sender for one door does not exist at the other (L01).
        """
        afzender = await self._herken(request, bij=bij)
        return Toegelaten(afzender, await self._tel(afzender))

    async def _herken(self, request: Request, *, bij: bool) -> Afzender:
        certificaat = self._lees_certificaat(request)
        kenmerken = certificaat.kenmerken if certificaat else frozenset()
        mogelijk = [
            a
            for a in self._afzenders
            if a.bij == bij and (not a.certificaten or a.certificaten & kenmerken)
        ]
        kop = request.headers.get("authorization")
        if kop is None:
            zonder_token = (a for a in mogelijk if a.certificaten and not _heeft_token(a))
            afzender = next(zonder_token, None)
            if afzender is None:
                raise _niet_aangemeld()
            return afzender
        schema, _, token = kop.partition(" ")
        if schema.lower() != "bearer" or not token:
            raise _niet_aangemeld()
        vast = _zoek_vast(mogelijk, token)
        return vast or await self._zoek_uitgegeven(mogelijk, token, certificaat, bij=bij)

    async def _zoek_uitgegeven(
        self,
        mogelijk: Collection[Afzender],
        token: str,
        certificaat: Certificaat | None,
        *,
        bij: bool,
    ) -> Afzender:
        bewijs = await self._lees_bewijs(token)
        if bewijs.certificaat is not None:
            getoond = certificaat.vingerafdruk if certificaat else None
            if getoond is None or not hmac.compare_digest(bewijs.certificaat, getoond):
                raise _ongeldig()
        afzender = next((a for a in mogelijk if a.client_id == bewijs.client_id), None)
        if afzender is None:
            raise _ongeldig()
        nodig = BIJ_SCHRIJVEN if bij else SCHRIJVEN
        if nodig not in bewijs.scopes:
            raise _mag_niet(nodig)
        return afzender

    async def _lees_bewijs(self, token: str) -> Toegangsbewijs:
        if self._regels.uitgever is None:
            raise _ongeldig()
        try:
            return await self._regels.uitgever.lees(token)
        except BewijsAfgekeurd as fout:
            raise _ongeldig() from fout
        except UitgeverWeg as fout:
            raise _later() from fout

    def _lees_certificaat(self, request: Request) -> Certificaat | None:
        """Return what the proxy saw; what anybody else writes there is worth nothing."""
        naam = self._regels.certificaat_header
        waarden = request.headers.getlist(naam) if naam else []
        if not waarden:
            return None
        if not self._is_proxy(request):
            self._meld_niet_geloofd()
            return None
        # Two of them: one may have come from outside, and we cannot tell which.
        return lees_certificaat(waarden[0]) if len(waarden) == 1 else None

    def _is_proxy(self, request: Request) -> bool:
        try:
            adres = ip_address(request.client.host if request.client else "")
        except ValueError:
            return False
        return any(adres in netwerk for netwerk in self._regels.proxies)

    def _meld_niet_geloofd(self) -> None:
        """Say how many, once a minute: a flood must not fill the log."""
        self._niet_geloofd += 1
        nu = self._klok.nu()
        if self._gemeld_op is None or nu - self._gemeld_op >= _ELKE:
            log.warning("door.certificate_not_believed", aantal=self._niet_geloofd)
            self._gemeld_op, self._niet_geloofd = nu, 0

    async def _tel(self, afzender: Afzender) -> dict[str, str]:
        """Count a request; return the headers about it. Raises Geweigerd when it is one too many.

        Header fields: draft-ietf-httpapi-ratelimit-headers-10.
        """
        grens = self._regels.per_minuut if afzender.per_minuut is None else afzender.per_minuut
        if not grens:
            return {}
        regel = RateLimitItemPerMinute(grens)
        sleutel = ("bij" if afzender.bij else "nazorg", afzender.naam)
        mag = await self._teller.hit(regel, *sleutel)
        stand = await self._teller.get_window_stats(regel, *sleutel)
        wacht = max(1, math.ceil(stand.reset_time - time.time()))
        koppen = {
            "RateLimit-Policy": f'"afzender";q={grens};w={regel.get_expiry()}',
            "RateLimit": f'"afzender";r={max(0, stand.remaining)};t={wacht}',
        }
        if not mag:
            raise _te_vaak(wacht, koppen)
        return koppen


def _heeft_token(afzender: Afzender) -> bool:
    return afzender.token_sha256 is not None or afzender.client_id is not None


def _zoek_vast(afzenders: Collection[Afzender], token: str) -> Afzender | None:
    """Return the sender with this fixed token; every one is compared, each in constant time."""
    gegeven = hashlib.sha256(token.encode()).hexdigest()
    gevonden = [
        a
        for a in afzenders
        if a.token_sha256 is not None and hmac.compare_digest(a.token_sha256.lower(), gegeven)
    ]
    return gevonden[0] if gevonden else None


def _niet_aangemeld() -> Geweigerd:
    antwoord = problem(401, "Niet aangemeld", "Stuur een geldig token mee: Authorization: Bearer.")
    antwoord.headers["WWW-Authenticate"] = 'Bearer realm="nazorg"'
    return Geweigerd(antwoord)


def _ongeldig() -> Geweigerd:
    antwoord = problem(401, "Niet aangemeld", "Dit token is niet (meer) geldig bij deze ingang.")
    antwoord.headers["WWW-Authenticate"] = 'Bearer realm="nazorg", error="invalid_token"'
    return Geweigerd(antwoord)


def _mag_niet(scope: str) -> Geweigerd:
    antwoord = problem(403, "Dit mag u niet", f"Het token heeft de scope '{scope}' niet.")
    antwoord.headers["WWW-Authenticate"] = (
        f'Bearer realm="nazorg", error="insufficient_scope", scope="{scope}"'
    )
    return Geweigerd(antwoord)


def _later() -> Geweigerd:
    uitleg = "Wij kunnen uw token nu niet controleren. Probeer het later opnieuw."
    antwoord = problem(503, "Even niet bereikbaar", uitleg)
    antwoord.headers["Retry-After"] = str(_LATER_S)
    return Geweigerd(antwoord)


def _te_vaak(wacht: int, koppen: dict[str, str]) -> Geweigerd:
    antwoord = problem(429, "Te veel verzoeken", f"Probeer het over {wacht} seconden opnieuw.")
    antwoord.headers.update(koppen | {"Retry-After": str(wacht)})
    return Geweigerd(antwoord)
