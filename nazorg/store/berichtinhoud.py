"""Table bericht_inhoud: what messages say, encrypted, by month of receipt (UTC).

The months are partitions. Making and dropping one is work for the owner of the table, through
functions that know their limits; the roles for daily work can do neither by themselves.
"""

from datetime import UTC, date, datetime, time

from nazorg.store.ids import first_id
from nazorg.store.transactie import Transactie


async def find_maanden(tx: Transactie) -> list[date]:
    """Return the months (their first day) that have a place of their own, the oldest first."""
    rijen = await tx.fetch(
        r"""select to_date(substring(c.relname from '\d{4}_\d{2}$'), 'YYYY_MM')
        from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'nazorg.bericht_inhoud'::regclass and c.relname ~ '\d{4}_\d{2}$'
        order by 1"""
    )
    return [r[0] for r in rijen]


async def find_rest(tx: Transactie) -> list[date]:
    """Return the months of which content waits for a place."""
    return [r[0] for r in await tx.fetch("select nazorg.inhoud_rest() order by 1")]


async def maak_maand(tx: Transactie, maand: date) -> bool:
    """Make a place for a month, and bring there what waited for it; False when it was there."""
    return bool(await tx.fetchval("select nazorg.inhoud_maak($1)", maand))


async def drop_maand(tx: Transactie, maand: date, *, nu: datetime) -> int | None:
    """Remove the content of a month for good; return of how many messages.

    None, and nothing is removed, when one of them is still set aside or waits. Raises what
    PostgreSQL raises when the month is of less than three months ago.
    """
    weg: int | None = await tx.fetchval("select nazorg.inhoud_verwijder($1, $2)", maand, nu)
    return weg


async def tel_te_oud(tx: Transactie, *, voor: date) -> dict[date, int]:
    """Count per month, of those before `voor`, the messages set aside or waiting with content."""
    rijen = await tx.fetch(
        """select nazorg.inhoud_maand(b.id), count(*) from nazorg.bericht b
        where b.uitkomst in ('apart_gezet', 'wacht') and b.id < $1
          and exists (select from nazorg.bericht_inhoud i where i.id = b.id)
        group by 1 order by 1""",
        first_id(datetime.combine(voor, time(), UTC)),
    )
    return {r[0]: r[1] for r in rijen}
