"""Every page and file that really opens, with its own address, for every role: nothing of BIJ.

The walk of `test_gescheiden` tries every route with the number of the alert. This one fills each
with what exists on its own side, sees to it that each did open, and reads what is in the files. In
BIJ everything was done by then: asked, answered, weighed, decided, passed on, withdrawn.
"""

import io
from dataclasses import dataclass
from typing import Any

import asyncpg
import httpx2
import pytest
import structlog
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette
from starlette.routing import Route

from nazorg.commands.bij import lees_metingen
from nazorg.deps import BijDeps, Deps
from nazorg.kern.klok import vandaag
from nazorg.metrieken.bij import make_bij_route
from nazorg.metrieken.meters import Meters
from nazorg.metrieken.pagina import lees_databank
from nazorg.metrieken.tellen import MeetVerzoeken
from nazorg.referentie.personas import load_personas
from nazorg.usecases.bij.werk import Werker
from nazorg.web import pdf
from nazorg.web.opmaak.export import KOP
from tests.bezorging.ontvanger import open_ontvanger
from tests.bij.berichten import NAAM as BIJ_NAAM
from tests.bij.gevuld import VAN_DADEN, Daden, vul_nazorg
from tests.bij.test_gescheiden import BIJ_SPOREN, NAZORG_NAAM, _vul, site
from tests.factories import BRON, BSN_NINA
from tests.klok import VasteKlok
from tests.lijsten import rij, to_csv
from tests.pdftekst import lees_pdf_tekst
from tests.web.invoerdeur import FOUT_BSN, breng

__all__ = ["site"]
SPOREN = (*BIJ_SPOREN, *VAN_DADEN)
# What sends on at once; and the sheet on a machine that cannot print.
_ER_NIET = {"/", "/bij", "/login/start", "/login/terug"} | (
    set() if pdf.can_make_pdf() else {"/dossiers/{nummer}/vertrekblad.pdf"}
)
_VAN_TELLING = "/berichten/telling/{dag}/nummers"
_KEUZE = {"bron": BRON, "soort": "detentie_begonnen"}


@dataclass
class Wandeling:
    """Who walks past everything; eigen: by beginning of an address what exists there."""

    app: Any
    eigen: dict[str, str]
    paden: list[str]
    gelezen: dict[str, str]

    async def loop(self, wie: str) -> None:
        async with httpx2.AsyncClient(
            transport=httpx2.ASGITransport(self.app, raise_app_exceptions=False),
            base_url="http://testserver",
        ) as browser:
            await browser.post("/login", data={"medewerker": wie})
            # A list is of the session that brought it.
            lijst = await breng(browser, to_csv(rij(), rij(FOUT_BSN, naam="Spreeuw")))
            nummer = lijst.headers.get("location", "").rpartition("/")[2]
            self.eigen["/berichten/invoer/"] = nummer or "1"
            for pad in self.paden:
                vraag = _KEUZE if pad == _VAN_TELLING else None
                self._lees(pad, await browser.get(self._adres(pad), params=vraag))
            for vorm in ("csv", "xlsx", "afdruk"):
                data = {"vorm": vorm, "doel": "overleg", "terug": "venster=alles"}
                self._lees(f"export {vorm}", await browser.post("/werkvoorraad/export", data=data))
            fouten = self._adres("/berichten/invoer/{id}/fouten")
            self._lees("fouten", await browser.post(fouten))

    def _adres(self, pad: str) -> str:
        begin = max((b for b in self.eigen if pad.startswith(b)), key=len, default="")
        ids = {"id": self.eigen.get(begin, "1"), "nummer": "NZ-2026-0001"}
        return _vul(pad, ids | {"dag": "2026-11-20", "gebied": "zorg", "deel": "1"})

    def _lees(self, pad: str, antwoord: httpx2.Response) -> None:
        tekst = _tekst(antwoord) + str(antwoord.headers)
        for spoor in SPOREN:
            assert spoor not in tekst, pad
        if antwoord.status_code == 200:
            self.gelezen[pad] = self.gelezen.get(pad, "") + tekst


