"""The server of the simulators: HTTP/1.1 by hand, because it must also be able to do it wrong.

Half an answer, a line that is cut, a body without end: a good library refuses to send those.
"""

import asyncio
import contextlib
import json
import secrets
import ssl
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs

from nazorg.kern.klok import Klok
from nazorg.simulatie.antwoorden import PADEN, Ongeldig, beantwoord
from nazorg.simulatie.feiten import Wereld
from nazorg.simulatie.luisteraar import Luisteraar, Verzoek
from nazorg.simulatie.schakelaars import TRAAG_S, Gedrag, Schakelaars

_JSON = "application/json; charset=utf-8"
_FORMULIER = "application/x-www-form-urlencoded"
_PROBLEEM = "application/problem+json"
_HTML = b"<!doctype html><title>Onderhoud</title><p>Wij zijn zo terug."
_ANDERE_VORM = b'{"burgerservicenummer": 1, "personen": "nee", "casus": [], "toezicht": 3}'
_STATUS = {
    Gedrag.DRUK: 429,
    Gedrag.STORING: 503,
    Gedrag.GEEN_TOEGANG: 401,
    Gedrag.AFGEWEZEN: 403,
    Gedrag.DOORVERWEZEN: 302,
}


@dataclass(frozen=True, slots=True)
class Gekregen:
    """One question as it came in, for a test that looks."""

    partner: str
    pad: str
    headers: dict[str, str]
    inhoud: Any


