"""A card is filled, an action asked for and a note written: with and without JavaScript."""

import pytest
from playwright.async_api import Page, expect

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.browser.conftest import AXE, Venster
from tests.browser.test_toegankelijk import AXE_SCRIPT, EIGEN_SCRIPT
from tests.factories import event, ruw

DOSSIER = "/dossiers/NZ-2026-0001"


async def vul_kaart(venster: Venster) -> Page:
    """From the dossier to the form of huisvesting and back, as a person would."""
    page = venster.page
    await venster.ga(DOSSIER)
    await page.get_by_role("link", name="Huisvesting").click()
    await expect(page.get_by_role("heading", name="Huisvesting", level=1)).to_be_visible()
    await page.get_by_label("Waar kan de persoon na vrijlating wonen?").select_option(
        "familie_of_vrienden"
    )
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await expect(page.get_by_text("Bewaard.")).to_be_visible()
    return page


async def work_a_dossier(venster: Venster) -> None:
    await venster.meld_aan()
    page = await vul_kaart(venster)
    await page.get_by_role("link", name="Daan Verhoeven").click()
    kaart = page.locator("article.area", has_text="Huisvesting")
    await expect(kaart).to_contain_text("In orde")
    await expect(kaart).to_contain_text("Kan bij familie of vrienden wonen.")

    await page.locator("#na-soort").select_option("onderdak")
    await page.locator("#na-dag").fill("2026-11-26")
    await page.get_by_role("button", name="Toevoegen").click()
    await expect(page.locator(".todo").first).to_contain_text("Onderdak zoeken")

    await page.get_by_text("Schrijf een notitie").click()
    await page.locator("#noot").fill("Gebeld met moeder.")
    await page.get_by_role("button", name="Bewaar notitie").click()
    await expect(page.locator(".citaat")).to_have_text("Gebeld met moeder.")
    await page.get_by_role("link", name="Notities").click()
    await expect(page.locator(".ev")).to_have_count(1)


async def test_with_javascript_a_dossier_is_worked(venster: Venster) -> None:
    await work_a_dossier(venster)


async def test_without_javascript_a_dossier_is_worked(zonder_js: Venster) -> None:
    await work_a_dossier(zonder_js)


@pytest.mark.parametrize("breedte", [1440, 390, 320])
async def test_a_full_dossier_and_its_forms_are_accessible(
    venster: Venster, deps: Deps, breedte: int
) -> None:
    """With a dispute on a card, an action, a note, and a form that was refused."""
    page, axe = venster.page, AXE.read_text(encoding="utf-8")
    await page.set_viewport_size({"width": breedte, "height": 900})
    await work_a_dossier(venster)
    deel = [{"leefgebied": "huisvesting", "stand": "niet_in_orde"}]
    plan = event(Soort.PLAN_GEDEELD, onderdelen=deel, tijd="2026-11-24T08:00:00Z")
    await deps.ontvang([ruw(plan)])
    gevonden: list[str] = []

    for pad in (DOSSIER, f"{DOSSIER}/leefgebieden/huisvesting"):
        await venster.ga(pad)
        await page.evaluate(axe)
        gevonden += [*await page.evaluate(AXE_SCRIPT), *await page.evaluate(EIGEN_SCRIPT)]
    await expect(page.locator(".strijd")).to_contain_text("Twee bronnen zijn het niet eens")
    await page.evaluate("document.querySelector('#v-gemeten_op').removeAttribute('max')")
    await page.locator("#v-gemeten_op").fill("2027-01-01")
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await expect(page.get_by_role("alert").first).to_contain_text("Er is nog niets bewaard.")
    await page.evaluate(axe)
    gevonden += [*await page.evaluate(AXE_SCRIPT), *await page.evaluate(EIGEN_SCRIPT)]

    assert [k for k in venster.klachten if "422" not in k] == []
    venster.klachten.clear()
    assert gevonden == []
