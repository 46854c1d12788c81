"""Logging in as in production: two processes, TLS before both, and a browser that walks through.

First a browser with scripts, then one without: the second finds what the first left behind.
"""

import asyncio
import base64
import json
import os
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from nazorg.kern.klok import SysteemKlok
from nazorg.simulatie.certificaten import Autoriteit
from tests.browser.conftest import AXE, CHROMIUM, GEDULD_MS, VLAGGEN
from tests.browser.test_toegankelijk import AXE_SCRIPT, BREEDTES, EIGEN_SCRIPT
from tests.e2e.conftest import open_voor_de_databank
from tests.e2e.systeem import Proces, Systeem, tot, vrije_poort

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="geen browser: apt-get install chromium"),
]
_BEELDEN = os.environ.get("NAZORG_TEST_BEELDEN")  # noqa: TID251 - where to put screenshots
_DOOR = ("--door", "Fatma Yildiz")


@dataclass
class Stand:
    """What runs: a provider, our site, and the address of that site for a browser."""

    systeem: Systeem
    omgeving: dict[str, str]
    adres: str
    site: Proces
    provider: Proces

    def draai(self, *woorden: str, status: int = 0) -> str:
        """Run a command of an administrator; return what it said."""
        proces = self.systeem.draai(*woorden, omgeving=self.omgeving)
        assert proces.popen.returncode == status, proces.tekst
        return proces.tekst


