"""Bad input and faults in the room: each has a state on the screen, and loses nothing.

Over real sockets, with the clients of the product: what a mayor reads when it goes wrong, what is
logged, and that the question is there still or says what became of it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from structlog.testing import capture_logs

from nazorg.commands.opbouw import bases_voor_bij
from nazorg.commands.partnerlijnen import open_partners
from nazorg.deps import BijDeps
from nazorg.kern.partner import Partner
from nazorg.partnerinstelling import Partnerinstelling
from nazorg.settings import Settings
from nazorg.simulatie.certificaten import Autoriteit
from nazorg.simulatie.feiten import Wereld
from nazorg.simulatie.schakelaars import Gedrag
from nazorg.simulatie.server import Simulator
from nazorg.usecases.bij.verrijk import Bronnen, verrijk
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import BSN
from tests.bij.conftest import Als
from tests.bij.kamer import ANNE, JAAP, WIM
from tests.bij.mailserver import Postvak
from tests.bij.navraag import VELDEN
from tests.klok import VasteKlok
from tests.partners.lijnen import VOL
from tests.web.conftest import tekst_van

KENMERK = "RG-2026-17"
WEG = "Niet bereikbaar sinds"
ANDERS = "Het antwoord was niet wat is afgesproken. Wij hebben het niet bewaard"


@dataclass(frozen=True)
class Storing:
    """A fault of a partner. zegt: on the page. komt_terug: it is asked again by itself."""

    gedrag: Gedrag
    zegt: str
    komt_terug: bool
    url: str = ""
    tls: bool = False


STORINGEN = {
    "another person": Storing(
        Gedrag.ANDER_PERSOON, "Het antwoord ging over iemand anders", komt_terug=False
    ),
    "huge body": Storing(Gedrag.GROOT, "Het antwoord was te groot", komt_terug=False),
    "body without end": Storing(Gedrag.EINDELOOS, "Het antwoord was te groot", komt_terug=False),
    "invalid date": Storing(Gedrag.FOUTE_DATUM, ANDERS, komt_terug=False),
    "date in the future": Storing(Gedrag.TOEKOMST, ANDERS, komt_terug=False),
    "HTML instead of JSON": Storing(Gedrag.HTML, WEG, komt_terug=True),
    "wrong JSON": Storing(Gedrag.STUK_JSON, ANDERS, komt_terug=False),
    "half a response": Storing(Gedrag.HALF, WEG, komt_terug=True),
    "TLS error": Storing(Gedrag.GOED, WEG, komt_terug=True, tls=True),
    "DNS gone": Storing(Gedrag.GOED, WEG, komt_terug=True, url="http://partner.invalid/zvh"),
    "hangs": Storing(Gedrag.HANGT, WEG, komt_terug=True),
    "down": Storing(Gedrag.WEG, WEG, komt_terug=True),
    "429": Storing(Gedrag.DRUK, WEG, komt_terug=True),
    "clock skew": Storing(Gedrag.SCHEVE_KLOK, KENMERK, komt_terug=False),
}

GOED = Storing(Gedrag.GOED, KENMERK, komt_terug=False)


@dataclass(frozen=True)
class Zvh:
    """A ZVH on a socket that can have a bad day, and the line of the product to it."""

    klok: VasteKlok
    bij: BijDeps
    map_: Path
    stapel: AsyncExitStack

    async def vraag(self, storing: Storing) -> None:
        """Let the worker ask what is open, of a ZVH with this fault."""
        ca = Autoriteit(self.map_, nu=self.klok.nu())
        over = ca.server_tls(ca.maak("zvh", geldig=timedelta(days=-1)))
        wereld = Wereld(self.bij.kamer.vandaag)
        wereld.zeg(Partner.ZVH, BSN, VOL[Partner.ZVH])
        sim = Simulator(wereld, self.klok, tls=over if storing.tls else None)
        sim.schakelaars.zet(storing.gedrag)
        await sim.start()
        self.stapel.push_async_callback(sim.stop)
        lijn = open_zvh(sim, self.klok, url=storing.url, ca=ca.ca if storing.tls else None)
        await verrijk(self.bij.kamer, await self.stapel.enter_async_context(lijn))


@pytest.fixture
async def zvh(klok: VasteKlok, bij: BijDeps, tmp_path: Path) -> AsyncIterator[Zvh]:
    async with AsyncExitStack() as stapel:
        yield Zvh(klok, bij, tmp_path, stapel)


@asynccontextmanager
async def open_zvh(
    sim: Simulator, klok: VasteKlok, *, url: str, ca: Path | None
) -> AsyncIterator[Bronnen]:
    """Open a line to this ZVH, as `nazorg bij` does from its settings."""
    zvh = Partnerinstelling(
        partner=Partner.ZVH,
        url=url or sim.url("zvh"),
        seconden=1.0,
        ca=ca,
    )
    settings = Settings().model_copy(update={"partners": (zvh,)})
    async with open_partners(settings, klok) as lijnen:
        yield Bronnen(bronnen=lijnen.bronnen, bases=bases_voor_bij(klok))


async def pagina(als: Als, id_: str, wie: str = ANNE) -> str:
    return tekst_van((await (await als(wie)).get(f"/bij/meldingen/{id_}")).text)


@pytest.mark.parametrize("naam", STORINGEN)
async def test_a_fault_of_a_partner_has_its_state_on_the_screen_and_loses_nothing(
    naam: str, als: Als, zvh: Zvh, id_: str, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    storing = STORINGEN[naam]
    anne = await als(ANNE)
    await anne.post(f"/bij/meldingen/{id_}/navraag", data=VELDEN | {"partner": "zvh"})
    with capture_logs() as regels:
        await zvh.vraag(storing)

    tekst = await pagina(als, id_)
    assert storing.zegt in tekst
    assert (KENMERK in tekst) is (storing.zegt == KENMERK)
    gelogd = {r["event"] for r in regels}
    assert gelogd & {"bij.partner_away", "bij.partner_answered"}
    assert ("partner.clock_skew" in gelogd) is (storing.gedrag is Gedrag.SCHEVE_KLOK)
    assert VELDEN["reden"] in tekst  # why it was asked stays
    open_, acties = await stand_van(eigenaar)
    assert open_ is storing.komt_terug
    assert ("antwoord_van_zvh" in acties) is not storing.komt_terug
    if storing.komt_terug:
        klok.verder(minutes=2)
        await zvh.vraag(GOED)
        assert KENMERK in await pagina(als, id_)


async def stand_van(eigenaar: asyncpg.Connection) -> tuple[bool, set[str]]:
    open_ = await eigenaar.fetchval("select open from bij.verrijking")
    return bool(open_), {r[0] for r in await eigenaar.fetch("select actie from bij.audit")}


async def test_a_mail_server_that_is_down_for_a_day_is_on_the_screens_and_nothing_is_lost(
    als: Als, id_: str, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    postvak.is_vol = True
    for _ in range(25):
        await werker.doe_ronde()
        klok.verder(hours=1)
    assert "Mail wacht te lang" in tekst_van((await (await als(WIM)).get("/bij/beheer")).text)
    # The alert itself did not wait for any mail; and who reads it needs none.
    zegt = "Mail aan Jaap Visser is nog niet weg: de mailserver neemt niets aan. Bel bij haast."
    assert zegt in await pagina(als, id_)

    postvak.is_vol = False
    klok.verder(hours=1)
    await werker.doe_ronde()
    await werker.doe_ronde()
    namen = {m["To"].split("@")[0] for m in postvak.mails}
    assert JAAP in namen
    assert ANNE not in namen
    assert "Er is nu niets mis" in tekst_van((await (await als(WIM)).get("/bij/beheer")).text)


async def test_two_mayors_who_decide_at_once_make_one_decision_and_the_other_reads_it(
    als: Als, id_: str, eigenaar: asyncpg.Connection
) -> None:
    anne, jaap = await als(ANNE), await als(JAAP)
    velden = {"besluit": "bevel", "tot": "2026-12-20", "gezien": "0"}
    uit = await asyncio.gather(
        anne.post(f"/bij/meldingen/{id_}/besluit", data=velden | {"motivering": "Van Anne"}),
        jaap.post(f"/bij/meldingen/{id_}/besluit", data=velden | {"motivering": "Van Jaap"}),
    )

    assert sorted(a.status_code for a in uit) == [303, 409]
    (tweede,) = [tekst_van(a.text) for a in uit if a.status_code == 409]
    # What was decided, and what this person typed: both are on the page.
    assert "Van Anne" in tweede
    assert "Van Jaap" in tweede
    assert await eigenaar.fetchval("select count(*) from bij.besluit") == 1
    acties = [r[0] for r in await eigenaar.fetch("select actie from bij.audit")]
    assert acties.count("besloten_bevel") == 1


TOEN = [
    ("GET", "", {}),
    ("GET", "/stand", {}),
    ("POST", "/besluit", {"besluit": "gesprek", "gezien": "0"}),
    ("POST", "/overwegingen", {"tekst": "Ik ken de straat."}),
    ("POST", "/navraag", VELDEN | {"partner": "zvh"}),
]


@pytest.mark.parametrize("wat", TOEN, ids=str)
async def test_whose_term_ends_while_reading_sees_and_does_nothing_more(
    wat: tuple[str, str, dict[str, str]],
    als: Als,
    id_: str,
    klok: VasteKlok,
    eigenaar: asyncpg.Connection,
) -> None:
    methode, deel, velden = wat
    anne = await als(ANNE)
    assert "Windhoek" in (await anne.get(f"/bij/meldingen/{id_}")).text
    await eigenaar.execute(
        "update bij.aanwijzing set tot = $2 where persoon = $1", ANNE, klok.nu().date()
    )

    antwoord = await anne.request(methode, f"/bij/meldingen/{id_}{deel}", data=velden or None)

    assert antwoord.status_code == 403
    tekst = tekst_van(antwoord.text)
    assert "Er is geen aanwijzing die vandaag voor u geldt" in tekst
    assert "Windhoek" not in antwoord.text
    # What was typed comes back, to copy; nothing of it was kept.
    assert velden.get("tekst", "") in tekst
    for tabel in ("besluit", "overweging", "verrijking"):
        assert await eigenaar.fetchval(f"select count(*) from bij.{tabel}") == 0
    weigering = await eigenaar.fetchval(
        "select count(*) from bij.audit where actor = $1 and actie = 'geweigerd'", ANNE
    )
    assert weigering == 1
