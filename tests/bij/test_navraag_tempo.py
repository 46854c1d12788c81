"""Who is back is asked soon, and no partner waits for another."""

import asyncio
from dataclasses import replace

import asyncpg

from nazorg.deps import BijDeps
from nazorg.kern.partner import (
    Gegeven,
    Partner,
    Partnerreden,
    PartnerUnavailable,
)
from nazorg.usecases.bij.verrijk import verrijk
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import gemeld
from tests.bij.conftest import Als, stuur
from tests.bij.navraag import KENT, Bron, Pagina, bij, pagina, zvh
from tests.klok import VasteKlok

__all__ = ["bij", "pagina", "zvh"]


async def test_who_is_back_after_a_day_is_asked_within_a_minute(
    pagina: Pagina, bij: BijDeps, zvh: Bron, klok: VasteKlok
) -> None:
    zvh.uit = PartnerUnavailable()
    await pagina.vraag()
    for _ in range(24 * 12):
        await verrijk(bij.kamer, bij.bronnen)
        klok.verder(minutes=5)
    await verrijk(bij.kamer, bij.bronnen)
    zvh.uit = [KENT]
    klok.verder(minutes=1)
    await verrijk(bij.kamer, bij.bronnen)

    klok.verder(seconds=-60)  # the screen locks by the same clock
    assert "RG-17" in await pagina.tekst()


async def test_when_one_question_is_answered_all_that_waits_for_that_partner_goes(
    als: Als, bij: BijDeps, id_: str, zvh: Bron, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    """It asked for an hour of rest for the first; the second finds it back before."""
    await stuur(bij, gemeld(meldingId="BIJ-2"))
    ander = str(await eigenaar.fetchval("select id from bij.melding where nummer = 'BIJ-2'"))
    zvh.uit = PartnerUnavailable(Partnerreden.DRUK, wacht_s=3000)
    await Pagina(als, bij, id_).vraag()
    await verrijk(bij.kamer, bij.bronnen)
    klok.verder(minutes=5)
    assert "Niet bereikbaar sinds" in await Pagina(als, bij, id_).na_ronde()
    assert zvh.gevraagd == 1
    zvh.uit = [KENT]
    await Pagina(als, bij, ander).vraag()
    await verrijk(bij.kamer, bij.bronnen)

    assert "RG-17" in await Pagina(als, bij, id_).tekst()


async def test_a_partner_that_hangs_keeps_no_other_waiting(
    pagina: Pagina, bij: BijDeps, zvh: Bron
) -> None:
    hangt = Bron(Partner.BRP, None)  # the first in line
    door = Gegeven(groep="toezicht", naam="organisatie", waarde="Stichting Door")
    ro = Bron(Partner.RECLASSERING, [door])
    bronnen = replace(bij.bronnen, bronnen={b.partner: b for b in (hangt, ro, zvh)})
    for partner in (Partner.BRP, Partner.RECLASSERING, Partner.ZVH):
        await pagina.vraag(partner)
    ronde = asyncio.create_task(verrijk(bij.kamer, bronnen))
    async with asyncio.timeout(10):
        # What we wait for has no event.
        while not ("RG-17" in (tekst := await pagina.tekst()) and "Stichting Door" in tekst):  # noqa: ASYNC110
            await asyncio.sleep(0.05)

    assert hangt.gevraagd == 1
    ronde.cancel()


async def test_a_fault_of_ours_with_one_partner_is_seen_and_stops_no_other(
    pagina: Pagina, bij: BijDeps, zvh: Bron
) -> None:
    stuk = Bron(Partner.BRP, ValueError("ons foutje"))
    bronnen = replace(bij.bronnen, bronnen={Partner.BRP: stuk, Partner.ZVH: zvh})
    werker = Werker(kamer=bij.kamer, post=None, bronnen=bronnen)
    for partner in (Partner.BRP, Partner.ZVH):
        await pagina.vraag(partner)
    await werker.vraag_partners()

    assert "RG-17" in await pagina.tekst()
    assert werker.mislukt == {"verrijk"}
