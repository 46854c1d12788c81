"""Filling in on a phone: what is wrong is in view, what was typed stays, one tab locks no other."""

from nazorg.deps import BijDeps
from tests.bij.berichten import NAAM, gemeld
from tests.bij.conftest import stuur
from tests.browser.bij.conftest import meld_aan
from tests.browser.conftest import Venster


async def _open_melding(venster: Venster, bij: BijDeps) -> None:
    await stuur(bij, gemeld())
    await meld_aan(venster, "Anne de Boer")
    await venster.page.get_by_role("link", name=NAAM).click()


async def test_what_is_wrong_is_in_view_and_has_the_focus(venster: Venster, bij: BijDeps) -> None:
    await _open_melding(venster, bij)
    page = venster.page
    await page.get_by_role("button", name="Leg mijn besluit vast").click()

    fout = page.get_by_text("Kies wat u besluit.")
    await fout.wait_for()
    assert (await page.title()).startswith("Fout")
    assert await page.evaluate("document.activeElement.id") == "fout"
    kader, kop = await fout.bounding_box(), await page.locator(".bij-kop").bounding_box()
    assert kader
    assert kop
    hoogte = await page.evaluate("innerHeight")
    assert kop["y"] + kop["height"] <= kader["y"] <= hoogte - kader["height"]


async def test_half_a_decision_survives_another_form_and_a_reload_that_was_asked_for(
    venster: Venster, bij: BijDeps
) -> None:
    await _open_melding(venster, bij)
    page = venster.page
    await page.locator("[value=bevel]").check()
    await page.get_by_label("Waarom?").fill("Onrust in de straat.")
    await page.get_by_label("Schrijf een overweging").fill("De wijkagent belde.")
    await page.get_by_role("button", name="Bewaar overweging").click()

    await page.get_by_text("De wijkagent belde.").wait_for()
    assert await page.locator("[value=bevel]").is_checked()
    assert await page.get_by_label("Waarom?").input_value() == "Onrust in de straat."
    assert await page.evaluate("sessionStorage.length") == 0


async def test_a_tab_that_lies_open_does_not_lock_the_one_that_is_written_in(
    venster: Venster, bij: BijDeps
) -> None:
    await _open_melding(venster, bij)
    stil, actief = venster.page, await venster.page.context.new_page()
    for tab in (stil, actief):
        await tab.clock.install()
    await stil.reload()
    await actief.goto(stil.url)
    for _ in range(6):
        await actief.clock.run_for(25_000)
        await actief.get_by_label("Schrijf een overweging").press_sequentially("x")
        await stil.clock.run_for(25_000)

    assert "/bij/meldingen/" in stil.url
    assert await actief.get_by_label("Schrijf een overweging").input_value() == "xxxxxx"
