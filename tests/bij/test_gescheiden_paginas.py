"""Every page that really opens, with its own address, for every role: nothing of the other room.

The walk of `test_gescheiden` tries every route with the number of the alert. This one fills each
with what exists on its own side, and sees to it that a page did open.
"""

import asyncpg
import httpx2
import pytest
import structlog
from starlette.applications import Starlette
from starlette.routing import Route

from nazorg.deps import BijDeps, Deps
from nazorg.kern.klok import vandaag
from nazorg.metrieken.meters import Meters
from nazorg.metrieken.pagina import lees_databank
from nazorg.metrieken.tellen import MeetVerzoeken
from nazorg.referentie.personas import load_personas
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import NAAM as BIJ_NAAM
from tests.bij.kamer import ANNE, open_browser
from tests.bij.test_gescheiden import BIJ_SPOREN, _vul, site
from tests.factories import BSN_NINA

__all__ = ["site"]
# What sends on at once, and pages of what nobody made here: a count of a source, a run, a list, an
# answered set of questions, a sheet.
_ER_NIET = {
    "/",
    "/bij",
    "/login/start",
    "/login/terug",
    "/berichten/telling/{dag}",
    "/berichten/telling/{dag}/nummers",
    "/berichten/herhalingen/{id}",
    "/berichten/invoer/{id}",
    "/dossiers/{nummer}/vragen/{id}/{deel}",
    "/dossiers/{nummer}/vertrekblad.pdf",
}
_EIGEN = ("/taken/", "/overleggen/", "/berichten/")


@pytest.fixture
async def eigen(site: Starlette, eigenaar: asyncpg.Connection) -> dict[str, str]:
    """Return, per beginning of an address, the number of something of nazorg that is there."""
    async with open_browser(site) as browser:
        await browser.post("/login", data={"medewerker": "marieke-bos"})
        overleg = await browser.post(
            "/overleggen",
            data={
                "soort": "trajectbepalingsoverleg",
                "kring": "0281",
                "datum": "2026-12-01",
                "van": "10:00",
                "tot": "12:00",
                "plek": "digitaal",
                "deelnemers": "PI, casemanager",
                "zaken": "8",
            },
        )
    assert overleg.status_code == 303, overleg.status_code
    return {
        "/taken/": str(await eigenaar.fetchval("select id from nazorg.taak limit 1")),
        "/berichten/": str(await eigenaar.fetchval("select id from nazorg.bericht limit 1")),
        "/overleggen/": overleg.headers["location"].partition("?")[0].rpartition("/")[2],
    }


def _adres(pad: str, eigen: dict[str, str], nummer: str) -> str:
    begin = next((b for b in _EIGEN if pad.startswith(b)), "")
    ids = {"id": eigen.get(begin, "1"), "nummer": nummer, "dag": "2026-11-22", "gebied": "zorg"}
    return _vul(pad, ids)


async def _lees(
    browser: httpx2.AsyncClient, paden: list[str], eigen: dict[str, str], nummer: str
) -> set[str]:
    """Read every page; return those that opened. None of them says anything of an alert."""
    open_ = set()
    for pad in paden:
        antwoord = await browser.get(_adres(pad, eigen, nummer))
        for spoor in BIJ_SPOREN:
            assert spoor not in antwoord.text, pad
        if antwoord.status_code == 200:
            open_.add(pad)
    return open_


async def test_l01_every_page_opens_for_somebody_and_none_line_or_figure_knows_an_alert(
    site: Starlette,
    eigen: dict[str, str],
    deps: Deps,
    bij: BijDeps,
    werker: Werker,
    eigenaar: asyncpg.Connection,
) -> None:
    await werker.doe_ronde()
    nummer = await eigenaar.fetchval("select nummer from nazorg.dossier")
    paden = [
        r.path
        for r in site.routes
        if isinstance(r, Route) and "GET" in (r.methods or ()) and not r.path.startswith("/v1/")
    ]
    meters, geopend = Meters(frozenset()), set[str]()
    app = MeetVerzoeken(site, meters)
    with structlog.testing.capture_logs() as regels:
        for wie in load_personas(deps.kennis, op=vandaag(deps.klok)):
            async with open_browser(app) as browser:  # type: ignore[arg-type]
                await browser.post("/login", data={"medewerker": wie})
                geopend |= await _lees(browser, paden, eigen, str(nummer))
        async with open_browser(app, ANNE) as anne:  # type: ignore[arg-type]
            await anne.get("/bij/meldingen")
    metingen, nu = await lees_databank(deps.store, deps.klok)()
    meters.zet_databank(metingen, nu)

    assert set(paden) - geopend <= _ER_NIET
    uit = meters.tekst().decode() + str(regels)
    for spoor in (*BIJ_SPOREN, BSN_NINA, BIJ_NAAM, "bij-register", "/bij/"):
        assert spoor not in uit
