"""Real HTTP for what plays somebody else: it listens, reads questions, and hangs up when it stops.

Small on purpose, and not a web server: who plays a partner on a bad day must be able to answer with
half an answer, or with none.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple

# More than this nobody has to say; the rest is not read.
_MAX_LIJF = 65_536


class Verzoek(NamedTuple):
    """One question as it came in; the names of headers are in lower case."""

    methode: str
    doel: str
    headers: dict[str, str]
    lijf: bytes


# Answers on the line, and tells whether that stays open for a next question.
Behandel = Callable[[Verzoek, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bool]]


class Luisteraar:
    """One port, and everybody who is connected to it."""

    def __init__(self, behandel: Behandel) -> None:
        self._behandel = behandel
        self._server: asyncio.Server | None = None
        self._bezig: set[asyncio.Task[None]] = set()

    async def start(self, host: str, poort: int, tls: ssl.SSLContext | None = None) -> int:
        """Listen; return the port (0 takes a free one). Raises OSError when it is taken."""
        self._server = await asyncio.start_server(self._verbinding, host, poort, ssl=tls)
        gekregen: int = self._server.sockets[0].getsockname()[1]
        return gekregen

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
            while await self._behandel(await _lees(lezer), lezer, schrijver):
                pass
        except (OSError, EOFError, asyncio.LimitOverrunError, ValueError):
            pass
        except asyncio.CancelledError:
            schrijver.transport.abort()  # we go down; the task ends here and nobody waits for more
        finally:
            self._bezig.discard(taak)
            schrijver.close()
            with suppress(OSError):
                await schrijver.wait_closed()


async def _lees(lezer: asyncio.StreamReader) -> Verzoek:
    """Read one question. Raises ValueError, EOFError or LimitOverrunError when it is none."""
    kop = (await lezer.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    methode, doel, _ = kop[0].split(" ")
    headers = {n.lower(): w.strip() for n, _, w in (r.partition(":") for r in kop[1:] if r)}
    lengte = min(int(headers.get("content-length", "0")), _MAX_LIJF)
    return Verzoek(methode, doel, headers, await lezer.readexactly(lengte))
