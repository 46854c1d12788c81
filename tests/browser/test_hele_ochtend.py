"""One whole morning without a mouse, in one walk: nothing is prepared between its steps.

A notice comes in while somebody works; then triage, wait, sleep, hand over, many at once, undo and
print. With keys on a desktop and on a narrow screen, and as plain forms without JavaScript.
"""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from nazorg.deps import Deps
from tests.browser.conftest import Venster, open_venster
from tests.factories import event as maak_event
from tests.factories import persoon, ruw
from tests.klok import VasteKlok

BREEDTES = (1440, 390)


async def bericht_komt_binnen(deps: Deps, klok: VasteKlok) -> None:
    """Somebody new is held since yesterday: one notice, while the page is open."""
    klok.verder(minutes=10)
    wie = persoon(bsn="999990019", geslachtsnaam="Nieuwkomer")
    nieuw = maak_event(
        id="b-nieuw",
        persoon=wie,
        detentieId="D-nieuw",
        tijd="2026-11-23T08:05:00Z",
        beginDatum="2026-11-22",
        verwachtEinde=None,
    )
    (uit,) = await deps.ontvang([ruw(nieuw)])
    assert uit.uitkomst == "verwerkt", uit.reden


@pytest.fixture(params=BREEDTES)
async def breed(
    request: pytest.FixtureRequest, chromium: Browser, basis: str, mensen: None
) -> AsyncIterator[Venster]:
    """A browser with JavaScript, wide and narrow."""
    maat = {"width": int(request.param), "height": 900}
    context = await chromium.new_context(viewport=maat, locale="nl-NL")  # type: ignore[arg-type]
    venster = await open_venster(context, basis)
    yield venster
    await context.close()
    assert venster.klachten == []


async def _druk(page: Page, plek: str) -> None:
    """Press Enter on what the keyboard can reach."""
    knop = page.locator(plek).first
    await knop.focus()
    await expect(knop).to_be_focused()
    await page.keyboard.press("Enter")


async def _kies(page: Page, naam: str) -> None:
    """Choose in the dialog with the arrow keys, from its first choice."""
    dialoog = page.get_by_role("dialog")
    keuze = dialoog.get_by_label(naam)
    await keuze.wait_for()
    await dialoog.get_by_role("radio").first.focus()
    for _ in range(12):
        if await keuze.is_checked():
            return
        await page.keyboard.press("ArrowDown")
    raise AssertionError(naam)


async def _opdracht(page: Page, naam: str, titel: str) -> None:
    """Call a deed by its name."""
    await page.keyboard.press("Control+k")
    await page.keyboard.type(naam)
    await page.keyboard.press("Enter")
    await expect(page.locator("#vak h1")).to_have_text(titel)


async def test_with_keys_a_whole_morning_from_the_notice_to_the_paper(
    breed: Venster, deps: Deps, klok: VasteKlok
) -> None:
    page = breed.page
    await breed.meld_aan("Marieke Bos")
    begin = await breed.namen()

    await _nieuws(breed, deps, klok, len(begin))
    nieuwe = page.locator("tr.row", has_text="Nieuwkomer").first
    await expect(nieuwe).to_contain_text("Einddatum onbekend")
    aantal = len(await breed.namen())

    if page.viewport_size and page.viewport_size["width"] < 600:
        await _op_een_telefoon(breed, aantal)
    else:
        await _op_een_bureau(breed, aantal)
    await _afdrukken(breed, aantal)


async def _nieuws(breed: Venster, deps: Deps, klok: VasteKlok, aantal: int) -> None:
    """A notice comes; the list says so, stands still, and shows it when asked."""
    page = breed.page
    await bericht_komt_binnen(deps, klok)
    # It asks once a minute. A clock put forward would also end the requests that are under way.
    nieuw = re.compile(r"\d+ nieuwe ta")
    await expect(page.locator("#nieuw")).to_contain_text(nieuw, timeout=75_000)
    assert len(await breed.namen()) == aantal, "nothing moves under the cursor"
    async with page.expect_navigation():
        await _druk(page, "#toon-nieuw")
    await breed.luistert()
    assert len(await breed.namen()) > aantal


