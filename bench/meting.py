"""Measure ingest against the minimal pipeline: in turns, in one run, to the same end state."""

import asyncio
import base64
import json
import os
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

import asyncpg
import uvloop

from bench import minimaal
from bench.duur import afdruk, rss_mib
from bench.stroom import make_stroom
from bench.uitslag import Ronden, Uitslag, toon
from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.commands.groep import bevries
from nazorg.commands.opbouw import build_deps
from nazorg.commands.werkprocessen import (
    Werkproces,
    begin_alle,
    hoeveel,
    open_werkprocessen,
    vermenigvuldig,
)
from nazorg.deps import Deps
from nazorg.kern.klok import SysteemKlok
from nazorg.referentie.kennis import load_kennis
from nazorg.store import rollen
from nazorg.store.embedded import EmbeddedPostgres
from nazorg.store.kluis import Kluis
from nazorg.store.migreren import migreer
from nazorg.store.store import Store
from nazorg.store.verbinding import Databank
from nazorg.usecases.berichten.stroom import verdeel

BATCH = 500
SLEUTEL = b"b" * 32
_LEEG = """truncate nazorg.bericht, nazorg.bericht_inhoud, nazorg.sleutel, nazorg.melding,
  nazorg.detentie, nazorg.taak, nazorg.outbox, nazorg.dossier, nazorg.zoekterm, nazorg.audit"""
_STAND = """select d.nummer, d.inrichting, d.verwacht_vroegst, d.einde
from nazorg.detentie d order by 1"""


class Teller:
    """Counts the statements that one connection sends."""

    def __init__(self) -> None:
        self.aantal = 0

    def __call__(self, _: Any) -> None:
        self.aantal += 1


def meet(ronden: int, aantal: int) -> int:
    """Print the ratio and the statement counter; return 1 when the end states differ."""
    sleutel = base64.b64encode(SLEUTEL).decode()
    os.environ["NAZORG_SLEUTEL"] = sleutel  # noqa: TID251 - what the lanes inherit
    with open_werkprocessen(hoeveel() or 1) as lanen, tempfile.TemporaryDirectory() as map_:
        Path(map_).chmod(0o711)
        server = EmbeddedPostgres(
            Path(map_) / "pg", logins=rollen.ALLE, bootstrap_sql=rollen.bootstrap_sql()
        )
        with server:
            socket = server.start()
            return uvloop.run(_meet(Databank(socket=socket), lanen, ronden, make_stroom(aantal)))


async def _meet(
    databank: Databank, lanen: list[Werkproces], ronden: int, stroom: list[bytes]
) -> int:
    await migreer(databank)
    await begin_alle(lanen, databank)
    baas = await asyncpg.connect(host=str(databank.socket), user="nz_super", database="nazorg")
    print(f"{len(stroom)} berichten, {sum(map(len, stroom)) // len(stroom)} bytes gemiddeld")
    u = Uitslag()
    schoon = make_stroom(len(stroom), dubbel=0, laat=0)
    vuil = make_stroom(len(stroom), stuk=0.01)
    for _ in range(ronden):
        for reeks, opruimer in ((u.zij, "gewoon"), (u.zij_stil, "stil")):
            await _leeg(baas)
            await _minimaal(databank, reeks, stroom, opruimer)
        await _klok(baas, u.wij, lanen, stroom)
        voor = await afdruk(baas)
        await _klok(baas, u.opnieuw, lanen, stroom)
        u.onveranderd &= await afdruk(baas) == voor
        u.gelijk &= [tuple(r) for r in await baas.fetch(minimaal.STAND)] == [
            tuple(r) for r in await baas.fetch(_STAND)
        ]
        for reeks, anders in ((u.schoon, schoon), (u.vuil, vuil)):
            await _leeg(baas)
            await _klok(baas, reeks, lanen, anders)
    await _leeg(baas)
    u.statements = await _tel_statements(databank)
    await _leeg(baas)
    u.geheugen = await _groei(lanen, 4 * len(stroom))
    await baas.close()
    return toon(u)


