"""A receiver of webhooks as a partner would run it: a real server, with switches for bad days."""

import asyncio
import base64
import hmac
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Gekregen:
    """One request as it came in."""

    pad: str
    headers: dict[str, str]
    lijf: bytes

    @property
    def event(self) -> dict[str, Any]:
        inhoud: dict[str, Any] = json.loads(self.lijf)
        return inhoud


@dataclass(frozen=True)
class Antwoordt:
    """How to answer one request. wacht_s: before the answer. lijf: after the headers."""

    status: int = 204
    headers: tuple[tuple[str, str], ...] = ()
    wacht_s: float = 0.0
    hangt_op: bool = False
    zonder_einde: bool = False


@dataclass
class Ontvanger:
    """gepland: answers for the next requests; after those `altijd`. per_dossier: wins from both."""

    altijd: Antwoordt = field(default_factory=Antwoordt)
    gepland: deque[Antwoordt] = field(default_factory=deque)
    per_dossier: dict[str, Antwoordt] = field(default_factory=dict)
    gekregen: list[Gekregen] = field(default_factory=list)
    tegelijk: int = 0
    meest_tegelijk: int = 0
    verbindingen: int = 0
    poort: int = 0
    _server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.poort}/in"

    @property
    def ids(self) -> list[str]:
        return [str(g.event["id"]) for g in self.gekregen]

    def per_onderwerp(self) -> dict[str, list[str]]:
        """Return the ids per dossier in order of arrival, each the first time that it came."""
        uit: dict[str, list[str]] = {}
        for g in self.gekregen:
            lijst = uit.setdefault(g.event["data"]["dossierId"], [])
            if g.event["id"] not in lijst:
                lijst.append(g.event["id"])
        return uit

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._klant, "127.0.0.1", self.poort)
        self.poort = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Go down: no connection is accepted any more; start() comes back at the same port."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _klant(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        self.verbindingen += 1
        try:
            while await self._verzoek(lezer, schrijver):
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            schrijver.close()

    async def _verzoek(self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> bool:
        """Take one request; return whether the connection stays open."""
        kop = (await lezer.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {n.lower(): w for n, _, w in (r.partition(": ") for r in kop[1:] if r)}
        lijf = await lezer.readexactly(int(headers.get("content-length", "0")))
        gekregen = Gekregen(kop[0].split(" ")[1], headers, lijf)
        self.gekregen.append(gekregen)
        self.tegelijk += 1
        self.meest_tegelijk = max(self.meest_tegelijk, self.tegelijk)
        try:
            return await self._antwoord(self._kies(gekregen), schrijver)
        finally:
            self.tegelijk -= 1

    def _kies(self, gekregen: Gekregen) -> Antwoordt:
        data = gekregen.event["data"]
        dossier = data.get("dossierId") or data["meldingId"]
        if dossier in self.per_dossier:
            return self.per_dossier[dossier]
        return self.gepland.popleft() if self.gepland else self.altijd

    async def _antwoord(self, a: Antwoordt, schrijver: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(a.wacht_s)
        if a.hangt_op:
            return False
        extra = "".join(f"{n}: {w}\r\n" for n, w in a.headers)
        if not a.zonder_einde:
            extra += "content-length: 0\r\n"
        schrijver.write(f"HTTP/1.1 {a.status} X\r\n{extra}\r\n".encode())
        await schrijver.drain()
        while a.zonder_einde:
            schrijver.write(b"x" * 65_536)
            await schrijver.drain()
        return True


@asynccontextmanager
async def open_ontvanger() -> AsyncIterator[Ontvanger]:
    ontvanger = Ontvanger()
    await ontvanger.start()
    try:
        yield ontvanger
    finally:
        await ontvanger.stop()


def klopt_handtekening(gekregen: Gekregen, geheim: str, *, nu: int) -> bool:
    """Verify as the page for receivers tells them to, from the printed secret on."""
    sleutel = base64.b64decode(geheim.removeprefix("whsec_"))
    id_, moment = gekregen.headers["webhook-id"], gekregen.headers["webhook-timestamp"]
    verwacht = hmac.digest(sleutel, f"{id_}.{moment}.".encode() + gekregen.lijf, "sha256")
    gegeven = [
        base64.b64decode(deel.removeprefix("v1,"))
        for deel in gekregen.headers["webhook-signature"].split(" ")
        if deel.startswith("v1,")
    ]
    return abs(nu - int(moment)) <= 300 and any(hmac.compare_digest(verwacht, g) for g in gegeven)
