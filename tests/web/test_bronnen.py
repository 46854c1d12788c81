"""The panel 'Van partners': each state as it is, who may see it, and what a person can do there."""

import re

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.partner import Gegeven, Partner
from nazorg.referentie.grondslagen import load_grondslagen
from nazorg.usecases.verrijking.dossiers import Dossierzijde
from nazorg.usecases.verrijking.navrager import Navrager
from nazorg.usecases.verrijking.ruim_op import ruim_verrijking_op
from tests.factories import BSN_DAAN
from tests.klok import VasteKlok
from tests.verrijking.bronnen import ADRES, CASUS, TOEZICHT, VRIJWILLIG, FakeBron
from tests.verrijking.conftest import Opstelling, werk_af
from tests.web.conftest import JOYCE, SAMIRA, Als, iemand, nummer_van, stuur, tekst_van

GEHEIM = Gegeven(groep="signalen", naam="geheimhouding", waarde="ja")


@pytest.fixture
async def op(deps: Deps) -> Opstelling:
    zijde = Dossierzijde(
        deps.store, deps.kluis, deps.klok, load_grondslagen(), deps.kennis.regelboek
    )
    brp, zvh = FakeBron(Partner.BRP, [ADRES, GEHEIM]), FakeBron(Partner.ZVH, [CASUS])
    reclassering = FakeBron(Partner.RECLASSERING, [TOEZICHT, VRIJWILLIG])
    navrager = Navrager(
        compartiment=zijde.compartiment,
        bronnen={b.partner: b for b in (brp, zvh, reclassering)},
        grondslagen=zijde.grondslagen,
        klok=deps.klok,
    )
    return Opstelling(zijde, navrager, brp, zvh, reclassering, deps)


@pytest.fixture
async def nummer(deps: Deps, eigenaar: asyncpg.Connection) -> str:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", verwachtEinde=None))
    return await nummer_van(eigenaar, "Verhoeven")


async def _paneel(als: Als, nummer: str, wie: str = JOYCE) -> str:
    antwoord = await (await als(wie)).get(f"/dossiers/{nummer}")
    assert antwoord.status_code == 200
    deel = re.search(r'(?s)<section[^>]*aria-labelledby="h-bron".*?</section>', antwoord.text)
    assert deel
    return tekst_van(deel[0])


async def test_before_anything_was_asked_the_page_says_so(als: Als, nummer: str) -> None:
    tekst = await _paneel(als, nummer)

    assert tekst.count("Wordt gevraagd") == 3
    assert tekst.count("Niet toegestaan") == 2
    assert "Politiegegevens gaan alleen naar de burgemeester." in tekst


async def test_known_and_nothing_known_have_their_moment_ground_and_end(
    als: Als, nummer: str, op: Opstelling
) -> None:
    op.zvh.weet = []
    await op.ga()

    tekst = await _paneel(als, nummer)

    assert "Waalkade 12, 4001 AB Tiel" in tekst
    assert "Geheimhouding ja" in tekst
    assert "Te zien tot wo 23 dec. Grondslag: Wet BRP art. 1.7 en 3.8; Pm art. 1c" in tekst
    assert "Zorg- en Veiligheidshuis (ZVH) Niets bekend · vandaag 09:00" in tekst


async def test_not_reachable_shows_since_when_and_the_last_value_with_its_age(
    als: Als, nummer: str, op: Opstelling, klok: VasteKlok
) -> None:
    await op.ga()
    op.brp.is_weg = True
    klok.verder(days=29)
    await op.ga()
    klok.verder(hours=1)

    tekst = await _paneel(als, nummer)

    assert "Niet bereikbaar sinds" in tekst
    assert "Wij blijven het proberen." in tekst
    assert "Laatst bekend, 29 dagen oud:" in tekst
    assert "Waalkade" in tekst


