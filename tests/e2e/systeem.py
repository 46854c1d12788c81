"""One nazorg as an operator meets it: the command `nazorg`, as processes, on data of its own."""

import asyncio
import itertools
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

NAZORG = Path(sys.executable).parent / "nazorg"
MAP = Path(__file__).parents[2]
_TABELLEN = """
select format('%I.%I', n.nspname, c.relname) from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('nazorg', 'bij') and c.relkind = 'r' and c.relname <> 'migratie'
order by 1"""
_volgnummer = itertools.count(1)


def vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return int(proef.getsockname()[1])


@dataclass
class Proces:
    """A command that runs, or ran. Its output is in files, so that it never waits for a reader."""

    woorden: tuple[str, ...]
    popen: subprocess.Popen[bytes]
    plek: Path
    top_kb: int = 0

    @property
    def uit(self) -> bytes:
        return self.plek.with_suffix(".out").read_bytes()

    @property
    def fout(self) -> str:
        return self.plek.with_suffix(".err").read_text(errors="replace")

    @property
    def tekst(self) -> str:
        """All that it said. What `generate` makes is full of numbers of people, on purpose."""
        return self.fout if "generate" in self.woorden else self.uit.decode() + self.fout

    @property
    def draait(self) -> bool:
        return self.popen.poll() is None

    def wacht(self, seconden: float) -> int:
        """Wait for the end and return the exit status; meanwhile measure its memory."""
        einde = time.monotonic() + seconden
        while self.draait:
            self._meet()
            assert time.monotonic() < einde, f"{self.woorden} is still busy\n{self.tekst}"
            time.sleep(0.01)
        return self.popen.returncode

    def stop(self, sein: signal.Signals = signal.SIGTERM, seconden: float = 10) -> int:
        self.popen.send_signal(sein)
        return self.wacht(seconden)

    def _meet(self) -> None:
        try:
            stand = Path(f"/proc/{self.popen.pid}/status").read_text()
        except OSError:
            return
        if gevonden := re.search(r"VmHWM:\s+(\d+) kB", stand):
            self.top_kb = max(self.top_kb, int(gevonden[1]))


@dataclass
class Systeem:
    """A data directory, or an emptied database, and every process that was started on it."""

    map_: Path
    url: str | None
    processen: list[Proces] = field(default_factory=list)
    socket: Path | None = None

    @property
    def data(self) -> Path:
        return self.map_ / "data"

    def _omgeving(self, anders: Mapping[str, str]) -> dict[str, str]:
        huidig = os.environ  # noqa: TID251 - what the child inherits
        eigen = {"NAZORG_DATA_DIR": str(self.data)}
        eigen |= dict.fromkeys(("NAZORG_CONSUMER_PORT", "NAZORG_JOBS_PORT", "NAZORG_BIJ_PORT"), "0")
        if self.url:
            eigen["NAZORG_DATABASE_URL"] = self.url
        rest = {naam: w for naam, w in huidig.items() if not naam.startswith("NAZORG_")}
        return {**rest, **eigen, **anders}

    def start(
        self,
        *woorden: str,
        invoer: Path | None = None,
        omgeving: Mapping[str, str] | None = None,
        programma: Sequence[str] | None = None,
    ) -> Proces:
        """Start a command. programma: what runs it, instead of `nazorg`; it knows the project."""
        plek = self.map_ / f"{next(_volgnummer)}-{woorden[0].strip('-') or 'nazorg'}"
        with (
            plek.with_suffix(".out").open("wb") as uit,
            plek.with_suffix(".err").open("wb") as fout,
            (invoer or Path(os.devnull)).open("rb") as in_,
        ):
            popen = subprocess.Popen(
                [*(programma or [str(NAZORG)]), *woorden],
                stdin=in_,
                stdout=uit,
                stderr=fout,
                cwd=MAP if programma else self.map_,
                env=self._omgeving(omgeving or {}),
            )
        proces = Proces(woorden, popen, plek)
        self.processen.append(proces)
        return proces

    def draai(
        self,
        *woorden: str,
        invoer: Path | None = None,
        seconden: float = 90,
        omgeving: Mapping[str, str] | None = None,
    ) -> Proces:
        """Run a command to its end."""
        proces = self.start(*woorden, invoer=invoer, omgeving=omgeving)
        proces.wacht(seconden)
        return proces

    async def start_databank(self) -> Proces | None:
        """Let the database outlive every other command; None when a server was given."""
        if self.url:
            return None
        proces = self.start("databank")
        await tot(lambda: b"luistert in" in proces.uit or not proces.draait, 60)
        gevonden = re.search(r"luistert in (\S+)\. ", proces.uit.decode())
        assert gevonden, proces.tekst
        self.socket = Path(gevonden[1])
        return proces

    @asynccontextmanager
    async def kijk(self) -> AsyncIterator[asyncpg.Connection]:
        """Look into the database from outside, as superuser."""
        if self.url:
            verbinding = await asyncpg.connect(self.url)
        else:
            assert self.socket, "start_databank first"
            verbinding = await asyncpg.connect(
                host=str(self.socket), user="nz_super", database="nazorg"
            )
        try:
            yield verbinding
        finally:
            await verbinding.close(timeout=5)

    async def vraag(self, sql: str) -> int:
        async with self.kijk() as db:
            return int(await db.fetchval(sql))

    async def maak_leeg(self) -> None:
        async with self.kijk() as db:
            tabellen = [rij[0] for rij in await db.fetch(_TABELLEN)]
            await db.execute(f"truncate {', '.join(tabellen)}")

    async def rijen(self) -> dict[str, tuple[int, str]]:
        """Return per table the number of rows and a hash over all of them, versions included."""
        async with self.kijk() as db:
            return {
                tabel: tuple(
                    await db.fetchrow(
                        f"""select count(*), md5(coalesce(string_agg(
                          t.xmin::text || t.ctid::text || t::text, '|' order by t.ctid), ''))
                        from {tabel} t"""
                    )
                )
                for (tabel,) in await db.fetch(_TABELLEN)
            }

    def ruim_op(self) -> None:
        """End what still runs; the database last, so that the others can close theirs."""
        for proces in sorted(self.processen, key=lambda p: "databank" in p.woorden):
            if proces.draait:
                proces.popen.send_signal(signal.SIGTERM)
                try:
                    proces.popen.wait(20)
                except subprocess.TimeoutExpired:
                    proces.popen.kill()
            proces.popen.wait(10)


async def tot(is_zo: Callable[[], bool], seconden: float = 20.0) -> None:
    """Wait until it is so; fail when it takes too long."""
    async with asyncio.timeout(seconden):
        while not is_zo():  # noqa: ASYNC110 - what we wait for has no event
            await asyncio.sleep(0.02)
