"""`python -m bench --pagina`: our queue page against a bare page, in turns, in one run.

The bare page is what a careful programmer writes in an hour: Starlette, one keyset query, a Jinja2
template; no login, no row-level security, no filters, no counts. Both read 50 of a million rows of
a random gemeente, large ones more often. Called as ASGI in this process, so that neither pays for a
web server, and judged by the ratio.
"""

import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import jinja2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bench.vulling import ver_weg, vul
from bench.zoeken import meet_zoeken
from nazorg.commands.groep import bevries
from nazorg.commands.opbouw import build_deps
from nazorg.deps import Deps
from nazorg.kern.klok import SysteemKlok
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.referentie.kennis import load_kennis
from nazorg.store import rollen
from nazorg.store.embedded import EmbeddedPostgres
from nazorg.store.kluis import Kluis
from nazorg.store.migreren import migreer
from nazorg.store.store import Store
from nazorg.store.verbinding import Databank
from nazorg.usecases.aanmelden import Sessieduur, meld_aan
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen

_MENSEN = 40
_VRAAG = """select id, naam, voornaam, inrichting, ontslag, deadline, s1, s2, s3, s4, s5,
  behandelaar from public.casus
where status = 'open' and gemeente = $1 and (deadline, id) > ($2, $3)
order by deadline, id limit 50"""
_SJABLOON = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Lijst</title>
<link rel="stylesheet" href="/static/app.css"></head><body><header><h1>Lijst</h1><nav>
<a href="/">Lijst</a> <a href="/zoek">Zoeken</a></nav></header><main>
<form><label>Zoek <input name="q"></label><button>Filter</button></form>
<table><thead><tr><th>Naam</th><th>Inrichting</th><th>Ontslag</th><th>Deadline</th>
{% for l in leef %}<th>{{ l }}</th>{% endfor %}<th>Behandelaar</th></tr></thead><tbody>
{% for r in rows %}
<tr id="c{{ r['id'] }}"{% if r['deadline'] < vandaag %} class="te-laat"{% endif %}>
<td><a href="/casus/{{ r['id'] }}">{{ r['naam'] }}, {{ r['voornaam'] }}</a></td>
<td>{{ r['inrichting'] }}</td><td>{{ r['ontslag'] }}</td><td>{{ r['deadline'] }}</td>
{% for s in (r['s1'], r['s2'], r['s3'], r['s4'], r['s5']) %}
<td><span class="badge b{{ s }}">{{ badge[s] }}</span></td>{% endfor %}
<td>{{ r['behandelaar'] }}</td></tr>{% endfor %}
</tbody></table></main></body></html>"""


@dataclass(slots=True)
class Ronden:
    """Per round requests a second and CPU; of all requests one by one the time in ms."""

    snelheid: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    tijden: list[float] = field(default_factory=list)


Vraag = Callable[[], Awaitable[int]]


async def meet_pagina(ronden: int, taken: int) -> int:
    """Print the ratios; return 1 when a page of ours is not found."""
    with tempfile.TemporaryDirectory() as map_:
        Path(map_).chmod(0o711)  # noqa: ASYNC240 - before anything else runs
        server = EmbeddedPostgres(
            Path(map_) / "pg", logins=rollen.ALLE, bootstrap_sql=rollen.bootstrap_sql()
        )
        with server:
            return await _meet(Databank(socket=server.start()), ronden, taken)


async def _meet(  # noqa: PLR0915 - a list of steps
    databank: Databank, ronden: int, taken: int
) -> int:
    await migreer(databank)
    codes = await vul(databank, taken)
    bevries()
    store = Store(databank, verbindingen=8)
    deps = build_deps(store, Kluis(b"b" * 32, compartiment="nazorg"), load_kennis(), SysteemKlok())
    instellingen = WebInstellingen(demo=True)
    site = make_site(deps, instellingen)
    rnd = random.Random(7)
    gemeenten = [codes[int(len(codes) * rnd.random() ** 3)] for _ in range(_MENSEN)]
    koekjes = await _meld_aan(gemeenten, deps)
    wie = {"host": str(databank.socket), "user": rollen.APP, "database": databank.naam}
    pool = await asyncpg.create_pool(**wie, min_size=8, max_size=8)
    kaal = _kale_app(pool)
    ver = await ver_weg(databank, gemeenten[0])
    wij, zij = Ronden(), Ronden()

    def ons(extra: str = "", wie: int | None = None) -> Vraag:
        async def vraag() -> int:
            i = rnd.randrange(_MENSEN) if wie is None else wie
            return await _get(site, "/werkvoorraad", extra, f"{instellingen.cookie}={koekjes[i]}")

        return vraag

    async def hun() -> int:
        return await _get(kaal, "/", f"g={gemeenten[rnd.randrange(_MENSEN)]}", "")

    assert await ons()() == 200, "our page is not there"
    for _ in range(ronden):
        await _klok(zij, hun)
        await _klok(wij, ons())
    _toon(wij, zij, eerste=await _tijd(ons(wie=0)), laatste=await _tijd(ons(ver, wie=0)))
    zoeken = await meet_zoeken(store, databank, _medewerker(0, codes[0]))
    print(f"zoeken met RLS : zonder          {zoeken:.2f}   (doel: 1,5 of minder)")
    await pool.close()
    await store.close()
    return 0


async def _meld_aan(gemeenten: list[str], deps: Deps) -> list[str]:
    """Log somebody in for each gemeente; return the tokens."""
    duur = Sessieduur(timedelta(hours=10), timedelta(hours=1))
    return [
        await meld_aan(
            _medewerker(i, g), store=deps.store, klok=deps.klok, duur=duur, oorsprong="bench"
        )
        for i, g in enumerate(gemeenten)
    ]


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


def _kale_app(pool: Any) -> Starlette:
    omgeving = jinja2.Environment(autoescape=True, auto_reload=False)
    sjabloon = omgeving.from_string(_SJABLOON)
    badge, leef = ("onbekend", "loopt", "geregeld", "probleem"), ("ID", "I", "O", "S", "Z")

    async def lijst(request: Request) -> Response:
        rijen = await pool.fetch(_VRAAG, request.query_params["g"], date.min, 0)
        html = sjabloon.render(rows=rijen, leef=leef, badge=badge, vandaag=date(2026, 3, 1))
        return HTMLResponse(html)

    return Starlette(routes=[Route("/", lijst)])


async def _get(app: Starlette, pad: str, query: str, koekje: str) -> int:
    """Ask an app for a page, as a web server would; return the status."""
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(bericht: Any) -> None:
        nonlocal status
        if bericht["type"] == "http.response.start":
            status = bericht["status"]

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": pad,
        "raw_path": pad.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"bench"), (b"cookie", koekje.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("bench", 80),
    }
    await app(scope, receive, send)
    return status


async def _klok(r: Ronden, vraag: Vraag, *, aantal: int = 600) -> None:
    """One by one for the times, eight at a time for the speed."""
    for _ in range(aantal // 2):
        begin = time.perf_counter()
        await vraag()
        r.tijden.append((time.perf_counter() - begin) * 1000)

    async def loper() -> None:
        for _ in range(aantal // 8):
            await vraag()

    begin, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(loper() for _ in range(8)))
    r.snelheid.append(aantal / (time.perf_counter() - begin))
    r.cpu.append((time.process_time() - cpu) / aantal * 1e6)


async def _tijd(vraag: Vraag) -> float:
    """Return the median time of a page in ms."""
    tijden = []
    for _ in range(200):
        begin = time.perf_counter()
        assert await vraag() == 200
        tijden.append((time.perf_counter() - begin) * 1000)
    return statistics.median(tijden)


def _toon(wij: Ronden, zij: Ronden, *, eerste: float, laatste: float) -> None:
    print(f"{'':16}{'pag/s (mediaan)':>18}{'min':>8}{'max':>8}{'cpu us':>9}{'p50 ms':>9}{'p99':>8}")
    for naam, r in (("kale pagina", zij), ("werkvoorraad", wij)):
        p = statistics.quantiles(r.tijden, n=100)
        print(
            f"{naam:16}{statistics.median(r.snelheid):18,.0f}{min(r.snelheid):8,.0f}"
            f"{max(r.snelheid):8,.0f}{min(r.cpu):9,.0f}{p[49]:9.2f}{p[98]:8.2f}"
        )
    p = statistics.quantiles(wij.tijden, n=100)
    ratio = statistics.median(wij.snelheid) / statistics.median(zij.snelheid)
    print(f"verhouding werkvoorraad : kaal   {ratio:.2f}   (doel: 0,60 of meer)")
    print(f"cpu werkvoorraad : kaal          {min(wij.cpu) / min(zij.cpu):.2f}")
    print(f"p99 : p50 bij één bezoeker       {p[98] / p[49]:.2f}   (doel: 2,5 of minder)")
    print(f"laatste pagina : eerste          {laatste / eerste:.2f}   (doel: 1,1 of minder)")
    print(f"spreiding van het anker          {max(zij.snelheid) / min(zij.snelheid):.2f}")
    print(f"belasting van de machine         {os.getloadavg()[0]:.1f}")
