"""Every page of BIJ says at its foot how fresh it is, and nothing about any alert."""

import asyncpg
import pytest

from nazorg.bij.kennisgeving import BijAlarm
from nazorg.deps import BijDeps
from nazorg.store.bij import alarmen
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import gemeld
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import WIM
from tests.bij.mensen import ANNE, BRAM, KARIN
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van

pytestmark = pytest.mark.usefixtures("aangewezen")
PAGINAS = [
    (ANNE.id, "/bij/meldingen"),
    (ANNE.id, "/bij/verantwoording"),
    (KARIN.id, "/bij/meldingen"),
    (WIM, "/bij/beheer"),
    (WIM, "/bij/aanwijzingen"),
]


async def _voet(als: Als, wie: str, pad: str = "/bij/meldingen") -> str:
    html = (await (await als(wie)).get(pad)).text
    return tekst_van(html[html.index('<footer class="bij-voet">') :])


@pytest.mark.parametrize(("wie", "pad"), PAGINAS)
async def test_it_stands_at_the_foot_of_every_page(
    wie: str, pad: str, als: Als, werker: Werker
) -> None:
    assert "Nog niemand keek of de berichten binnenkomen." in await _voet(als, wie, pad)

    await werker.doe_ronde()

    assert "Berichten van justitie lopen bij." in await _voet(als, wie, pad)


async def test_it_stands_under_an_alert_too(als: Als, bij: BijDeps, werker: Werker) -> None:
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    anne = await als(ANNE.id)
    lijst = (await anne.get("/bij/meldingen")).text
    melding = lijst.partition('href="/bij/meldingen/')[2].partition('"')[0]

    assert "Berichten van justitie lopen bij." in await _voet(
        als, ANNE.id, f"/bij/meldingen/{melding}"
    )


async def test_that_nobody_looks_is_said_with_when_it_was(
    als: Als, werker: Werker, klok: VasteKlok
) -> None:
    await werker.doe_ronde()
    klok.verder(minutes=30)

    voet = await _voet(als, ANNE.id)

    assert "De controle van berichten staat stil. De laatste was vandaag 09:00." in voet
    assert "lopen bij" not in voet


@pytest.mark.parametrize(
    ("soorten", "zin"),
    [
        ([BijAlarm.LEZER_STIL, BijAlarm.GAT], "Wij lezen geen nieuwe berichten van justitie"),
        ([BijAlarm.LEZER_ACHTER], "Wij lopen achter met berichten van justitie"),
        ([BijAlarm.GAT], "Wij missen een bericht van justitie"),
    ],
)
async def test_what_is_wrong_is_said_worst_first_and_who_knows_it(
    soorten: list[BijAlarm], zin: str, als: Als, bij: BijDeps, werker: Werker
) -> None:
    await werker.doe_ronde()
    async with bij.kamer.store.open_unscoped_werk() as tx:
        for soort in soorten:
            await alarmen.add(tx, soort, [""], nu=bij.kamer.klok.nu())

    voet = await _voet(als, ANNE.id)

    assert f"{zin}, sinds vandaag 09:00. De beheerder ziet dit ook." in voet
    assert voet.count("van justitie") == 1


async def test_it_is_the_same_with_and_without_an_alert_of_another_gemeente(
    als: Als, bij: BijDeps, werker: Werker, eigenaar: asyncpg.Connection
) -> None:
    await werker.doe_ronde()
    eerst = await _voet(als, BRAM.id)
    await stuur(bij, gemeld())
    await werker.doe_ronde()

    assert await eigenaar.fetchval("select count(*) from bij.melding") == 1
    assert await _voet(als, BRAM.id) == eerst
