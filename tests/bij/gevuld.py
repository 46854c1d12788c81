"""Both rooms in full use: something on every page of nazorg, and every deed done in BIJ."""

from dataclasses import dataclass, replace
from typing import Any

import asyncpg
import httpx2
from starlette.applications import Starlette

from nazorg.berichten.soort import TYPE_VAN_SOORT, BijSoort, Soort
from nazorg.deps import BijDeps, Deps
from nazorg.kern.partner import Partner, PartnerUnavailable
from nazorg.usecases.bij.werk import Werker
from tests.bezorging.ontvanger import Ontvanger
from tests.bij.berichten import gemeld, intrekking
from tests.bij.conftest import stuur
from tests.bij.doorgeven import BRON, Topic, abonneer, met_webhooks
from tests.bij.kamer import ANNE, KARIN, open_browser
from tests.bij.navraag import KENT, Bron
from tests.factories import ruw, telling_event
from tests.herhalen import leg_neer, speel
from tests.klok import VasteKlok
from tests.web.test_vertrekblad import bewaar
from tests.web.vragen import begin

# What people write and hear in BIJ: each in a deed of its own, so that a leak says which.
GEVRAAGD, GEWOGEN, BESLOTEN, GEHOORD = "Zwaluwplein", "Kievitstraat", "Leeuweriklaan", KENT.waarde
VAN_DADEN = (GEVRAAGD, GEWOGEN, BESLOTEN, GEHOORD)
_OVERLEG = {
    "soort": "trajectbepalingsoverleg",
    "kring": "0281",
    "datum": "2026-12-01",
    "van": "10:00",
    "tot": "12:00",
    "plek": "digitaal",
    "deelnemers": "PI, casemanager",
    "zaken": "8",
}


async def vul_nazorg(site: Starlette, deps: Deps, db: asyncpg.Connection) -> dict[str, str]:
    """Put something on every page; return, per beginning of an address, what is there.

    The one dossier there is already, is NZ-2026-0001.
    """
    await leg_neer(deps, 2, "QQQ")
    await deps.ontvang([ruw(telling_event({TYPE_VAN_SOORT[Soort.BEGONNEN]: 3}, id="t-1"))])
    run = await speel(deps)
    async with open_browser(site) as browser:
        await browser.post("/login", data={"medewerker": "marieke-bos"})
        overleg = await browser.post("/overleggen", data=_OVERLEG)
    async with open_browser(site) as browser:
        await browser.post("/login", data={"medewerker": "joyce-van-veen"})
        vragen = await begin(browser)
        assert (await bewaar(browser)).status_code == 303
    bericht = "select id from nazorg.bericht where uitkomst = 'verwerkt' limit 1"
    return {
        "/taken/": str(await db.fetchval("select id from nazorg.taak limit 1")),
        "/berichten/herhalingen/": str(run),
        "/berichten/": str(await db.fetchval(bericht)),
        "/overleggen/": overleg.headers["location"].partition("?")[0].rpartition("/")[2],
        "/dossiers/": vragen.rpartition("/")[2],
    }


@dataclass(frozen=True)
class Daden:
    """All that can be done with an alert, by the people whose work it is, over HTTP."""

    site: Starlette
    bij: BijDeps
    db: asyncpg.Connection

    async def doe(self, werker: Werker, ontvanger: Ontvanger, klok: VasteKlok) -> Topic:
        """Do everything there is to do with BIJ-1; BIJ-2 comes, and is withdrawn."""
        topic = Topic()
        alles = self._werker(werker, topic, klok)
        await abonneer(self.bij, ontvanger.url)
        await stuur(self.bij, gemeld(meldingId="BIJ-2"), tijd="2026-11-22T08:00:00Z")
        await alles.doe_ronde()
        async with open_browser(self.site, ANNE) as anne, open_browser(self.site, KARIN) as karin:
            await self._beslis(anne, karin, alles)
            await self._trek_in(karin, alles)
        await alles.geef_door()
        await alles.bezorg()
        await stuur(self.bij, gemeld() | {"iets": 1}, tijd="2026-11-22T09:00:00Z")
        await alles.doe_ronde()
        return topic

    def _werker(self, werker: Werker, topic: Topic, klok: VasteKlok) -> Werker:
        """Return the process, with a ZVH that knows something and a partner that is away."""
        zvh, weg = Bron(Partner.ZVH, [KENT]), Bron(Partner.RECLASSERING, PartnerUnavailable())
        bronnen = replace(self.bij.bronnen, bronnen={b.partner: b for b in (zvh, weg)})
        return replace(met_webhooks(werker, klok), bronnen=bronnen, topic=(topic, BRON))

    async def _beslis(
        self, anne: httpx2.AsyncClient, karin: httpx2.AsyncClient, werker: Werker
    ) -> None:
        pad = await self._pad("BIJ-1")
        waarom = {"reden": GEVRAAGD, "ontvangers": GEVRAAGD, "noodzaak": GEVRAAGD}
        for partner in (Partner.ZVH, Partner.RECLASSERING, Partner.POLITIE):
            await _post(anne, f"{pad}/navraag", waarom | {"partner": partner})
        await werker.vraag_partners()
        await _post(karin, f"{pad}/overwegingen", {"tekst": GEWOGEN})
        verbod = {"besluit": "gebiedsverbod", "tot": "2026-12-20", "motivering": BESLOTEN}
        await _post(anne, f"{pad}/besluit", verbod | {"gezien": "0"})
        gezien = [await anne.get(f"{pad}{deel}") for deel in ("", "/stand", "/brief/1")]
        assert [a.status_code for a in gezien] == [200, 200, 200]
        assert [woord for woord in VAN_DADEN if woord not in gezien[0].text] == []

    async def _trek_in(self, karin: httpx2.AsyncClient, werker: Werker) -> None:
        weg = intrekking(meldingId="BIJ-2")
        await stuur(self.bij, weg, BijSoort.INGETROKKEN, tijd="2026-11-22T08:30:00Z")
        await werker.doe_ronde()
        await _post(karin, f"{await self._pad('BIJ-2')}/bevestiging", {})

    async def _pad(self, nummer: str) -> str:
        id_ = await self.db.fetchval("select id from bij.melding where nummer = $1", nummer)
        return f"/bij/meldingen/{id_}"


async def _post(browser: httpx2.AsyncClient, pad: str, velden: dict[str, Any]) -> None:
    antwoord = await browser.post(pad, data=velden)
    assert antwoord.status_code == 303, (pad, antwoord.status_code)
