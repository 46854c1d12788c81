"""A provider of OpenID Connect as a gemeente has one, played: real HTTP, and switches for bad days.

It holds its clients to the rules (secret or key, PKCE, address to come back to, a code once), so
that ours is tried and not only believed.
"""

import asyncio
import ssl
from collections import deque
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from nazorg.kern.klok import Klok
from nazorg.simulatie.inlogantwoorden import Aanbieder, Antwoord
from nazorg.simulatie.inloggedrag import TRAAG_S, Inloggedrag
from nazorg.simulatie.luisteraar import Luisteraar, Verzoek


@dataclass(slots=True)
class Inlogsimulator:
    """One provider on one port. poort 0: take a free one. gekregen: the paths that were asked."""

    klok: Klok
    clients: dict[str, str]
    terug: frozenset[str]
    gedrag: Inloggedrag = Inloggedrag.GOED
    tls: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    poort: int = 0
    gekregen: deque[str] = field(default_factory=lambda: deque(maxlen=500))
    _aanbieder: Aanbieder | None = None
    _luisteraar: Luisteraar = field(init=False)

    def __post_init__(self) -> None:
        self._luisteraar = Luisteraar(self._behandel)

    @property
    def issuer(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.poort}"

    @property
    def aanbieder(self) -> Aanbieder:
        """What it knows and answers; from the start on."""
        assert self._aanbieder is not None, "start it first"
        return self._aanbieder

    async def start(self) -> None:
        """Listen. Raises OSError when the port is taken."""
        self.poort = await self._luisteraar.start(self.host, self.poort, self.tls)
        if self._aanbieder is None:
            self._aanbieder = Aanbieder(self.issuer, self.klok, self.clients, self.terug)

    async def stop(self) -> None:
        """Stop listening and hang up, as a machine does that goes down."""
        await self._luisteraar.stop()

    async def _behandel(
        self, v: Verzoek, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter
    ) -> bool:
        deel = urlsplit(v.doel)
        self.gekregen.append(deel.path)
        if self.gedrag is Inloggedrag.TRAAG:
            await asyncio.sleep(TRAAG_S)
        if self.gedrag is Inloggedrag.HANGT:
            await lezer.read()  # until they give up
        if self.gedrag in (Inloggedrag.WEG, Inloggedrag.HANGT):
            schrijver.transport.abort()
            return False
        velden = dict(parse_qsl(deel.query, keep_blank_values=True))
        if v.methode == "POST":
            velden |= dict(parse_qsl(v.lijf.decode(), keep_blank_values=True))
        self.aanbieder.gedrag = self.gedrag
        antwoord = self.aanbieder.beantwoord(v.methode, deel.path, velden, v.headers)
        await _stuur(schrijver, antwoord)
        return False


async def _stuur(schrijver: asyncio.StreamWriter, antwoord: Antwoord) -> None:
    kop = [
        f"HTTP/1.1 {antwoord.status} {HTTPStatus(antwoord.status).phrase}",
        f"Content-Type: {antwoord.soort}",
        f"Content-Length: {len(antwoord.lijf)}",
        "Cache-Control: no-store",
        "Connection: close",
    ]
    if antwoord.naar:
        kop.append(f"Location: {antwoord.naar}")
    schrijver.write("\r\n".join([*kop, "", ""]).encode() + antwoord.lijf)
    await schrijver.drain()
