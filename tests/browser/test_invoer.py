"""Taking in a list, in a browser: readable for everybody, and without JavaScript."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import AXE, Venster
from tests.browser.test_toegankelijk import AXE_SCRIPT, BREEDTES, EIGEN_SCRIPT
from tests.factories import BSN_NINA
from tests.lijsten import rij, to_csv

FOUT_BSN = "123456780"


async def open_invoer(venster: Venster) -> None:
    await venster.ga("/login")
    await venster.page.get_by_role("button", name="Ruben de Wit").click()
    async with venster.page.expect_navigation():
        await venster.page.get_by_role("link", name="Lijst opnemen").click()


async def breng(venster: Venster, inhoud: bytes, map_: Path) -> None:
    bestand = map_ / "lijst.csv"
    bestand.write_bytes(inhoud)
    page = venster.page
    await page.get_by_label("Van welke gemeente").select_option(label="Tiel")
    await page.get_by_label("Het bestand").set_input_files(bestand)
    async with page.expect_navigation():  # the page before it has the same fields
        await page.get_by_role("button", name="Lees de lijst").click()


@pytest.mark.parametrize("breedte", BREEDTES)
async def test_every_step_is_readable_for_everybody(
    venster: Venster, breedte: int, tmp_path: Path
) -> None:
    page, axe = venster.page, AXE.read_text(encoding="utf-8")
    await page.set_viewport_size({"width": breedte, "height": 900})
    gevonden: list[str] = []

    async def kijk(stap: str) -> None:
        await page.evaluate(axe)
        fouten = [*await page.evaluate(AXE_SCRIPT), *await page.evaluate(EIGEN_SCRIPT)]
        gevonden.extend(f"{stap} @{breedte} {fout}" for fout in fouten)

    await open_invoer(venster)
    await kijk("bring")
    await breng(venster, b"", tmp_path)
    await kijk("refused")
    await breng(venster, to_csv(["x"], koppen=["Naam"]), tmp_path)
    await kijk("columns")
    async with page.expect_navigation():
        await page.get_by_role("link", name="Lijst opnemen").click()
    await breng(venster, to_csv(rij(BSN_NINA), rij(FOUT_BSN)), tmp_path)
    await kijk("look")
    await page.get_by_role("button", name="Neem 1 rij op").click()
    await page.get_by_text("De lijst is opgenomen").wait_for()
    await kijk("done")

    # The browser reports the refusal that we asked for; nothing else may be there.
    assert [k for k in venster.klachten if "422" not in k] == []
    venster.klachten.clear()
    assert gevonden == []


async def test_it_all_works_without_javascript(zonder_js: Venster, tmp_path: Path) -> None:
    page = zonder_js.page
    await open_invoer(zonder_js)
    koppen = ["Nr", "Naam", "Voornamen", "PI", "Begindatum", "Titel"]
    await breng(zonder_js, to_csv(rij(FOUT_BSN), rij(BSN_NINA), koppen=koppen), tmp_path)

    await page.get_by_label("BSN (verplicht)").select_option(label="Nr")
    await page.get_by_role("button", name="Kijk opnieuw").click()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Haal 1 foute rij op").click()
    await page.get_by_role("button", name="Neem 1 rij op").click()

    assert (await download.value).suggested_filename == "foute-rijen.csv"
    await expect(page.get_by_text("De lijst is opgenomen")).to_be_visible()
