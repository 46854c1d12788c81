"""A question to a partner as a mayor asks it on the page, and a partner with a switch.

The fixtures at the end are for a test of which only the ZVH is connected: it imports them.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from nazorg.deps import BijDeps
from nazorg.kern.partner import (
    Gegeven,
    Partner,
    Vraag,
)
from nazorg.usecases.bij.verrijk import verrijk
from tests.bij.conftest import Als
from tests.bij.kamer import ANNE as ACCOUNT
from tests.web.conftest import tekst_van

VELDEN = {"reden": "Onrust", "ontvangers": "Burgemeester", "noodzaak": "Nodig"}
KENT = Gegeven(groep="casus", naam="kenmerk", waarde="RG-17")
Uit = Sequence[Gegeven] | Exception


class Bron:
    """A partner with a switch: what it tells, the fault that it raises, or None: it hangs."""

    def __init__(self, partner: Partner, uit: Uit | None) -> None:
        self.partner, self.uit, self.gevraagd = partner, uit, 0

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        self.gevraagd += 1
        if self.uit is None:
            await asyncio.Event().wait()
        if isinstance(self.uit, Exception):
            raise self.uit
        return self.uit or ()


class Pagina:
    """The page of one alert, and the question that is asked there."""

    def __init__(self, als: Als, bij: BijDeps, id_: str) -> None:
        self._als, self._bij, self._id = als, bij, id_

    async def vraag(self, partner: Partner = Partner.ZVH) -> None:
        anne = await self._als(ACCOUNT)
        velden = VELDEN | {"partner": partner}
        antwoord = await anne.post(f"/bij/meldingen/{self._id}/navraag", data=velden)
        assert antwoord.status_code == 303

    async def na_ronde(self) -> str:
        await verrijk(self._bij.kamer, self._bij.bronnen)
        return await self.tekst()

    async def tekst(self) -> str:
        anne = await self._als(ACCOUNT)
        return tekst_van((await anne.get(f"/bij/meldingen/{self._id}")).text)


@pytest.fixture
def zvh() -> Bron:
    return Bron(Partner.ZVH, [KENT])


@pytest.fixture
def bij(bij: BijDeps, zvh: Bron) -> BijDeps:
    """The room, with the grounds of the product; only the ZVH is connected."""
    return replace(bij, bronnen=replace(bij.bronnen, bronnen={zvh.partner: zvh}))


@pytest.fixture
def pagina(als: Als, bij: BijDeps, id_: str) -> Pagina:
    return Pagina(als, bij, id_)