async def _op_een_bureau(breed: Venster, aantal: int) -> None:
    page = breed.page
    # triage: read why it is here, and let it wait for the prison
    await page.locator("tr.row", has_text="Nieuwkomer").first.locator(".row__link").focus()
    await expect(page.locator("#voorbeeld .preview__name")).to_contain_text("Nieuwkomer")
    await _opdracht(page, "wacht op", "Wachten op een ander")
    await _kies(page, "De PI")
    await page.locator("#veld-tot").fill("2026-11-25")
    await page.keyboard.press("Enter")
    await expect(page.locator("#gedaan")).to_contain_text("wacht op de PI, herinnering wo 25 nov")
    await expect(page.locator("tr.row")).to_have_count(aantal - 1)

    # undo that, and let it sleep instead
    await page.keyboard.press("z")
    await expect(page.locator("tr.row")).to_have_count(aantal)
    await expect(page.locator("#live")).to_contain_text("teruggezet")
    await page.keyboard.press("j")
    await expect(page.locator("#doe-s")).to_be_visible()
    await page.keyboard.press("s")
    await expect(page.locator("#vak #veld-tot")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#gedaan")).to_contain_text("sluimert tot di 24 nov")
    await expect(page.locator("tr.row")).to_have_count(aantal - 1)
    await page.keyboard.press("z")
    await expect(page.locator("tr.row")).to_have_count(aantal)
    await expect(page.locator("#live")).to_contain_text("teruggezet")

    await _doe_en_geef(breed, aantal)


async def _doe_en_geef(breed: Venster, aantal: int) -> None:
    """One is done, one is handed over, and two at once, with one undo for both."""
    page = breed.page
    await page.keyboard.press("j")
    await page.keyboard.press("e")
    await expect(page.locator("#gedaan")).to_contain_text("is afgehandeld.")
    await _rust(breed, aantal - 1)
    await page.keyboard.press("t")
    await _kies_collega(page)
    await expect(page.locator("#gedaan")).to_contain_text("is nu van Hans Postma")
    await _rust(breed, aantal - 2)
    await page.keyboard.press("x")
    await expect(page.locator("#bulk")).to_contain_text("1 gekozen")
    is_laatste = await page.locator("tr.row.is-current ~ tr.row").count() == 0
    await page.keyboard.press("k" if is_laatste else "j")
    await page.keyboard.press("x")
    await expect(page.locator("#bulk")).to_contain_text("2 gekozen")
    await page.keyboard.press("t")
    await _kies_collega(page)
    await expect(page.locator("#gedaan")).to_contain_text("2 taken toegewezen aan Hans Postma.")
    await _rust(breed, aantal - 4)
    await page.keyboard.press("z")
    await expect(page.locator("tr.row")).to_have_count(aantal - 2)


async def _rust(breed: Venster, aantal: int) -> None:
    """Wait until the list is renewed, and a key pressed now arrives at its chosen row."""
    await expect(breed.page.locator("tr.row")).to_have_count(aantal)
    await expect(breed.page.locator("#vak[open]")).to_have_count(0)
    huidig = breed.page.locator("#lijst .row__link[aria-current]")
    await expect(huidig).to_be_focused()
    # Its panel has the buttons that the letters press.
    versie = await huidig.locator("xpath=ancestor::tr").locator("[name=taak]").first.input_value()
    await expect(
        breed.page.locator(f'#voorbeeld [name=taak][value="{versie}"]').first
    ).to_be_attached()
    await breed.luistert()


async def _kies_collega(page: Page) -> None:
    await _kies(page, "Hans Postma")
    await page.keyboard.press("Enter")


async def _op_een_telefoon(breed: Venster, aantal: int) -> None:
    """The same deeds from the page of a task, still without a pointer."""
    page = breed.page
    for knop, klaar in (("Wacht op…", "wacht op de PI"), ("Sluimeren", "sluimert tot di 24 nov")):
        async with page.expect_navigation():
            await _druk(page, "a.do__b")
        await breed.luistert()
        link = page.locator(".taak").get_by_role("link", name=knop)
        await link.focus()
        async with page.expect_navigation():
            await page.keyboard.press("Enter")
        await breed.luistert()
        if knop != "Sluimeren":
            await page.get_by_label("De PI", exact=True).focus()
            await page.keyboard.press("Space")
            await page.locator("#veld-tot").fill("2026-11-25")
        async with page.expect_navigation():
            await _druk(page, "#opdracht-doe")
        await breed.luistert()
        await expect(page.locator("#gedaan")).to_contain_text(klaar)
        await expect(page.locator("tr.row")).to_have_count(aantal - 1)
        await _druk(page, "#doe-z")
        await expect(page.locator("tr.row")).to_have_count(aantal)
    await _druk(page, "button.do__b")
    await expect(page.locator("#gedaan")).to_contain_text("is afgehandeld.")
    for i in range(2):
        await page.locator("#lijst [name=taak][type=checkbox]").nth(i).focus()
        await page.keyboard.press("Space")
    await _druk(page, "#bulk-t")
    await _kies_collega(page)
    await expect(page.locator("#gedaan")).to_contain_text("2 taken toegewezen aan Hans Postma.")
    await _druk(page, "#doe-z")
    await expect(page.locator("tr.row")).to_have_count(aantal - 1)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390


async def _afdrukken(breed: Venster, hoogstens: int) -> None:
    page = breed.page
    over = len(await breed.namen())
    assert 0 < over < hoogstens
    async with page.expect_navigation():
        await _druk(page, "#nav-export")
    await breed.luistert()
    await page.get_by_label("Nazorgoverleg voorbereiden").focus()
    await page.keyboard.press("Space")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    await expect(page.locator(".papier tbody tr")).to_have_count(over)


@pytest.fixture(params=BREEDTES)
async def kaal(
    request: pytest.FixtureRequest, chromium: Browser, basis: str, mensen: None
) -> AsyncIterator[Venster]:
    """A browser without JavaScript, wide and narrow."""
    maat = {"width": int(request.param), "height": 900}
    context = await chromium.new_context(viewport=maat, java_script_enabled=False)  # type: ignore[arg-type]
    yield await open_venster(context, basis)
    await context.close()


async def test_without_javascript_the_same_morning(
    kaal: Venster, deps: Deps, klok: VasteKlok
) -> None:
    page = kaal.page
    await kaal.meld_aan("Marieke Bos")
    begin = len(await kaal.namen())

    # a notice comes; without JavaScript the list says so when it is asked for again
    await bericht_komt_binnen(deps, klok)
    await _ga(page, "#nav-taken, .side a[href='/werkvoorraad']")
    aantal = len(await kaal.namen())
    assert aantal > begin
    await expect(page.locator("tr.row", has_text="Nieuwkomer").first).to_be_visible()

    for knop, klaar in (("Wacht op…", "wacht op de PI"), ("Sluimeren", "sluimert tot di 24 nov")):
        await _ga(page, "a.do__b")
        async with page.expect_navigation():
            await page.locator(".taak").get_by_role("link", name=knop).press("Enter")
        if knop != "Sluimeren":
            await page.get_by_label("De PI", exact=True).press("Space")
            await page.locator("#veld-tot").fill("2026-11-25")
        await _ga(page, "#opdracht-doe")
        await expect(page.locator("#gedaan")).to_contain_text(klaar)
        await _ga(page, "#doe-z")
        await expect(page.locator("tr.row")).to_have_count(aantal)

    await _ga(page, "button.do__b")
    await _veel_kaal(page, aantal - 1)


async def _veel_kaal(page: Page, aantal: int) -> None:
    """Two at once to a colleague, one undo for both, and the list on paper."""
    await expect(page.locator("tr.row")).to_have_count(aantal)
    for i in range(2):
        await page.locator("#lijst [name=taak][type=checkbox]").nth(i).press("Space")
    await _ga(page, "#bulk-t")
    await page.get_by_label("Hans Postma").press("Space")
    await _ga(page, "#opdracht-doe")
    await expect(page.locator("#gedaan")).to_contain_text("2 taken toegewezen aan Hans Postma.")
    await _ga(page, "#doe-z")
    await expect(page.locator("tr.row")).to_have_count(aantal)

    await _ga(page, "#nav-export")
    await page.get_by_label("Nazorgoverleg voorbereiden").press("Space")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Maak de lijst").press("Enter")
    await expect(page.locator(".papier tbody tr")).to_have_count(aantal)


async def _ga(page: Page, plek: str) -> None:
    async with page.expect_navigation():
        await page.locator(plek).first.press("Enter")
