"""Receivers of webhooks for the demo: real sockets, that check the signature as a real one does."""

import asyncio
import base64
import hmac
from collections import Counter
from dataclasses import dataclass, field

from nazorg.berichten.bezorging import GEHEIM_VOORVOEGSEL
from nazorg.integrations.webhook import onderteken
from nazorg.simulatie.luisteraar import Luisteraar, Verzoek

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
    _luisteraar: Luisteraar = field(init=False)

    def __post_init__(self) -> None:
        self._luisteraar = Luisteraar(self._behandel)

    def leer_geheim(self, tekst: str) -> None:
        self.geheim = base64.b64decode(tekst.removeprefix(GEHEIM_VOORVOEGSEL))

    async def start(self) -> None:
        """Listen on this machine only; on another port when that of before is taken."""
        try:
            self.poort = await self._luisteraar.start("127.0.0.1", self.poort)
        except OSError:
            self.poort = await self._luisteraar.start("127.0.0.1", 0)

    async def stop(self) -> None:
        await self._luisteraar.stop()

    async def _behandel(
        self, v: Verzoek, _: asyncio.StreamReader, schrijver: asyncio.StreamWriter
    ) -> bool:
        status = self._oordeel(v.headers, v.lijf)
        schrijver.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())
        await schrijver.drain()
        return True

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
