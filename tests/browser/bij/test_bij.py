"""A mayor's evening: a notice, a mail, a phone, a late answer, a decision, and the clocks."""

from datetime import UTC, datetime

import asyncpg
from playwright.async_api import Browser

from nazorg.berichten.soort import BijSoort
from nazorg.deps import BijDeps
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import NAAM, gemeld, intrekking
from tests.bij.conftest import stuur
from tests.bij.mailserver import Postvak
from tests.browser.bij.conftest import TELEFOON, Zvh, meld_aan
from tests.browser.conftest import Venster, open_venster
from tests.klok import VasteKlok


async def test_from_notice_to_decision_on_a_phone(
    venster: Venster,
    bij: BijDeps,
    werker: Werker,
    postvak: Postvak,
    zvh: Zvh,
    klok: VasteKlok,
    eigenaar: asyncpg.Connection,
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    mail = next(m for m in postvak.mails if m["To"].startswith("anne"))
    assert NAAM not in mail.as_string()
    assert "http" not in mail.get_content()

    page = venster.page
    await meld_aan(venster, "Anne de Boer")
    await page.get_by_role("link", name=NAAM).click()
    await page.get_by_role("heading", name=f"R. {NAAM} keert terug naar Tiel").wait_for()
    assert await page.locator("[name=besluit]:checked").count() == 0
    # The way back is the arrow: an alert has the whole height of a phone.
    assert not await page.get_by_role("navigation", name="Menu BIJ").is_visible()

    await _vraag_na(venster, werker, zvh, klok)
    await _neem_besluit(venster)

    klok.zet(datetime(2027, 8, 22, 8, tzinfo=UTC))
    await werker.doe_ronde()
    assert await eigenaar.fetchval("select count(*) from bij.melding") == 0
    await meld_aan(venster, "Anne de Boer")
    await venster.ga("/bij/verantwoording")
    await page.get_by_text("Vernietigd op 22 augustus 2032").wait_for()


async def _vraag_na(venster: Venster, werker: Werker, zvh: Zvh, klok: VasteKlok) -> None:
    """Ask a partner that is away, and see its answer come while the page lies open."""
    page = venster.page
    await page.get_by_text("Vraag na bij Zorg- en Veiligheidshuis").click()
    for veld, tekst in (("Reden", "Onrust"), ("Wie krijgt", "Ik zelf"), ("Waarom", "Nodig")):
        await page.locator(".bij-vraag[open]").get_by_label(veld).fill(tekst)
    await page.get_by_role("button", name="Stel de vraag aan Zorg- en Veiligheidshuis").click()
    await page.get_by_text("Gevraagd, nog geen antwoord").wait_for()
    await werker.vraag_partners()
    await page.reload()
    await page.get_by_text("Niet bereikbaar sinds vandaag").wait_for()

    zvh.is_weg = False
    klok.verder(minutes=1)
    await werker.vraag_partners()
    await page.get_by_text("Deze melding is net veranderd").wait_for(timeout=15000)
    await page.get_by_role("link", name="Laad opnieuw").click()
    await page.get_by_text("Ja, sinds 3 november").wait_for()


async def _neem_besluit(venster: Venster) -> None:
    page = venster.page
    await page.locator("[value=gebiedsverbod]").check()
    await page.get_by_label("Laatste dag").fill("2027-01-10")
    await page.get_by_label("Waarom?").fill("De buurt is onrustig.")
    await page.get_by_role("button", name="Leg vast: gebiedsverbod").click()
    await page.get_by_text("Gebiedsverbod tot en met 10 januari 2027", exact=True).wait_for()
    await page.get_by_role("link", name="Conceptbrief").click()
    brief = await page.get_by_label("Tekst van de brief").input_value()
    assert "artikel 172a van de Gemeentewet" in brief


async def test_l31_a_withdrawal_blanks_an_open_page_by_itself_and_gives_back_what_was_typed(
    venster: Venster, bij: BijDeps, werker: Werker
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    page = venster.page
    await meld_aan(venster, "Anne de Boer")
    await page.get_by_role("link", name=NAAM).click()
    await page.locator("[value=gesprek]").check()
    await page.get_by_label("Schrijf een overweging").fill("De wijkagent kent de straat.")
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()

    await page.get_by_role("heading", name="Melding BIJ-1 geldt niet meer").wait_for(timeout=15000)
    assert NAAM not in await page.content()
    geschreven = page.get_by_label("Wat u schreef, niet vastgelegd")
    assert await geschreven.input_value() == "De wijkagent kent de straat."
    await page.get_by_role("button", name="Ik heb de intrekking gelezen").click()
    await page.get_by_role("heading", name="Meldingen").wait_for()
    assert NAAM not in await page.content()


async def test_the_lock_warns_and_can_be_put_off(venster: Venster, bij: BijDeps) -> None:
    await stuur(bij, gemeld())
    page = venster.page
    await page.clock.install()
    await meld_aan(venster, "Anne de Boer")
    await page.clock.run_for(95_000)
    dialoog = page.get_by_role("dialog", name="Bent u er nog?")
    await dialoog.wait_for()
    await page.get_by_role("button", name="Ga verder").click()
    await dialoog.wait_for(state="hidden")

    await page.clock.run_for(121_000)
    await page.wait_for_url("**/bij/login")
    await page.get_by_text("Uw scherm is vergrendeld").wait_for()


async def test_without_script_a_mayor_reads_and_decides(
    chromium: Browser, basis: str, bij: BijDeps
) -> None:
    await stuur(bij, gemeld())
    context = await chromium.new_context(viewport=TELEFOON, java_script_enabled=False)
    venster = await open_venster(context, basis)
    await meld_aan(venster, "Anne de Boer")
    await venster.page.get_by_role("link", name=NAAM).click()
    await venster.page.locator("[value=geen_maatregel]").check()
    await venster.page.get_by_role("button", name="Leg mijn besluit vast").click()
    await venster.page.get_by_role("heading", name="Besluit", exact=True).wait_for()
    await context.close()
