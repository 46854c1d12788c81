"""Table opgeslagen_filter: a name for an address of the queue, of one person or of the team."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from nazorg.store.transactie import Transactie


class OpgeslagenFilter(msgspec.Struct, frozen=True, array_like=True):
    """vraag: the query string of the queue. eigen: made by who asks."""

    id: UUID
    naam: str
    vraag: str
    gedeeld: bool
    eigen: bool


async def find(tx: Transactie, *, wie: str, aantal: int) -> list[OpgeslagenFilter]:
    """Return the own filters and those that colleagues share, by name."""
    rijen = await tx.fetch(
        """select id, naam, vraag, gedeeld, medewerker = $1 from nazorg.opgeslagen_filter
        order by lower(naam), id limit $2""",
        wie,
        aantal,
    )
    return [OpgeslagenFilter(*r) for r in rijen]


async def save(
    tx: Transactie, f: OpgeslagenFilter, *, wie: str, gemeenten: Sequence[str], nu: datetime
) -> None:
    """Keep a filter; the same name of the same person is the same filter."""
    await tx.execute(
        """
        insert into nazorg.opgeslagen_filter
          (id, medewerker, naam, vraag, gedeeld, gemeenten, gemaakt_op)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (medewerker, naam) do update
          set vraag = excluded.vraag, gedeeld = excluded.gedeeld, gemeenten = excluded.gemeenten""",
        f.id,
        wie,
        f.naam,
        f.vraag,
        f.gedeeld,
        list(gemeenten),
        nu,
    )


async def delete(tx: Transactie, id_: UUID, *, wie: str) -> bool:
    """Remove a filter of one's own; tell whether it was there."""
    status = await tx.execute(
        "delete from nazorg.opgeslagen_filter where id = $1 and medewerker = $2", id_, wie
    )
    return bool(status == "DELETE 1")


async def tel(tx: Transactie, *, wie: str) -> int:
    """Count the filters of one person."""
    return int(
        await tx.fetchval(
            "select count(*) from nazorg.opgeslagen_filter where medewerker = $1", wie
        )
    )
