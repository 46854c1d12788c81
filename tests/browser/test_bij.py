"""A mayor's evening: a notice, a mail, a phone, a late answer, a decision, and the clocks."""

import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, ViewportSize

from nazorg.berichten.soort import BijSoort
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
from tests.bij.berichten import NAAM, gemeld, intrekking, terugkeer, verlof, voorval
from tests.bij.conftest import stuur
from tests.bij.mailserver import Postvak, open_postvak
from tests.bij.mensen import voorstel, wijs_aan
from tests.browser.conftest import AXE, Venster, luister, open_venster
from tests.browser.test_toegankelijk import AXE_SCRIPT, EIGEN_SCRIPT, RUIMTE_SCRIPT
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
    bronnen = Bronnen(bronnen={Partner.ZVH: zvh}, bases=(basis,))
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
    yield venster
    # The browser reports the 403s, 409s and 422s that a test asks for; nothing else may be there.
    assert [k for k in venster.klachten if not re.search(r"40[0-9]|422", k)] == []


async def _meld_aan(venster: Venster, naam: str, pad: str = "/bij/login") -> None:
    await venster.ga(pad)
    await venster.page.get_by_role("button", name=naam).click()
    await venster.page.wait_for_url(re.compile("/bij/(meldingen|aanwijzingen)"))


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
    await _meld_aan(venster, "Anne de Boer")
    await page.get_by_role("link", name=NAAM).click()
    await page.get_by_role("heading", name=f"R. {NAAM} keert terug naar Tiel").wait_for()
    assert await page.locator("[name=besluit]:checked").count() == 0

    await page.get_by_text("Vraag na bij Zorg- en Veiligheidshuis").click()
    for veld, tekst in (("Reden", "Onrust"), ("Wie krijgt", "Ik zelf"), ("Waarom", "Nodig")):
        await page.locator(".bij-vraag[open]").get_by_label(veld).fill(tekst)
    await page.get_by_role("button", name="Stel de vraag aan Zorg- en Veiligheidshuis").click()
    await page.get_by_text("Gevraagd, nog geen antwoord").wait_for()
    await werker.doe_ronde()
    await page.reload()
    await page.get_by_text("Niet bereikbaar sinds vandaag").wait_for()

    zvh.is_weg = False
    klok.verder(minutes=1)
    await werker.doe_ronde()
    await page.get_by_text("Deze melding is net veranderd").wait_for(timeout=15000)
    await page.get_by_role("link", name="Laad opnieuw").click()
    await page.get_by_text("Ja, sinds 3 november").wait_for()

    await page.locator("[value=gebiedsverbod]").check()
    await page.get_by_label("Laatste dag").fill("2027-01-10")
    await page.get_by_label("Waarom?").fill("De buurt is onrustig.")
    await page.get_by_role("button", name="Leg vast: gebiedsverbod").click()
    await page.get_by_text("Gebiedsverbod tot en met 10 januari 2027", exact=True).wait_for()
    await page.get_by_role("link", name="Conceptbrief").click()
    brief = await page.get_by_label("Tekst van de brief").input_value()
    assert "artikel 172a van de Gemeentewet" in brief

    klok.zet(datetime(2027, 8, 22, 8, tzinfo=UTC))
    await werker.doe_ronde()
    assert await eigenaar.fetchval("select count(*) from bij.melding") == 0
    await _meld_aan(venster, "Anne de Boer")
    await venster.ga("/bij/verantwoording")
    await page.get_by_text("Vernietigd op 22 augustus 2032").wait_for()


async def test_a_withdrawal_while_the_page_is_open_is_said_and_stops_a_decision(
    venster: Venster, bij: BijDeps, werker: Werker
) -> None:
    await stuur(bij, gemeld(), tijd="2026-11-20T08:00:00Z")
    await werker.doe_ronde()
    page = venster.page
    await _meld_aan(venster, "Anne de Boer")
    await page.get_by_role("link", name=NAAM).click()
    await page.locator("[value=gesprek]").check()
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    await werker.doe_ronde()

    await page.get_by_text("Deze melding is net veranderd").wait_for(timeout=15000)
    await page.get_by_role("button", name="Leg vast: gesprek").click()
    await page.get_by_role("heading", name="Deze melding is ingetrokken").wait_for()
    await page.get_by_role("link", name="Naar de meldingen").click()
    await page.get_by_role("link", name=re.compile("BIJ-1")).click()
    await page.get_by_role("button", name="Ik heb de intrekking gelezen").click()
    await page.get_by_role("heading", name="Meldingen").wait_for()
    assert NAAM not in await page.content()


async def test_the_lock_warns_and_can_be_put_off(venster: Venster, bij: BijDeps) -> None:
    await stuur(bij, gemeld())
    page = venster.page
    await page.clock.install()
    await _meld_aan(venster, "Anne de Boer")
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
    await _meld_aan(venster, "Anne de Boer")
    await venster.page.get_by_role("link", name=NAAM).click()
    await venster.page.locator("[value=geen_maatregel]").check()
    await venster.page.get_by_role("button", name="Leg mijn besluit vast").click()
    await venster.page.get_by_role("heading", name="Besluit", exact=True).wait_for()
    await context.close()


