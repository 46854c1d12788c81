"""Table telling: how many messages a source says it sent on a day, beside how many we have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from nazorg.berichten.soort import TYPE_VAN_BRONSOORT, Bronsoort
from nazorg.berichten.telling import Telling
from nazorg.berichten.uitkomst import Uitkomst
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellingrij:
    """One kind on one day. bij_ons: whatever became of them; a message that repeats counts once.

    bericht_id: the message that the count came in; empty when somebody gave it as a file.
    """

    bron: str
    dag: date
    soort: str
    aantal: int
    bij_ons: int = 0
    gemeld_op: datetime | None = None
    bericht_id: str = ""

    @property
    def verschil(self) -> int:
        """How many more we have than the source sent; below zero: so many are missing."""
        return self.bij_ons - self.aantal


async def lock(tx: Transactie) -> None:
    """Let one at a time write counts; held until the transaction ends."""
    await tx.execute("select pg_advisory_xact_lock(hashtext('nazorg.telling'))")


async def replace(
    tx: Transactie, tellingen: Sequence[Telling], rijen: Sequence[Tellingrij], *, nu: datetime
) -> None:
    """Keep these counts instead of what the source said before about the same days. Under lock().

    A day of which we have a newer count stays as it is. rijen: those of the tellingen.
    """
    await tx.execute(
        """delete from nazorg.telling t
        using unnest($1::text[], $2::date[], $3::timestamptz[], $4::bigint[], $5::text[])
          d(bron, dag, tijd, volgorde, bericht_id)
        where t.bron = d.bron and t.dag = d.dag
          and (t.tijd, t.volgorde, t.bericht_id) <= (d.tijd, d.volgorde, d.bericht_id)""",
        *_kenmerken(tellingen, nu),
    )
    await tx.execute(
        """insert into nazorg.telling
          (bron, dag, soort, aantal, gemeld_op, vergeleken_op, tijd, volgorde, bericht_id)
        select i.bron, i.dag, i.soort, i.aantal, $10, $10, d.tijd, d.volgorde, d.bericht_id
        from unnest($6::text[], $7::date[], $8::text[], $9::int[]) i(bron, dag, soort, aantal)
        join unnest($1::text[], $2::date[], $3::timestamptz[], $4::bigint[], $5::text[])
          d(bron, dag, tijd, volgorde, bericht_id) on d.bron = i.bron and d.dag = i.dag
        where not exists (
          select from nazorg.telling t where t.bron = i.bron and t.dag = i.dag)""",
        *_kenmerken(tellingen, nu),
        [r.bron for r in rijen],
        [r.dag for r in rijen],
        [r.soort for r in rijen],
        [r.aantal for r in rijen],
        nu,
    )


def _kenmerken(tellingen: Sequence[Telling], nu: datetime) -> list[list[object]]:
    return [
        [t.bron for t in tellingen],
        [t.dag for t in tellingen],
        [t.tijd or nu for t in tellingen],
        [t.volgorde for t in tellingen],
        [t.id for t in tellingen],
    ]


async def vergelijk(tx: Transactie, *, van: date, tot: date, nu: datetime) -> None:
    """Count our messages again for the days that a source counted. One statement.

    A kind that the source did not name but we have is a row of its own, with 0 at the source. The
    count itself is not a message that it counts.
    """
    await tx.execute(
        """
        with dagen as (
          -- Every row of a day is of one count, so any of them will do.
          select distinct on (bron, dag) bron, dag, gemeld_op, tijd, volgorde, bericht_id
          from nazorg.telling where dag between $1 and $2 order by bron, dag),
        ons as (
          select b.bron, (b.tijd at time zone 'Europe/Amsterdam')::date as dag, b.soort,
            count(*)::int as n
          from nazorg.bericht b
          where b.soort <> all($4::text[])
            and b.tijd >= ($1::timestamp at time zone 'Europe/Amsterdam')
            and b.tijd < (($2 + 1)::timestamp at time zone 'Europe/Amsterdam')
          group by 1, 2, 3),
        op_nul as (
          update nazorg.telling t set bij_ons = 0, vergeleken_op = $3
          where t.dag between $1 and $2 and not exists (
            select from ons o where (o.bron, o.dag, o.soort) = (t.bron, t.dag, t.soort)))
        insert into nazorg.telling
          (bron, dag, soort, aantal, bij_ons, gemeld_op, vergeleken_op, tijd, volgorde, bericht_id)
        select o.bron, o.dag, o.soort, 0, o.n, d.gemeld_op, $3, d.tijd, d.volgorde, d.bericht_id
        from ons o join dagen d on d.bron = o.bron and d.dag = o.dag
        on conflict (bron, dag, soort)
          do update set bij_ons = excluded.bij_ons, vergeleken_op = excluded.vergeleken_op""",
        van,
        tot,
        nu,
        # What was set aside may have been kept under its type.
        [*Bronsoort, *TYPE_VAN_BRONSOORT.values()],
    )


_RIJ = """select bron, dag, soort, aantal, bij_ons, gemeld_op, bericht_id from nazorg.telling"""


def _to_rij(r: Sequence[Any]) -> Tellingrij:
    namen = ("bron", "dag", "soort", "aantal", "bij_ons", "gemeld_op", "bericht_id")
    return Tellingrij(**dict(zip(namen, r, strict=True)))


async def find(tx: Transactie, *, van: date, tot: date) -> list[Tellingrij]:
    """Return the counts of these days, by day, source and kind."""
    rijen = await tx.fetch(
        f"{_RIJ} where dag between $1 and $2 order by dag desc, bron, soort", van, tot
    )
    return [_to_rij(r) for r in rijen]


async def find_verschillen(tx: Transactie) -> list[Tellingrij]:
    """Return every count that differs from ours, of whatever day, by day, source and kind."""
    rijen = await tx.fetch(f"{_RIJ} where bij_ons <> aantal order by dag desc, bron, soort")
    return [_to_rij(r) for r in rijen]


async def find_getelde_dagen(tx: Transactie) -> dict[str, set[date]]:
    """Return per source the days that it counted."""
    per_bron: dict[str, set[date]] = {}
    for bron, dagen in await tx.fetch(
        "select bron, array_agg(distinct dag) from nazorg.telling group by bron order by bron"
    ):
        per_bron[bron] = set(dagen)
    return per_bron


async def find_dag(tx: Transactie, *, bron: str, bericht_id: str) -> date | None:
    """Return the day that a message counted; None when another count took its place."""
    dag: date | None = await tx.fetchval(
        "select dag from nazorg.telling where bron = $1 and bericht_id = $2 limit 1",
        bron,
        bericht_id,
    )
    return dag


@dataclass(frozen=True, slots=True, kw_only=True)
class Telnummer:
    """One message of ours that counts for a day. gemeente: of its row, not of a person."""

    id: UUID
    bericht_id: str
    volgorde: int
    tijd: datetime
    uitkomst: Uitkomst
    gemeente: str


async def find_nummers(
    tx: Transactie, *, bron: str, dag: date, soort: str, aantal: int
) -> list[Telnummer]:
    """Return the messages of one kind that `vergelijk` counts for a day, as the source numbers."""
    rijen = await tx.fetch(
        """select id, bericht_id, volgorde, tijd, uitkomst, gemeente from nazorg.bericht
        where bron = $1 and soort = $3
          and tijd >= ($2::date::timestamp at time zone 'Europe/Amsterdam')
          and tijd < (($2::date + 1)::timestamp at time zone 'Europe/Amsterdam')
        order by volgorde, tijd, id limit $4""",
        bron,
        dag,
        soort,
        aantal,
    )
    return [
        Telnummer(
            id=r[0],
            bericht_id=r[1],
            volgorde=r[2],
            tijd=r[3],
            uitkomst=Uitkomst(r[4]),
            gemeente=r[5],
        )
        for r in rijen
    ]


# What still differs is not forgotten, nor the days that tell that a source usually counts: an alarm
# does not end because time went by.
_OUD = """
with geteld as (select distinct bron, dag from nazorg.telling),
laatste as (
  select bron, dag, row_number() over (partition by bron order by dag desc) as nr,
    count(*) over (partition by bron) as n
  from geteld)
delete from nazorg.telling t where t.dag < $1
  and (t.bij_ons = t.aantal or exists (
    select from nazorg.alarm_sluiting s where s.soort = 'telling' and s.bron = t.bron
      and s.dag = t.dag and s.berichtsoort = t.soort and s.verschil = t.bij_ons - t.aantal))
  and not exists (
    select from laatste l where l.bron = t.bron and l.dag = t.dag and l.nr <= 7 and l.n >= 5)
"""


async def delete_oud(tx: Transactie, *, voor: date) -> int:
    """Forget the counts of before a day that nobody has to look at; return how many."""
    return int((await tx.execute(_OUD, voor)).rpartition(" ")[2])
