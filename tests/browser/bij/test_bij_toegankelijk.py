"""WCAG 2.2 AA in the room of the mayor, as far as a machine can tell; and pictures to look at."""

from pathlib import Path

import asyncpg
import pytest

from nazorg.berichten.soort import BijSoort
from nazorg.deps import BijDeps
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import gemeld, intrekking, terugkeer, uitspraak, verlof, voorval
from tests.bij.conftest import stuur
from tests.browser.bij.conftest import meld_aan
from tests.browser.conftest import AXE, Venster
from tests.browser.test_toegankelijk import AXE_SCRIPT, EIGEN_SCRIPT, RUIMTE_SCRIPT
from tests.klok import VasteKlok


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
    dit = verlof(*keren, meldingId="BIJ-2", persoon=wie)
    await stuur(bij, dit)
    mag_niet = dit | {"uitspraken": [uitspraak(onherroepelijkOp=None)]}
    await stuur(bij, mag_niet, BijSoort.GEWIJZIGD, tijd="2026-11-23T07:30:00Z")
    await stuur(bij, gemeld(meldingId="BIJ-5", terugkeer=terugkeer(1)))
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
        await meld_aan(venster, wie)
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
    """Keep a picture for people to look at, when .nazorg/beelden is there."""
    map_ = Path(request.config.rootpath) / ".nazorg" / "beelden"
    if map_.is_dir():
        await venster.page.screenshot(path=map_ / f"bij-{naam}.png", full_page=True)
