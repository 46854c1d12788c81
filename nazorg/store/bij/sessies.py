"""Table bij.sessie: who is in the room of the mayor. Only the hash of the token is kept."""

from datetime import UTC, datetime
from typing import Any

from nazorg.store.transactie import Transactie

_NOOIT = datetime(1, 1, 1, tzinfo=UTC)


async def insert(
    tx: Transactie, hash_: bytes, medewerker: str, *, nu: datetime, verloopt_op: datetime
) -> None:
    """Begin a session; medewerker is JSON."""
    await tx.execute(
        """
        insert into bij.sessie (hash, medewerker, aangemaakt_op, gezien_op, verloopt_op)
        values ($1, $2::jsonb, $3, $3, $4)""",
        hash_,
        medewerker,
        nu,
        verloopt_op,
    )


async def find(
    tx: Transactie,
    hash_: bytes,
    *,
    nu: datetime,
    stil_sinds: datetime,
    aanraken_voor: datetime | None,
) -> dict[str, Any] | None:
    """Return the employee of a session that is still good. One statement.

    aanraken_voor: note that it is used when that was noted before this moment; a page view is not a
    write. None: do not note it.
    """
    rij = await tx.fetchrow(
        """
        with geraakt as (update bij.sessie set gezien_op = $2
          where hash = $1 and verloopt_op > $2 and gezien_op > $3 and gezien_op < $4)
        select medewerker from bij.sessie
        where hash = $1 and verloopt_op > $2 and gezien_op > $3""",
        hash_,
        nu,
        stil_sinds,
        aanraken_voor or _NOOIT,
    )
    return rij[0] if rij else None


async def delete(tx: Transactie, hash_: bytes) -> None:
    await tx.execute("delete from bij.sessie where hash = $1", hash_)


async def delete_verlopen(tx: Transactie, *, nu: datetime) -> int:
    """Remove sessions that are over; return how many."""
    status = await tx.execute("delete from bij.sessie where verloopt_op < $1", nu)
    return int(status.rpartition(" ")[2])
