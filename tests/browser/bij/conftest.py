"""A room of the mayor for a browser: a phone, a mailbox, and a partner with a switch."""

import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize

from nazorg.commands.opbouw import build_bij_deps
from nazorg.deps import BijDeps, Deps
from nazorg.integrations.smtp import SmtpPost
from nazorg.kern.medewerker import Doel, Rol
from nazorg.kern.partner import Basis, Gegeven, Partner, PartnerUnavailable, Vraag
from nazorg.referentie.bij.personas import load_bij_personas
from nazorg.store.bij.store import BijStore
from nazorg.store.kluis import Kluis
from nazorg.usecases.bij.verrijk import Bronnen
from nazorg.usecases.bij.werk import Werker
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.bij.berichten import NAAM
from tests.bij.mailserver import Postvak, open_postvak
from tests.bij.mensen import voorstel, wijs_aan
from tests.browser.bij.huis import Huis, maak_huis
from tests.browser.conftest import Venster, luister, open_venster
from tests.e2e.conftest import _URL, controleer_uitvoer, open_voor_de_databank
from tests.klok import VasteKlok

TELEFOON = ViewportSize(width=390, height=844)


class Zvh:
    """Knows something, but cannot be reached at first."""

    partner = Partner.ZVH

    def __init__(self) -> None:
        self.is_weg = True

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        if self.is_weg:
            raise PartnerUnavailable
        return [Gegeven(groep="bespreking", naam="In bespreking", waarde="Ja, sinds 3 november")]


@pytest.fixture
def zvh() -> Zvh:
    return Zvh()


@pytest.fixture
async def bij(deps: Deps, klok: VasteKlok, zvh: Zvh) -> AsyncIterator[BijDeps]:
    store = BijStore(deps.store.databank)
    basis = Basis(
        doel=Doel.OPENBARE_ORDE,
        partner=Partner.ZVH,
        groep="bespreking",
        grondslag="Wgs",
        zichtbaar_voor=frozenset({Rol.BURGEMEESTER}),
        geldig_dagen=90,
    )
    bronnen = Bronnen(bronnen={Partner.ZVH: zvh}, bases=lambda: (basis,))
    bij = build_bij_deps(store, Kluis(b"b" * 32, compartiment="bij"), klok, bronnen)
    for p in load_bij_personas().values():
        if p.functie and p.gemeente:
            await wijs_aan(bij, voorstel(p.medewerker, p.functie, p.gemeente, telefoon=p.telefoon))
    yield bij
    await store.close()


@pytest.fixture
async def postvak() -> AsyncIterator[Postvak]:
    async with open_postvak() as postvak:
        yield postvak


@pytest.fixture
def werker(bij: BijDeps, postvak: Postvak) -> Werker:
    return Werker(kamer=bij.kamer, post=SmtpPost(postvak.server), bronnen=bij.bronnen)


@pytest.fixture
async def basis(deps: Deps, bij: BijDeps) -> AsyncIterator[str]:
    site = make_site(deps, WebInstellingen(demo=True), bij=bij)
    async with luister(
        uvicorn.Config(site, log_config=None, access_log=False, lifespan="off")
    ) as a:
        yield a


@pytest.fixture
async def telefoon(chromium: Browser, basis: str) -> AsyncIterator[BrowserContext]:
    context = await chromium.new_context(viewport=TELEFOON, has_touch=True, locale="nl-NL")
    yield context
    await context.close()


@pytest.fixture
async def venster(telefoon: BrowserContext, basis: str) -> AsyncIterator[Venster]:
    venster = await open_venster(telefoon, basis)
    venster.page.set_default_timeout(15_000)
    yield venster
    # The browser reports the 403s, 409s and 422s that a test asks for; nothing else may be there.
    assert [k for k in venster.klachten if not re.search(r"40[0-9]|422", k)] == []


@pytest.fixture
async def huis(tmp_path: Path, postvak: Postvak) -> AsyncIterator[Huis]:
    """Everything as processes; nothing that they say may point at somebody."""
    open_voor_de_databank(tmp_path)
    huis = maak_huis(tmp_path, _URL, postvak)
    await huis.begin()
    yield huis
    huis.systeem.ruim_op()
    controleer_uitvoer(huis.systeem, {NAAM})


@pytest.fixture
async def page(chromium: Browser, huis: Huis) -> AsyncIterator[Page]:
    context = await chromium.new_context(viewport=TELEFOON, has_touch=True, locale="nl-NL")
    page = await context.new_page()
    page.set_default_timeout(20_000)
    yield page
    await context.close()


async def meld_aan(venster: Venster, naam: str, pad: str = "/bij/login") -> None:
    await venster.ga(pad)
    await venster.page.get_by_role("button", name=naam).click()
    await venster.page.wait_for_url(re.compile("/bij/(meldingen|aanwijzingen)"))