def _tekst(antwoord: httpx2.Response) -> str:
    """Return what a person reads in it, also when it is a file."""
    soort = antwoord.headers.get("content-type", "")
    if soort == "application/pdf":
        return lees_pdf_tekst(antwoord.content)
    if "spreadsheet" in soort:
        boek = CalamineWorkbook.from_filelike(io.BytesIO(antwoord.content))
        return str([boek.get_sheet_by_name(n).to_python() for n in boek.sheet_names])
    return antwoord.text


@pytest.fixture
async def wandeling(site: Starlette, deps: Deps, eigenaar: asyncpg.Connection) -> Wandeling:
    eigen = await vul_nazorg(site, deps, eigenaar)
    paden = [
        r.path
        for r in site.routes
        if isinstance(r, Route) and "GET" in (r.methods or ()) and not r.path.startswith("/v1/")
    ]
    return Wandeling(site, eigen, paden, {})


async def test_l01_every_page_and_file_opens_for_somebody_and_none_knows_an_alert(
    wandeling: Wandeling,
    site: Starlette,
    deps: Deps,
    bij: BijDeps,
    werker: Werker,
    eigenaar: asyncpg.Connection,
    klok: VasteKlok,
) -> None:
    meters = Meters(frozenset())
    wandeling.app = MeetVerzoeken(site, meters)
    with structlog.testing.capture_logs() as regels:
        async with open_ontvanger() as ontvanger:
            topic = await Daden(wandeling.app, bij, eigenaar).doe(werker, ontvanger, klok)
        for wie in load_personas(deps.kennis, op=vandaag(deps.klok)):
            await wandeling.loop(wie)
    metingen, nu = await lees_databank(deps.store, deps.klok)()
    meters.zet_databank(metingen, nu)

    assert set(wandeling.paden) - set(wandeling.gelezen) <= _ER_NIET
    _check_bestanden(wandeling.gelezen)
    assert {"bij.mail_sent", "bij.partner_away", "bij.partner_answered"} <= {
        r["event"] for r in regels
    }
    naar_buiten = str([z.inhoud for z in topic.gekregen] + [g.lijf for g in ontvanger.gekregen])
    assert naar_buiten.count("nl.nazorg.bij-besluit-genomen.v1") == 2
    van_bij = await _cijfers_van_bij(bij, werker)
    for spoor in (*SPOREN, BSN_NINA, BIJ_NAAM, "bij-register", "/bij/"):
        assert spoor not in meters.tekst().decode() + str(regels), spoor
        assert spoor not in naar_buiten + van_bij, spoor
    await _check_tabellen(eigenaar)


def _check_bestanden(gelezen: dict[str, str]) -> None:
    """The files were read, and not passed by: each has in it what it is for."""
    assert NAZORG_NAAM in gelezen["export csv"]
    assert NAZORG_NAAM in gelezen["export xlsx"]
    assert NAZORG_NAAM in gelezen["export afdruk"]
    assert KOP[0] in gelezen["export xlsx"]
    assert "Spreeuw" in gelezen["fouten"]
    assert "sequence" in gelezen[_VAN_TELLING]
    if pdf.can_make_pdf():
        assert "Stadhuis, balie 3" in gelezen["/dossiers/{nummer}/vertrekblad.pdf"]


async def _cijfers_van_bij(bij: BijDeps, werker: Werker) -> str:
    """Return the page of figures of the other room: also there nobody is to be found."""
    app = make_bij_route(lees_metingen(bij.kamer), werker.mislukt).app
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://x") as c:
        tekst = (await c.get("/metrics")).text
    assert "nazorg_bij_database_up 1.0" in tekst
    return tekst


async def _check_tabellen(db: asyncpg.Connection) -> None:
    """No table of nazorg, its outbox among them, has anything of what was done in BIJ."""
    tabellen = await db.fetch(
        "select tablename from pg_tables where schemaname = 'nazorg' and tablename <> 'migratie'"
    )
    for (tabel,) in tabellen:
        inhoud = str(await db.fetch(f"select * from nazorg.{tabel}"))
        for spoor in (*SPOREN, "bij-register", "bij-besluit", "navraag"):
            assert spoor not in inhoud, tabel
