"""A provider of OpenID Connect as a gemeente has one, played: real HTTP, and switches for bad days.

It holds its clients to the rules (secret or key, PKCE, address to come back to, a code once), so
that ours is tried and not only believed.
"""

import asyncio
import contextlib
import ssl
from collections import deque
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from nazorg.kern.klok import Klok
from nazorg.simulatie.inlogantwoorden import Aanbieder, Antwoord
from nazorg.simulatie.inloggedrag import TRAAG_S, Inloggedrag

_MAX_LIJF = 65_536


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
    _server: asyncio.Server | None = None
    _bezig: set[asyncio.Task[None]] = field(default_factory=set)

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
        self._server = await asyncio.start_server(
            self._verbinding, self.host, self.poort, ssl=self.tls
        )
        self.poort = self._server.sockets[0].getsockname()[1]
        if self._aanbieder is None:
            self._aanbieder = Aanbieder(self.issuer, self.klok, self.clients, self.terug)

    async def stop(self) -> None:
        """Stop listening and hang up, as a machine does that goes down."""
        if self._server is None:
            return
        self._server.close()
        bezig = list(self._bezig)
        for taak in bezig:
            taak.cancel()
        await asyncio.gather(*bezig, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    async def _verbinding(
        self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter
    ) -> None:
        taak = asyncio.current_task()
        assert taak is not None
        self._bezig.add(taak)
        try:
            await self._een_vraag(lezer, schrijver)
        except (OSError, EOFError, asyncio.LimitOverrunError, ValueError):
            pass
        except asyncio.CancelledError:
            schrijver.transport.abort()
        finally:
            self._bezig.discard(taak)
            schrijver.close()
            with contextlib.suppress(OSError):
                await schrijver.wait_closed()

    async def _een_vraag(
        self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter
    ) -> None:
        kop = (await lezer.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        methode, doel, _ = kop[0].split(" ")
        headers = {n.lower(): w.strip() for n, _, w in (r.partition(":") for r in kop[1:] if r)}
        lengte = min(int(headers.get("content-length", "0")), _MAX_LIJF)
        lijf = (await lezer.readexactly(lengte)).decode()
        deel = urlsplit(doel)
        self.gekregen.append(deel.path)
        if self.gedrag is Inloggedrag.TRAAG:
            await asyncio.sleep(TRAAG_S)
        if self.gedrag is Inloggedrag.HANGT:
            await lezer.read()  # until they give up
        if self.gedrag in (Inloggedrag.WEG, Inloggedrag.HANGT):
            schrijver.transport.abort()
            return
        velden = dict(parse_qsl(deel.query, keep_blank_values=True))
        if methode == "POST":
            velden |= dict(parse_qsl(lijf, keep_blank_values=True))
        self.aanbieder.gedrag = self.gedrag
        await _stuur(schrijver, self.aanbieder.beantwoord(methode, deel.path, velden, headers))


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
