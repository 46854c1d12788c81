"""The page about the contract in a real browser: accessible, narrow, and without JavaScript."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import AXE, Venster
from tests.browser.test_toegankelijk import AXE_SCRIPT, EIGEN_SCRIPT, RUIMTE_SCRIPT

_OPEN = "document.querySelectorAll('details').forEach(d => { d.open = true; })"


@pytest.mark.parametrize("breedte", [1440, 390, 320])
async def test_axe_finds_nothing_on_the_page_with_everything_open(
    venster: Venster, breedte: int
) -> None:
    page = venster.page
    await page.set_viewport_size({"width": breedte, "height": 900})
    await venster.ga("/v1/docs")
    await page.evaluate(_OPEN)
    await page.evaluate(AXE.read_text(encoding="utf-8"))

    assert await page.evaluate(AXE_SCRIPT) == []
    assert await page.evaluate(EIGEN_SCRIPT) == []
    assert await page.evaluate(RUIMTE_SCRIPT) <= 0


async def test_without_javascript_a_sender_finds_a_field_and_an_example(zonder_js: Venster) -> None:
    page = zonder_js.page
    await zonder_js.ga("/v1/docs")

    await page.get_by_role("link", name="Alle berichten en velden").click()
    soort = page.locator("details", has_text="nl.gedetineerden.overgeplaatst.v1")
    await soort.locator("summary").click()

    await expect(soort.get_by_role("rowheader", name="inrichting")).to_be_visible()
    await expect(soort.locator("pre")).to_contain_text('"inrichting": "VUG"')
    await expect(soort.get_by_role("link", name="JSON Schema")).to_be_visible()


async def test_an_example_can_be_copied_as_it_is(venster: Venster) -> None:
    page = venster.page
    await page.set_viewport_size({"width": 320, "height": 900})
    await venster.ga("/v1/docs")

    tekst = await page.locator("pre").first.inner_text()

    regels = tekst.splitlines()
    assert regels[0] == "curl https://nazorg.example.org/v1/berichten \\"
    assert regels[2] == "  -H 'Content-Type: application/cloudevents+json' \\"
    assert regels[-1] == "}'"


async def test_the_page_looks_like_the_rest_of_the_product(venster: Venster) -> None:
    await venster.ga("/v1/docs")
    kop = venster.page.get_by_role("heading", level=1)

    assert "Source Sans 3" in await kop.evaluate("e => getComputedStyle(e).fontFamily")
    await expect(venster.page.locator("header.top")).to_be_visible()