async def _vul(bij: BijDeps, werker: Werker, klok: VasteKlok) -> None:
    """Fill the room with all that a page can show."""
    await stuur(bij, gemeld(terugkeer=terugkeer(20)), tijd="2026-11-19T08:00:00Z")
    await stuur(bij, gemeld(), BijSoort.GEWIJZIGD, tijd="2026-11-20T08:00:00Z")
    keren = (
        voorval(-6, "v0", vertrokkenOp="2026-11-17T10:00:00+01:00"),
        voorval(4, "v1"),
        voorval(18, "v2", gaatNietDoor=True),
    )
    wie = {"geslachtsnaam": "Boomgaard", "voorvoegsel": "van den", "voornamen": "Theo"}
    await stuur(bij, verlof(*keren, meldingId="BIJ-2", persoon=wie))
    await stuur(bij, gemeld(meldingId="BIJ-3"), tijd="2026-11-19T08:00:00Z")
    await stuur(bij, gemeld() | {"vreemd": 1})
    await stuur(bij, gemeld(meldingId="BIJ-4", terugkeer=terugkeer(100)))
    await werker.doe_ronde()
    weg = intrekking(meldingId="BIJ-3")
    await stuur(bij, weg, BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")
    klok.verder(days=1)
    await werker.doe_ronde()
    klok.verder(days=1)
    await werker.doe_ronde()
    klok.verder(hours=1)
    await werker.doe_ronde()


async def _paginas(eigenaar: asyncpg.Connection) -> dict[str, list[str]]:
    rijen = await eigenaar.fetch("select id, nummer from bij.melding")
    id_ = {r["nummer"]: r["id"] for r in rijen}
    meldingen = [f"/bij/meldingen/{id_[n]}" for n in ("BIJ-1", "BIJ-2", "BIJ-3")]
    return {
        "Anne de Boer": [
            "/bij/meldingen",
            *meldingen,
            f"{meldingen[0]}/brief/1",
            "/bij/verantwoording",
            "/bij/nergens",
        ],
        "Karin Aalders": ["/bij/meldingen", meldingen[0], meldingen[2]],
        "Wim Hendriks": ["/bij/aanwijzingen", "/bij/beheer"],
    }


async def _besluit(venster: Venster, pad: str) -> None:
    page = venster.page
    await venster.ga(pad)
    await page.locator("[value=bevel]").check()
    await page.get_by_label("Laatste dag").fill("2026-12-20")
    await page.get_by_label("Waarom?").fill("Er is onrust in de straat.")
    await page.get_by_role("button", name="Leg vast: bevel").click()
    await page.get_by_text("Bevel tot en met 20 december 2026", exact=True).wait_for()


@pytest.mark.parametrize("breedte", [1440, 390, 320])
async def test_axe_and_our_own_eyes_find_nothing_in_the_room(
    venster: Venster,
    bij: BijDeps,
    werker: Werker,
    klok: VasteKlok,
    eigenaar: asyncpg.Connection,
    breedte: int,
    request: pytest.FixtureRequest,
) -> None:
    await _vul(bij, werker, klok)
    page, axe = venster.page, AXE.read_text(encoding="utf-8")
    await page.set_viewport_size({"width": breedte, "height": 900})
    gevonden: list[str] = []
    for wie, paden in (await _paginas(eigenaar)).items():
        await _meld_aan(venster, wie)
        if wie.startswith("Anne"):
            await _besluit(venster, paden[1])
        for nr, pad in enumerate(["/bij/login", *paden]):
            if pad == "/bij/login" and not wie.startswith("Anne"):
                continue
            await venster.ga(pad)
            if pad == "/bij/login":
                await _bekijk(venster, request, f"{breedte}-login")
                await page.get_by_role("button", name=wie).click()
                continue
            await _bekijk(venster, request, f"{breedte}-{wie.split()[0]}-{nr}")
            await page.evaluate(axe)
            fouten = [*await page.evaluate(AXE_SCRIPT), *await page.evaluate(EIGEN_SCRIPT)]
            if await page.evaluate(RUIMTE_SCRIPT) > 0:
                fouten.append("sideways scroll with wide text spacing")
            gevonden += [f"{pad} @{breedte} {fout}" for fout in fouten]

    assert gevonden == []


async def _bekijk(venster: Venster, request: pytest.FixtureRequest, naam: str) -> None:
    """Keep a picture for people to look at, when asked: --basetemp says where."""
    map_ = Path(request.config.rootpath) / ".nazorg" / "beelden"
    if map_.is_dir():
        await venster.page.screenshot(path=map_ / f"bij-{naam}.png", full_page=True)