@dataclass(frozen=True, slots=True)
class _Antwoord:
    status: int = 200
    soort: str = _JSON
    lijf: bytes = b""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Simulator:
    """All partners on one port, each under its own path. poort 0: take a free one."""

    wereld: Wereld
    klok: Klok
    schakelaars: Schakelaars = field(default_factory=Schakelaars)
    tls: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    poort: int = 0
    gekregen: deque[Gekregen] = field(default_factory=lambda: deque(maxlen=2_000))
    # The headers of each time that a token was asked.
    tokenvragen: deque[dict[str, str]] = field(default_factory=lambda: deque(maxlen=2_000))
    _tokens: set[str] = field(default_factory=set)
    _luisteraar: Luisteraar = field(init=False)

    def __post_init__(self) -> None:
        self._luisteraar = Luisteraar(self._behandel)

    @property
    def basis(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.poort}"

    def url(self, partner: str) -> str:
        """Return the base address of a partner."""
        return f"{self.basis}/{partner}"

    async def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        self.poort = await self._luisteraar.start(self.host, self.poort, self.tls)

    async def stop(self) -> None:
        """Stop listening and hang up, as a machine does that goes down."""
        await self._luisteraar.stop()

    def trek_tokens_in(self) -> None:
        """Let every access token be worthless from now on."""
        self._tokens.clear()

    async def _behandel(
        self, v: Verzoek, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter
    ) -> bool:
        """Answer one question; tell whether the connection stays."""
        if v.doel == "/oauth/token":
            return await self._stuur(schrijver, self._geef_token(v), Gedrag.GOED)
        partner = PADEN.get(v.doel, "")
        gedrag = self.schakelaars.van(partner)
        if not await _wacht(gedrag, lezer):
            schrijver.transport.abort()
            return False
        return await self._stuur(schrijver, self._antwoord(partner, v, gedrag), gedrag)

    def _geef_token(self, v: Verzoek) -> _Antwoord:
        """Give a token for client credentials, asked as RFC 6749 4.4.2 says."""
        self.tokenvragen.append(v.headers)
        soort = v.headers.get("content-type", "").partition(";")[0]
        velden = parse_qs(v.lijf.decode("latin-1"))
        if soort != _FORMULIER or velden.get("grant_type") != ["client_credentials"]:
            return _fout(400)
        token = secrets.token_urlsafe(24)
        self._tokens.add(token)
        leven = self.schakelaars.token_leven_s
        return _Antwoord(
            lijf=_json({"access_token": token, "token_type": "Bearer", "expires_in": leven})
        )

    def _antwoord(self, partner: str, v: Verzoek, gedrag: Gedrag) -> _Antwoord:
        if not partner:
            return _fout(404)
        try:
            vraag = json.loads(v.lijf)
        except ValueError:
            return _fout(400)
        self.gekregen.append(Gekregen(partner, v.doel, v.headers, vraag))
        token = v.headers.get("authorization", "").removeprefix("Bearer ")
        if self.schakelaars.eis_token and token not in self._tokens:
            return _fout(401)
        if gedrag in _STATUS:
            return _fout(_STATUS[gedrag])
        try:
            goed = beantwoord(partner, vraag, self.wereld, verwissel=gedrag is Gedrag.ANDER_PERSOON)
        except Ongeldig:
            return _fout(400)
        return _Antwoord(lijf=_vervorm(goed, gedrag), **_kop(gedrag))

    async def _stuur(
        self, schrijver: asyncio.StreamWriter, antwoord: _Antwoord, gedrag: Gedrag
    ) -> bool:
        nu = self.klok.nu() + (timedelta(hours=3) if gedrag is Gedrag.SCHEVE_KLOK else timedelta())
        kop = [
            f"HTTP/1.1 {antwoord.status} X",
            f"Date: {format_datetime(nu.astimezone(UTC), usegmt=True)}",
            f"Content-Type: {antwoord.soort}",
            *(f"{n}: {w}" for n, w in antwoord.extra),
        ]
        if gedrag is Gedrag.EINDELOOS:
            return await _stuur_eindeloos(schrijver, kop)
        kop.append(f"Content-Length: {len(antwoord.lijf)}")
        half = gedrag is Gedrag.HALF
        lijf = antwoord.lijf[: len(antwoord.lijf) // 2] if half else antwoord.lijf
        schrijver.write("\r\n".join([*kop, "", ""]).encode() + lijf)
        await schrijver.drain()
        return not half


async def _wacht(gedrag: Gedrag, lezer: asyncio.StreamReader) -> bool:
    """Take the time that this switch asks for; False when the line is cut."""
    if gedrag is Gedrag.TRAAG:
        await asyncio.sleep(TRAAG_S)
    if gedrag is Gedrag.HANGT:
        await lezer.read()  # until they give up
    return gedrag not in (Gedrag.WEG, Gedrag.HANGT)


async def _stuur_eindeloos(schrijver: asyncio.StreamWriter, kop: list[str]) -> bool:
    schrijver.write("\r\n".join([*kop, "Transfer-Encoding: chunked", "", ""]).encode())
    while True:
        schrijver.write(b"4000\r\n" + b" " * 0x4000 + b"\r\n")
        await schrijver.drain()


def _kop(gedrag: Gedrag) -> dict[str, Any]:
    if gedrag is Gedrag.HTML:
        return {"soort": "text/html"}
    if gedrag is Gedrag.INGEPAKT:
        return {"extra": (("Content-Encoding", "gzip"),)}
    return {}


def _vervorm(goed: dict[str, Any], gedrag: Gedrag) -> bytes:
    """Return the answer as this switch wants it."""
    vormen = {
        Gedrag.HTML: lambda: _HTML,
        Gedrag.STUK_JSON: lambda: _json(goed)[:-2],
        Gedrag.ANDERE_VORM: lambda: _ANDERE_VORM,
        Gedrag.GROOT: lambda: _json(goed | {"ballast": "x" * 2_000_000}),
        Gedrag.FOUTE_DATUM: lambda: _met_datum(goed, "2026-02-31"),
        Gedrag.TOEKOMST: lambda: _met_datum(goed, "2999-01-01"),
    }
    return vormen.get(gedrag, lambda: _json(goed))()


def _met_datum(goed: dict[str, Any], dag: str) -> bytes:
    """Return the answer with another day wherever a day is."""

    def zet(waarde: Any) -> Any:
        if isinstance(waarde, dict):
            return {naam: zet(deel) for naam, deel in waarde.items()}
        if isinstance(waarde, list):
            return [zet(deel) for deel in waarde]
        return dag if isinstance(waarde, str) and _is_dag(waarde) else waarde

    return _json(zet(goed))


def _is_dag(tekst: str) -> bool:
    with contextlib.suppress(ValueError):
        return bool(datetime.strptime(tekst, "%Y-%m-%d").replace(tzinfo=UTC))
    return False


def _fout(status: int) -> _Antwoord:
    extra: tuple[tuple[str, str], ...] = ()
    if status == 429:
        extra = (("Retry-After", "2"),)
    if status == 302:
        extra = (("Location", "http://127.0.0.1:9/elders"),)
    lijf = _json({"title": "Fout", "status": status})
    return _Antwoord(status=status, soort=_PROBLEEM, lijf=lijf, extra=extra)


def _json(waarde: object) -> bytes:
    return json.dumps(waarde, ensure_ascii=False).encode()
