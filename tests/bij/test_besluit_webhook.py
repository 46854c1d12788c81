"""Receivers hear by webhook that a mayor decided: signed, at least once, in order, for a day."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import asyncpg
import pytest

from nazorg.bij.besluit import Besluitsoort
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.deps import BijDeps
from nazorg.kern.toegang import NietGevonden
from nazorg.usecases.bij.abonnement import OngeldigBijAbonnement, stop, stuur_opnieuw, voeg_toe
from nazorg.usecases.bij.besluit import Keuze, besluit
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.verantwoord import toon_beheer
from nazorg.usecases.bij.vernietig import vernietig
from nazorg.usecases.bij.werk import Werker
from tests.bezorging.ontvanger import Antwoordt, Ontvanger, klopt_handtekening, open_ontvanger
from tests.bij.berichten import BSN, NAAM, TIEL, gemeld
from tests.bij.conftest import Als, stuur
from tests.bij.doorgeven import NAAR, abonneer, met_webhooks
from tests.bij.kamer import WIM
from tests.bij.mensen import ANNE, BEHEER, toegang
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van

pytestmark = pytest.mark.usefixtures("aangewezen")
VERBOD = Keuze(
    soort=Besluitsoort.GEBIEDSVERBOD, tot=date(2027, 1, 10), motivering="Onrust", gezien=0
)


@pytest.fixture
async def ontvanger() -> AsyncIterator[Ontvanger]:
    async with open_ontvanger() as ontvanger:
        yield ontvanger


@dataclass
class Kanaal:
    """A receiver of webhooks, the worker that tells it, and a mayor who decides."""

    bij: BijDeps
    werker: Werker
    ontvanger: Ontvanger

    async def abonneer(self) -> str:
        return await abonneer(self.bij, self.ontvanger.url)

    async def besluit(self, *, keer: int = 0) -> UUID:
        """Decide about the one alert, which comes with the first decision; return which it is."""
        als = await toegang(self.bij, ANNE)
        if not keer:
            await stuur(self.bij, gemeld())
        melding = (await toon_lijst(als)).regels[0].melding.id
        await besluit(melding, replace(VERBOD, gezien=keer), als)
        return melding

    async def bezorg(self) -> int:
        return await self.werker.bezorg()

    async def doe(self, antwoord: Antwoordt | None = None) -> None:
        """Add the receiver, which answers like this; decide, and tell it."""
        await self.abonneer()
        self.ontvanger.altijd = antwoord or Antwoordt()
        await self.besluit()
        await self.bezorg()


@pytest.fixture
def kanaal(bij: BijDeps, werker: Werker, ontvanger: Ontvanger, klok: VasteKlok) -> Kanaal:
    return Kanaal(bij, met_webhooks(werker, klok), ontvanger)


async def _alarmen(bij: BijDeps) -> set[BijAlarm]:
    beheer = await toon_beheer(BEHEER, bij.kamer)
    return {s for s, _, _ in beheer.alarmen} & {BijAlarm.BESLUIT_KWAM_NIET_AAN}


async def test_a_receiver_hears_once_that_there_is_a_decision_and_can_verify_it(
    kanaal: Kanaal, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    geheim = await kanaal.abonneer()
    melding = await kanaal.besluit()

    assert [await kanaal.bezorg() for _ in range(2)] == [1, 0]

    (gekregen,) = ontvanger.gekregen
    assert klopt_handtekening(gekregen, geheim, nu=int(klok.nu().timestamp()))
    event = gekregen.event
    assert event["type"] == "nl.nazorg.bij-besluit-genomen.v1"
    assert set(event["data"]) == {"meldingId", "besluitId"}
    assert event["data"]["meldingId"] == str(melding)
    alles = json.dumps(gekregen.headers) + gekregen.lijf.decode()
    for verboden in (NAAM, BSN, TIEL, "gebiedsverbod", "Onrust", ANNE.id, "BIJ-1"):
        assert verboden not in alles
    assert kanaal.werker.mislukt == set()


async def test_a_new_receiver_hears_only_what_is_decided_from_then_on(
    kanaal: Kanaal, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    await kanaal.besluit()
    klok.verder(minutes=1)
    await kanaal.abonneer()

    assert await kanaal.bezorg() == 0
    klok.verder(minutes=1)
    await kanaal.besluit(keer=1)
    assert await kanaal.bezorg() == 1


async def test_a_receiver_that_is_down_is_tried_again_in_order_and_later_and_later(
    kanaal: Kanaal, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    await kanaal.doe(Antwoordt(503))
    klok.verder(seconds=1)
    await kanaal.besluit(keer=1)

    klok.verder(seconds=1)
    assert await kanaal.bezorg() == 0
    assert len(ontvanger.gekregen) == 1, "it waits, and the second decision waits behind it"
    ontvanger.altijd = Antwoordt()
    klok.verder(seconds=10)
    assert await kanaal.bezorg() == 1
    assert await kanaal.bezorg() == 1

    tijden = [g.event["time"] for g in ontvanger.gekregen]
    assert tijden == sorted(tijden)
    assert [len(set(ontvanger.ids)), len(ontvanger.ids)] == [2, 3]


async def test_after_a_day_it_is_dead_and_seen_and_can_be_sent_again(
    kanaal: Kanaal, ontvanger: Ontvanger, klok: VasteKlok, als: Als
) -> None:
    await kanaal.abonneer()
    ontvanger.altijd = Antwoordt(500)
    await kanaal.besluit()
    for _ in range(60):
        await kanaal.bezorg()
        klok.verder(minutes=45)
    assert 10 < len(ontvanger.gekregen) < 45, "less often as it takes longer, and not for ever"
    assert await _alarmen(kanaal.bij) == {BijAlarm.BESLUIT_KWAM_NIET_AAN}

    wim = await als(WIM)
    html = (await wim.get("/bij/beheer")).text
    tekst = tekst_van(html)
    assert "Een ontvanger weet niet dat er een besluit is" in tekst
    assert "0 aangekomen, 0 onderweg, 1 niet aangekomen. De ontvanger heeft een storing." in tekst
    assert NAAM not in html
    ontvanger.altijd = Antwoordt()
    pad = html.split('action="/bij/beheer/ontvangers/')[1].split('"')[0]
    assert (await wim.post(f"/bij/beheer/ontvangers/{pad}")).status_code == 303

    assert await kanaal.bezorg() == 1
    assert "1 aangekomen, 0 onderweg." in tekst_van((await wim.get("/bij/beheer")).text)
    assert await _alarmen(kanaal.bij) == set()


async def test_half_an_hour_late_is_an_alarm_and_in_time_is_none(
    kanaal: Kanaal, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    await kanaal.abonneer()
    await ontvanger.stop()
    await kanaal.besluit()
    await kanaal.bezorg()
    assert await _alarmen(kanaal.bij) == set()

    klok.verder(minutes=31)
    await kanaal.bezorg()

    assert await _alarmen(kanaal.bij) == {BijAlarm.BESLUIT_KWAM_NIET_AAN}


async def test_who_says_that_it_is_gone_is_stopped_and_one_that_was_stopped_hears_nothing(
    kanaal: Kanaal, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    await kanaal.doe(Antwoordt(410))
    klok.verder(minutes=1)
    await kanaal.besluit(keer=1)

    assert await kanaal.bezorg() == 0
    assert len(ontvanger.gekregen) == 1
    assert await _alarmen(kanaal.bij) == set()
    with pytest.raises(OngeldigBijAbonnement):
        await stop(NAAR, medewerker=BEHEER, kamer=kanaal.bij.kamer, oorsprong="test")


async def test_a_crash_before_the_note_sends_the_same_event_again(
    kanaal: Kanaal, ontvanger: Ontvanger, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await kanaal.doe()
    await eigenaar.execute(
        "update bij.doorgave set stand = 'onderweg', lease_tot = $1",
        klok.nu() + timedelta(minutes=2),
    )
    assert await kanaal.bezorg() == 0, "somebody may still be busy with it"
    klok.verder(minutes=3)
    assert await kanaal.bezorg() == 1

    een, twee = ontvanger.gekregen
    assert een.lijf == twee.lijf


async def test_what_waits_for_a_receiver_goes_with_the_alert_when_its_time_is_over(
    kanaal: Kanaal, ontvanger: Ontvanger, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await kanaal.doe()
    klok.verder(days=300)

    assert await vernietig(kanaal.bij.kamer) == 1

    assert await eigenaar.fetchval("select count(*) from bij.doorgave") == 0


@pytest.mark.parametrize(
    ("naam", "url"),
    [
        ("", "https://x.nl"),
        ("x" * 81, "https://x.nl"),
        ("x", "ftp://x.nl"),
        ("x", "https://a@x.nl"),
    ],
)
async def test_what_cannot_be_a_receiver_is_refused(bij: BijDeps, naam: str, url: str) -> None:
    with pytest.raises(OngeldigBijAbonnement):
        await abonneer(bij, url, naam)


async def test_only_the_beheerder_may_and_one_name_is_one_receiver(bij: BijDeps) -> None:
    await abonneer(bij, "https://x.nl")

    with pytest.raises(OngeldigBijAbonnement):
        await abonneer(bij, "https://y.nl")
    with pytest.raises(NietGevonden):
        await voeg_toe(
            "z", "https://z.nl", medewerker=ANNE, kamer=bij.kamer, oorsprong="t", demo=False
        )
    with pytest.raises(NietGevonden):
        await stuur_opnieuw(UUID(int=1), medewerker=BEHEER, kamer=bij.kamer, oorsprong="t")


async def test_the_secret_is_kept_encrypted_and_the_web_cannot_read_it(
    bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    await abonneer(bij, "https://x.nl")

    geheim = await eigenaar.fetchval("select geheim from bij.abonnement")
    assert len(geheim) > 32
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with bij.kamer.store.open_voor(()) as tx:
            await tx.fetchval("select geheim from bij.abonnement")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with bij.kamer.store.open_voor(()) as tx:
            await tx.fetchval("select melding_id from bij.doorgave")
