"""Receivers of webhooks for the demo: real sockets, that check the signature as a real one does."""

import asyncio
import base64
import hmac
from collections import Counter
from dataclasses import dataclass, field

from nazorg.berichten.bezorging import GEHEIM_VOORVOEGSEL
from nazorg.integrations.webhook import onderteken

_MAX = 65_536
_WEIGERT_ELK = 6
# So often it refuses the same event; after that it has mended itself.
_TOT = 6


@dataclass(slots=True)
class Ontvanger:
    """One receiver. moeilijk: refuses one in so many events for a while. geheim: to check with."""

    moeilijk: bool = False
    poort: int = 0
    geheim: bytes = b""
    _gezien: Counter[str] = field(default_factory=Counter)
    _geweigerd: set[str] = field(default_factory=set)
    _bezig: set[asyncio.Task[None]] = field(default_factory=set)
    _server: asyncio.Server | None = None

    def leer_geheim(self, tekst: str) -> None:
        self.geheim = base64.b64decode(tekst.removeprefix(GEHEIM_VOORVOEGSEL))

    async def start(self) -> None:
        """Listen on this machine only; on another port when that of before is taken."""
        try:
            self._server = await asyncio.start_server(self._verbinding, "127.0.0.1", self.poort)
        except OSError:
            self._server = await asyncio.start_server(self._verbinding, "127.0.0.1", 0)
        self.poort = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for taak in self._bezig:
            taak.cancel()
        await asyncio.gather(*self._bezig, return_exceptions=True)

    async def _verbinding(
        self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter
    ) -> None:
        taak = asyncio.current_task()
        assert taak is not None
        self._bezig.add(taak)
        try:
            while True:
                await self._een_bericht(lezer, schrijver)
        except (OSError, EOFError, asyncio.LimitOverrunError, ValueError):
            pass
        except asyncio.CancelledError:
            schrijver.transport.abort()  # we go down; the task ends here and nobody waits for more
        finally:
            self._bezig.discard(taak)
            schrijver.close()

    async def _een_bericht(
        self, lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter
    ) -> None:
        kop = (await lezer.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {n.lower(): w.strip() for n, _, w in (r.partition(":") for r in kop[1:] if r)}
        lijf = await lezer.readexactly(min(int(headers.get("content-length", "0")), _MAX))
        status = self._oordeel(headers, lijf)
        schrijver.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())
        await schrijver.drain()

    def _oordeel(self, headers: dict[str, str], lijf: bytes) -> int:
        id_ = headers.get("webhook-id", "")
        moment = int(headers.get("webhook-timestamp", "0"))
        verwacht = onderteken(self.geheim, id_=id_, moment=moment, inhoud=lijf)
        if not hmac.compare_digest(verwacht, headers.get("webhook-signature", "")):
            return 401
        if self.moeilijk and id_ not in self._gezien and len(self._gezien) % _WEIGERT_ELK == 1:
            self._geweigerd.add(id_)
        self._gezien[id_] += 1
        return 422 if id_ in self._geweigerd and self._gezien[id_] <= _TOT else 204
