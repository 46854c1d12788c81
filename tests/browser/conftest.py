"""A real browser on a real server: Debian's Chromium, our site on a free port, real PostgreSQL."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.klok import vandaag
from nazorg.referentie.personas import load_personas
from nazorg.usecases.aanmelden import onthoud
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.factories import BSN_NINA, BSN_STEF, CULEMBORG, event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import open_bij

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
# For a machine that is busy with other work; a page that is well takes a fraction of it.
GEDULD_MS = 20_000
expect.set_options(timeout=GEDULD_MS)
# True when a key has reached the page, or where scripts are off. Without this the first key on a
# page is lost now and then: a busy browser drops what comes before it has drawn.
HOORT_TOETS = """() => {
  if (!matchMedia("(scripting: enabled)").matches) return true;
  if (window.hoort === undefined) {
    window.hoort = false;
    addEventListener("keydown", () => { window.hoort = true; }, { capture: true, once: true });
  }
  return window.hoort && document.hasFocus();
}"""
VLAGGEN = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A name that is not this machine itself, so that the browser is as strict as on a network.
    "--host-resolver-rules=MAP nazorg.test 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this directory, and skip it where there is no browser."""
    hier = Path(__file__).parent
    compleet = CHROMIUM.exists() and AXE.exists()
    for item in items:
        if hier in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not compleet:
                reden = "geen browser: apt-get install chromium, en npm ci --ignore-scripts"
                item.add_marker(pytest.mark.skip(reason=reden))


_ZONDER_KORT_EN_VERLOF = """delete from nazorg.taak where gegevens->>'regel' like 'snelspoor-%'
  or gegevens->>'regel' = 'id-onbekend-voor-verlof'"""


@dataclass
class Venster:
    """A page in a browser, and everything that it complained about."""

    page: Page
    basis: str
    klachten: list[str] = field(default_factory=list)

    async def ga(self, pad: str) -> None:
        await self.page.goto(f"{self.basis}{pad}")
        await self.page.evaluate("document.fonts.ready")
        await self.luistert()

    async def meld_aan(self, naam: str = "Joyce van Veen") -> None:
        await self.ga("/login")
        await self.page.get_by_role("button", name=naam).click()
        await self.page.wait_for_url(f"{self.basis}/werkvoorraad")
        await self.luistert()

    async def luistert(self) -> None:
        """Wait until a key pressed now arrives: on a busy machine a new page loses the first."""
        while not await self.page.evaluate(HOORT_TOETS):
            await self.page.keyboard.press("Shift")

    async def namen(self) -> list[str]:
        return await self.page.locator(".row__link").all_text_contents()


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=VLAGGEN)
        yield browser
        await browser.close()


@pytest.fixture
async def mensen(deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection) -> None:
    """Three people, with all that a page can show: an old end, a move, leave, a doubtful route.

    Without the tasks of a short stay and of a leave: those are the matter of tests/werkvoorraad.
    """
    verschil: dict[str, Any] = {"gemeenteVestiging": CULEMBORG, "detentieId": "D-2"}
    stef: dict[str, Any] = {
        "persoon": persoon(bsn=BSN_STEF, geslachtsnaam="Kramer"),
        "detentieId": "D-3",
    }
    vroeger: dict[str, Any] = {
        "beginDatum": "2025-03-03",
        "tijd": "2025-03-03T09:00:00Z",
        "verwachtEinde": None,
    }
    einde: dict[str, Any] = {"eindDatum": "2025-04-12", "tijd": "2025-04-12T09:00:00Z"}
    klok.zet(datetime(2026, 11, 22, 8, 0, tzinfo=UTC))
    for collega in load_personas(deps.kennis, op=vandaag(klok)).values():
        await onthoud(collega, store=deps.store, klok=klok)
    berichten = [
        event(detentieId="D-0", **vroeger),
        event(Soort.BEEINDIGD, detentieId="D-0", **einde),
        event(),
        event(Soort.GEWIJZIGD, id="b-weg", tijd="2026-11-20T12:00:00Z"),
        event(Soort.INGETROKKEN, berichtId="b-weg", tijd="2026-11-20T13:00:00Z"),
        event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z"),
        event(Soort.OVERGEPLAATST, tijd="2026-11-21T08:00:00Z"),
        event(Soort.VERLOF_VERLEEND, tijd="2026-11-21T09:00:00Z"),
    ]
    anderen = [
        event(persoon=persoon(bsn=BSN_NINA, geslachtsnaam="Smit"), **verschil),
        event(verwachtEinde=None, **stef),
    ]
    for partij in (berichten, anderen):  # so that it is known who has dossier number 1
        await deps.ontvang([ruw(b) for b in partij])
    klok.zet(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
    await deps.ontvang([ruw(event(persoon=persoon(bsn="123456780"))), ruw(b"{half")])
    await eigenaar.execute(_ZONDER_KORT_EN_VERLOF)


@pytest.fixture
async def basis(deps: Deps) -> AsyncIterator[str]:
    """Our site on a free port."""
    async with open_bij(deps) as bij:
        config = uvicorn.Config(
            make_site(deps, WebInstellingen(demo=True), bij=bij),
            log_config=None,
            access_log=False,
            ws="none",
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
        async with luister(config) as adres:
            yield adres


@asynccontextmanager
async def luister(config: uvicorn.Config) -> AsyncIterator[str]:
    """Serve on a free port; yield the address."""
    with socket.socket() as luisteraar:
        luisteraar.bind(("127.0.0.1", 0))
        async with draai(uvicorn.Server(config), luisteraar):
            yield f"http://127.0.0.1:{luisteraar.getsockname()[1]}"


@asynccontextmanager
async def draai(server: uvicorn.Server, luisteraar: socket.socket) -> AsyncIterator[None]:
    draait = asyncio.create_task(server.serve(sockets=[luisteraar]))
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    yield
    server.should_exit = True
    await draait


async def open_venster(context: BrowserContext, basis: str) -> Venster:
    venster = Venster(await context.new_page(), basis)
    venster.page.set_default_timeout(GEDULD_MS)
    venster.page.on(
        "console",
        lambda m: venster.klachten.append(m.text) if m.type in ("error", "warning") else None,
    )
    venster.page.on("pageerror", lambda fout: venster.klachten.append(str(fout)))
    return venster


@pytest.fixture
async def venster(chromium: Browser, basis: str, mensen: None) -> AsyncIterator[Venster]:
    """A desktop browser. What the browser complains about fails the test (CSP, script errors)."""
    context = await chromium.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL")
    open_ = await open_venster(context, basis)
    yield open_
    await context.close()
    assert open_.klachten == []


@pytest.fixture
async def zonder_js(chromium: Browser, basis: str, mensen: None) -> AsyncIterator[Venster]:
    context = await chromium.new_context(
        viewport={"width": 1440, "height": 900}, java_script_enabled=False
    )
    yield await open_venster(context, basis)
    await context.close()
