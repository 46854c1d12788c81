"""Measure questions to a partner that takes 20 ms: how near we come to the ideal, and at what cost.

Ideal is what is in flight divided by the 20 ms. Beside our line: aiohttp and httpx2 bare, so that
it shows what the line itself costs. And: what is left for four partners while a fifth hangs.
"""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.utils import format_datetime
from typing import cast

import aiohttp
import httpx2
import uvloop

from nazorg.commands.groep import bevries
from nazorg.integrations.lijn.afspraak import Lijnafspraak
from nazorg.integrations.lijn.lijn import Partnerlijn
from nazorg.integrations.zvh.client import ZvhClient
from nazorg.kern.klok import SysteemKlok
from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Partner, PartnerUnavailable, Vraag

WACHT_S = 0.020
BSN = "999993653"
_LIJF = (
    b'{"burgerservicenummer": "%s", "casus": {"kenmerk": "RG-2026-17", "tafel": "Top X",'
    b' "peildatum": "2026-11-01", "regisseur": {"naam": "M. Vink", "telefoon": "088-5550110"}}}'
) % BSN.encode()
_NU = format_datetime(SysteemKlok().nu(), usegmt=True).encode()
_KOP = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: %s\r\n" % _NU
_ANTWOORD = _KOP + b"Content-Length: %d\r\n\r\n" % len(_LIJF) + _LIJF
_DOELEN = {20: 0.85, 200: 0.60}
_VRAAG = Vraag(
    bsn=BSN,
    doel=Doel.RE_INTEGRATIE,
    kenmerk="0190b8a0-0000-7000-8000-000000000001",
    groepen=frozenset({"casus", "regie"}),
)
Vraagt = Callable[[], Awaitable[object]]


