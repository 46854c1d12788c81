"""Table natelling: up to which message the counts of older days were compared again."""

from datetime import date, datetime

from nazorg.store.gaten import MARGE, NIETS
from nazorg.store.ids import first_id
from nazorg.store.transactie import Transactie

# A message that could not be read gets its source and day when somebody repairs it: then its own id
# is old, and that of the deed is new.
_DAGEN = """
with nieuw as (
  select bron, tijd from nazorg.bericht where id >= $1
  union all
  select b.bron, b.tijd from nazorg.poging p join nazorg.bericht b on b.id = p.bericht
  where p.id >= $1),
dagen as (
  select distinct bron, (tijd at time zone 'Europe/Amsterdam')::date as dag from nieuw
  where tijd < ($2::date::timestamp at time zone 'Europe/Amsterdam'))
select distinct d.dag from dagen d where exists (
  select from nazorg.telling t where t.bron = d.bron and t.dag = d.dag) order by d.dag
"""


async def find_dagen(tx: Transactie, *, voor: date) -> list[date]:
    """Return the counted days before a day of which something came in since the last time."""
    tot = await tx.fetchval("select tot from nazorg.natelling") or NIETS
    return [r[0] for r in await tx.fetch(_DAGEN, tot, voor)]


async def save(tx: Transactie, *, nu: datetime) -> None:
    """Note that all of before now was counted, but for what may still be in its transaction."""
    await tx.execute(
        """insert into nazorg.natelling (tot) values ($1)
        on conflict (enige) do update set tot = $1""",
        first_id(nu - MARGE),
    )