@asynccontextmanager
async def open_proxy(context: ssl.SSLContext, poort: int, naar: int) -> AsyncIterator[None]:
    """Take TLS off, as the proxy of a gemeente does."""

    async def pomp(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        try:
            while deel := await lezer.read(65_536):
                schrijver.write(deel)
                await schrijver.drain()
        except OSError:
            pass
        finally:
            schrijver.close()

    async def klant(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        try:
            daar_lezer, daar_schrijver = await asyncio.open_connection("127.0.0.1", naar)
        except OSError:
            schrijver.close()
            return
        await asyncio.gather(pomp(lezer, daar_schrijver), pomp(daar_lezer, schrijver))

    server = await asyncio.start_server(klant, "127.0.0.1", poort, ssl=context)
    yield
    server.close()


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    open_voor_de_databank(tmp_path)
    systeem = Systeem(tmp_path, os.environ.get("NAZORG_TEST_DATABASE_URL"))  # noqa: TID251
    await systeem.start_databank()
    assert systeem.draai("migrate").popen.returncode == 0
    voor, binnen, daar = vrije_poort(), vrije_poort(), vrije_poort()
    adres = f"https://127.0.0.1:{voor}"
    woorden = ("--inloggen", "goed", "--tls", "goed", "--poort", str(daar), "--adres", adres)
    provider = systeem.start("simulate", *woorden)
    await tot(lambda: b"BIJ_INLOGGEN" in provider.uit or not provider.draait, 60)
    omgeving = dict(re.findall(r"export (\w+)='(.*)'", provider.uit.decode())) | {
        "NAZORG_OMGEVING": "productie",
        "NAZORG_SLEUTEL": base64.b64encode(os.urandom(32)).decode(),
        "NAZORG_BIJ_SLEUTEL": base64.b64encode(os.urandom(32)).decode(),
        "NAZORG_PORT": str(binnen),
    }
    site = systeem.start("serve", omgeving=omgeving)
    await tot(lambda: "web.started" in site.fout or not site.draait, 60)
    autoriteit = Autoriteit(tmp_path, nu=SysteemKlok().nu())
    async with open_proxy(autoriteit.server_tls(autoriteit.maak("proxy")), voor, binnen):
        yield Stand(systeem, omgeving, adres, site, provider)
    systeem.ruim_op()


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as spel:
        browser = await spel.chromium.launch(executable_path=CHROMIUM, args=VLAGGEN)
        yield browser
        await browser.close()


@asynccontextmanager
async def open_pagina(chromium: Browser, *, scripts: bool) -> AsyncIterator[Page]:
    context = await chromium.new_context(
        ignore_https_errors=True, java_script_enabled=scripts, locale="nl-NL"
    )
    pagina = await context.new_page()
    pagina.set_default_timeout(GEDULD_MS)
    yield pagina
    await context.close()


async def bekijk(pagina: Page, naam: str, *, scripts: bool) -> None:
    """Look at a page from wide to narrow; keep what it looks like when that was asked."""
    for breedte in BREEDTES:
        await pagina.set_viewport_size({"width": breedte, "height": 844})
        if _BEELDEN:
            await pagina.screenshot(path=Path(_BEELDEN) / f"{naam}-{breedte}.png")
        if scripts and AXE.exists():
            await pagina.evaluate(AXE.read_text(encoding="utf-8"))
            assert await pagina.evaluate(AXE_SCRIPT) == []
            assert await pagina.evaluate(EIGEN_SCRIPT) == []


async def log_in(pagina: Page, adres: str, naam: str) -> None:
    """Go from the first page of a room to the provider, and choose who one is there."""
    await pagina.goto(adres)
    await pagina.get_by_role("link", name="Inloggen bij uw organisatie").click()
    await pagina.get_by_role("button", name=naam).click()


async def lees_kenmerk(pagina: Page, naam: str, *, scripts: bool) -> str:
    await expect(pagina.get_by_role("heading", name="U hebt hier geen toegang")).to_be_visible()
    await bekijk(pagina, f"onbekend-{naam}", scripts=scripts)
    return await pagina.locator(".kenmerk").inner_text()


async def test_somebody_without_access_gets_it_works_logs_out_and_loses_it(
    stand: Stand, chromium: Browser
) -> None:
    toevoegen = (
        "medewerkers",
        "toevoegen",
        *_DOOR,
        "--account",
        "marieke-bos",
        "--naam",
        "Marieke",
    )
    async with open_pagina(chromium, scripts=True) as pagina:
        await log_in(pagina, stand.adres, "Marieke Bos")
        kenmerk = await lees_kenmerk(pagina, "nazorg", scripts=True)
        werk = ("--functie", "Nazorgcoördinator", "--rol", "nazorgcoordinator")
        fout = stand.draai(*toevoegen, *werk, "--gemeenten", "9999", "--kenmerk", kenmerk, status=1)
        assert "codes van aangesloten gemeenten" in fout
        stand.draai(*toevoegen, *werk, "--gemeenten", "rivierenland", "--kenmerk", kenmerk)
        await log_in(pagina, stand.adres, "Marieke Bos")
        await expect(pagina).to_have_url(f"{stand.adres}/werkvoorraad")
        await _log_uit(pagina, stand.adres)
        await bekijk(pagina, "login-nazorg", scripts=True)
    async with open_pagina(chromium, scripts=False) as pagina:
        await log_in(pagina, stand.adres, "Marieke Bos")
        await expect(pagina).to_have_url(f"{stand.adres}/werkvoorraad")
        stand.draai("medewerkers", "beeindigen", "marieke-bos", *_DOOR)
        await pagina.goto(f"{stand.adres}/werkvoorraad")
        await expect(pagina).to_have_url(f"{stand.adres}/login")
        await log_in(pagina, stand.adres, "Marieke Bos")
        await lees_kenmerk(pagina, "beeindigd", scripts=False)

    assert "geldt niet" in stand.draai("medewerkers", "lijst")
    _niets_van_iemand(stand, "0f5a1c", "Marieke", kenmerk)


async def _log_uit(pagina: Page, adres: str) -> None:
    """Log out, there too, and come back to the login page by pages that go on by themselves."""
    await pagina.locator("details.user > summary").click()
    await pagina.get_by_role("button", name="Uitloggen").click()
    await expect(pagina).to_have_url(f"{adres}/login")
    await pagina.goto(f"{adres}/werkvoorraad")
    await expect(pagina).to_have_url(f"{adres}/login")


@pytest.mark.parametrize("scripts", [True, False])
async def test_the_room_of_the_mayor_opens_for_who_comes_back_from_the_provider(
    stand: Stand, chromium: Browser, scripts: bool
) -> None:
    async with open_pagina(chromium, scripts=scripts) as pagina:
        await log_in(pagina, f"{stand.adres}/bij", "Wim Hendriks")
        kenmerk = await lees_kenmerk(pagina, "bij", scripts=scripts)
        wie = ("--account", "wim-hendriks", "--naam", "Wim Hendriks", "--functie", "Beheerder")
        werk = ("--rol", "beheerder_aanwijzingen", "--kenmerk", kenmerk)
        stand.draai("bij", "medewerkers", "toevoegen", *_DOOR, *wie, *werk)
        await log_in(pagina, f"{stand.adres}/bij", "Wim Hendriks")
        await expect(pagina).to_have_url(f"{stand.adres}/bij/aanwijzingen")
        await expect(pagina.get_by_role("heading", name="Aanwijzingen").first).to_be_visible()
        await pagina.get_by_role("button", name="Vergrendel").click()
        await expect(pagina).to_have_url(f"{stand.adres}/bij/login")
        await bekijk(pagina, "login-bij", scripts=scripts)

    _niets_van_iemand(stand, "0f5a1c", "Wim", kenmerk)


def _niets_van_iemand(stand: Stand, *sporen: str) -> None:
    """The log of the site says why somebody did not get in, and nothing about whom."""
    tekst = stand.site.tekst
    assert "Traceback" not in tekst
    assert "login" in tekst
    for spoor in (*sporen, "code=", "state=", "eyJ", "geheim"):
        assert spoor not in tekst
    for regel in tekst.splitlines():
        assert set(json.loads(regel)) <= {"event", "level", "timestamp", "reden", "adres", "poort"}
