"""The page of a message with all that people wrote on it, on a screen of any width."""

from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.browser.conftest import AXE, Venster
from tests.browser.test_toegankelijk import AXE_SCRIPT, EIGEN_SCRIPT
from tests.factories import event, persoon, ruw
from tests.web.correcties import MIS_BSN

LANG = "x" * 290


@pytest.fixture
async def mis(deps: Deps, mensen: None, eigenaar: asyncpg.Connection) -> UUID:
    nummer = "b-" + "9" * 190
    await deps.ontvang([ruw(event(id=nummer, persoon=persoon(bsn=MIS_BSN)))])
    vraag = "select id from nazorg.bericht where bericht_id = $1"
    return UUID(str(await eigenaar.fetchval(vraag, nummer)))


async def bekijk(venster: Venster) -> list[str]:
    await venster.page.evaluate(AXE.read_text(encoding="utf-8"))
    return [
        *await venster.page.evaluate(AXE_SCRIPT),
        *await venster.page.evaluate(EIGEN_SCRIPT),
    ]


@pytest.mark.parametrize("breedte", [1440, 390, 320])
async def test_what_people_wrote_never_makes_the_page_wider(
    venster: Venster, mis: UUID, breedte: int
) -> None:
    page = venster.page
    await page.set_viewport_size({"width": breedte, "height": 900})
    await venster.ga("/login")
    await page.get_by_role("button", name="Ruben de Wit").click()
    await page.wait_for_url("**/berichten")
    await venster.ga(f"/berichten/{mis}")
    await page.fill("#reden", "Vraag van de PI")
    await page.get_by_role("button", name="Toon de inhoud en verbeter").click()
    await page.fill("#v-1", "999993655")
    await page.fill("#v-reden", LANG)
    await page.get_by_role("button", name="Stel voor").click()

    # Refused, and all that was typed is still there.
    assert await page.input_value("#v-1") == "999993655"
    assert await page.input_value("#v-reden") == LANG
    assert await bekijk(venster) == []
    await page.fill("#v-1", "999993653")
    await page.get_by_role("button", name="Stel voor").click()
    await page.get_by_role("button", name="Trek uw voorstel in").wait_for()
    assert await bekijk(venster) == []
    await venster.ga("/berichten?voorstel=open")
    assert await bekijk(venster) == []
    await venster.ga(f"/berichten/{mis}")
    await page.fill("#toelichting", LANG)
    await page.get_by_role("button", name="Leg vast: niet verwerken").click()
    await page.get_by_text("Genegeerd").first.wait_for()
    assert LANG in await page.inner_text("main")
    assert await bekijk(venster) == []
    venster.klachten.clear()
