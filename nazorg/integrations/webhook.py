"""Webhooks: a signed CloudEvent by POST, to an address that somebody else gave us.

The form is that of Standard Webhooks (docs/delivery.md). The name in the address is resolved here
and the call goes to exactly the address that was judged, so that a name cannot point elsewhere
between the two. What they send back is hardly read: the status says all.
"""

import asyncio
import base64
import hmac
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx2

from nazorg.berichten.bezorging import Antwoord, Bezorgreden, Zending
from nazorg.berichten.spoor import to_headers

_SOORT = "application/cloudevents+json; charset=utf-8"
_KLEIN = 16_384
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Adressen = Callable[[str, int], Awaitable[list[str]]]


class AdresGeweigerd(Exception):  # noqa: N818 - it is an answer: there we do not go
    """The name leads into a network where we have no business."""


async def zoek_op(host: str, poort: int) -> list[str]:
    """Return the network addresses of a name. Raises OSError."""
    lus = asyncio.get_running_loop()
    gevonden = await lus.getaddrinfo(host, poort, type=socket.SOCK_STREAM)
    return [str(plek[4][0]) for plek in gevonden]


def is_openbaar(adres: str) -> bool:
    """Tell whether an address is on the internet itself, also behind what wraps an IPv4 address."""
    ip = ipaddress.ip_address(adres.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_openbaar(str(ip.ipv4_mapped))
        if ip.sixtofour is not None or ip.teredo is not None or ip in _NAT64:
            return False
    return ip.is_global and not ip.is_multicast


def onderteken(geheim: bytes, *, id_: str, moment: int, inhoud: bytes) -> str:
    """Return the signature over `id.timestamp.body`, as Standard Webhooks writes it."""
    getekend = hmac.digest(geheim, f"{id_}.{moment}.".encode() + inhoud, "sha256")
    return "v1," + base64.b64encode(getekend).decode()


class Webhook:
    """One subscription: connections of its own, so that one receiver never waits for another."""

    def __init__(
        self,
        url: str,
        geheim: bytes,
        *,
        nu: Callable[[], datetime],
        seconden: float,
        ook_intern: bool = False,
        tegelijk: int = 4,
        adressen: Adressen = zoek_op,
    ) -> None:
        self._url, self._geheim = httpx2.URL(url), geheim
        self._delen = urlsplit(url)
        self._nu, self._seconden = nu, seconden
        self._ook_intern, self._adressen = ook_intern, adressen
        # No proxy from the environment: behind one, the address that we judged means nothing.
        self._http = httpx2.AsyncClient(
            timeout=seconden,
            follow_redirects=False,
            trust_env=False,
            limits=httpx2.Limits(max_connections=tegelijk, max_keepalive_connections=tegelijk),
        )

    async def verzend(self, zending: Zending) -> Antwoord:
        """Send one event and return what became of it."""
        try:
            # One limit for all of it: a limit per read can be stretched for ever, byte by byte.
            async with asyncio.timeout(self._seconden):
                antwoord = await self._post(zending, await self._kies_adres())
        except AdresGeweigerd:
            return Antwoord(Bezorgreden.ADRES_GEWEIGERD)
        except (TimeoutError, httpx2.TimeoutException):
            return Antwoord(Bezorgreden.GEEN_ANTWOORD)
        except (OSError, UnicodeError, httpx2.HTTPError):
            return Antwoord(Bezorgreden.GEEN_VERBINDING)
        await _laat_los(antwoord)
        return to_antwoord(antwoord.status_code, antwoord.headers, self._nu())

    async def sluit(self) -> None:
        await self._http.aclose()

    async def _kies_adres(self) -> str:
        host = self._delen.hostname or ""
        poort = self._delen.port or (443 if self._delen.scheme == "https" else 80)
        gevonden = await self._adressen(host, poort)
        if not gevonden:
            raise OSError
        # All of them: a name that leads partly inside is not to be trusted for the rest either.
        if not self._ook_intern and not all(is_openbaar(adres) for adres in gevonden):
            raise AdresGeweigerd
        return gevonden[0]

    async def _post(self, zending: Zending, adres: str) -> httpx2.Response:
        moment, id_ = int(self._nu().timestamp()), str(zending.id)
        handtekening = onderteken(self._geheim, id_=id_, moment=moment, inhoud=zending.inhoud)
        verzoek = self._http.build_request(
            "POST",
            self._url.copy_with(host=adres),
            content=zending.inhoud,
            headers={
                "Host": self._delen.netloc,
                "Content-Type": _SOORT,
                "User-Agent": "nazorg",
                "Accept-Encoding": "identity",
                "Webhook-Id": id_,
                "Webhook-Timestamp": str(moment),
                "Webhook-Signature": handtekening,
            }
            | to_headers(zending.spoor),
            extensions={"sni_hostname": self._delen.hostname or ""},
        )
        return await self._http.send(verzoek, stream=True)


def to_antwoord(status: int, headers: httpx2.Headers, nu: datetime) -> Antwoord:
    """Return what a status means for us."""
    if 200 <= status < 300:
        return Antwoord(status=status)
    return Antwoord(_reden(status), status, _wacht(headers.get("retry-after"), nu))


_PER_STATUS = {
    408: Bezorgreden.GEEN_ANTWOORD,
    410: Bezorgreden.WEG,
    425: Bezorgreden.DRUK,
    429: Bezorgreden.DRUK,
}


def _reden(status: int) -> Bezorgreden:
    if status in _PER_STATUS:
        return _PER_STATUS[status]
    if status < 400:
        return Bezorgreden.DOORVERWEZEN
    return Bezorgreden.NIET_AANGENOMEN if status < 500 else Bezorgreden.STORING


def _wacht(tekst: str | None, nu: datetime) -> float | None:
    """Return the seconds of a Retry-After, which is a number or a moment; nonsense is nothing."""
    if tekst is None:
        return None
    if tekst.isascii() and tekst.isdigit():
        return float(tekst[:9])
    with suppress(ValueError, TypeError, OverflowError):
        return max((parsedate_to_datetime(tekst) - nu).total_seconds(), 0.0)
    return None


async def _laat_los(antwoord: httpx2.Response) -> None:
    """Read a short answer, so that the connection can be used again; hang up on a long one."""
    lengte = antwoord.headers.get("content-length", "")
    with suppress(httpx2.HTTPError, TimeoutError):
        if lengte.isdigit() and int(lengte) <= _KLEIN:
            async with asyncio.timeout(1):
                async for _ in antwoord.aiter_raw():  # raw: a small answer can unpack to a huge one
                    pass
    with suppress(httpx2.HTTPError):
        await antwoord.aclose()
