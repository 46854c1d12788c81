"""A filter on the messages reads no whole table, and hardly a row that it throws away."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.deps import Deps
from nazorg.store import berichtenlijst, buren
from nazorg.store.berichtzoeken import Zoekvraag
from tests.factories import BEHEERDER, BRON

NU = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
RIJEN = 60_000
# Of two gemeenten, a message a second, 1 in 50 set aside; and one source of which there are six.
_VUL = """
insert into nazorg.bericht (id, bron, bericht_id, soort, tijd, volgorde, ontvangen_op, deur,
  herkomst, uitkomst, reden, inhoud_hash, gemeente, uniek)
select (lpad(to_hex((extract(epoch from $1::timestamptz) * 1000)::bigint + i * 1000), 12, '0')
    || '7000' || '8000' || lpad(to_hex(i), 12, '0'))::uuid,
  case when i % 10000 = 7 then $2 || '-zeldzaam' else $2 end, 'n-' || i,
  case when i % 100 = 0 then 'verlof_verleend' else 'detentie_begonnen' end,
  $1::timestamptz + i * interval '1 second', i, $1::timestamptz + i * interval '1 second',
  'kafka', 't', case when i % 50 = 0 then 'apart_gezet' else 'verwerkt' end,
  case when i % 50 = 0 then case when i % 200 = 0 then 'ongeldig_bsn' else 'onbekende_inrichting'
    end end,
  '\\x00', (array['0281', '0268'])[1 + i % 2], gen_random_uuid()
from generate_series(1, $3) i"""
VRAGEN = {
    "niets": Zoekvraag(),
    "nummer": Zoekvraag(nummer="n-4711"),
    "soort": Zoekvraag(soort="verlof_verleend"),
    "soort die er niet is": Zoekvraag(soort="plan_gedeeld"),
    "bron": Zoekvraag(bron=BRON),
    "zeldzame bron": Zoekvraag(bron=f"{BRON}-zeldzaam"),
    "verwerkt": Zoekvraag(uitkomst=Uitkomst.VERWERKT),
    "apart": Zoekvraag(uitkomst=Uitkomst.APART_GEZET),
    "reden": Zoekvraag(uitkomst=Uitkomst.APART_GEZET, reden=Reden.ONGELDIG_BSN),
    "voorstel": Zoekvraag(uitkomst=Uitkomst.APART_GEZET, voorstel="open"),
    "een uur": Zoekvraag(van=NU + timedelta(hours=5), tot=NU + timedelta(hours=6)),
}


@pytest.fixture
async def vol(deps: Deps, eigenaar: asyncpg.Connection) -> Deps:
    await eigenaar.execute(_VUL, NU, BRON, RIJEN)
    await eigenaar.execute("vacuum (analyze) nazorg.bericht")
    return deps


def _knopen(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(k for deel in plan.get("Plans", []) for k in _knopen(deel))]


@pytest.mark.parametrize("naam", VRAGEN)
async def test_a_search_walks_an_index_and_not_the_table(naam: str, vol: Deps) -> None:
    gesteld: list[Any] = []
    plannen: list[dict[str, Any]] = []
    async with vol.store.open_voor(BEHEERDER) as tx:
        tx.add_query_logger(gesteld.append)  # type: ignore[attr-defined]
        await berichtenlijst.find(tx, BEHEERDER.gemeenten, VRAGEN[naam], aantal=51)
        await asyncio.sleep(0)  # the logger is told a turn later
        tx.remove_query_logger(gesteld.append)  # type: ignore[attr-defined]
        for s in gesteld:
            plan = await tx.fetchval(f"explain (analyze, format json) {s.query}", *s.args)
            plannen.append((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])

    _gebruikt_een_index(plannen, meeste=RIJEN if naam == "zeldzame bron" else RIJEN // 10)


async def test_the_neighbours_of_a_message_are_found_by_a_few_pages(vol: Deps) -> None:
    async with vol.store.open_unscoped_ontvangst() as tx:
        gesteld: list[Any] = []
        tx.add_query_logger(gesteld.append)  # type: ignore[attr-defined]
        gevonden = await buren.find(tx, BRON, [30_000, 30_002])
        await asyncio.sleep(0)
        tx.remove_query_logger(gesteld.append)  # type: ignore[attr-defined]
        [s] = [g for g in gesteld if "distinct on" in g.query]
        plan = await tx.fetchval(f"explain (analyze, format json) {s.query}", *s.args)

    assert sorted(gevonden) == [30_000, 30_002]
    _gebruikt_een_index([(json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]])


def _gebruikt_een_index(plannen: list[dict[str, Any]], *, meeste: int = RIJEN // 10) -> None:
    gelezen = [k for p in plannen for k in _knopen(p) if k.get("Relation Name") == "bericht"]
    assert gelezen
    assert [k["Node Type"] for k in gelezen if k["Node Type"] == "Seq Scan"] == []
    weg = sum(
        k.get(veld, 0) * k["Actual Loops"]
        for k in gelezen
        for veld in ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    )
    # A rare source is found by pages of BRIN, of which the rest is thrown away. What does not exist
    # still costs the last ranges of 32 pages: BRIN reads those whole until they are summarised.
    assert weg < meeste, weg