async def _leeg(baas: asyncpg.Connection) -> None:
    await baas.execute(minimaal.TABELLEN)
    await baas.execute(_LEEG)
    await baas.execute("checkpoint")


async def _groei(lanen: list[Werkproces], aantal: int) -> tuple[float, float]:
    """Return the memory in hand after a third of a stream, and after all of it."""
    stroom = make_stroom(aantal, seed=11)
    await _nazorg(lanen, stroom[: aantal // 3])
    eerst = rss_mib([p.pid for p in lanen])
    await _nazorg(lanen, stroom[aantal // 3 :])
    return eerst, rss_mib([p.pid for p in lanen])


async def _klok(
    baas: asyncpg.Connection, ronden: Ronden, lanen: list[Werkproces], stroom: list[bytes]
) -> None:
    """Measure one round of ours, with the collector as every command of ours sets it."""
    bevries()
    pg = await _cpu_postgres(baas)
    begin, cpu = time.perf_counter(), _cpu_van_ons(lanen)
    await _nazorg(lanen, stroom)
    seconden, cpu = time.perf_counter() - begin, _cpu_van_ons(lanen) - cpu
    ronden.neem_op(len(stroom), seconden, cpu, await _cpu_postgres(baas) - pg)


def _cpu_van_ons(lanen: list[Werkproces]) -> float:
    return time.process_time() + sum(minimaal.cpu_van(p.pid) for p in lanen)


async def _cpu_postgres(baas: asyncpg.Connection) -> float:
    """Return the CPU seconds of all server processes that serve a connection now."""
    pids = await baas.fetch(
        "select pid from pg_stat_activity where backend_type = 'client backend'"
    )
    return sum(minimaal.cpu_van(r[0]) for r in pids)


async def _minimaal(databank: Databank, r: Ronden, stroom: list[bytes], opruimer: str) -> None:
    """Measure one round of the minimal pipeline, in a process of its own."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as bestand:
        bestand.write(b"\n".join(stroom))
        bestand.flush()
        proces = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench.minimaal"),
            *(str(databank.socket), bestand.name, str(BATCH), opruimer),
            stdout=asyncio.subprocess.PIPE,
        )
        uit, _ = await proces.communicate()
    m = json.loads(uit)
    r.neem_op(len(stroom), m["seconden"], m["cpu"], m["cpu_pg"])


async def _nazorg(lanen: list[Werkproces], stroom: list[bytes]) -> None:
    """As `nazorg ingest` does it with a large file: a process per lane."""
    regels = iter(stroom)
    partijen = iter(lambda: [_ruw(r) for r in islice(regels, vermenigvuldig(BATCH))], [])
    async for _ in verdeel(partijen, banen=[p.neem for p in lanen]):
        pass


def _ruw(regel: bytes) -> RuwBericht:
    return RuwBericht(inhoud=regel, deur=Deur.BESTAND, herkomst="bench")


async def _tel_statements(databank: Databank) -> dict[int, int]:
    """Count the statements of one batch, for several sizes, on people who are known already.

    Each batch holds a message that we have: looking that up costs a statement, so all sizes pay it.
    """
    store = Store(databank, verbindingen=1)
    deps = _deps(store)
    stroom = iter(make_stroom(6_000, seed=99))
    bekend = [_ruw(r) for r in islice(stroom, 500)]
    await deps.ontvang(bekend)
    teller, uit = Teller(), {}
    async with store.open_unscoped_ontvangst() as tx:
        tx.add_query_logger(teller)  # type: ignore[attr-defined]
    for grootte in (50, 500, 2000):
        teller.aantal = 0
        await deps.ontvang([bekend[0], *(_ruw(r) for r in islice(stroom, grootte - 1))])
        uit[grootte] = teller.aantal
    await store.close()
    return uit


def _deps(store: Store) -> Deps:
    kluis = Kluis(SLEUTEL, compartiment="nazorg")
    return build_deps(store, kluis, load_kennis(), SysteemKlok())
