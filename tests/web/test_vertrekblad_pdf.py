"""The sheet for the day of leaving as a PDF that a screen reader can read."""

import io

import pikepdf
import pytest

from nazorg.deps import Deps
from nazorg.web import pdf
from tests.factories import event, persoon
from tests.web.conftest import JOYCE, Als, stuur
from tests.web.test_vertrekblad import BLAD, PDF, bewaar

# The browser can print the page anyway; a bare machine has no Pango, CI has.
met_pango = pytest.mark.skipif(not pdf.can_make_pdf(), reason="needs Pango (libpango-1.0-0)")


def lees_pdf(inhoud: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(inhoud))


@met_pango
async def test_the_pdf_can_be_read_by_a_screen_reader(deps: Deps, als: Als) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)
    await bewaar(browser)

    antwoord = await browser.get(PDF)

    assert antwoord.status_code == 200
    assert antwoord.headers["content-type"] == "application/pdf"
    assert "vertrekblad-NZ-2026-0001.pdf" in antwoord.headers["content-disposition"]
    with lees_pdf(antwoord.content) as document:
        assert len(document.pages) == 1
        breed, hoog = (float(x) for x in document.pages[0].mediabox[2:])
        assert (round(breed), round(hoog)) == (420, 595)  # A5 in points
        assert str(document.Root.Lang) == "nl"
        assert document.Root.MarkInfo.Marked
        assert document.docinfo["/Title"] == "Uw vertrekdag"
        with document.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert all(page.get("/Tabs") == "/S" for page in document.pages)


@met_pango
async def test_a_name_from_any_country_can_be_printed(deps: Deps, als: Als) -> None:
    await stuur(deps, event(persoon=persoon(geslachtsnaam="Đorđević-Łukasz")))
    browser = await als(JOYCE)
    await bewaar(browser)

    antwoord = await browser.get(PDF)

    with lees_pdf(antwoord.content) as document:
        fonts = {
            str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()
        }
    assert fonts
    assert all("Source" in font for font in fonts), fonts


async def test_there_is_no_pdf_before_somebody_saved_the_sheet(deps: Deps, als: Als) -> None:
    await stuur(deps, event())

    assert (await (await als(JOYCE)).get(PDF)).status_code == 404


async def test_a_server_without_pango_says_so_and_the_page_still_works(
    deps: Deps, als: Als, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)
    await bewaar(browser)
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)

    pagina, document = await browser.get(BLAD), await browser.get(PDF)

    assert "Deze server kan geen pdf maken." in pagina.text
    assert document.status_code == 422
    assert "Druk de pagina af met uw browser." in document.text
