"""A nazorg as it runs: `serve` and `bij` as processes, real mail, and partners on one address."""

import hashlib
import json
import re
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2
from playwright.async_api import Page

from nazorg.berichten.soort import BijSoort
from nazorg.kern.klok import SysteemKlok, vandaag
from nazorg.kern.partner import Partner
from tests.bij.berichten import BRON, NAAM, bij_event, gemeld
from tests.bij.mailserver import Postvak
from tests.e2e.systeem import Proces, Systeem, tot, vrije_poort

BSN = "999900018"  # the ZVH of `nazorg simulate` knows this one
TOKEN = "token-of-the-sender"


@dataclass
class Huis:
    """A nazorg that runs, and what is around it. At the port of the partners nobody is at first."""

    systeem: Systeem
    postvak: Postvak
    poort: int
    partners: int

    @property
    def basis(self) -> str:
        return f"http://127.0.0.1:{self.poort}"

    @property
    def klokbestand(self) -> Path:
        return self.systeem.map_ / "dagen"

    def zet_klok_vooruit(self, dagen: int) -> None:
        """Put the clock of the processes so many days ahead of the wall."""
        nieuw = self.klokbestand.with_suffix(".nieuw")
        nieuw.write_text(str(dagen))
        nieuw.replace(self.klokbestand)  # they look at any moment

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

    def start_partners(self) -> Proces:
        return self.systeem.start("simulate", "--poort", str(self.partners))

    async def begin(self) -> None:
        """Start all there is, with a mayor and an official in Tiel, until the site answers."""
        await self.systeem.start_databank()
        assert self.systeem.draai("migrate").popen.returncode == 0
        await self.systeem.maak_leeg()
        # No quiet hours: these tests also run at night.
        (self.systeem.map_ / "tijden.toml").write_text(
            "bron = 'Proef'\n[stille_uren]\nvan = '12:00'\ntot = '12:00'\n"
        )
        self._wijs_aan("anne-de-boer", "Anne de Boer", "burgemeester")
        self._wijs_aan("karin-aalders", "Karin Aalders", "aandachtsfunctionaris")
        self.zet_klok_vooruit(0)
        vooruit = [sys.executable, "-m", "tests.e2e.vooruit", str(self.klokbestand)]
        for opdracht in ("serve", "bij"):
            self.systeem.start(opdracht, omgeving=self._omgeving(), programma=vooruit)
        await tot(self._antwoordt, 60)

    def _wijs_aan(self, account: str, naam: str, functie: str) -> None:
        woorden = ("--gemeente", "0281", "--account", account, "--naam", naam, "--functie", functie)
        plus = ("--van", "2026-01-01", "--document", "KB-1", "--telefoon", "0344 00 00 00")
        alles = ("bij", "wijs-aan", *woorden, *plus, "--email", f"{account}@voorbeeld.nl")
        assert self.systeem.draai(*alles, omgeving=self._omgeving()).popen.returncode == 0

    def _omgeving(self) -> dict[str, str]:
        afzender = {
            "naam": "justid",
            "token_sha256": hashlib.sha256(TOKEN.encode()).hexdigest(),
            "bronnen": [BRON],
            "bij": True,
        }
        basis = f"http://127.0.0.1:{self.partners}"
        partners = [{"partner": p, "url": f"{basis}/{p}", "seconden": 2} for p in Partner]
        return {
            "NAZORG_PORT": str(self.poort),
            "NAZORG_AFZENDERS": json.dumps([afzender]),
            "NAZORG_PARTNERS": json.dumps(partners),
            "NAZORG_SMTP_HOST": "127.0.0.1",
            "NAZORG_SMTP_PORT": str(self.postvak.port),
            "NAZORG_SMTP_TLS": "uit",
            "NAZORG_BIJ_RETOURADRES": "terug+{kenmerk}@voorbeeld.nl",
            "NAZORG_BIJ_PORT": "0",
            "NAZORG_BIJ_TERMIJNEN": str(self.systeem.map_ / "tijden.toml"),
        }

    def _antwoordt(self) -> bool:
        try:
            return httpx2.get(f"{self.basis}/bij/login", timeout=2).status_code == 200
        except httpx2.HTTPError:
            return False


def maak_huis(map_: Path, url: str | None, postvak: Postvak) -> Huis:
    return Huis(Systeem(map_, url), postvak, vrije_poort(), vrije_poort())


def over(dagen: int) -> date:
    return vandaag(SysteemKlok()) + timedelta(days=dagen)


def melding(nummer: str, bsn: str = BSN) -> dict[str, Any]:
    wie = {"geslachtsnaam": NAAM, "voornamen": "Rik", "bsn": bsn, "geboorte": {"jaar": 1984}}
    dag = over(17).isoformat()
    terugkeer = {"vroegst": dag, "laatst": dag}
    return gemeld(meldingId=nummer, persoon=wie, terugkeer=terugkeer)


async def meld_aan(page: Page, huis: Huis) -> None:
    await page.goto(f"{huis.basis}/bij/login")
    async with page.expect_navigation(url=re.compile("/bij/meldingen")):
        await page.get_by_role("button", name="Anne de Boer").click()


async def klik(page: Page, rol: Any, naam: str | re.Pattern[str]) -> None:
    """Click what loads a page, and wait for that page: the one before has the same fields."""
    async with page.expect_navigation():
        await page.get_by_role(rol, name=naam).click()


async def stel_vraag(page: Page, partner: str) -> None:
    """Ask a partner, as its name stands on the page."""
    await page.get_by_text(f"Vraag na bij {partner}", exact=True).click()
    for veld, tekst in (("Reden", "Onrust"), ("Wie krijgt", "Ik zelf"), ("Waarom", "Nodig")):
        await page.locator(".bij-vraag[open]").get_by_label(veld).fill(tekst)
    await klik(page, "button", f"Stel de vraag aan {partner}")
