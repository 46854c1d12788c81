"""The same evening with everything as it runs: processes and sockets, and no clock of ours.

`nazorg serve` and `nazorg bij` beside a real mail server and a ZVH that is started late.
"""

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.async_api import Browser, Page

from nazorg.berichten.soort import BijSoort
from nazorg.kern.klok import SysteemKlok, vandaag
from tests.bij.berichten import BRON, NAAM, bij_event, gemeld, intrekking
from tests.bij.mailserver import Postvak
from tests.browser.bij.conftest import TELEFOON
from tests.conftest import zoek_bsn
from tests.e2e.conftest import _URL, open_voor_de_databank
from tests.e2e.systeem import Proces, Systeem, tot, vrije_poort

BSN = "999900018"  # the ZVH of `nazorg simulate` knows this one
KENMERK = "RG-2026-2388"
TOKEN = "token-of-the-sender"
# A question to a partner that is away is put again after half a minute.
GEDULD_MS = 90_000


@dataclass
class Huis:
    """A nazorg that runs, and what is around it."""

    systeem: Systeem
    postvak: Postvak
    poort: int
    zvh: int

    @property
    def basis(self) -> str:
        return f"http://127.0.0.1:{self.poort}"

    async def stuur(self, data: dict[str, Any], soort: BijSoort = BijSoort.GEMELD) -> None:
        """Send a message as Justid does: over HTTP, with a token."""
        nu = SysteemKlok().nu()
        event = bij_event(data, soort, tijd=nu.isoformat(timespec="milliseconds"))
        koppen = {
            "authorization": f"Bearer {TOKEN}",
            "content-type": "application/cloudevents+json",
        }
        async with httpx2.AsyncClient(timeout=30) as client:
            antwoord = await client.post(
                f"{self.basis}/v1/bij/berichten", content=json.dumps(event), headers=koppen
            )
        assert antwoord.status_code == 200, antwoord.text

    async def wacht_op_mail(self, wie: str, aantal: int) -> None:
        await tot(
            lambda: len([m for m in self.postvak.mails if m["To"].startswith(wie)]) >= aantal, 60
        )

    def start_zvh(self) -> Proces:
        return self.systeem.start("simulate", "--poort", str(self.zvh))


def _omgeving(huis: Huis) -> dict[str, str]:
    afzender = {
        "naam": "justid",
        "token_sha256": hashlib.sha256(TOKEN.encode()).hexdigest(),
        "bronnen": [BRON],
        "bij": True,
    }
    zvh = {"partner": "zvh", "url": f"http://127.0.0.1:{huis.zvh}/zvh", "seconden": 2}
    return {
        "NAZORG_PORT": str(huis.poort),
        "NAZORG_AFZENDERS": json.dumps([afzender]),
        "NAZORG_PARTNERS": json.dumps([zvh]),
        "NAZORG_SMTP_HOST": "127.0.0.1",
        "NAZORG_SMTP_PORT": str(huis.postvak.port),
        "NAZORG_SMTP_TLS": "uit",
        "NAZORG_BIJ_RETOURADRES": "terug+{kenmerk}@voorbeeld.nl",
        "NAZORG_BIJ_PORT": "0",
        "NAZORG_BIJ_TERMIJNEN": str(huis.systeem.map_ / "tijden.toml"),
    }


def _wijs_aan(huis: Huis, account: str, naam: str, functie: str) -> None:
    woorden = ("--gemeente", "0281", "--account", account, "--naam", naam, "--functie", functie)
    plus = ("--van", "2026-01-01", "--document", "KB-1", "--telefoon", "0344 00 00 00")
    mail = ("--email", f"{account}@voorbeeld.nl")
    alles = ("bij", "wijs-aan", *woorden, *plus, *mail)
    assert huis.systeem.draai(*alles, omgeving=_omgeving(huis)).popen.returncode == 0


@pytest.fixture
async def huis(tmp_path: Path, postvak: Postvak) -> AsyncIterator[Huis]:
    open_voor_de_databank(tmp_path)
    systeem = Systeem(tmp_path, _URL)
    huis = Huis(systeem, postvak, vrije_poort(), vrije_poort())
    await systeem.start_databank()
    assert systeem.draai("migrate").popen.returncode == 0
    await systeem.maak_leeg()
    # No quiet hours: these tests also run at night.
    (tmp_path / "tijden.toml").write_text(
        "bron = 'Proef'\n[stille_uren]\nvan = '12:00'\ntot = '12:00'\n"
    )
    _wijs_aan(huis, "anne-de-boer", "Anne de Boer", "burgemeester")
    _wijs_aan(huis, "karin-aalders", "Karin Aalders", "aandachtsfunctionaris")
    for opdracht in ("serve", "bij"):
        systeem.start(opdracht, omgeving=_omgeving(huis))
    await tot(lambda: _antwoordt(huis), 60)
    yield huis
    systeem.ruim_op()
    for proces in systeem.processen:
        assert "Traceback" not in proces.tekst, proces.tekst
        assert not zoek_bsn(proces.tekst)
        assert NAAM not in proces.tekst


