"""Work of who is not there any more becomes nobody's: it would be on no list of who does it."""

from collections.abc import Collection
from datetime import date

from nazorg.store.transactie import Transactie


async def release(tx: Transactie, wie: str, gemeenten: Collection[str]) -> None:
    """Let open tasks of somebody in these gemeenten be nobody's again, so that others see them."""
    await tx.execute(
        """update nazorg.taak set eigenaar = '', lijst = 'doen', versie = versie + 1
        where gemeente = any($1::text[]) and status = 'open' and eigenaar = $2""",
        list(gemeenten),
        wie,
    )


async def release_left(tx: Transactie, *, op: date) -> int:
    """Do the same for who may not log in any more on this day; return how many tasks."""
    status = await tx.execute(
        """with weg as (
          select a.account, array_agg(distinct g.code) as gemeenten
          from nazorg.account a cross join unnest(a.gemeenten) g(code)
          group by a.account having bool_and(coalesce(a.tot <= $1, false)))
        update nazorg.taak t set eigenaar = '', lijst = 'doen', versie = t.versie + 1
        from weg where t.gemeente = any(weg.gemeenten) and t.status = 'open'
          and t.eigenaar = weg.account""",
        op,
    )
    return int(status.rpartition(" ")[2])
