"""Keys that come quickly, and what is chosen after an undo: nobody else's task is ever touched."""

import asyncio
import re

from playwright.async_api import Page, Route, expect

from tests.browser.conftest import Venster


async def _huidig(page: Page) -> str | None:
    return await page.locator("tr.is-current").get_attribute("id")


async def _traag(route: Route) -> None:
    """Let a preview take its time, as on a slow line."""
    await asyncio.sleep(0.4)
    await route.continue_()


async def _sluimer_weg(page: Page) -> None:
    await page.keyboard.press("s")
    await expect(page.locator("#vak #veld-tot")).to_be_focused()
    await page.keyboard.press("Enter")


async def _geef_weg(page: Page) -> None:
    await page.keyboard.press("t")
    keuze = page.get_by_role("dialog").get_by_label("Hans Postma")
    await keuze.check()
    await page.locator("#opdracht-doe").click()


async def _handel_af(page: Page) -> None:
    await page.keyboard.press("e")


async def test_after_undo_the_row_that_came_back_is_the_chosen_one(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    for doe in (_handel_af, _sluimer_weg, _geef_weg):
        await page.locator("tr.row .row__link").nth(1).focus()
        rij, naam = await _huidig(page), (await venster.namen())[1]
        await doe(page)
        await expect(page.locator(f"#{rij}")).to_have_count(0)
        await expect(page.locator("#lijst .row__link[aria-current]")).to_be_focused()

        await page.keyboard.press("z")

        await expect(page.locator(f"#{rij}")).to_have_class(re.compile("is-current"))
        await expect(page.locator(f"#{rij} .row__link")).to_be_focused()
        await expect(page.locator("#voorbeeld .preview__name")).to_have_text(naam)
        await expect(page.locator("tr.is-current")).to_have_count(1)


async def test_after_undo_of_many_the_first_that_came_back_is_the_chosen_one(
    venster: Venster,
) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    rijen = [await page.locator("tr.row").nth(i).get_attribute("id") for i in range(4)]
    await page.locator("tr.row .row__link").nth(1).focus()
    for toets in ("x", "j", "x"):
        await page.keyboard.press(toets)
    await page.keyboard.press("e")
    await page.locator("#opdracht-doe").click()
    await expect(page.locator("tr.row")).to_have_count(4)
    await expect(page.locator("#lijst .row__link[aria-current]")).to_be_focused()

    await page.keyboard.press("z")

    await expect(page.locator(f"#{rijen[1]} .row__link")).to_be_focused()
    assert await _huidig(page) == rijen[1]


async def test_a_key_right_behind_undo_never_does_the_task_of_somebody_else(
    venster: Venster,
) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    rijen = [await r.get_attribute("id") for r in await page.locator("tr.row").all()]
    await page.keyboard.press("j")
    await page.keyboard.press("e")
    await expect(page.locator("tr.row")).to_have_count(5)
    await expect(page.locator("#lijst .row__link[aria-current]")).to_be_focused()

    await page.evaluate(
        """() => { for (const key of ["z", "e"])
          document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
        }"""
    )

    await expect(page.locator(f"#{rijen[0]} .row__link")).to_be_focused()
    assert [await r.get_attribute("id") for r in await page.locator("tr.row").all()] == rijen


async def test_keys_without_a_pause_reach_the_row_that_is_chosen_now(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    await page.route("**/voorbeeld*", _traag)
    namen = await venster.namen()
    for toetsen, titel in (("jjs", "Laten sluimeren"), ("kt", "Toewijzen"), ("js", "Laten")):
        for toets in toetsen:
            await page.keyboard.press(toets)
        await expect(page.locator("#vak h1")).to_contain_text(titel)
        rij = (await _huidig(page) or "").removeprefix("rij-")
        taak = await page.locator("#vak [name=taak]").first.input_value()
        assert taak.startswith(rij), namen
        assert page.url == f"{venster.basis}/werkvoorraad"
        await page.keyboard.press("Escape")
        await expect(page.locator("#vak")).to_be_hidden()


async def test_why_and_the_commands_wait_for_the_row_that_is_chosen_now(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    await page.route("**/voorbeeld*", _traag)
    namen = await venster.namen()

    for toets in "jo":
        await page.keyboard.press(toets)
    await expect(page.locator("details#waarom")).to_have_attribute("open", "")
    await expect(page.locator("#voorbeeld .preview__name")).to_have_text(namen[0])

    await page.keyboard.press("j")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("sluim")
    await page.keyboard.press("Enter")
    await expect(page.locator("#vak h1")).to_have_text("Laten sluimeren")
    rij = (await _huidig(page) or "").removeprefix("rij-")
    assert (await page.locator("#vak [name=taak]").first.input_value()).startswith(rij)


async def test_without_an_answer_a_key_falls_back_to_the_page_of_the_task(
    venster: Venster,
) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    await page.route("**/voorbeeld*", lambda route: route.abort())
    await page.keyboard.press("j")
    rij = (await _huidig(page) or "").removeprefix("rij-")

    await page.keyboard.press("s")

    await expect(page).to_have_url(re.compile(f"/taken/{rij}"))
    venster.klachten.clear()  # the browser reports the lost line itself


async def test_a_preview_that_comes_late_never_covers_that_of_the_chosen_row(
    venster: Venster,
) -> None:
    page = venster.page
    await venster.meld_aan("Marieke Bos")
    namen, eerst = await venster.namen(), True

    async def eerste_traag(route: Route) -> None:
        nonlocal eerst
        traag, eerst = eerst, False
        if traag:
            await asyncio.sleep(0.8)
        await route.continue_()

    await page.route("**/voorbeeld*", eerste_traag)
    async with page.expect_request(re.compile("/voorbeeld")):
        await page.keyboard.press("j")
    async with page.expect_response(re.compile("/voorbeeld")):
        await page.keyboard.press("j")
    await expect(page.locator("#voorbeeld .preview__name")).to_have_text(namen[1])
    await asyncio.sleep(1)

    await expect(page.locator("#voorbeeld .preview__name")).to_have_text(namen[1])