async def test_l30_what_is_over_is_not_shown_and_is_deleted_by_the_clock(
    als: Als, nummer: str, op: Opstelling, deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await op.ga()
    klok.verder(days=31)

    tekst = await _paneel(als, nummer)
    assert "Waalkade" not in tekst
    assert "Verlopen" in tekst
    # Address, secrecy and the ZVH case; supervision lasts 90 days.
    assert await ruim_verrijking_op(deps.store, deps.kluis, klok) == 3
    assert await eigenaar.fetchval("select count(*) from nazorg.partnergegeven") == 1


async def test_a_refusal_has_its_reason_and_a_way_to_ask_anew(
    als: Als, nummer: str, op: Opstelling
) -> None:
    op.zvh.weigert = True
    await op.ga()
    assert "Het antwoord ging over iemand anders." in await _paneel(als, nummer)

    browser = await als(JOYCE)
    antwoord = await browser.post(f"/dossiers/{nummer}/bronnen/zvh/opnieuw")
    op.zvh.weigert = False
    await werk_af(op.navrager)

    assert antwoord.status_code == 303
    assert "RG-2026-17" in await _paneel(als, nummer)


async def test_l11_consent_can_be_given_and_its_withdrawal_hides_at_once(
    als: Als, nummer: str, op: Opstelling, eigenaar: asyncpg.Connection
) -> None:
    await op.ga()
    browser = await als(JOYCE)
    pad = f"/dossiers/{nummer}/bronnen/reclassering/toestemming"
    assert "Stichting Door" not in await _paneel(als, nummer)
    await browser.post(pad, data={"wat": "geef"})
    await werk_af(op.navrager)
    assert "Vrijwillige begeleiding Stichting Door" in await _paneel(als, nummer)

    await browser.post(pad, data={"wat": "intrek"})

    assert "Stichting Door" not in await _paneel(als, nummer)
    assert "Reclassering Nederland" in await _paneel(als, nummer)
    assert (
        await eigenaar.fetchval("select count(*) from nazorg.partnergegeven where toestemming") == 0
    )
    acties = await eigenaar.fetch("select actie from nazorg.audit where actie like 'toestemming%'")
    assert [r[0] for r in acties] == ["toestemming_gegeven", "toestemming_ingetrokken"]


async def test_l10_consent_is_not_asked_where_it_is_not_needed(als: Als, nummer: str) -> None:
    browser = await als(JOYCE)

    for partner in ("brp", "zvh", "politie", "buurman"):
        antwoord = await browser.post(
            f"/dossiers/{nummer}/bronnen/{partner}/toestemming", data={"wat": "geef"}
        )
        assert antwoord.status_code == 404, partner


async def test_another_gemeente_gets_404_and_changes_nothing(
    als: Als, nummer: str, op: Opstelling, eigenaar: asyncpg.Connection
) -> None:
    await op.ga()
    voor = await eigenaar.fetch("select * from nazorg.partnervraag order by partner")
    browser = await als(SAMIRA)

    statussen = [
        (await browser.post(f"/dossiers/{nummer}/bronnen/brp/opnieuw")).status_code,
        (
            await browser.post(
                f"/dossiers/{nummer}/bronnen/reclassering/toestemming", data={"wat": "geef"}
            )
        ).status_code,
    ]

    assert statussen == [404, 404]
    assert await eigenaar.fetch("select * from nazorg.partnervraag order by partner") == voor
    assert await eigenaar.fetchval("select count(*) from nazorg.toestemming") == 0


async def test_row_level_security_hides_it_from_another_gemeente_in_the_database(
    nummer: str, op: Opstelling, deps: Deps
) -> None:
    await op.ga()
    verbinding = await deps.store.databank.connect("nazorg_app")
    aantallen = {}
    for gemeente in ("0281", "0268"):
        async with verbinding.transaction():
            await verbinding.execute("select set_config('nazorg.gemeenten', $1, true)", gemeente)
            aantallen[gemeente] = [
                await verbinding.fetchval(f"select count(*) from nazorg.{tabel}")
                for tabel in ("partnervraag", "partnergegeven")
            ]
    await verbinding.close()

    assert aantallen == {"0281": [3, 4], "0268": [0, 0]}


async def test_a_zvh_case_in_detention_is_a_task_and_so_is_its_leave(
    nummer: str, op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await op.ga()
    assert await _zvh(eigenaar) == {("zvh_detentie", "open")}
    verlof = {"detentieId": "D-Verhoeven", "verlofId": "V-1"}
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", soort=Soort.VERLOF_VERLEEND, **verlof))

    await op.ga()

    assert await _zvh(eigenaar) == {("zvh_detentie", "open"), ("zvh_verlof", "open")}
    uiterlijk = await eigenaar.fetchval(
        "select uiterlijk from nazorg.taak where regel='zvh_verlof'"
    )
    assert uiterlijk.isoformat() == "2026-11-25"
    pagina = tekst_van((await (await als(JOYCE)).get("/werkvoorraad")).text)
    assert "Bekend bij het Veiligheidshuis: informeer de gevangenis" in pagina
    assert "Verlof vanaf 26 nov: informeer de regisseur (Veiligheidshuis)" in pagina


async def test_a_leave_that_is_withdrawn_and_a_detention_that_ends_take_their_tasks_away(
    nummer: str, op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    verlof = {"detentieId": "D-Verhoeven", "verlofId": "V-1"}
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", soort=Soort.VERLOF_VERLEEND, **verlof))
    await op.ga()
    await stuur(
        deps,
        iemand(
            BSN_DAAN,
            "Verhoeven",
            soort=Soort.VERLOF_INGETROKKEN,
            tijd="2026-11-21T08:00:00Z",
            **verlof,
        ),
    )
    await op.ga()
    assert await _zvh(eigenaar) == {("zvh_detentie", "open"), ("zvh_verlof", "vervallen")}

    await stuur(
        deps,
        iemand(
            BSN_DAAN,
            "Verhoeven",
            soort=Soort.BEEINDIGD,
            tijd="2026-11-22T08:00:00Z",
            detentieId="D-Verhoeven",
            eindDatum="2026-11-22",
        ),
    )
    await op.ga()

    assert await _zvh(eigenaar) == {("zvh_detentie", "vervallen"), ("zvh_verlof", "vervallen")}


async def test_a_task_that_was_done_stays_done_whatever_comes_in(
    nummer: str, op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await op.ga()
    await eigenaar.execute(
        "update nazorg.taak set status = 'afgehandeld' where regel = 'zvh_detentie'"
    )
    await stuur(
        deps, iemand(BSN_DAAN, "Verhoeven", soort=Soort.OVERGEPLAATST, detentieId="D-Verhoeven")
    )

    await op.ga()

    assert await _zvh(eigenaar) == {("zvh_detentie", "afgehandeld")}


async def test_a_next_notice_leaves_the_task_of_a_zvh_case_alone(
    nummer: str, op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await op.ga()

    await stuur(
        deps, iemand(BSN_DAAN, "Verhoeven", soort=Soort.OVERGEPLAATST, detentieId="D-Verhoeven")
    )

    assert await _zvh(eigenaar) == {("zvh_detentie", "open")}


async def test_without_a_case_there_is_no_task(
    nummer: str, op: Opstelling, eigenaar: asyncpg.Connection
) -> None:
    op.zvh.weet = []

    await op.ga()

    assert await _zvh(eigenaar) == set()


async def _zvh(eigenaar: asyncpg.Connection) -> set[tuple[str, str]]:
    rijen = await eigenaar.fetch("select regel, status from nazorg.taak where regel like 'zvh%'")
    return {(r[0], r[1]) for r in rijen}
