"""A conversation is written down, and people and documents are noted: in a browser."""

import re

import pytest
from playwright.async_api import expect

from nazorg.deps import Deps
from tests.browser.conftest import AXE, Venster
from tests.browser.test_toegankelijk import AXE_SCRIPT, EIGEN_SCRIPT

DOSSIER = "/dossiers/NZ-2026-0001"
BANK = "Op de bank bij iemand, tijdelijk"


async def begin(venster: Venster) -> None:
    await venster.meld_aan()
    await venster.ga(f"{DOSSIER}/vragen")
    await venster.page.get_by_role("button", name="Begin met Intake").click()
    await expect(venster.page.get_by_role("heading", name="De detentie", level=1)).to_be_visible()


async def note_people(venster: Venster) -> None:
    page = venster.page
    await venster.ga(f"{DOSSIER}/betrokkenen")
    await page.locator("#b-naam").fill("R. Smit")
    await page.locator("#b-organisatie").fill("PI Arnhem")
    await page.get_by_role("button", name="Voeg toe").click()
    await page.locator("#s-titel").fill("Plan van aanpak")
    await page.locator("#s-datum").fill("2026-11-20")
    await page.locator("#s-plek").select_option("zaaksysteem")
    await page.locator("#s-url").fill("https://zaken.voorbeeld.nl/12")
    await page.get_by_role("button", name="Noteer", exact=True).click()
    await venster.ga(DOSSIER)
    await expect(page.locator("#h-wie").locator("xpath=../..")).to_contain_text("R. Smit")
    await expect(page.get_by_role("link", name="Plan van aanpak")).to_be_visible()


async def test_with_javascript_an_answer_is_saved_while_one_goes(venster: Venster) -> None:
    page = venster.page
    await begin(venster)
    await page.get_by_role("button", name="Bewaar en ga verder").click()

    await page.get_by_label(BANK).check()
    await expect(page.locator("#stand")).to_contain_text("Laatst bewaard: vandaag")
    await expect(page.locator("#vdelen")).to_contain_text("1 van 7")
    await page.reload()

    await expect(page.get_by_label(BANK)).to_be_checked()
    await venster.ga(DOSSIER)
    kaart = page.locator("article.area", has_text="Huisvesting")
    await expect(kaart).to_contain_text("gesprek van 23 nov")


async def test_with_javascript_a_refused_text_says_so_and_stays(venster: Venster) -> None:
    page = venster.page
    await begin(venster)
    await page.get_by_role("link", name="Tot slot").click()

    await page.get_by_label("Wat is afgesproken?").fill("Heeft een depressie")
    await page.get_by_label("Wat is afgesproken?").blur()

    await expect(page.locator("#stand")).to_contain_text("Nog niet bewaard.")
    await expect(page.locator("[id='w-afspraak']")).to_contain_text("Medische gegevens")
    await expect(page.get_by_label("Wat is afgesproken?")).to_have_value("Heeft een depressie")
    # What the browser says of an answer that is no success is no fault of ours.
    venster.klachten[:] = [k for k in venster.klachten if "422" not in k]


async def test_by_keyboard_alone_a_page_is_answered(venster: Venster) -> None:
    page = venster.page
    await begin(venster)
    await page.get_by_role("button", name="Bewaar en ga verder").click()
    await expect(page).to_have_url(re.compile("/2$"))  # not the same button of the page before
    await page.get_by_label("Nog niet gevraagd").first.focus()

    await page.keyboard.press("ArrowDown")  # round to the first answer
    await expect(page.get_by_label("Ja, geldig")).to_be_checked()
    await page.get_by_role("button", name="Bewaar en ga verder").focus()
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", name="Inkomen en schulden", level=1)).to_be_visible()


async def test_without_javascript_a_list_is_filled_and_people_are_noted(
    zonder_js: Venster,
) -> None:
    page = zonder_js.page
    await begin(zonder_js)
    for _ in range(3):
        await page.get_by_role("button", name="Bewaar en ga verder").click()
    await page.get_by_role("button", name="Bewaar en ga verder").click()
    await page.get_by_label("Wat wil de persoon zelf als eerste regelen?").fill("Een woning")
    await page.get_by_role("button", name="Bewaar en rond af").click()

    await expect(page.get_by_text("afgerond").first).to_be_visible()
    await note_people(zonder_js)


@pytest.mark.parametrize("breedte", [1440, 390, 320])
async def test_the_pages_are_accessible(venster: Venster, deps: Deps, breedte: int) -> None:
    page, axe = venster.page, AXE.read_text(encoding="utf-8")
    await page.set_viewport_size({"width": breedte, "height": 900})
    await begin(venster)
    lijst = page.url.removesuffix("/1").removeprefix(venster.basis)
    await note_people(venster)
    gevonden: list[str] = []

    for pad in (
        f"{DOSSIER}/vragen",
        f"{lijst}/1",
        f"{lijst}/2",
        f"{lijst}/5",
        f"{DOSSIER}/betrokkenen",
        DOSSIER,
    ):
        await venster.ga(pad)
        await page.evaluate(axe)
        gevonden += [f"{pad}: {g}" for g in await page.evaluate(AXE_SCRIPT)]
        gevonden += [f"{pad}: {g}" for g in await page.evaluate(EIGEN_SCRIPT)]

    assert gevonden == []
