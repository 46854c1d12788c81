"""Every partner is switched off for a whole run of days: alerts on time, all caught up after (D).

Over real sockets: nobody listens where the partners should be, mail goes to a real server, and
what a mayor sees is read from the page.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from nazorg.commands.partnerlijnen import open_partners
from nazorg.commands.simulate import simuleer_voor
from nazorg.deps import BijDeps
from nazorg.integrations.smtp import SmtpPost
from nazorg.kern.klok import vandaag
from nazorg.kern.partner import Partner
from nazorg.settings import Settings
from nazorg.simulatie.feiten import Wereld
from nazorg.simulatie.server import Simulator
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import BSN, gemeld, terugkeer, verlof
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import ANNE, JAAP, KARIN
from tests.bij.mailserver import Postvak
from tests.bij.navraag import Pagina
from tests.bij.test_kennisgeving import check_neutraal
from tests.factories import BSN_DAAN, BSN_NINA
from tests.klok import VasteKlok
from tests.partners.lijnen import VOL

WEG = "Wij blijven het proberen."
# What each partner tells, as it stands on the page.
GEHOORD = ("Waalkade", "RG-2026-17", "Reclassering Nederland", "Meldingen in de buurt.")


@dataclass(frozen=True)
class Bericht:
    """An alert: when it comes, of whom, and when its mail may go."""

    nummer: str
    bsn: str
    komt_op: datetime
    mail_op: datetime
    data: dict[str, Any]


def _dag(dag: int, uur: int, minuut: int = 0) -> datetime:
    return datetime(2026, 11, dag, uur, minuut, tzinfo=UTC)


BERICHTEN = (
    Bericht("BIJ-1", BSN, _dag(23, 8), _dag(23, 8), gemeld()),
    # Half past eleven in the evening: the mail waits until seven, unless it is urgent.
    Bericht("BIJ-2", BSN_DAAN, _dag(23, 22, 30), _dag(24, 6), gemeld(terugkeer=terugkeer(40))),
    Bericht("BIJ-3", BSN_NINA, _dag(24, 2), _dag(24, 2), verlof(dagen=2)),
)


@pytest.fixture
def sim(klok: VasteKlok) -> Simulator:
    """The machine of all partners: off, with what it will know when it is on."""
    wereld = Wereld(lambda: vandaag(klok))
    for bericht in BERICHTEN:
        for partner in Partner:
            wereld.zeg(partner, bericht.bsn, VOL[partner])
    wereld.zeg(Partner.ZVH, BSN_NINA, None)
    return Simulator(wereld, klok)


@pytest.fixture
async def bij(bij: BijDeps, sim: Simulator, klok: VasteKlok) -> AsyncIterator[BijDeps]:
    """The room with the lines and grounds of the product; nobody listens at the other end."""
    await sim.start()  # to have a port
    await sim.stop()
    async with open_partners(simuleer_voor(Settings(), sim), klok) as lijnen:
        yield replace(bij, bronnen=replace(bij.bronnen, bronnen=lijnen.bronnen))
    await sim.stop()


@dataclass
class Loop:
    """The days that go by, hour by hour, with the worker of the product."""

    bij: BijDeps
    als: Als
    klok: VasteKlok
    werker: Werker
    db: asyncpg.Connection

    async def neem_aan(self, bericht: Bericht) -> None:
        """Take an alert in; it is on the list before any round, and everybody is asked about it."""
        await stuur(
            self.bij, bericht.data | {"meldingId": bericht.nummer, "persoon": _wie(bericht)}
        )
        lijst = await (await self.als(ANNE)).get("/bij/meldingen")
        assert bericht.nummer in lijst.text
        for partner in Partner:
            await (await self.pagina(bericht)).vraag(partner)

    async def doe(self) -> None:
        await self.werker.doe_ronde()
        await self.werker.vraag_partners()

    async def tot(self, moment: datetime) -> None:
        """Work until then: a round at every whole hour."""
        while self.klok.nu() < moment:
            await self.doe()
            heel = self.klok.nu().replace(minute=0) + timedelta(hours=1)
            self.klok.zet(min(moment, heel))

    async def pagina(self, bericht: Bericht) -> Pagina:
        id_ = await self.db.fetchval("select id from bij.melding where nummer = $1", bericht.nummer)
        return Pagina(self.als, self.bij, str(id_))

    async def teksten(self) -> list[str]:
        return [await (await self.pagina(b)).tekst() for b in BERICHTEN]

    async def haal_in(self) -> None:
        """Work until no question is open. The breaker of a line rests by the clock of the wall."""
        async with asyncio.timeout(60):
            while await self.db.fetchval("select count(*) from bij.verrijking where open"):
                self.klok.verder(minutes=1)
                await self.doe()
                await asyncio.sleep(0.25)


def _wie(bericht: Bericht) -> dict[str, Any]:
    return {"geslachtsnaam": f"Proef {bericht.nummer}", "bsn": bericht.bsn}


@pytest.fixture
def loop(
    bij: BijDeps, als: Als, klok: VasteKlok, postvak: Postvak, eigenaar: asyncpg.Connection
) -> Loop:
    werker = Werker(kamer=bij.kamer, post=SmtpPost(postvak.server), bronnen=bij.bronnen)
    return Loop(bij, als, klok, werker, eigenaar)


async def test_with_all_partners_off_for_days_alerts_are_in_time_and_then_all_is_caught_up_once(
    loop: Loop, sim: Simulator, postvak: Postvak, eigenaar: asyncpg.Connection
) -> None:
    for bericht in BERICHTEN:
        await loop.tot(bericht.komt_op)
        await loop.neem_aan(bericht)
    await loop.tot(_dag(26, 12))

    assert await _verzonden(eigenaar) == {
        (b.nummer, wie): b.mail_op for b in BERICHTEN for wie in (ANNE, JAAP, KARIN)
    }
    for mail in postvak.mails:
        check_neutraal(mail)
    for tekst in await loop.teksten():
        assert (tekst.count(WEG), tekst.count("Niet bereikbaar sinds")) == (5, 5)
        assert not [woord for woord in GEHOORD if woord in tekst]

    aantal_mails = len(postvak.mails)
    await sim.start()
    await loop.haal_in()
    await loop.tot(loop.klok.nu() + timedelta(hours=3))

    assert _gevraagd(sim) == dict.fromkeys(((p, b.bsn) for p in Partner for b in BERICHTEN), 1)
    for bericht, tekst in zip(BERICHTEN, await loop.teksten(), strict=True):
        assert WEG not in tekst
        gehoord = {woord for woord in GEHOORD if woord in tekst}
        assert gehoord == set(GEHOORD) - ({"RG-2026-17"} if bericht.bsn == BSN_NINA else set())
        assert ("Niets bekend" in tekst) == (bericht.bsn == BSN_NINA)
    # What was caught up is on record once each, and no reason for a mail.
    acties = "select count(*) from bij.audit where actie like 'antwoord_van_%'"
    assert await eigenaar.fetchval(acties) == len(Partner) * len(BERICHTEN)
    assert len(postvak.mails) == aantal_mails


async def _verzonden(db: asyncpg.Connection) -> dict[tuple[str, str], datetime]:
    rijen = await db.fetch(
        """select m.nummer, k.persoon, k.verzonden_op from bij.kennisgeving k
        join bij.melding m on m.id = k.melding_id where k.soort = 'bericht'"""
    )
    return {(r["nummer"], r["persoon"]): r["verzonden_op"] for r in rijen}


def _gevraagd(sim: Simulator) -> Counter[tuple[Partner, str]]:
    """Count the questions that came in, by partner and person."""
    return Counter(
        (Partner(g.partner), b.bsn)
        for g in sim.gekregen
        for b in BERICHTEN
        if b.bsn in json.dumps(g.inhoud)
    )
