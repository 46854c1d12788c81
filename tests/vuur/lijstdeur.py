"""The door for lists that people make: CSV or .xlsx.

Every row is accounted for: a row becomes one of the outcomes that the command prints, or the whole
file is refused with a sentence. Some files are damaged as bytes; of those only the second can be
said beforehand, so what the command tells counts as what was sent.
"""

import asyncio
import random
import re
from collections import Counter
from collections.abc import Iterator

from nazorg.kern.bsn import is_bsn
from tests.e2e.systeem import Proces, Systeem
from tests.factories import TIEL
from tests.lijsten import KOPPEN, rij, to_csv, to_xlsx
from tests.vuur.deuren import Telling
from tests.vuur.mutaties import GEK, GOED_ELKE, NAMEN

_PER_KEER = 500
_UITKOMST = re.compile(r"^(nieuw dossier|bekend dossier|wijkt|dubbel|fout) +(\d+)$", re.MULTILINE)
# What a cell can hold. A lone surrogate is no text, and with a NUL in it a file is no list.
_CELLEN = [t for t in map(str, GEK) if len(t) < 30_000 and not re.search("[\x00\ud800-\udfff]", t)]
GOED = "Waterlelie"


# Each good row is about somebody else; the others are about few enough to last for a long run.
_GOEDE = range(999_900_000, 999_980_000)
_ANDERE = range(999_980_000, 999_999_999)


def _bsns(nummers: range) -> Iterator[str]:
    """Yield invented numbers that pass the elfproef."""
    return (str(n) for n in nummers if is_bsn(str(n)))


class Lijsten:
    """Sends rows through `nazorg lijst`."""

    def __init__(self, systeem: Systeem, zaad: int) -> None:
        self._systeem, self._r = systeem, random.Random(zaad)
        self._goede, self._andere = _bsns(_GOEDE), list(_bsns(_ANDERE))
        self.telling, self.goed = Telling(), 0

    async def stuur(self, aantal: int) -> None:
        for nummer in range(0, aantal, _PER_KEER):
            await self._bestand(nummer // _PER_KEER, min(_PER_KEER, aantal - nummer))

    async def _bestand(self, nummer: int, aantal: int) -> None:
        stuk, is_csv = nummer % 5 == 4, nummer % 2 == 0
        rijen = [self._rij(goed=n % GOED_ELKE == 0) for n in range(aantal)]
        lijf = to_csv(*rijen) if is_csv else to_xlsx({"Lijst": [KOPPEN, *rijen]})
        if stuk:
            plek = self._r.randrange(len(lijf))
            lijf = lijf[:plek] + self._r.randbytes(3) + lijf[plek + 3 :]
        pad = self._systeem.map_ / f"lijst-{nummer}.{'csv' if is_csv else 'xlsx'}"
        pad.write_bytes(lijf)
        woorden = ("lijst", str(pad), "--gemeente", TIEL)
        proces = await asyncio.to_thread(self._systeem.draai, *woorden, seconden=300)
        self._tel(proces, aantal, stuk=stuk)
        if not stuk:
            self.goed += len(range(0, aantal, GOED_ELKE))

    def _rij(self, *, goed: bool) -> list[object]:
        if goed:
            return rij(next(self._goede), naam=GOED)
        cellen = rij(self._r.choice(self._andere), naam=self._r.choice(NAMEN))
        for _ in range(self._r.randint(1, 3)):
            cellen[self._r.randrange(len(cellen))] = self._r.choice(_CELLEN)
        # A row without anything in it is no row.
        return cellen if any(str(c).strip() for c in cellen) else [*cellen[:-1], "x"]

    def _tel(self, proces: Proces, aantal: int, *, stuk: bool) -> None:
        uitkomsten = Counter(
            {n.replace(" ", "_"): int(w) for n, w in _UITKOMST.findall(proces.uit.decode())}
        )
        code = proces.popen.returncode
        if code not in (0, 1, 3):
            self.telling.mis.append(f"lijst eindigde met {code}")
        if code == 1:
            self.telling.geweigerd["1"] += aantal
            if not stuk:
                self.telling.mis.append("een heel bestand werd geweigerd")
        self.telling.verstuurd += uitkomsten.total() if stuk and code != 1 else aantal
        self.telling.uitkomsten += uitkomsten

    async def oordeel(self) -> tuple[Counter[str], list[str]]:
        """Return the rows that are kept, and what does not add up with what was told."""
        async with self._systeem.kijk() as db:
            rijen = Counter(
                dict(await db.fetch("select uitkomst, count(*) from nazorg.bericht group by 1"))
            )
            goed = await db.fetchval(
                "select count(*) from nazorg.dossier where geslachtsnaam = $1", GOED
            )
        t, mis = self.telling, []
        if t.uitkomsten.total() + t.geweigerd.total() != t.verstuurd:
            mis.append(f"{t.verstuurd} verstuurd, {t.uitkomsten.total()} verantwoord")
        if goed < self.goed:
            mis.append(f"{self.goed} goede rijen, maar {goed} dossiers")
        return rijen, mis
