"""Meetings in a browser: the whole walk without JavaScript, by keyboard, and for everybody."""

from datetime import UTC, datetime

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import AXE, Venster
from tests.browser.test_toegankelijk import AXE_SCRIPT, BREEDTES, EIGEN_SCRIPT, RUIMTE_SCRIPT
from tests.klok import VasteKlok

OP_DE_DAG = datetime(2026, 12, 1, 12, tzinfo=UTC)
PAPIER = """() => [...document.querySelectorAll('button, form, nav, details, .ov__naast')]
  .filter((e) => e.getClientRects().length && !e.closest('dialog'))
  .map((e) => e.outerHTML.slice(0, 60))"""


async def plan(venster: Venster, datum: str = "2026-12-01") -> str:
    """Plan a meeting with who is proposed on its agenda, by pressing; return its address."""
    page = venster.page
    await page.goto(f"{venster.basis}/overleggen")
    await page.get_by_role("link", name="Plan een overleg").click()
    await page.get_by_label("Dag", exact=True).fill(datum)
    await page.get_by_label("Plaats").fill("Kamer 2.14")
    await page.get_by_role("button", name="Plan het overleg").click()
    await page.wait_for_url("**gedaan=gepland")
    await page.get_by_role("button", name="Zet op de agenda").click()
    await page.wait_for_url("**gedaan=agenda")
    return page.url.removeprefix(venster.basis).partition("?")[0]


async def open_alles(page: Page) -> None:
    await page.evaluate("document.querySelectorAll('main details').forEach((d) => (d.open = true))")


@pytest.mark.parametrize("breedte", [1440, 390])
async def test_the_whole_walk_works_without_javascript(
    zonder_js: Venster, klok: VasteKlok, breedte: int
) -> None:
    page = zonder_js.page
    await page.set_viewport_size({"width": breedte, "height": 900})
    await zonder_js.meld_aan("Marieke Bos")
    pad = await plan(zonder_js)
    agenda = page.get_by_role("region", name="Agenda")
    await expect(agenda.get_by_role("link", name="Daan Smit")).to_be_visible()

    await page.get_by_text("Verzet het overleg, of wijzig de plaats").click()
    await page.get_by_label("Plaats").fill("digitaal")
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await expect(page.get_by_text("Het overleg is gewijzigd.")).to_be_visible()

    klok.zet(OP_DE_DAG)
    await zonder_js.meld_aan("Marieke Bos")
    await page.goto(f"{zonder_js.basis}{pad}")
    await agenda.get_by_text("Leg de afspraak vast").click()
    await page.get_by_label("Wat is er afgesproken?").fill("Gebruikt methadon")
    await page.get_by_label("Wat moet er gebeuren?").select_option("onderdak")
    await page.get_by_label("Uiterlijk").fill("2026-12-04")
    await page.get_by_role("button", name="Leg vast").click()
    await expect(page.get_by_role("alert")).to_contain_text("Medische gegevens horen hier niet")
    await expect(page.get_by_label("Uiterlijk")).to_have_value("2026-12-04")
    await page.get_by_label("Wat is er afgesproken?").fill("IrisZorg belt over een plek")
    await page.get_by_role("button", name="Leg vast").click()
    await expect(agenda).to_contain_text("Onderdak zoeken, uiterlijk vr 4 dec")
    await page.get_by_role("button", name="Sluit het overleg af").click()

    await expect(page.get_by_text("Het overleg is afgesloten.")).to_be_visible()
    await expect(agenda).to_contain_text("besproken")
    breed = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert breed <= 0


async def tab_naar(page: Page, naam: str) -> None:
    """Press Tab until what has the focus says this; a walk that never gets there fails."""
    for _ in range(120):
        await page.keyboard.press("Tab")
        tekst = await page.evaluate(
            """() => { const e = document.activeElement;
              return (e.labels?.[0] ?? e).textContent ?? ''; }"""
        )
        if naam in tekst:
            return
    raise AssertionError(f"no way to {naam} with the Tab key")


async def test_a_meeting_is_planned_and_filled_with_the_keyboard_alone(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    await page.keyboard.press("g")
    await page.keyboard.press("o")
    await page.wait_for_url(f"{venster.basis}/overleggen")
    await tab_naar(page, "Plan een overleg")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/overleggen/nieuw")
    await tab_naar(page, "Plan het overleg")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**gedaan=gepland")

    await tab_naar(page, "Daan Verhoeven")
    await page.keyboard.press("Space")
    await tab_naar(page, "Zet op de agenda")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**gedaan=agenda")

    agenda = page.get_by_role("region", name="Agenda")
    await expect(agenda.get_by_role("link", name="Daan Verhoeven")).to_be_visible()


async def test_axe_and_our_own_eyes_find_nothing_on_a_meeting(
    venster: Venster, klok: VasteKlok
) -> None:
    page, axe = venster.page, AXE.read_text(encoding="utf-8")
    await venster.meld_aan("Marieke Bos")
    pad = await plan(venster)
    gevonden: list[str] = []
    for dag in ("ervoor", "op de dag"):
        for breedte in BREEDTES:
            await page.set_viewport_size({"width": breedte, "height": 900})
            await venster.ga(pad)
            await open_alles(page)
            await page.evaluate(axe)
            fouten: list[str] = [
                *await page.evaluate(AXE_SCRIPT),
                *await page.evaluate(EIGEN_SCRIPT),
            ]
            if await page.evaluate(RUIMTE_SCRIPT) > 0:
                fouten.append("sideways scroll with wide text spacing")
            gevonden += [f"{dag} @{breedte} {fout}" for fout in fouten]
        klok.zet(OP_DE_DAG)
        await venster.meld_aan("Marieke Bos")

    assert gevonden == []


async def test_on_paper_there_is_an_agenda_and_nothing_to_press(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    pad = await plan(venster)
    await venster.ga(pad)

    await page.emulate_media(media="print")

    assert await page.evaluate(PAPIER) == []
    await expect(page.get_by_text("Gedrukt door Marieke Bos op 23 november 2026.")).to_be_visible()
    await expect(page.get_by_text("Daan Smit").first).to_be_visible()
    await expect(page.locator(".punt__schrijf").first).to_be_visible()
