"""A morning of work, with keys, with a mouse, and without JavaScript."""

import re

import asyncpg
from playwright.async_api import Browser, expect

from tests.browser.conftest import Venster, open_venster


async def tel_inzagen(eigenaar: asyncpg.Connection) -> int:
    return int(
        await eigenaar.fetchval("select count(*) from nazorg.audit where actie like '%ingezien%'")
    )


async def test_with_the_keyboard_a_task_is_seen_done_and_put_back(
    venster: Venster, eigenaar: asyncpg.Connection
) -> None:
    page = venster.page
    await venster.meld_aan()
    eerst = await venster.namen()
    assert len(eerst) == 6
    voorbeeld = page.locator("#voorbeeld")

    for toets, rij in (("j", 0), ("j", 1), ("k", 0)):
        async with page.expect_response(re.compile("/voorbeeld$")):
            await page.keyboard.press(toets)
        await expect(voorbeeld.locator(".preview__name")).to_have_text(eerst[rij])
        await expect(page.locator("tr.row").nth(rij)).to_have_class(re.compile("is-current"))
    await expect(voorbeeld).to_contain_text("Waarom staat dit hier?")
    assert await tel_inzagen(eigenaar) == 3, "each look that somebody saw, and no other"

    taak = await page.locator("tr.is-current").get_attribute("id")
    await page.keyboard.press("e")
    await expect(page.locator(f"#{taak}")).to_have_count(0)
    await expect(page.locator("#gedaan")).to_contain_text("is afgehandeld.")
    await expect(page.locator("#live")).to_contain_text("is afgehandeld.")
    await expect(page.locator("#nav-taken")).to_contain_text("5")
    await expect(page.locator("tr.is-current")).to_have_count(1)

    await page.keyboard.press("z")
    await expect(page.locator(".row__link")).to_have_text(eerst)


async def test_enter_opens_the_dossier_and_the_list_is_one_click_back(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan()

    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(r"/dossiers/NZ-2026-\d{4}$"))
    await expect(page.get_by_role("heading", name="Tijdlijn")).to_be_visible()
    await page.get_by_role("navigation", name="Kruimelpad").get_by_role("link").click()

    await expect(page).to_have_url(f"{venster.basis}/werkvoorraad")


async def test_in_the_dossier_the_key_for_undo_works_too(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan()
    await venster.ga("/dossiers/NZ-2026-0001")
    acties = page.locator(".todo__do button")
    aantal = await acties.count()

    await acties.first.click()
    await expect(page.locator(".undo")).to_contain_text("is afgehandeld.")
    await expect(acties).to_have_count(aantal - 1)
    await venster.luistert()
    await page.keyboard.press("z")

    await expect(page.locator(".undo")).to_contain_text("is teruggezet zoals die was")
    await expect(acties).to_have_count(aantal)


async def test_letters_do_nothing_in_a_field_or_when_switched_off(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan()
    gekozen = page.locator("tr.is-current")

    await page.locator("#f-gemeente").focus()
    await page.keyboard.press("j")
    await expect(gekozen).to_have_count(0)
    await page.locator("h1").focus()
    await page.keyboard.press("?")
    await page.get_by_label("Sneltoetsen met één letter gebruiken").uncheck()
    await page.keyboard.press("Escape")
    await page.keyboard.press("j")
    await expect(gekozen).to_have_count(0)


async def test_a_filter_is_in_the_address_and_stays_after_an_action(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan()

    await page.get_by_text("Meer filters").click()
    await page.locator("#f-reden").select_option("nieuwe_melding")
    await page.get_by_role("button", name="Filter").click()
    await expect(page).to_have_url(re.compile("reden=nieuwe_melding"))
    await expect(page.locator("tr.row")).to_have_count(3)
    await page.keyboard.press("j")
    await page.keyboard.press("e")

    await expect(page.locator("tr.row")).to_have_count(2)
    await expect(page.locator(".chip")).to_contain_text("Nieuwe melding")


async def test_the_last_task_leaves_a_calm_page(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan()
    await venster.ga("/werkvoorraad?reden=route_beoordelen")

    await page.get_by_role("button", name=re.compile("Afgehandeld ?: Daan Smit")).click()

    await expect(page.locator(".empty")).to_contain_text("Niets met dit filter")
    await expect(page.locator("#gedaan")).to_contain_text("Ongedaan maken")


async def test_a_session_that_ended_leads_to_the_login_page(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan()
    await page.context.clear_cookies()

    await page.keyboard.press("j")

    await expect(page).to_have_url(f"{venster.basis}/login")
    # The browser itself reports the refusal that we follow up on; nothing else may be there.
    assert [k for k in venster.klachten if "401" not in k] == []
    venster.klachten.clear()


async def test_the_messages_of_today_can_be_read(venster: Venster) -> None:
    page = venster.page
    await venster.meld_aan()

    await page.get_by_role("link", name="Berichten").click()

    await expect(page.get_by_role("heading", name="Apart gezet").last).to_be_visible()
    await expect(page.locator("table.msgs tbody tr")).to_have_count(11)


async def test_without_javascript_the_same_work_can_be_done(zonder_js: Venster) -> None:
    page = zonder_js.page
    await zonder_js.meld_aan()
    eerst = await zonder_js.namen()
    rij = page.locator("tr.row").first
    taak = await rij.get_attribute("id")

    await rij.get_by_role("button", name="Afgehandeld").click()
    await expect(page.locator(f"#{taak}")).to_have_count(0)
    await page.get_by_role("button", name="Ongedaan maken").click()
    await expect(page.locator(".row__link")).to_have_text(eerst)

    await page.get_by_text("Meer filters").click()
    await page.locator("#f-reden").select_option("vrijlating_nabij")
    await page.get_by_role("button", name="Filter").click()
    await expect(page.locator("tr.row")).to_have_count(2)
    await page.locator(".row__link").first.click()
    await expect(page.get_by_role("heading", name="Wie keek mee")).to_be_visible()
    await page.locator("#op").fill("2026-11-22")
    await page.get_by_role("button", name="Toon").click()
    await expect(page.locator(".banner")).to_contain_text("zoals wij het kenden")
    await zonder_js.ga("/berichten")
    await expect(page.get_by_role("heading", name="Berichten", exact=True)).to_be_visible()


async def test_without_javascript_somebody_can_leave(zonder_js: Venster) -> None:
    page = zonder_js.page
    await zonder_js.meld_aan()

    await page.locator("details.user summary").click()
    await page.get_by_role("button", name="Uitloggen").click()
    await zonder_js.ga("/werkvoorraad")

    await expect(page).to_have_url(f"{zonder_js.basis}/login")


async def test_our_own_forms_work_where_a_browser_says_less(
    chromium: Browser, basis: str, mensen: None
) -> None:
    """Over plain http on a network a browser sends no Sec-Fetch-Site: Origin must be enough."""
    context = await chromium.new_context()
    venster = await open_venster(context, basis.replace("127.0.0.1", "nazorg.test"))

    await venster.meld_aan()

    assert len(await venster.namen()) == 6
    await context.close()
