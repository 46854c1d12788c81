"""Kill -9 the consumer and PostgreSQL while messages come in, and look whether the truth comes out.

By hand, with a Kafka that runs:

    NAZORG_TEST_KAFKA_BOOTSTRAP=127.0.0.1:19092 python -m tests.vuur.kills --aantal 50

The victim, the moment and what is killed (the server, or one backend of it) come from the seed.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from tests.conftest import laat_door
from tests.e2e.kafka import Topic
from tests.e2e.systeem import Proces, Systeem, tot
from tests.vuur.proefstand import Jaar, maak_topic, verzin_jaar

_TEL = "select count(*) from nazorg.bericht"
_KLEIN = {"NAZORG_BATCH": "5"}
# An event for a change that did not happen, a change without its event, and one that came twice.
_OUTBOX = {
    "gebeurtenis zonder melding": """
        select count(*) from nazorg.outbox o where not exists (
          select 1 from nazorg.melding m where m.ontvangen_op = o.aangemaakt_op
          and (m.dossier_id = o.subject
            or not exists (select 1 from nazorg.dossier d where d.id = o.subject)))""",
    "melding zonder gebeurtenis": """
        select count(*) from nazorg.melding m where not exists (
          select 1 from nazorg.outbox o where o.aangemaakt_op = m.ontvangen_op)""",
    "gebeurtenis dubbel": """
        select count(*) from (select 1 from nazorg.outbox
          group by subject, aangemaakt_op, type like '%.taken-%' having count(*) > 1) d""",
    "dossier niet eenmaal geopend": """
        select count(*) from nazorg.dossier d where 1 <> (select count(*) from nazorg.outbox o
          where o.subject = d.id and o.type like '%.dossier-geopend.%')""",
    "bericht zonder melding": """
        select count(*) from nazorg.bericht b where b.uitkomst = 'verwerkt'
        and not exists (select 1 from nazorg.melding m where m.id = b.id)""",
}


@dataclass
class Verslag:
    """What was killed, and what is wrong at the end (nothing, if all is well)."""

    zaad: int
    doden: Counter[str] = field(default_factory=Counter)
    tijdens: int = 0
    mis: list[str] = field(default_factory=list)
    seconden: float = 0.0

    def __str__(self) -> str:
        doden = ", ".join(f"{aantal} x {wie}" for wie, aantal in sorted(self.doden.items()))
        uitslag = "; ".join(self.mis) or "niets verloren, niets dubbel"
        return (
            f"zaad {self.zaad}: {doden}; {self.tijdens} keer terwijl er nog berichten wachtten;"
            f" {self.seconden:.0f} s; {uitslag}"
        )


class Moordenaar:
    """Runs a nazorg of its own, feeds it, and kills parts of it."""

    def __init__(self, systeem: Systeem, topic: Topic, jaar: Jaar, zaad: int) -> None:
        self._systeem, self._topic, self._jaar = systeem, topic, jaar
        self._toeval = random.Random(zaad)
        self.verslag = Verslag(zaad)
        self._databank: Proces | None = None
        self._consumers: list[Proces] = []

    async def ga(self, wie: list[str]) -> Verslag:
        """Kill these, in random order, one per part of the stream; then let it end."""
        begin = time.monotonic()
        self._databank = await self._systeem.start_databank()
        bijgewerkt = self._systeem.draai("migrate")
        assert bijgewerkt.popen.returncode == 0, bijgewerkt.tekst
        self._toeval.shuffle(wie)
        self._consumers = [self._start_consumer() for _ in range(2)]
        deel = -(-len(self._jaar.regels) // len(wie))
        for nummer, slachtoffer in enumerate(wie):
            await self._ronde(self._jaar.regels[nummer * deel : (nummer + 1) * deel], slachtoffer)
        await self._topic.wacht_tot_gelezen(180)
        for proces in self._consumers:
            # Before that a signal ends it as any program: there is nothing in hand yet.
            await tot(lambda p=proces: "consumer.started" in p.fout, 60)  # type: ignore[misc]
            if (status := proces.stop()) != 0:
                self.verslag.mis.append(f"een consumer eindigde met {status}: {proces.fout[-500:]}")
        await self._oordeel()
        self.verslag.seconden = time.monotonic() - begin
        return self.verslag

    def _start_consumer(self) -> Proces:
        socket = self._systeem.socket
        url = f"postgresql://nz_super@/nazorg?host={socket}"
        omgeving = self._topic.omgeving | _KLEIN | {"NAZORG_DATABASE_URL": url}
        return self._systeem.start("consume", omgeving=omgeving)

    async def _ronde(self, regels: list[bytes], slachtoffer: str) -> None:
        sturen = asyncio.create_task(self._topic.stuur(regels))
        meer = self._toeval.randint(1, max(2, len(regels) // 3))
        begin = await self._tel()
        einde = time.monotonic() + 90
        while await self._tel() < begin + meer:
            assert time.monotonic() < einde, [p.fout[-2000:] for p in self._consumers]
            await asyncio.sleep(0.005)
        await asyncio.sleep(self._toeval.uniform(0, 0.05))
        self.verslag.tijdens += await self._tel() < begin + len(regels) - 10
        if slachtoffer == "consumer":
            await self._dood_consumer()
        else:
            await self._dood_postgres()
        await sturen

    async def _dood_consumer(self) -> None:
        plek = self._toeval.randrange(len(self._consumers))
        self._consumers[plek].popen.kill()
        self._consumers[plek].wacht(10)
        self.verslag.doden["consumer"] += 1
        # The group would miss it after 20 seconds; that wait is not what we try here.
        await self._topic.verwijder_leden()
        self._consumers[plek] = self._start_consumer()

    async def _dood_postgres(self) -> None:
        heel = self._toeval.random() < 0.5
        pidbestand = self._systeem.data / "postgres" / "postmaster.pid"
        server = int(pidbestand.read_text().split()[0])
        if heel:
            self.verslag.doden["PostgreSQL"] += 1
            os.kill(server, signal.SIGKILL)
            assert self._databank
            self._databank.popen.kill()
            self._databank.wacht(20)
            await asyncio.sleep(self._toeval.uniform(0, 1))
            self._databank = await self._systeem.start_databank()
            return
        self.verslag.doden["PostgreSQL-backend"] += 1
        async with self._systeem.kijk() as db:
            pid = await db.fetchval(
                """select pid from pg_stat_activity where application_name = 'nazorg_ontvangst'
                order by state = 'active' desc, random() limit 1"""
            )
        if pid is not None:
            # The server then throws everybody out and repairs itself.
            os.kill(pid, signal.SIGKILL)

    async def _tel(self) -> int:
        """Count the messages; waits for a server that is starting."""
        einde = time.monotonic() + 60
        while True:
            try:
                return await self._systeem.vraag(_TEL)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                if time.monotonic() > einde:
                    raise
                await asyncio.sleep(0.05)

    async def _oordeel(self) -> None:
        waarheid = self._jaar.schrijf_waarheid(self._systeem.map_ / "waarheid.json")
        stand = self._systeem.draai("status", "--json", "--truth", str(waarheid))
        inhoud: dict[str, Any] = json.loads(stand.uit) if stand.uit else {"verschillen": ["?"]}
        self.verslag.mis += inhoud["verschillen"]
        audit = self._systeem.draai("verify-audit")
        if audit.popen.returncode != 0:
            self.verslag.mis.append("het auditlogboek klopt niet")
        for naam, vraag in _OUTBOX.items():
            if aantal := await self._systeem.vraag(vraag):
                self.verslag.mis.append(f"{aantal} keer: {naam}")


async def dood(aantal: int, *, zaad: int, map_: Path, profiel: str) -> Verslag:
    """Kill the consumer and PostgreSQL so many times each; return what became of it."""
    systeem = Systeem(map_, None)
    try:
        moordenaar = Moordenaar(systeem, await maak_topic(), verzin_jaar(profiel), zaad)
        return await moordenaar.ga(["consumer"] * aantal + ["postgres"] * aantal)
    finally:
        systeem.ruim_op()


def main() -> None:
    lezer = argparse.ArgumentParser(description=__doc__)
    lezer.add_argument("--aantal", type=int, default=50, help="how many times each")
    lezer.add_argument("--zaad", type=int, default=1)
    lezer.add_argument("--profiel", default="rotterdam-rijnmond")
    keuze = lezer.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as naam:
        map_ = Path(naam)
        laat_door(map_)
        verslag = asyncio.run(dood(keuze.aantal, zaad=keuze.zaad, map_=map_, profiel=keuze.profiel))
    sys.stdout.write(f"{verslag}\n")
    sys.exit(bool(verslag.mis))


if __name__ == "__main__":
    main()
