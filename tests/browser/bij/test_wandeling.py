"""The same evening with everything as it runs: processes and sockets, and a clock that they take.

`nazorg serve` and `nazorg bij` beside a real mail server and partners that are started late.
"""

import asyncio
import re
from datetime import timedelta

from playwright.async_api import Page

from nazorg.berichten.soort import BijSoort
from nazorg.bij.bewaren import archief_tot, uiterlijk_weg, verstrekt_voor
from nazorg.commands.bij import RONDE_S
from nazorg.web.taal import datum_lang
from tests.bij.berichten import NAAM, intrekking
from tests.browser.bij.huis import Huis, klik, meld_aan, melding, over, stel_vraag
from tests.e2e.systeem import Systeem

KENMERK = "RG-2026-2388"
# A question to a partner that is away is put again after half a minute.
GEDULD_MS = 90_000


async def test_from_notice_to_destruction_with_real_processes(huis: Huis, page: Page) -> None:
    await huis.stuur(melding("BIJ-1"))
    await huis.wacht_op_mail("anne-de-boer", 1)
    (mail,) = [m for m in huis.postvak.mails if m["To"].startswith("anne")]
    assert NAAM not in mail.as_string()
    assert "http" not in mail.get_content()
    assert re.fullmatch(r"terug\+[0-9a-f]{32}@voorbeeld\.nl", huis.postvak.enveloppen[0][0])

    await meld_aan(page, huis)
    await klik(page, "link", re.compile(NAAM))
    assert await page.locator("[name=besluit]:checked").count() == 0
    await _vraag_na(page)
    huis.start_partners()
    await page.get_by_text("Deze melding is net veranderd").wait_for(timeout=GEDULD_MS)
    await klik(page, "link", "Laad opnieuw")
    await page.get_by_text(KENMERK).wait_for()

    await _neem_besluit(page)
    await _klokken_lopen_af(huis, page)


async def _vraag_na(page: Page) -> None:
    """Ask a ZVH whose machine is off."""
    await stel_vraag(page, "Zorg- en Veiligheidshuis")
    weg = page.get_by_text("Niet bereikbaar sinds vandaag")
    # The worker may have been there before the page, or comes while it lies open.
    await page.get_by_text("Deze melding is net veranderd").or_(weg).first.wait_for()
    if not await weg.is_visible():
        await klik(page, "link", "Laad opnieuw")
    await weg.wait_for()


async def _neem_besluit(page: Page) -> None:
    await page.locator("[value=gebiedsverbod]").check()
    await page.get_by_label("Laatste dag").fill(over(30).isoformat())
    await page.get_by_label("Waarom?").fill("De buurt is onrustig.")
    await klik(page, "button", "Leg vast: gebiedsverbod")
    await page.get_by_text("Gebiedsverbod tot en met").first.wait_for()


async def _klokken_lopen_af(huis: Huis, page: Page) -> None:
    """L04: of a measure all goes within nine months, and its extract five years after that."""
    vandaag, uiterlijk = over(0), uiterlijk_weg(over(0))
    # A day early, where the months let it: what came on 31 May has to go on 28 February.
    vroeg = uiterlijk - timedelta(days=1)
    weg_op = vroeg if verstrekt_voor(vroeg) >= vandaag else uiterlijk
    huis.zet_klok_vooruit((weg_op - vandaag).days - 2)
    await asyncio.sleep(2 * RONDE_S)
    assert await _aantal(huis.systeem, "melding") == 1

    huis.zet_klok_vooruit((weg_op - vandaag).days)
    await _wacht_tot_leeg(huis.systeem, "melding")
    tot = archief_tot(weg_op)
    await _lees_verantwoording(huis, page)
    await page.get_by_text(f"Wordt vernietigd op {datum_lang(tot)}").wait_for()
    await page.get_by_role("heading", name=re.compile("^Melding [0-9A-F]{8}$")).wait_for()

    huis.zet_klok_vooruit((tot - vandaag).days)
    await _wacht_tot_leeg(huis.systeem, "archief")
    await _lees_verantwoording(huis, page)
    await page.get_by_text("Er is nog niets bewaard.").wait_for()
    await page.get_by_role("heading", name=re.compile("^Uittreksel [0-9A-F]{8}$")).wait_for()
    assert NAAM not in await page.content()


async def _lees_verantwoording(huis: Huis, page: Page) -> None:
    await meld_aan(page, huis)  # the login of months ago is over
    await page.goto(f"{huis.basis}/bij/verantwoording")


async def _aantal(systeem: Systeem, tabel: str) -> int:
    return await systeem.vraag(f"select count(*) from bij.{tabel}")


async def _wacht_tot_leeg(systeem: Systeem, tabel: str) -> None:
    async with asyncio.timeout(60):
        while await _aantal(systeem, tabel):  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.2)


async def test_l31_a_withdrawal_reaches_an_open_page_and_the_mailbox_with_real_processes(
    huis: Huis, page: Page
) -> None:
    await huis.stuur(melding("BIJ-1"))
    await huis.wacht_op_mail("karin-aalders", 1)
    await meld_aan(page, huis)
    await klik(page, "link", re.compile(NAAM))
    await page.get_by_label("Schrijf een overweging").fill("De wijkagent kent de straat.")

    await huis.stuur(intrekking(), BijSoort.INGETROKKEN)
    await page.get_by_role("heading", name="Melding BIJ-1 geldt niet meer").wait_for()
    assert NAAM not in await page.content()
    geschreven = page.get_by_label("Wat u schreef, niet vastgelegd")
    assert await geschreven.input_value() == "De wijkagent kent de straat."
    # Also who heard of it by mail alone.
    await huis.wacht_op_mail("karin-aalders", 2)
    assert {m["Subject"] for m in huis.postvak.mails} == {"Er staat een nieuw bericht voor u klaar"}

    await klik(page, "button", "Ik heb de intrekking gelezen")
    async with huis.systeem.kijk() as db:
        wie = await db.fetch("select persoon from bij.kennisgeving where bevestigd_op is not null")
    assert [r[0] for r in wie] == ["anne-de-boer"]
