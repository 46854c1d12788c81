"""Send malformed messages through a door and account for every one of them.

By hand (the doors of Kafka need a Kafka that runs):

    NAZORG_TEST_KAFKA_BOOTSTRAP=127.0.0.1:19092 python -m tests.vuur.fuzz --aantal 20000 --deur http

All is well when nothing crashed; when the outcomes, with what was refused unread, are what was
sent; when the rows are those outcomes; when every good message in between arrived; and when no log
line and no answer holds a name or a number from the inputs. The same seed sends the same bytes.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import laat_door, zoek_bsn
from tests.e2e.systeem import Systeem
from tests.vuur.deuren import Deur, Telling, open_bestand, open_http, open_kafka
from tests.vuur.lijstdeur import Lijsten
from tests.vuur.mutaties import GOED_ELKE, Mutator, zijn_van_ons

_PER_KEER = 500


@dataclass(frozen=True)
class _Soort:
    open_: Callable[..., AbstractAsyncContextManager[Deur]]
    bij: bool = False

    @property
    def tabel(self) -> str:
        return "bij.bericht" if self.bij else "nazorg.bericht"

    @property
    def goed(self) -> str:
        return "ontvangen" if self.bij else "verwerkt"


DEUREN: dict[str, _Soort] = {
    "kafka": _Soort(open_kafka),
    "http": _Soort(open_http),
    "bestand": _Soort(open_bestand),
    "bij-http": _Soort(open_http, bij=True),
    "bij-kafka": _Soort(open_kafka, bij=True),
}


# The door for lists that people make; it has no messages of their own to send.
BESTANDEN = ("lijst",)


@dataclass
class Verslag:
    deur: str
    zaad: int
    telling: Telling
    rijen: Counter[str]
    goed: int
    seconden: float

    def __str__(self) -> str:
        t = self.telling
        delen = [f"{aantal} {naam}" for naam, aantal in sorted(t.uitkomsten.items())]
        delen += [
            f"{aantal} geweigerd met {status}" for status, aantal in sorted(t.geweigerd.items())
        ]
        uitslag = "; ".join(t.mis[:10]) or "alles verantwoord"
        return (
            f"{self.deur}, zaad {self.zaad}: {t.verstuurd} verstuurd = {', '.join(delen)};"
            f" rijen {dict(sorted(self.rijen.items()))}; {self.goed} goede aangekomen;"
            f" {self.seconden:.0f} s; {uitslag}"
        )


async def fuzz(deur: str, aantal: int, *, zaad: int, map_: Path) -> Verslag:
    """Send so many inputs through a door of a nazorg of its own; return what became of them."""
    soort, begin = DEUREN[deur], time.monotonic()
    systeem = Systeem(map_, None)
    try:
        await systeem.start_databank()
        assert systeem.draai("migrate").popen.returncode == 0
        async with soort.open_(systeem, zaad, bij=soort.bij) as open_deur:
            invoer = list(Mutator(zaad, bij=soort.bij).maak(aantal))
            for plek in range(0, aantal, _PER_KEER):
                await open_deur.stuur(invoer[plek : plek + _PER_KEER])
            telling = await open_deur.sluit()
        verslag = await _lees(systeem, soort, deur, zaad, telling)
        verslag.telling.mis += _oordeel(verslag, soort, aantal)
        if not soort.bij and systeem.draai("verify-audit").popen.returncode != 0:
            telling.mis.append("het auditlogboek klopt niet")
    finally:
        systeem.ruim_op()
    telling.mis += _lekken(systeem)
    verslag.seconden = time.monotonic() - begin
    return verslag


async def fuzz_bestand(deur: str, aantal: int, *, zaad: int, map_: Path) -> Verslag:
    """Send so many rows through `nazorg lijst`; return what became of them."""
    begin, systeem = time.monotonic(), Systeem(map_, None)
    try:
        await systeem.start_databank()
        assert systeem.draai("migrate").popen.returncode == 0
        open_deur = Lijsten(systeem, zaad)
        await open_deur.stuur(aantal)
        rijen, mis = await open_deur.oordeel()
        telling = open_deur.telling
        telling.mis += mis
        if systeem.draai("verify-audit").popen.returncode != 0:
            telling.mis.append("het auditlogboek klopt niet")
    finally:
        systeem.ruim_op()
    telling.mis += _lekken(systeem)
    return Verslag(deur, zaad, telling, rijen, open_deur.goed, time.monotonic() - begin)


async def _lees(systeem: Systeem, soort: _Soort, deur: str, zaad: int, telling: Telling) -> Verslag:
    async with systeem.kijk() as db:
        rijen: list[Any] = await db.fetch(
            f"select uitkomst, count(*) from {soort.tabel} group by uitkomst"
        )
        goed = await db.fetchval(
            f"""select count(*) from {soort.tabel} where uitkomst = $1 and bericht_id = any($2)""",
            soort.goed,
            [f"fuzz-{zaad}-{n}" for n in range(0, 10**6, GOED_ELKE)],
        )
        fouten = await db.fetchval(f"select count(*) from {soort.tabel} where reden = 'eigen_fout'")
    if fouten:
        telling.mis.append(f"{fouten} keer brak onze eigen code")
    return Verslag(deur, zaad, telling, Counter({r[0]: r[1] for r in rijen}), goed, 0.0)


def _oordeel(verslag: Verslag, soort: _Soort, aantal: int) -> list[str]:
    """Return what does not add up."""
    t, mis = verslag.telling, []
    verantwoord = t.uitkomsten.total() + t.geweigerd.total()
    if verantwoord != t.verstuurd:
        mis.append(f"{t.verstuurd} verstuurd en {verantwoord} verantwoord")
    verwacht = {
        naam: aantal
        for naam, aantal in (
            (soort.goed, t.uitkomsten["verwerkt"]),
            ("genegeerd", t.uitkomsten["genegeerd"]),
            ("apart_gezet", t.uitkomsten["apart_gezet"]),
            ("wacht", t.uitkomsten["wacht"]),
        )
        if aantal
    }
    if verwacht != dict(verslag.rijen):
        mis.append(f"rijen: {dict(verslag.rijen)}, maar gezegd: {verwacht}")
    if verslag.goed != len(range(0, aantal, GOED_ELKE)):
        mis.append(f"maar {verslag.goed} goede berichten aangekomen")
    return mis


def _lekken(systeem: Systeem) -> list[str]:
    mis = []
    for proces in systeem.processen:
        if "Traceback" in proces.tekst:
            mis.append(f"{proces.woorden}: een traceback")
        if zijn_van_ons(proces.tekst) or zoek_bsn(proces.tekst):
            mis.append(f"{proces.woorden}: een naam of BSN in de uitvoer")
        if "set_aside_by_bug" in proces.tekst or "web.error" in proces.tekst:
            mis.append(f"{proces.woorden}: een eigen fout in het logboek")
    return mis


def main() -> None:
    lezer = argparse.ArgumentParser(description=__doc__)
    lezer.add_argument("--aantal", type=int, default=20_000)
    lezer.add_argument("--deur", choices=[*DEUREN, *BESTANDEN], action="append")
    lezer.add_argument("--zaad", type=int, default=1)
    keuze = lezer.parse_args()
    is_mis = False
    for deur in keuze.deur or [*DEUREN, *BESTANDEN]:
        doe = fuzz_bestand if deur in BESTANDEN else fuzz
        with tempfile.TemporaryDirectory(prefix="fuzz-") as naam:
            laat_door(Path(naam))
            verslag = asyncio.run(doe(deur, keuze.aantal, zaad=keuze.zaad, map_=Path(naam)))
        sys.stdout.write(f"{verslag}\n")
        sys.stdout.flush()
        is_mis |= bool(verslag.telling.mis)
    sys.exit(is_mis)


if __name__ == "__main__":
    main()
