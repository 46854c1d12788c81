"""Figures for a monitor, read from the database when it asks. Each statement has a bound."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from nazorg.store.transactie import Transactie

# Counting further would cost more than it tells.
MEESTE = 100_000
# What is dead waits no longer: it is counted by itself, but for what somebody stopped on purpose.
_LOS = """
with nieuw as (
  select id, aangemaakt_op, volgnr from nazorg.outbox where uitgezet_op is null
  order by volgnr limit $1),
open_ as (
  select outbox_id, aangemaakt_op, volgnr from nazorg.bezorging
  where stand in ('te_verzenden', 'onderweg', 'wacht') order by volgnr limit $1)
select
  least((select count(*) from nieuw) + (select count(distinct outbox_id) from open_), $1),
  least((select aangemaakt_op from nieuw order by volgnr limit 1),
    (select aangemaakt_op from open_ order by volgnr limit 1)),
  (select count(*) from (select from nazorg.bezorging
    where stand = 'dood' and reden is distinct from 'abonnement_gestopt' limit $1) d),
  (select count(*) from (select from nazorg.bericht
    where uitkomst = 'apart_gezet' and reden = 'eigen_fout' limit $1) f),
  (select gedaan_op from nazorg.bewaking),
  pg_database_size(current_database())"""
# What somebody closed is known, as long as it is what it was then.
_TELLINGVERSCHIL = """
select t.bron, coalesce(sum(abs(t.bij_ons - t.aantal)) filter (where not exists (
  select from nazorg.alarm_sluiting s where s.soort = 'telling' and s.bron = t.bron
    and s.dag = t.dag and s.berichtsoort = t.soort
    and s.verschil = t.bij_ons - t.aantal)), 0)::bigint
from nazorg.telling t group by 1"""
_VERTRAGING = """
select r.bron, r.stroom, r.vertraging from nazorg.stroom r where not exists (
  select from nazorg.alarm_sluiting s where s.soort = 'achterstand'
    and s.bron = r.bron and s.stroom = r.stroom and s.gesloten_op >= r.laatste_op)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metingen:
    """Per source; but alarmen per kind, vertraging per source and stream. op_pauze: 1 or absent.

    vertraging, tellingverschil: but for what somebody closed.
    laatste_op: every source that was ever heard, the one that was heard first goes first.
    """

    apart: dict[str, int]
    wacht: dict[str, int]
    op_pauze: dict[str, int]
    gaten: dict[str, int]
    alarmen: dict[str, int]
    tellingverschil: dict[str, int]
    vertraging: dict[tuple[str, str], timedelta]
    laatste_op: dict[str, datetime]
    outbox_aantal: int
    outbox_oudste_op: datetime | None
    outbox_dood: int
    eigen_fout: int
    bewaakt_op: datetime | None
    grootte: int


async def meet(tx: Transactie) -> Metingen:
    """Read all figures."""
    outbox, oudste, dood, eigen_fout, bewaakt, grootte = await tx.fetchrow(_LOS, MEESTE)
    return Metingen(
        apart=await _per(
            tx,
            "select bron, count(*) from nazorg.bericht where uitkomst = 'apart_gezet' group by 1",
        ),
        wacht=await _per(
            tx, "select bron, count(*) from nazorg.bericht where uitkomst = 'wacht' group by 1"
        ),
        op_pauze=await _per(tx, "select bron, 1 from nazorg.pauze where voorbij_op is null"),
        gaten=await _per(
            tx,
            """select b.bron, coalesce(sum(g.tot - g.van + 1), 0)::bigint from nazorg.bron b
            left join nazorg.gat g on g.bron = b.bron and g.gevuld_op is null
            where b.laagste is not null group by 1""",
        ),
        alarmen=await _per(
            tx, "select soort, count(*) from nazorg.alarm where voorbij_op is null group by 1"
        ),
        tellingverschil=await _per(tx, _TELLINGVERSCHIL),
        vertraging={(r[0], r[1]): r[2] for r in await tx.fetch(_VERTRAGING)},
        laatste_op=await _per(
            tx, "select bron, laatste_op from nazorg.bron order by eerste_op, bron"
        ),
        outbox_aantal=outbox,
        outbox_oudste_op=oudste,
        outbox_dood=dood,
        eigen_fout=eigen_fout,
        bewaakt_op=bewaakt,
        grootte=grootte,
    )


async def _per(tx: Transactie, sql: str, *waarden: object) -> dict[str, Any]:
    return {r[0]: r[1] for r in await tx.fetch(sql, *waarden)}
