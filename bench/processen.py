"""Real processes for a measurement: started, waited for, and ended."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx2

NAZORG = str(Path(sys.executable).parent / "nazorg")


def vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return int(proef.getsockname()[1])


async def draai(omgeving: Mapping[str, str], *woorden: str) -> asyncio.subprocess.Process:
    niets = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        *woorden, env=dict(omgeving), stdout=niets, stderr=niets
    )


@asynccontextmanager
async def start(omgeving: Mapping[str, str], *woorden: str) -> AsyncIterator[int]:
    """Run a command for as long as the block lasts; yields its process id."""
    proces = await draai(omgeving, *woorden)
    try:
        yield proces.pid
    finally:
        with suppress(ProcessLookupError):
            proces.terminate()
        await proces.wait()


async def wacht_op(web: httpx2.AsyncClient, pad: str = "/health/ready") -> None:
    """Wait until a page answers. Raises TimeoutError after a minute."""
    async with asyncio.timeout(60):
        while True:
            with suppress(httpx2.TransportError):
                if (await web.get(pad)).is_success:
                    return
            await asyncio.sleep(0.1)