class _Partner(asyncio.Protocol):
    """Answers each request after 20 ms; under /hangt never."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop has a transport of its own kind.
        self._naar, self._over = cast("asyncio.Transport", transport), b""

    def data_received(self, data: bytes) -> None:
        self._over += data
        while (einde := self._over.find(b"\r\n\r\n")) >= 0:
            kop = self._over[:einde].lower()
            _, _, rest = kop.partition(b"content-length:")
            totaal = einde + 4 + int(rest.split(b"\r\n")[0] or b"0")
            if len(self._over) < totaal:
                return
            self._over = self._over[totaal:]
            if not kop.startswith(b"post /hangt"):
                asyncio.get_running_loop().call_later(WACHT_S, self._antwoord)

    def _antwoord(self) -> None:
        if not self._naar.is_closing():
            self._naar.write(_ANTWOORD)


async def _serveer() -> None:
    lus = asyncio.get_running_loop()
    server = await lus.create_server(_Partner, "127.0.0.1", 0, backlog=1_000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def meet_partners(ronden: int, *, kort: bool) -> int:
    """Print the ratios. Raises when an answer is lost or is not what was asked."""
    proces = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.partners", stdout=asyncio.subprocess.PIPE
    )
    assert proces.stdout
    basis = f"http://127.0.0.1:{int(await proces.stdout.readline())}"
    bevries()  # for all of them
    print(f"vragen aan een partner die {WACHT_S * 1000:.0f} ms nodig heeft")
    try:
        for tegelijk in (20, 200):
            await _vergelijk(basis, tegelijk, ronden, aantal=tegelijk * (15 if kort else 60))
        await _hangend(basis, ronden, aantal=400 if kort else 1_500)
    finally:
        with suppress(ProcessLookupError):
            proces.terminate()
        await proces.wait()
    print(f"belasting van de machine          {os.getloadavg()[0]:.1f}")
    return 0


async def _vergelijk(basis: str, tegelijk: int, ronden: int, *, aantal: int) -> None:
    ideaal = tegelijk / WACHT_S
    lijn = _lijn(basis, tegelijk)
    client = ZvhClient(lijn, SysteemKlok())
    grens = httpx2.Limits(max_connections=tegelijk, max_keepalive_connections=tegelijk)
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=tegelijk)) as kaal,
        httpx2.AsyncClient(limits=grens, timeout=30) as ander,
    ):
        wie: dict[str, Vraagt] = {
            "nazorg": lambda: client.vraag(_VRAAG),
            "aiohttp, kaal": lambda: _kaal(kaal, basis),
            "httpx2, kaal": lambda: ander.post(f"{basis}/x", content=b"{}"),
        }
        uit: dict[str, list[tuple[float, float]]] = {naam: [] for naam in wie}
        for _ in range(ronden):
            for naam, vraag in wie.items():
                uit[naam].append(await _klok(vraag, tegelijk, aantal))
    await lijn.sluit()
    for naam, metingen in uit.items():
        ratio = statistics.median(s for s, _ in metingen) / ideaal
        cpu = min(c for _, c in metingen)
        doel = f"   (doel: {_DOELEN[tegelijk]:.2f} of meer)" if naam == "nazorg" else ""
        print(f"{tegelijk:4} tegelijk, {naam:16}  {ratio:.2f} van ideaal{cpu:7.0f} us cpu{doel}")


async def _kaal(sessie: aiohttp.ClientSession, basis: str) -> bytes:
    async with sessie.post(f"{basis}/x", data=b"{}") as antwoord:
        return await antwoord.read()


async def _klok(vraag: Vraagt, tegelijk: int, aantal: int) -> tuple[float, float]:
    """Return questions per second, and CPU microseconds of ours per question."""
    await asyncio.gather(*(vraag() for _ in range(tegelijk)))
    beurten = iter(range(aantal))
    cpu, begin = time.process_time(), time.perf_counter()

    async def loper() -> None:
        for _ in beurten:
            assert await vraag()

    await asyncio.gather(*(loper() for _ in range(tegelijk)))
    duur = time.perf_counter() - begin
    return aantal / duur, (time.process_time() - cpu) / aantal * 1e6


async def _hangend(basis: str, ronden: int, *, aantal: int) -> None:
    """Compare four partners alone with the same four while a fifth hangs."""
    gezond = [_lijn(basis, 10) for _ in range(4)]
    clients = [ZvhClient(lijn, SysteemKlok()) for lijn in gezond]
    ratios: list[float] = []
    for _ in range(ronden):
        alleen = await _samen(clients, aantal)
        ziek = _lijn(f"{basis}/hangt", 10, seconden=0.5)
        vragers = [asyncio.create_task(_blijf_vragen(ziek)) for _ in range(20)]
        erbij = await _samen(clients, aantal)
        for taak in vragers:
            taak.cancel()
        await asyncio.gather(*vragers, return_exceptions=True)
        await ziek.sluit()
        ratios.append(erbij / alleen)
    for lijn in gezond:
        await lijn.sluit()
    ratio = statistics.median(ratios)
    print(f"een partner hangt: de andere      {ratio:.2f}   (doel: 0,95 of meer)")


async def _samen(clients: list[ZvhClient], aantal: int) -> float:
    metingen = await asyncio.gather(
        *(_klok(lambda c=c: c.vraag(_VRAAG), 5, aantal) for c in clients)  # type: ignore[misc]
    )
    return sum(per_s for per_s, _ in metingen)


async def _blijf_vragen(lijn: Partnerlijn) -> None:
    client = ZvhClient(lijn, SysteemKlok())
    while True:
        # As who asks in earnest: nothing while the line says that there is no room.
        if lijn.ruimte():
            with suppress(PartnerUnavailable):
                await client.vraag(_VRAAG)
        await asyncio.sleep(0.05)


def _lijn(basis: str, tegelijk: int, *, seconden: float = 30.0) -> Partnerlijn:
    afspraak = Lijnafspraak(
        partner=Partner.ZVH, url=basis, tegelijk=tegelijk, seconden=seconden, pogingen=1
    )
    return Partnerlijn(afspraak, SysteemKlok())


if __name__ == "__main__":
    uvloop.run(_serveer())
