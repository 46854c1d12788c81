"""A coordinator's morning: triage, do, snooze, hand over, many at once, undo, export.

With the keyboard on a desktop, with a finger on a phone, and without JavaScript on both.
"""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import AXE, Venster
from tests.browser.test_toegankelijk import AXE_SCRIPT

BREEDTES = (1440, 390)


async def kies(page: Page, naam: str) -> None:
    """Choose a colleague in the dialog with the arrow keys; its first choice has the focus."""
    keuze = page.get_by_role("dialog").get_by_label(naam)
    await keuze.wait_for()
    for _ in range(6):
        if await keuze.is_checked():
            return
        await page.keyboard.press("ArrowDown")
    raise AssertionError(naam)


async def test_with_the_keyboard_a_whole_morning(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    eerst = await venster.namen()
    assert len(eerst) == 6

    # snooze the first, and put it back
    await page.keyboard.press("j")
    await expect(page.locator("#doe-s")).to_be_visible()
    await page.keyboard.press("s")
    await expect(page.locator("#vak #veld-tot")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#gedaan")).to_contain_text("sluimert tot di 24 nov")
    await expect(page.locator("tr.row")).to_have_count(5)
    await expect(page.locator("#lijst .row__link[aria-current]")).to_be_focused()
    await page.keyboard.press("z")
    await expect(page.locator("tr.row")).to_have_count(6)
    await expect(page.locator("#live")).to_contain_text("teruggezet")

    # hand over
    await page.keyboard.press("j")
    await page.keyboard.press("t")
    await kies(page, "Hans Postma")
    await page.keyboard.press("Enter")
    await expect(page.locator("#gedaan")).to_contain_text("is nu van Hans Postma")
    await expect(page.locator("tr.row")).to_have_count(5)
    await expect(page.locator("#live")).to_contain_text("is nu van Hans Postma")

    await _veel_tegelijk(page)
    await _toewijzen_en_waarom(page)
    await _afdrukken(page)


async def _veel_tegelijk(page: Page) -> None:
    """Many at once, and one undo."""
    for toets in ("x", "j", "x", "j", "x"):
        await page.keyboard.press(toets)
    await expect(page.locator("#bulk")).to_contain_text("3 gekozen")
    await expect(page.locator(".filters")).to_be_hidden()
    await page.keyboard.press("e")
    await expect(page.get_by_role("dialog")).to_contain_text("Om deze 3 taken gaat het")
    await page.keyboard.press("Enter")
    await expect(page.locator("#gedaan")).to_contain_text("3 taken afgehandeld.")
    await expect(page.locator("tr.row")).to_have_count(2)
    await expect(page.locator("#lijst [name=taak]:checked")).to_have_count(0)
    await page.keyboard.press("z")
    await expect(page.locator("tr.row")).to_have_count(5)
    await expect(page.locator("#live")).to_contain_text("teruggezet")


async def _toewijzen_en_waarom(page: Page) -> None:
    """Two at once to a colleague, and why is this one here."""
    for toets in ("x", "k", "x"):
        await page.keyboard.press(toets)
    await page.keyboard.press("t")
    await kies(page, "Hans Postma")
    await page.keyboard.press("Enter")
    await expect(page.locator("#gedaan")).to_contain_text("2 taken toegewezen aan Hans Postma.")
    await page.keyboard.press("k")
    await expect(page.locator("details#waarom")).not_to_have_attribute("open", "")
    await page.keyboard.press("o")
    await expect(page.locator("details#waarom")).to_have_attribute("open", "")


async def _afdrukken(page: Page) -> None:
    """Take the list out, to print."""
    await page.keyboard.press("Control+k")
    await page.keyboard.type("druk af")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/werkvoorraad/export*")
    await page.get_by_label("Nazorgoverleg voorbereiden").focus()
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await expect(page.locator(".papier tbody tr")).to_have_count(3)


async def test_with_a_finger_on_a_phone_the_same_morning(venster: Venster) -> None:
    page = venster.page
    await page.set_viewport_size({"width": 390, "height": 844})
    await venster.meld_aan("Marieke Bos")
    eerst = await venster.namen()

    # one: to its own page, asleep, and back
    await page.locator("a.do__b").first.click()
    await page.get_by_role("link", name="Sluimeren").click()
    await page.locator("#opdracht-doe").click()
    await expect(page.locator("#gedaan")).to_contain_text("sluimert tot di 24 nov")
    await page.locator("#doe-z").click()
    await expect(page.locator("tr.row")).to_have_count(len(eerst))

    # done, from the row itself
    await page.locator("button.do__b").first.click()
    await expect(page.locator("#gedaan")).to_contain_text("afgehandeld")
    await page.locator("#doe-z").click()
    await expect(page.locator("tr.row")).to_have_count(len(eerst))

    # many at once to a colleague
    for i in range(3):
        await page.locator("#lijst [name=taak][type=checkbox]").nth(i).check()
    await page.locator("#bulk-t").click()
    await page.get_by_role("dialog").get_by_text("Hans Postma").click()
    await page.locator("#opdracht-doe").click()
    await expect(page.locator("#gedaan")).to_contain_text("3 taken toegewezen aan Hans Postma.")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def test_a_mistake_in_the_dialog_stays_in_the_dialog(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    await page.keyboard.press("j")
    await expect(page.locator("#doe-t")).to_be_visible()
    await page.keyboard.press("t")
    await page.locator("#opdracht-doe").click()

    dialoog = page.get_by_role("dialog")
    await expect(dialoog.get_by_role("alert")).to_contain_text("Kies aan wie u de taak geeft.")
    await expect(dialoog.locator("#fouten")).to_be_focused()
    await dialoog.get_by_text("Annuleren").click()
    await expect(page.locator("#vak")).to_be_hidden()
    await expect(page.locator("tr.row")).to_have_count(6)
    # The browser itself reports the refusal; nothing else may be there.
    assert [k for k in venster.klachten if "422" not in k] == []
    venster.klachten.clear()


async def test_commands_by_name_press_the_same_buttons(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    await page.keyboard.press("j")
    await expect(page.locator("#doe-s")).to_be_visible()

    await page.keyboard.press("Control+k")
    await page.keyboard.type("sluim")
    await expect(page.locator("#opdrachten [role=option]:visible")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.locator("#vak h1")).to_have_text("Laten sluimeren")
    await page.keyboard.press("Escape")

    await page.keyboard.press("/")
    await expect(page.locator("#zoek")).to_be_focused()
    await page.keyboard.type("smit")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("1 dossier gevonden")).to_be_visible()
    assert page.url == f"{venster.basis}/zoeken"
    await page.locator("h1").focus()
    await page.keyboard.press("g")
    await page.keyboard.press("w")
    await expect(page).to_have_url(f"{venster.basis}/werkvoorraad")


async def test_letters_that_are_off_stay_off_and_names_still_work(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    await page.keyboard.press("?")
    await page.get_by_label("Sneltoetsen met één letter gebruiken").uncheck()
    await page.keyboard.press("Escape")
    await page.reload()

    for toets in ("j", "k", "x", "e", "s", "t", "z", "o", "g", "w", "?", "/"):
        await page.keyboard.press(toets)

    await expect(page.locator("tr.is-current")).to_have_count(0)
    await expect(page.locator("dialog[open]")).to_have_count(0)
    await page.keyboard.press("Control+k")
    await expect(page.locator("#opdrachten")).to_be_visible()


async def test_what_was_read_loses_its_mark_at_once_and_can_get_it_back(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    await expect(page.locator("tr.row--new")).to_have_count(6)

    await page.keyboard.press("j")
    await expect(page.locator("tr.row--new")).to_have_count(5)
    await page.locator("#doe-o").click()

    await expect(page.locator("tr.row--new")).to_have_count(6)
    await page.wait_for_timeout(500)  # the row has the focus again, but was not read again
    await expect(page.locator("tr.row--new")).to_have_count(6, timeout=1)


@pytest.mark.parametrize("breedte", BREEDTES)
async def test_the_dialogs_and_bars_are_accessible_too(venster: Venster, breedte: int) -> None:
    page, axe = venster.page, AXE.read_text(encoding="utf-8")
    await page.set_viewport_size({"width": breedte, "height": 900})
    await venster.meld_aan("Marieke Bos")
    gevonden: list[str] = []

    async def kijk(waar: str) -> None:
        await page.evaluate(axe)
        gevonden.extend(f"{waar}: {f}" for f in await page.evaluate(AXE_SCRIPT))

    await page.locator("#lijst [name=taak]").first.check()
    await kijk("keuze")
    await page.locator("#bulk-t").click()
    await page.locator("#vak #opdracht").wait_for()
    await kijk("dialoog")
    await page.keyboard.press("Escape")
    await page.locator("#bulk-wis").click()
    await page.locator("a.do__b").first.click()
    await page.locator(".taak").wait_for()
    await kijk("taak")

    assert gevonden == []


async def test_a_file_comes_down_with_the_mouse(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    await page.locator("#nav-export").click()
    await page.get_by_label("Werk verdelen in het team").check()
    await page.get_by_label("CSV").check()

    async with page.expect_download() as wacht:
        await page.get_by_role("button", name="Maak de lijst").click()

    bestand = await wacht.value
    assert re.fullmatch(r"werkvoorraad-2026-11-23\.csv", bestand.suggested_filename)
