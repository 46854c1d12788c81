"""`python -m bench --pagina`: our queue page against a bare page, in turns, in one run.

Real processes over real HTTP: `nazorg serve`, and the bare page (`bench.kaal`) under the same kind
of server. Both read 50 of a million rows of a random gemeente, large ones more often. Judged by the
ratio, sixteen at a time for the speed and one by one for the times. People ask for the same pages
again, as they do at work (ADR 0046); what it costs when they never do is measured besides.
"""

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import aiohttp
import httpx2

from bench.minimaal import cpu_van
from bench.processen import NAZORG, start, vrije_poort, wacht_op
from bench.vulling import ver_weg, vul
from bench.zoeken import meet_zoeken
from nazorg.commands.groep import bevries
from nazorg.kern.klok import SysteemKlok
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.store import rollen
from nazorg.store.embedded import EmbeddedPostgres
from nazorg.store.migreren import migreer
from nazorg.store.store import Store
from nazorg.store.verbinding import Databank
from nazorg.usecases.aanmelden import Sessieduur, meld_aan
from nazorg.web.toegang import WebInstellingen

_MENSEN = 40
_TEGELIJK = 16
Poorten = tuple[int, int]


@dataclass(slots=True)
class Ronden:
    """Per round requests a second and CPU; of all requests one by one the time in ms."""

    snelheid: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    tijden: list[float] = field(default_factory=list)


Vraag = Callable[[], Awaitable[None]]


async def meet_pagina(ronden: int, taken: int) -> int:
    """Print the ratios; raises when a page is not there."""
    with tempfile.TemporaryDirectory() as map_:
        Path(map_).chmod(0o711)  # noqa: ASYNC240 - before anything else runs
        server = EmbeddedPostgres(
            Path(map_) / "pg", logins=rollen.ALLE, bootstrap_sql=rollen.bootstrap_sql()
        )
        with server:
            databank = Databank(socket=server.start())
            await migreer(databank)
            codes = await vul(databank, taken)
            bevries()
            store = Store(databank, verbindingen=2)
            mensen = await _meld_aan(codes, store)
            async with _open_paginas(databank, Path(map_) / "pg", mensen) as paginas:
                await _meet(databank, mensen[0].gemeente, paginas, ronden)
            zoeken = await meet_zoeken(store, databank, _medewerker(0, codes[0]))
            print(f"zoeken met RLS : zonder          {zoeken:.2f}   (doel: 1,5 of minder)")
            await store.close()
    return 0


class _Mens(NamedTuple):
    gemeente: str
    koekje: str


class _Paginas:
    """The two servers, and a client that asks them for pages."""

    def __init__(
        self, web: aiohttp.ClientSession, mensen: list[_Mens], poorten: Poorten, pids: Poorten
    ) -> None:
        self._web, self._mensen, self._poorten, self.pids = web, mensen, poorten, pids
        self._rnd = random.Random(7)

    async def kaal(self) -> None:
        mens = self._rnd.choice(self._mensen)
        await self._get(f"http://127.0.0.1:{self._poorten[0]}/?g={mens.gemeente}", "")

    async def ons(self, extra: str = "", mens: _Mens | None = None) -> None:
        koekje = (mens or self._rnd.choice(self._mensen)).koekje
        await self._get(f"http://127.0.0.1:{self._poorten[1]}/werkvoorraad?{extra}", koekje)

    async def begin(self) -> None:
        """Let everybody look once: a first look is measured by itself (`koud`)."""
        for mens in self._mensen:
            await self.ons("", mens)
            await self.kaal()

    async def koud(self) -> None:
        """Ask for a page somewhere in the list, where most probably nobody was."""
        dag = date.min.replace(year=2026) + timedelta(days=self._rnd.randrange(300, 720))
        await self.ons(f"venster=alles&na={dag.isoformat()}_{UUID(int=self._rnd.getrandbits(128))}")

    async def eerste(self, extra: str = "") -> None:
        await self.ons(extra, self._mensen[0])

    async def _get(self, adres: str, koekje: str) -> None:
        async with self._web.get(adres, headers={"cookie": koekje}) as antwoord:
            assert antwoord.status == 200, f"{adres}: {antwoord.status}"
            assert len(await antwoord.read()) > 8_000, "an empty page is no page"


@asynccontextmanager
async def _open_paginas(
    databank: Databank, data_dir: Path, mensen: list[_Mens]
) -> AsyncIterator[_Paginas]:
    kaal, ons = vrije_poort(), vrije_poort()
    omgeving = os.environ | {  # noqa: TID251 - for processes of their own
        "NAZORG_DATA_DIR": str(data_dir),
        "NAZORG_PORT": str(ons),
    }
    bare = (sys.executable, "-m", "bench.kaal", str(databank.socket), str(kaal))
    async with AsyncExitStack() as stapel:
        pids = (
            await stapel.enter_async_context(start(omgeving, *bare)),
            await stapel.enter_async_context(start(omgeving, NAZORG, "serve")),
        )
        for poort, pad in ((kaal, f"/?g={mensen[0].gemeente}"), (ons, "/health/ready")):
            async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{poort}") as proef:
                await wacht_op(proef, pad)
        verbinder = aiohttp.TCPConnector(limit=_TEGELIJK)
        geen = aiohttp.DummyCookieJar()
        web = aiohttp.ClientSession(connector=verbinder, cookie_jar=geen, auto_decompress=False)
        yield _Paginas(await stapel.enter_async_context(web), mensen, (kaal, ons), pids)


