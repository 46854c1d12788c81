"""How fast `nazorg consume` reads a topic: by hand, on real Kafka and real PostgreSQL.

    NAZORG_TEST_KAFKA_BOOTSTRAP=127.0.0.1:9092 python -m tests.vuur.tempo

Counted from the first commit of an offset to the last, so without what starting takes.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from bench.stroom import make_stroom
from tests.conftest import laat_door
from tests.e2e.kafka import Groepkijker, Topic, maak_topic
from tests.e2e.systeem import Systeem


async def meet(aantal: int, consumers: int, *, map_: Path) -> tuple[float, float]:
    """Return messages per second of the first time, and of the same topic read again."""
    systeem = Systeem(map_, None)
    try:
        await systeem.start_databank()
        assert systeem.draai("migrate").popen.returncode == 0
        topic = await maak_topic(None)
        await topic.stuur(make_stroom(aantal))
        eerste = await _lees(systeem, topic, consumers)
        opnieuw = await _lees(systeem, replace(topic, groep=f"nazorg-{uuid4().hex[:8]}"), consumers)
        return eerste, opnieuw
    finally:
        systeem.ruim_op()


async def _lees(systeem: Systeem, topic: Topic, consumers: int) -> float:
    processen = [systeem.start("consume", omgeving=topic.omgeving) for _ in range(consumers)]
    try:
        async with topic.kijk() as groep:
            doel = await groep.einde()
            eerst = await _tot(groep, 1)
            begin = time.perf_counter()
            await _tot(groep, doel)
            return (doel - eerst) / (time.perf_counter() - begin)
    finally:
        for proces in processen:
            proces.stop()


async def _tot(groep: Groepkijker, aantal: int) -> int:
    async with asyncio.timeout(300):
        while (gelezen := await groep.gelezen()) < aantal:  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.02)
    return gelezen


def main() -> None:
    lezer = argparse.ArgumentParser(description=__doc__)
    lezer.add_argument("--aantal", type=int, default=30_000)
    keuze = lezer.parse_args()
    for consumers in (1, 2):
        with tempfile.TemporaryDirectory(prefix="tempo-") as naam:
            map_ = Path(naam)
            laat_door(map_)
            eerste, opnieuw = asyncio.run(meet(keuze.aantal, consumers, map_=map_))
        sys.stdout.write(
            f"{consumers} consumer(s): {eerste:,.0f} berichten/s, opnieuw {opnieuw:,.0f}\n"
        )


if __name__ == "__main__":
    main()
