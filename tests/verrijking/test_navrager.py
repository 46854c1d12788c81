"""Asking: what lasts through days without a partner, and when it is asked again."""

import json
from datetime import timedelta

import asyncpg

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.partner import Partner
from tests.factories import BSN_DAAN, BSN_NINA, event, persoon
from tests.klok import VasteKlok
from tests.verrijking.conftest import Opstelling
from tests.verrijking.kijk import STAND, standen, stuur

TAKEN = "nl.nazorg.taken-gewijzigd.v1"


async def test_a_new_dossier_is_asked_about_with_a_ground_a_moment_readers_and_an_end(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, event())

    await op.ga()

    assert await standen(eigenaar) == {"brp": "bekend", "zvh": "bekend", "reclassering": "bekend"}
    rijen = await eigenaar.fetch("select * from nazorg.partnergegeven order by partner")
    assert [r["partner"] for r in rijen] == ["brp", "reclassering", "zvh"]
    assert {r["gehoord_op"] for r in rijen} == {klok.nu()}
    assert all(r["grondslag"] and r["zichtbaar_voor"] == ["nazorgcoordinator"] for r in rijen)
    assert [(r["vervalt_op"] - klok.nu()).days for r in rijen] == [30, 90, 30]
    assert all(b"Waalkade" not in r["waarde"] for r in rijen)
    assert [v.bsn for v in op.brp.gevraagd] == [BSN_DAAN]


async def test_others_hear_once_of_a_task_that_the_answer_of_the_zvh_brought(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())
    await eigenaar.execute("delete from nazorg.outbox")

    await op.ga()
    await op.ga()

    taak = await eigenaar.fetchval("select id from nazorg.taak where regel = 'zvh_detentie'")
    rijen = await eigenaar.fetch("select inhoud::text from nazorg.outbox where type = $1", TAKEN)
    verteld = [json.loads(r[0])["taken"] for r in rijen]
    assert verteld == [[{"taakId": str(taak), "status": "open"}]]


async def test_once_asked_is_not_asked_again_by_the_next_notice(op: Opstelling, deps: Deps) -> None:
    await stuur(deps, event())
    await op.ga()
    await stuur(deps, event(Soort.OVERGEPLAATST))

    assert await op.ga() == 0


async def test_partners_that_were_away_for_days_are_caught_up_with_at_once(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    for bron in op.alle:
        bron.is_weg = True
    begin = klok.nu()
    await stuur(deps, event())
    for _ in range(5 * 3):
        await op.ga()
        klok.verder(hours=8)
    assert set((await standen(eigenaar)).values()) == {"niet_bereikbaar"}
    assert {r["sinds"] for r in await eigenaar.fetch(STAND)} == {begin}
    wie = persoon(bsn=BSN_NINA, geslachtsnaam="Burens")
    await stuur(deps, event(persoon=wie, detentieId="D-2"))
    await op.ga()

    for bron in op.alle:
        bron.is_weg = False
    klok.verder(minutes=20)
    await op.ga()

    assert set((await standen(eigenaar)).values()) == {"bekend"}
    assert await eigenaar.fetchval("select count(*) from nazorg.partnergegeven") == 6


async def test_when_one_answer_shows_that_a_partner_is_back_the_others_go_too(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    op.zvh.is_weg = True
    await stuur(deps, event())
    wie = persoon(bsn=BSN_NINA, geslachtsnaam="Burens")
    await stuur(deps, event(persoon=wie, detentieId="D-2"))
    await op.ga()
    op.zvh.is_weg = False
    await eigenaar.execute(
        """update nazorg.partnervraag set vanaf = vanaf + interval '1 day' where partner = 'zvh'
        and onderwerp_id = (select min(onderwerp_id::text)::uuid from nazorg.partnervraag)"""
    )

    klok.verder(minutes=1)
    await op.ga()

    assert op.zvh.per_persoon == {BSN_DAAN: 2, BSN_NINA: 2}
    assert set((await standen(eigenaar)).values()) == {"bekend"}


async def test_the_last_known_value_stays_while_a_partner_is_away_and_goes_at_its_end(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, event(verwachtEinde=None))
    await op.ga()
    op.brp.is_weg = True
    klok.verder(days=29)
    await op.ga()
    assert (await standen(eigenaar))["brp"] == "niet_bereikbaar"
    over = "select count(*) from nazorg.partnergegeven where partner = 'brp' and vervalt_op > $1"
    assert await eigenaar.fetchval(over, klok.nu()) == 1

    klok.verder(days=2)

    assert await eigenaar.fetchval(over, klok.nu()) == 0
    async with deps.store.open_unscoped_ontvangst() as tx:
        assert await op.zijde.compartiment.gegevens.verwijder_vervallen(tx, klok.nu()) == 1


async def test_what_is_about_to_end_is_asked_again_before_it_does(
    op: Opstelling, deps: Deps, klok: VasteKlok
) -> None:
    await stuur(deps, event(verwachtEinde=None))
    await op.ga()
    klok.verder(days=28)
    assert await op.ga() == 0

    klok.verder(days=1)
    await op.ga()

    assert len(op.brp.gevraagd) == 2


async def test_a_refusal_is_not_asked_again_until_a_person_says_so(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    op.zvh.weigert = True
    await stuur(deps, event())
    await op.ga()
    klok.verder(days=3)
    await op.ga()
    assert (await standen(eigenaar))["zvh"] == "geweigerd"
    assert len(op.zvh.gevraagd) == 1

    op.zvh.weigert = False
    id_ = await eigenaar.fetchval("select id from nazorg.dossier")
    async with deps.store.open_unscoped_ontvangst() as tx:
        await op.zijde.compartiment.vragen.vraag_opnieuw(tx, id_, [Partner.ZVH], klok.nu())
    await op.ga()

    assert (await standen(eigenaar))["zvh"] == "bekend"


async def test_without_a_bsn_nobody_is_asked_and_the_question_waits(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, event(persoon=persoon(bsn=None, skn="12345")))
    await op.ga()
    assert set((await standen(eigenaar)).values()) == {"wacht"}
    assert not any(b.gevraagd for b in op.alle)

    await stuur(deps, event(Soort.OVERGEPLAATST, persoon=persoon(skn="12345")))
    klok.verder(minutes=6)
    await op.ga()

    assert set((await standen(eigenaar)).values()) == {"bekend"}


async def test_somebody_who_walked_out_is_not_asked_about(
    op: Opstelling, deps: Deps, klok: VasteKlok
) -> None:
    await stuur(deps, event())
    await op.zijde.zoek_nieuwe()
    await stuur(deps, event(Soort.BEEINDIGD, tijd="2026-11-22T08:00:00Z", eindDatum="2026-11-22"))

    await op.ga()
    klok.verder(days=60)
    await op.ga()

    assert not any(b.gevraagd for b in op.alle)


def test_waiting_grows_but_never_to_days() -> None:
    from nazorg.usecases.verrijking.uitslag import wacht

    assert wacht(1, None) < timedelta(seconds=20)
    assert all(wacht(n, None) < timedelta(minutes=20) for n in range(1, 100))
