"""A coordinator's morning without JavaScript, wide and narrow: every action is a form."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import Venster, open_venster

BREEDTES = (1440, 390)


@pytest.fixture(params=BREEDTES)
async def kaal(
    request: pytest.FixtureRequest, chromium: Browser, basis: str, mensen: None
) -> AsyncIterator[Venster]:
    """A browser without JavaScript, wide and narrow."""
    maat = {"width": int(request.param), "height": 900}
    context = await chromium.new_context(viewport=maat, java_script_enabled=False)  # type: ignore[arg-type]
    yield await open_venster(context, basis)
    await context.close()


async def balk(page: Page) -> str:
    return await page.locator("#gedaan").inner_text()


async def test_without_javascript_the_whole_morning_can_be_done(kaal: Venster) -> None:
    page = kaal.page
    await kaal.meld_aan("Marieke Bos")
    eerst = await kaal.namen()

    # triage one: snooze it from its own page
    await page.locator("a.do__b").first.click()
    await page.get_by_role("link", name="Sluimeren").click()
    await page.locator("#opdracht-doe").click()
    assert "sluimert tot di 24 nov" in await balk(page)
    async with page.expect_navigation():
        await page.get_by_role("button", name="Ongedaan maken").click()
    assert await kaal.namen() == eerst

    # a wrong day comes back as it was typed
    await page.locator("a.do__b").first.click()
    await page.get_by_role("link", name="Sluimeren").click()
    await page.locator("#veld-tot").evaluate("e => e.removeAttribute('min')")
    await page.locator("#veld-tot").fill("2026-11-01")
    await page.locator("#opdracht-doe").click()
    await expect(page.get_by_role("alert")).to_contain_text("Deze dag is al geweest")
    await expect(page.locator("#veld-tot")).to_have_value("2026-11-01")
    await page.get_by_role("link", name="Annuleren").click()

    # many at once to a colleague, and one undo
    for i in range(3):
        await page.locator("#lijst [name=taak][type=checkbox]").nth(i).check()
    await page.locator("#bulk-t").click()
    await page.get_by_label("Hans Postma").check()
    await page.locator("#opdracht-doe").click()
    assert "3 taken toegewezen aan Hans Postma." in await balk(page)
    await expect(page.locator("tr.row")).to_have_count(3)
    await page.get_by_role("button", name="Ongedaan maken").click()
    await expect(page.locator("tr.row")).to_have_count(6)


async def test_without_javascript_a_filter_is_kept_and_the_list_taken_out(kaal: Venster) -> None:
    page = kaal.page
    await kaal.meld_aan("Marieke Bos")
    await page.locator("#bewaar summary").click()
    await page.locator("#f-naam").fill("Mijn ochtend")
    await page.get_by_role("button", name="Sla op").click()
    await expect(page.locator(".side__saved")).to_contain_text("Mijn ochtend")
    await page.locator("#nav-export").click()
    await page.get_by_label("Nazorgoverleg voorbereiden").check()
    await page.get_by_role("button", name="Maak de lijst").click()
    await expect(page.locator(".papier tbody tr")).to_have_count(6)
