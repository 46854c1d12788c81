"""Table opgeslagen_filter: a name for an address of the queue, of one person or of the team."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from nazorg.store.transactie import Transactie

# So long what was removed can come back.
BEWAARD = timedelta(days=30)


class OpgeslagenFilter(msgspec.Struct, frozen=True, array_like=True):
    """vraag: the query string of the queue. eigen: made by who asks.

    kan_terug: the last deed on it can be taken back.
    """

    id: UUID
    naam: str
    vraag: str
    gedeeld: bool
    eigen: bool
    kan_terug: bool = False


async def find(tx: Transactie, *, wie: str, aantal: int) -> list[OpgeslagenFilter]:
    """Return the own filters and those that colleagues share, by name."""
    rijen = await tx.fetch(
        """select id, naam, vraag, gedeeld, medewerker = $1, vorig is not null
        from nazorg.opgeslagen_filter where weg_op is null order by lower(naam), id limit $2""",
        wie,
        aantal,
    )
    return [OpgeslagenFilter(*r) for r in rijen]


async def save(
    tx: Transactie, f: OpgeslagenFilter, *, wie: str, gemeenten: Sequence[str], nu: datetime
) -> None:
    """Keep a filter; the same name of the same person is the same filter, also a removed one."""
    await tx.execute(
        """
        insert into nazorg.opgeslagen_filter as f
          (id, medewerker, naam, vraag, gedeeld, gemeenten, gemaakt_op)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (medewerker, naam) do update set vraag = excluded.vraag,
          gedeeld = excluded.gedeeld, gemeenten = excluded.gemeenten, weg_op = null,
          vorig = jsonb_build_object('vraag', f.vraag, 'gedeeld', f.gedeeld, 'weg_op', f.weg_op)""",
        f.id,
        wie,
        f.naam,
        f.vraag,
        f.gedeeld,
        list(gemeenten),
        nu,
    )


_VORIG = "jsonb_build_object('vraag', vraag, 'gedeeld', gedeeld, 'weg_op', weg_op)"


async def remove(tx: Transactie, id_: UUID, *, wie: str, nu: datetime) -> bool:
    """Take a filter of one's own out of sight; tell whether it was there.

    What was removed for longer than it can be taken back goes for good.
    """
    await tx.execute(
        "delete from nazorg.opgeslagen_filter where medewerker = $1 and weg_op < $2",
        wie,
        nu - BEWAARD,
    )
    status = await tx.execute(
        f"""update nazorg.opgeslagen_filter set weg_op = $3, vorig = {_VORIG}
        where id = $1 and medewerker = $2 and weg_op is null""",
        id_,
        wie,
        nu,
    )
    return bool(status == "UPDATE 1")


async def share(
    tx: Transactie, id_: UUID, *, gedeeld: bool, gemeenten: Sequence[str], wie: str
) -> bool:
    """Show a filter of one's own to the team, or no longer; tell whether it was there."""
    status = await tx.execute(
        f"""update nazorg.opgeslagen_filter set gedeeld = $3, gemeenten = $4, vorig = {_VORIG}
        where id = $1 and medewerker = $2 and weg_op is null""",
        id_,
        wie,
        gedeeld,
        list(gemeenten),
    )
    return bool(status == "UPDATE 1")


async def undo(tx: Transactie, id_: UUID, *, wie: str) -> bool:
    """Let a filter be what it was before the last deed on it; tell whether there was one."""
    status = await tx.execute(
        """update nazorg.opgeslagen_filter set vraag = vorig->>'vraag',
          gedeeld = (vorig->>'gedeeld')::boolean, weg_op = (vorig->>'weg_op')::timestamptz,
          vorig = null
        where id = $1 and medewerker = $2 and vorig is not null""",
        id_,
        wie,
    )
    return bool(status == "UPDATE 1")


async def find_weg(tx: Transactie, *, wie: str, sinds: datetime) -> list[OpgeslagenFilter]:
    """Return the own filters that were removed since a moment, last removed first."""
    rijen = await tx.fetch(
        """select id, naam, vraag, gedeeld, true, vorig is not null from nazorg.opgeslagen_filter
        where medewerker = $1 and weg_op >= $2 order by weg_op desc, id""",
        wie,
        sinds,
    )
    return [OpgeslagenFilter(*r) for r in rijen]
