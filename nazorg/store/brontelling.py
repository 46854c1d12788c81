"""Table telling: how many messages a source says it sent on a day, beside how many we have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellingrij:
    """One kind on one day. bij_ons: whatever became of them; a message that repeats counts once."""

    bron: str
    dag: date
    soort: str
    aantal: int
    bij_ons: int = 0
    gemeld_op: datetime | None = None

    @property
    def verschil(self) -> int:
        """How many more we have than the source sent; below zero: so many are missing."""
        return self.bij_ons - self.aantal


async def replace(tx: Transactie, rijen: Sequence[Tellingrij], *, nu: datetime) -> None:
    """Keep these counts instead of what the source said before about the same days."""
    await tx.execute(
        """delete from nazorg.telling t using (
          select distinct * from unnest($1::text[], $2::date[])) d(bron, dag)
        where t.bron = d.bron and t.dag = d.dag""",
        [r.bron for r in rijen],
        [r.dag for r in rijen],
    )
    await tx.execute(
        """insert into nazorg.telling (bron, dag, soort, aantal, gemeld_op, vergeleken_op)
        select bron, dag, soort, aantal, $5, $5
        from unnest($1::text[], $2::date[], $3::text[], $4::int[]) i(bron, dag, soort, aantal)""",
        [r.bron for r in rijen],
        [r.dag for r in rijen],
        [r.soort for r in rijen],
        [r.aantal for r in rijen],
        nu,
    )


async def vergelijk(tx: Transactie, *, van: date, tot: date, nu: datetime) -> None:
    """Count our messages again for the days that a source counted. One statement.

    A kind that the source did not name but we have is a row of its own, with 0 at the source.
    """
    await tx.execute(
        """
        with dagen as (
          select bron, dag, max(gemeld_op) as gemeld_op from nazorg.telling
          where dag between $1 and $2 group by 1, 2),
        ons as (
          select b.bron, (b.tijd at time zone 'Europe/Amsterdam')::date as dag, b.soort,
            count(*)::int as n
          from nazorg.bericht b
          where b.tijd >= ($1::timestamp at time zone 'Europe/Amsterdam')
            and b.tijd < (($2 + 1)::timestamp at time zone 'Europe/Amsterdam')
          group by 1, 2, 3),
        op_nul as (
          update nazorg.telling t set bij_ons = 0, vergeleken_op = $3
          where t.dag between $1 and $2 and not exists (
            select from ons o where (o.bron, o.dag, o.soort) = (t.bron, t.dag, t.soort)))
        insert into nazorg.telling (bron, dag, soort, aantal, bij_ons, gemeld_op, vergeleken_op)
        select o.bron, o.dag, o.soort, 0, o.n, d.gemeld_op, $3 from ons o join dagen d
          on d.bron = o.bron and d.dag = o.dag
        on conflict (bron, dag, soort)
          do update set bij_ons = excluded.bij_ons, vergeleken_op = excluded.vergeleken_op""",
        van,
        tot,
        nu,
    )


async def find(tx: Transactie, *, van: date, tot: date) -> list[Tellingrij]:
    """Return the counts of these days, by day, source and kind."""
    rijen = await tx.fetch(
        """select bron, dag, soort, aantal, bij_ons, gemeld_op from nazorg.telling
        where dag between $1 and $2 order by dag desc, bron, soort""",
        van,
        tot,
    )
    return [
        Tellingrij(bron=r[0], dag=r[1], soort=r[2], aantal=r[3], bij_ons=r[4], gemeld_op=r[5])
        for r in rijen
    ]


async def delete_oud(tx: Transactie, *, voor: date) -> int:
    """Forget the counts of before a day; return how many."""
    return int(
        (await tx.execute("delete from nazorg.telling where dag < $1", voor)).rpartition(" ")[2]
    )
