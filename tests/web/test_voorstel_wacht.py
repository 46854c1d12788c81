"""That a proposal waits for a second pair of eyes is seen by who has to look."""

from uuid import UUID

import asyncpg

from nazorg.deps import Deps
from tests.factories import event
from tests.web.conftest import MARIEKE, RUBEN, Als, tekst_van
from tests.web.correcties import BSN, FATMA, besluit, mis, stel_voor, zet_apart

__all__ = ["mis"]


async def test_a_second_beheerder_sees_what_waits_and_finds_just_that(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    ander = await zet_apart(deps, eigenaar, event(id="b-ander", inrichting="QQQ"))
    ruben, fatma = await als(RUBEN), await als(FATMA)
    assert "tweede beheerder" not in (await fatma.get("/berichten")).text
    await stel_voor(ruben, mis, **BSN)

    van_fatma = await fatma.get("/berichten")
    van_ruben = await ruben.get("/berichten")
    lijst = await fatma.get("/berichten?voorstel=open")

    assert "1 bericht wacht op een tweede beheerder." in tekst_van(van_fatma.text)
    assert 'href="/berichten?voorstel=open#lijst"' in van_fatma.text
    assert "Voorstel wacht op uw oordeel" in van_fatma.text
    assert "1 bericht wacht op een tweede beheerder. U stelde dat zelf voor." in tekst_van(
        van_ruben.text
    )
    assert "Uw voorstel wacht op een ander" in van_ruben.text
    rijen = lijst.text.partition('class="msgs"')[2]
    assert str(mis) in rijen
    assert str(ander) not in rijen
    assert "Wacht op een tweede beheerder" in lijst.text
    assert '<input type="hidden" name="voorstel" value="open">' in lijst.text
    vooraf = tekst_van((await fatma.get("/berichten/herhalen?voorstel=open")).text)
    assert "1 bericht opnieuw afspelen U koos: Wacht op een tweede beheerder." in vooraf
    data = {"voorstel": "open", "akkoord": "ja"}
    assert (await fatma.post("/berichten/herhalen", data=data)).status_code == 303
    assert await eigenaar.fetchval("select count(*) from nazorg.herhaling_bericht") == 1


async def test_nothing_waits_once_it_was_decided_and_a_coordinator_has_no_part_in_it(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    ruben, fatma = await als(RUBEN), await als(FATMA)
    await stel_voor(ruben, mis, **BSN)
    assert "tweede beheerder" not in (await (await als(MARIEKE)).get("/berichten")).text

    await besluit(fatma, eigenaar, mis)

    assert "tweede beheerder" not in (await fatma.get("/berichten")).text
