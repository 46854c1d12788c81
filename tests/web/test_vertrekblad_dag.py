"""A release that moves takes no appointment along: the sheet knows for which day it is."""

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import event
from tests.web.conftest import JOYCE, Als, stuur, tekst_van
from tests.web.test_vertrekblad import BLAD, PDF, bewaar

WAARSCHUWING = "De dag van vrijlating is veranderd"


async def test_appointments_of_another_day_never_pass_for_those_of_the_new_day(
    deps: Deps, als: Als
) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)
    await bewaar(browser)
    vers = tekst_van((await browser.get(BLAD)).text)

    await stuur(deps, event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z"))
    html, document = (await browser.get(BLAD)).text, await browser.get(PDF)

    assert WAARSCHUWING not in vers
    tekst = tekst_van(html)
    assert f"{WAARSCHUWING}." in tekst
    assert "Dit blad is ingevuld voor vrijdag 11 december 2026." in tekst
    assert "Het is nu vrijdag 27 november 2026." in tekst
    assert "Let op: dit blad is nog niet nagekeken voor deze dag." in tekst
    assert f'href="{PDF}"' not in html
    assert document.status_code == 409
    assert document.headers["content-type"].startswith("text/html")
    assert f"{WAARSCHUWING}." in tekst_van(document.text)


async def test_saving_again_settles_a_day_that_moved(deps: Deps, als: Als) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)
    await bewaar(browser)
    await stuur(deps, event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z"))

    antwoord = await bewaar(browser)

    assert antwoord.status_code == 303
    tekst = tekst_van((await browser.get(BLAD)).text)
    assert WAARSCHUWING not in tekst
    assert "nog niet nagekeken" not in tekst
    assert (await browser.get(PDF)).status_code in {200, 422}  # 422: a machine without Pango


async def test_a_day_that_moves_while_somebody_fills_in_is_told_after_saving(
    deps: Deps, als: Als
) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)
    pagina = (await browser.get(BLAD)).text
    await stuur(deps, event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z"))

    await bewaar(browser, pagina=pagina)

    tekst = tekst_van((await browser.get(f"{BLAD}?bewaard=1")).text)
    assert "Het vertrekblad is bewaard." in tekst
    assert "Dit blad is ingevuld voor vrijdag 11 december 2026." in tekst
    assert (await browser.get(PDF)).status_code == 409


async def test_a_form_that_comes_back_with_a_fault_tells_of_a_day_that_moved(
    deps: Deps, als: Als
) -> None:
    await stuur(deps, event())
    browser = await als(JOYCE)
    pagina = (await browser.get(BLAD)).text
    await stuur(deps, event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z"))

    antwoord = await bewaar(browser, pagina=pagina, a1_tijd="half elf")

    assert antwoord.status_code == 422
    assert "Dit blad is ingevuld voor vrijdag 11 december 2026." in tekst_van(antwoord.text)


async def test_a_sheet_made_before_the_day_was_known_is_looked_at_again(
    deps: Deps, als: Als
) -> None:
    await stuur(deps, event(verwachtEinde=None))
    browser = await als(JOYCE)
    await bewaar(browser)
    assert WAARSCHUWING not in tekst_van((await browser.get(BLAD)).text)

    await stuur(deps, event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z"))

    tekst = tekst_van((await browser.get(BLAD)).text)
    assert "Dit blad is ingevuld toen de dag nog niet bekend was." in tekst
