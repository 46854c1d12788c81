"""What may be asked and kept: only with a ground, consent where the law asks it, and an end."""

from datetime import date

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.partner import Gegeven, Partner
from nazorg.store import toestemmingen
from tests.factories import event
from tests.klok import VasteKlok
from tests.verrijking.conftest import Opstelling, werk_af
from tests.verrijking.kijk import standen, stuur


async def test_l30_the_end_that_a_partner_gives_comes_before_ours(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    op.zvh.weet = [
        Gegeven(groep="casus", naam="kenmerk", waarde="A", geldig_tot=date(2026, 11, 24)),
        Gegeven(groep="casus", naam="kenmerk", waarde="B", geldig_tot=date(2026, 11, 22)),
    ]
    await stuur(deps, event())

    await op.ga()

    (rij,) = await eigenaar.fetch("select * from nazorg.partnergegeven where partner = 'zvh'")
    assert rij["vervalt_op"].isoformat() == "2026-11-24T23:00:00+00:00"


async def test_l09_only_groups_with_a_ground_are_asked_and_kept(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())

    await op.ga()

    assert "vrijwillig" not in op.reclassering.gevraagd[0].groepen
    groepen = await eigenaar.fetch("select distinct groep from nazorg.partnergegeven")
    assert {r[0] for r in groepen} == {"adres", "casus", "toezicht"}
    with pytest.raises(asyncpg.CheckViolationError):
        await eigenaar.execute("update nazorg.partnergegeven set grondslag = ''")


async def test_without_any_ground_no_call_is_made(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, event())
    await op.zijde.zoek_nieuwe()
    await eigenaar.execute("update nazorg.partnervraag set doel = 'berichtenbeheer'")

    await werk_af(op.navrager)

    assert set((await standen(eigenaar)).values()) == {"niet_toegestaan"}
    assert not any(b.gevraagd for b in op.alle)
    assert all(r[0] for r in await eigenaar.fetch("select waarom from nazorg.partnervraag"))


async def test_l11_consent_that_is_withdrawn_while_we_ask_stops_the_use(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    await stuur(deps, event())
    id_ = await eigenaar.fetchval("select id from nazorg.dossier")
    async with deps.store.open_unscoped_ontvangst():
        await eigenaar.execute(
            """insert into nazorg.toestemming (dossier_id, partner, gegeven_op, gegeven_door)
            values ($1, 'reclassering', $2, 'test')""",
            id_,
            klok.nu(),
        )

    async def trek_in() -> None:
        async with deps.store.open_unscoped_ontvangst() as tx:
            await toestemmingen.trek_in(tx, id_, Partner.RECLASSERING, door="test", nu=klok.nu())

    op.reclassering.tussendoor = trek_in
    await op.ga()

    assert "vrijwillig" in op.reclassering.gevraagd[0].groepen
    groepen = await eigenaar.fetch(
        "select groep from nazorg.partnergegeven where partner = 'reclassering'"
    )
    assert [r[0] for r in groepen] == ["toezicht"]


async def test_every_question_is_in_the_audit_log_with_its_ground(
    op: Opstelling, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())

    await op.ga()

    rijen = await eigenaar.fetch(
        "select resultaat, doel, gemeente from nazorg.audit where actie = 'partner_bevraagd'"
    )
    assert {r[0] for r in rijen} == {"brp: bekend", "zvh: bekend", "reclassering: bekend"}
    assert all("re_integratie; " in r[1] and r[2] == "0281" for r in rijen)


@pytest.mark.parametrize("rol", ["bij_app", "bij_ontvangst"])
@pytest.mark.parametrize("tabel", ["partnervraag", "partnergegeven", "toestemming"])
async def test_l01_the_other_compartment_has_no_way_in(rol: str, tabel: str, deps: Deps) -> None:
    verbinding = await deps.store.databank.connect(rol)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await verbinding.fetch(f"select * from nazorg.{tabel}")
    await verbinding.close()
