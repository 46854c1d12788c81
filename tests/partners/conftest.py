"""A simulator that knows everything about one person, and a way to make lines to it."""

from collections.abc import AsyncIterator, Callable

import pytest

from nazorg.integrations.lijn.afspraak import Lijnafspraak
from nazorg.integrations.lijn.lijn import Partnerlijn
from nazorg.kern.klok import vandaag
from nazorg.kern.partner import Partner
from nazorg.simulatie.feiten import Wereld
from nazorg.simulatie.server import Simulator
from tests.factories import BSN_DAAN
from tests.klok import VasteKlok
from tests.partners.lijnen import VOL

MaakLijn = Callable[[Lijnafspraak], Partnerlijn]


@pytest.fixture
async def sim(klok: VasteKlok) -> AsyncIterator[Simulator]:
    wereld = Wereld(lambda: vandaag(klok))
    for partner in Partner:
        wereld.zeg(partner, BSN_DAAN, VOL[partner])
    sim = Simulator(wereld, klok)
    await sim.start()
    yield sim
    await sim.stop()


@pytest.fixture
async def maak_lijn(klok: VasteKlok) -> AsyncIterator[MaakLijn]:
    lijnen: list[Partnerlijn] = []

    def maak(afspraak: Lijnafspraak) -> Partnerlijn:
        lijnen.append(Partnerlijn(afspraak, klok))
        return lijnen[-1]

    yield maak
    for lijn in lijnen:
        await lijn.sluit()
