"""What works on every page: the keys, the commands, the bar with undo, the reason of a refusal."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Venster

PADEN = ("/berichten", "/dossiers/NZ-2026-0001", "/waarneming")
OPDRACHTEN = (
    ("Ga naar", "/werkvoorraad"),
    ("Stel waar", "/waarneming"),
    ("Exporteer", "/werkvoorraad/export"),
)


async def test_keys_and_commands_lead_somewhere_from_every_page(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    for pad in PADEN:
        await venster.ga(pad)
        await page.keyboard.press("g")
        await page.keyboard.press("w")
        await page.wait_for_url(f"{venster.basis}/werkvoorraad")
        for woord, doel in OPDRACHTEN:
            if doel == pad:
                continue  # to where one is: nothing to wait for that would show it
            await venster.ga(pad)
            await page.keyboard.press("Control+k")
            await page.keyboard.type(woord)
            await page.keyboard.press("Enter")
            await page.wait_for_url(f"{venster.basis}{doel}")


async def test_the_page_of_a_task_obeys_its_letters(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    taak = str(await page.locator("tr.row").first.get_attribute("id")).removeprefix("rij-")

    for toets, doel in (("s", "sluimert"), ("t", "toegewezen")):
        await venster.ga(f"/taken/{taak}")
        await page.keyboard.press(toets)
        await page.wait_for_url(f"**/taken/{taak}/{doel}")
    await venster.ga(f"/taken/{taak}")
    await page.locator("#doe-s").focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/taken/{taak}/sluimert")


@pytest.mark.parametrize("breedte", [1440, 390])
async def test_the_bar_with_undo_is_in_view_and_covers_no_focus(
    venster: Venster, breedte: int
) -> None:
    page = venster.page
    await page.set_viewport_size({"width": breedte, "height": 600})
    await venster.meld_aan("Marieke Bos")
    await venster.ga("/werkvoorraad?venster=alles")
    await page.locator("tr.row").nth(4).locator("button.do__b").click()
    await expect(page.locator("#gedaan .undo")).to_be_in_viewport(ratio=0.9)

    maten = await page.evaluate(
        """() => [document.querySelector('.top'), document.querySelector('#gedaan'),
          document.activeElement].map((e) => e.getBoundingClientRect())
          .map((r) => [r.top, r.bottom])"""
    )

    (_, kop), (boven, onder), (focus, _) = maten
    assert kop - 4 <= boven
    assert focus >= onder


async def test_the_reason_of_a_refusal_has_the_focus(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    await venster.ga("/dossiers/NZ-2026-0001")
    await page.get_by_text("Schrijf een notitie").click()
    await page.get_by_label("Notitie", exact=True).fill("Gebruikt methadon")
    await page.get_by_role("button", name="Bewaar notitie").click()

    await expect(page.locator("#fout")).to_be_focused()
    await expect(page.locator("#fout")).to_be_in_viewport()
    await page.locator("#fout a").click()
    await expect(page.get_by_label("Notitie", exact=True)).to_be_in_viewport()
    venster.klachten.clear()  # the browser calls a refusal a complaint
