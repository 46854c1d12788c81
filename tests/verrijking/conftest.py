"""An asker for nazorg with three partners that know something, on the real database."""

import asyncio
from dataclasses import dataclass

import pytest

from nazorg.deps import Deps
from nazorg.kern.partner import Partner
from nazorg.referentie.grondslagen import load_grondslagen
from nazorg.usecases.verrijking.dossiers import Dossierzijde
from nazorg.usecases.verrijking.navrager import Navrager
from tests.verrijking.bronnen import ADRES, CASUS, TOEZICHT, VRIJWILLIG, FakeBron


async def werk_af(navrager: Navrager) -> int:
    """Go on until nothing may be asked now; return how many were asked."""
    totaal = 0
    while True:
        genomen = await navrager.ronde()
        totaal += genomen
        if navrager.onderweg:
            await asyncio.wait(navrager.onderweg, return_when=asyncio.FIRST_COMPLETED)
        elif not genomen:
            return totaal


@dataclass
class Opstelling:
    zijde: Dossierzijde
    navrager: Navrager
    brp: FakeBron
    zvh: FakeBron
    reclassering: FakeBron
    deps: Deps

    async def ga(self) -> int:
        """Find what is new, and ask until nothing may be asked now."""
        await self.zijde.zoek_nieuwe()
        return await werk_af(self.navrager)

    def maak_navrager(self) -> Navrager:
        """Return another process that does the same work."""
        return Navrager(
            compartiment=self.zijde.compartiment,
            bronnen={b.partner: b for b in (self.brp, self.zvh, self.reclassering)},
            grondslagen=self.zijde.grondslagen,
            klok=self.deps.klok,
        )

    @property
    def alle(self) -> list[FakeBron]:
        return [self.brp, self.zvh, self.reclassering]


@pytest.fixture
def op(deps: Deps) -> Opstelling:
    zijde = Dossierzijde(
        deps.store, deps.kluis, deps.klok, load_grondslagen(), deps.kennis.regelboek
    )
    brp, zvh = FakeBron(Partner.BRP, [ADRES]), FakeBron(Partner.ZVH, [CASUS])
    reclassering = FakeBron(Partner.RECLASSERING, [TOEZICHT, VRIJWILLIG])
    navrager = Navrager(
        compartiment=zijde.compartiment,
        bronnen={b.partner: b for b in (brp, zvh, reclassering)},
        grondslagen=zijde.grondslagen,
        klok=deps.klok,
    )
    return Opstelling(zijde, navrager, brp, zvh, reclassering, deps)
