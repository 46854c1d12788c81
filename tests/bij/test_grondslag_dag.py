"""A ground holds from its own day on, also in a process that was started before it (L09; D 9)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nazorg.commands.opbouw import bases_voor_bij
from nazorg.deps import BijDeps
from nazorg.kern.partner import Partner
from nazorg.referentie.grondslagen import lees_grondslagen
from nazorg.usecases.bij.verrijk import Bronnen
from tests.bij.conftest import Als
from tests.bij.navraag import KENT, Bron, Pagina
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van


def rij(vanaf: date, **anders: Any) -> dict[str, Any]:
    basis = {
        "doel": "openbare_orde",
        "partner": "zvh",
        "groep": "casus",
        "grondslag": "Wet van morgen",
        "zichtbaar_voor": ["burgemeester", "aandachtsfunctionaris_bij"],
        "geldig_dagen": 30,
        "vanaf": vanaf,
        "bron": "test",
    }
    return basis | anders


TAFEL = lees_grondslagen(
    {
        "basis": [
            rij(date(2026, 11, 24)),
            rij(date(2026, 11, 25), zichtbaar_voor=["burgemeester"], grondslag="Wet van later"),
        ]
    }
)


@pytest.fixture
def zvh() -> Bron:
    return Bron(Partner.ZVH, [KENT])


@pytest.fixture
def bij(bij: BijDeps, zvh: Bron, klok: VasteKlok) -> BijDeps:
    bases = bases_voor_bij(klok, TAFEL)
    return replace(bij, bronnen=Bronnen(bronnen={Partner.ZVH: zvh}, bases=bases))


async def test_l09_a_ground_that_begins_or_changes_holds_from_its_day_on_without_a_new_start(
    als: Als, bij: BijDeps, id_: str, zvh: Bron, klok: VasteKlok
) -> None:
    async def van_karin() -> str:
        karin = await als("karin-aalders")
        return tekst_van((await karin.get(f"/bij/meldingen/{id_}")).text)

    pagina = Pagina(als, bij, id_)
    await pagina.vraag()
    assert "Er is geen grondslag. Daarom is er niets gevraagd." in await pagina.na_ronde()

    klok.verder(days=1)
    await pagina.vraag()
    tekst = await pagina.na_ronde()
    assert ("RG-17" in tekst, "Wet van morgen" in tekst, zvh.gevraagd) == (True, True, 1)
    assert "RG-17" in await van_karin()

    klok.verder(days=1)
    assert "RG-17" not in await van_karin()
    assert "RG-17" in await pagina.tekst()