def _antwoordt(huis: Huis) -> bool:
    try:
        return httpx2.get(f"{huis.basis}/bij/login", timeout=2).status_code == 200
    except httpx2.HTTPError:
        return False


@pytest.fixture
async def page(chromium: Browser, huis: Huis) -> AsyncIterator[Page]:
    context = await chromium.new_context(viewport=TELEFOON, has_touch=True, locale="nl-NL")
    page = await context.new_page()
    page.set_default_timeout(20_000)
    yield page
    await context.close()


def terugkeer(dagen: int) -> dict[str, str]:
    dag = (vandaag(SysteemKlok()) + timedelta(days=dagen)).isoformat()
    return {"vroegst": dag, "laatst": dag}


def melding(nummer: str) -> dict[str, Any]:
    wie = {"geslachtsnaam": NAAM, "voornamen": "Rik", "bsn": BSN, "geboorte": {"jaar": 1984}}
    return gemeld(meldingId=nummer, persoon=wie, terugkeer=terugkeer(17))


async def meld_aan(page: Page, huis: Huis) -> None:
    await page.goto(f"{huis.basis}/bij/login")
    async with page.expect_navigation(url=re.compile("/bij/meldingen")):
        await page.get_by_role("button", name="Anne de Boer").click()


async def klik(page: Page, rol: Any, naam: str | re.Pattern[str]) -> None:
    """Click what loads a page, and wait for that page: the one before has the same fields."""
    async with page.expect_navigation():
        await page.get_by_role(rol, name=naam).click()


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
    huis.start_zvh()
    await page.get_by_text("Deze melding is net veranderd").wait_for(timeout=GEDULD_MS)
    await klik(page, "link", "Laad opnieuw")
    await page.get_by_text(KENMERK).wait_for()

    tot_en_met = await _neem_besluit(page)
    async with huis.systeem.kijk() as db:
        await db.execute("update bij.melding set verstrekt_op = now() - interval '10 months'")
        async with asyncio.timeout(60):
            while await db.fetchval("select count(*) from bij.melding"):  # noqa: ASYNC110
                await asyncio.sleep(0.2)
    await page.goto(f"{huis.basis}/bij/verantwoording")
    dag = vandaag(SysteemKlok())
    await page.get_by_text(f"Wordt vernietigd op {dag.day} ").wait_for()
    assert str(dag.year + 5) in await page.get_by_text("Wordt vernietigd op").inner_text()
    await page.get_by_role("heading", name=re.compile("^Melding [0-9A-F]{8}$")).wait_for()
    assert tot_en_met > dag


async def _vraag_na(page: Page) -> None:
    """Ask a ZVH whose machine is off."""
    await page.get_by_text("Vraag na bij Zorg- en Veiligheidshuis").click()
    for veld, tekst in (("Reden", "Onrust"), ("Wie krijgt", "Ik zelf"), ("Waarom", "Nodig")):
        await page.locator(".bij-vraag[open]").get_by_label(veld).fill(tekst)
    await klik(page, "button", "Stel de vraag aan Zorg- en Veiligheidshuis")
    weg = page.get_by_text("Niet bereikbaar sinds vandaag")
    # The worker may have been there before the page, or comes while it lies open.
    await page.get_by_text("Deze melding is net veranderd").or_(weg).first.wait_for()
    if not await weg.is_visible():
        await klik(page, "link", "Laad opnieuw")
    await weg.wait_for()


async def _neem_besluit(page: Page) -> date:
    laatste = vandaag(SysteemKlok()) + timedelta(days=30)
    await page.locator("[value=gebiedsverbod]").check()
    await page.get_by_label("Laatste dag").fill(laatste.isoformat())
    await page.get_by_label("Waarom?").fill("De buurt is onrustig.")
    await klik(page, "button", "Leg vast: gebiedsverbod")
    await page.get_by_text("Gebiedsverbod tot en met").first.wait_for()
    return laatste


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