async def _meet(databank: Databank, gemeente: str, paginas: _Paginas, ronden: int) -> None:
    ver = await ver_weg(databank, gemeente)
    wij, zij, koud = Ronden(), Ronden(), Ronden()
    await paginas.begin()
    for _ in range(ronden):
        await _klok(zij, paginas.kaal, paginas.pids[0])
        await _klok(wij, paginas.ons, paginas.pids[1])
    eerste = await _tijd(paginas.eerste)
    laatste = await _tijd(partial(paginas.eerste, ver))
    # Last: these drive what is remembered of the others out.
    for _ in range(ronden):
        await _klok(koud, paginas.koud, paginas.pids[1])
    _toon(wij, zij, koud, eerste=eerste, laatste=laatste)


async def _meld_aan(codes: list[str], store: Store) -> list[_Mens]:
    """Log forty people in, more of them in large gemeenten."""
    rnd, klok = random.Random(7), SysteemKlok()
    duur = Sessieduur(timedelta(hours=10), timedelta(hours=1))
    mensen = []
    for i in range(_MENSEN):
        gemeente = codes[int(len(codes) * rnd.random() ** 3)]
        wie = _medewerker(i, gemeente)
        token = await meld_aan(wie, store=store, klok=klok, duur=duur, oorsprong="bench")
        mensen.append(_Mens(gemeente, f"{WebInstellingen(demo=True).cookie}={token}"))
    return mensen


def _medewerker(i: int, gemeente: str) -> Medewerker:
    return Medewerker(
        id=f"m-{i}",
        naam=f"Mede Werker{i}",
        functie="Nazorgcoördinator",
        rollen=frozenset({Rol.NAZORGCOORDINATOR}),
        gemeenten=(gemeente,),
        regio="bench",
        doel=Doel.RE_INTEGRATIE,
    )


async def _klok(r: Ronden, vraag: Vraag, pid: int, *, aantal: int = 800) -> None:
    """One by one for the times, sixteen at a time for the speed."""
    for _ in range(aantal // 2):
        begin = time.perf_counter()
        await vraag()
        r.tijden.append((time.perf_counter() - begin) * 1000)

    async def loper() -> None:
        for _ in range(aantal // _TEGELIJK):
            await vraag()

    begin, cpu = time.perf_counter(), cpu_van(pid)
    await asyncio.gather(*(loper() for _ in range(_TEGELIJK)))
    r.snelheid.append(aantal / (time.perf_counter() - begin))
    r.cpu.append((cpu_van(pid) - cpu) / aantal * 1e6)


async def _tijd(vraag: Vraag) -> float:
    """Return the median time of a page in ms."""
    tijden = []
    for _ in range(200):
        begin = time.perf_counter()
        await vraag()
        tijden.append((time.perf_counter() - begin) * 1000)
    return statistics.median(tijden)


def _toon(wij: Ronden, zij: Ronden, koud: Ronden, *, eerste: float, laatste: float) -> None:
    print(f"{'':16}{'pag/s (mediaan)':>18}{'min':>8}{'max':>8}{'cpu us':>9}{'p50 ms':>9}{'p99':>8}")
    for naam, r in (("kale pagina", zij), ("werkvoorraad", wij), ("rijen ongezien", koud)):
        p = statistics.quantiles(r.tijden, n=100)
        print(
            f"{naam:16}{statistics.median(r.snelheid):18,.0f}{min(r.snelheid):8,.0f}"
            f"{max(r.snelheid):8,.0f}{min(r.cpu):9,.0f}{p[49]:9.2f}{p[98]:8.2f}"
        )
    p = statistics.quantiles(wij.tijden, n=100)
    maat = statistics.median(zij.snelheid)
    ratio = statistics.median(wij.snelheid) / maat
    print(f"verhouding werkvoorraad : kaal   {ratio:.2f}   (doel: 0,60 of meer)")
    print(f"dezelfde, rijen ongezien         {statistics.median(koud.snelheid) / maat:.2f}")
    print(f"cpu werkvoorraad : kaal          {min(wij.cpu) / min(zij.cpu):.2f}")
    print(f"p99 : p50 bij één bezoeker       {p[98] / p[49]:.2f}   (doel: 2,5 of minder)")
    print(f"laatste pagina : eerste          {laatste / eerste:.2f}   (doel: 1,1 of minder)")
    print(f"spreiding van het anker          {max(zij.snelheid) / min(zij.snelheid):.2f}")
    print(f"belasting van de machine         {os.getloadavg()[0]:.1f}")
