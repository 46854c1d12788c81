"""Table sessie: who is logged in. Only the hash of the token is kept (ASVS 7.2, 7.3)."""

from datetime import datetime
from typing import Any

from nazorg.store.transactie import Transactie


async def insert(
    tx: Transactie, hash_: bytes, medewerker: str, *, nu: datetime, verloopt_op: datetime
) -> None:
    """Begin a session; medewerker is JSON."""
    await tx.execute(
        """
        insert into nazorg.sessie (hash, medewerker, aangemaakt_op, gezien_op, verloopt_op)
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
    """Return the employee of a session that is still good. One statement, and mostly no write.

    aanraken_voor: note that it is used when that was noted before this moment; a page view is not a
    write. None: do not note it.
    """
    rij = await tx.fetchrow(
        """select medewerker, gezien_op from nazorg.sessie
        where hash = $1 and verloopt_op > $2 and gezien_op > $3""",
        hash_,
        nu,
        stil_sinds,
    )
    if rij is None:
        return None
    if aanraken_voor is not None and rij[1] < aanraken_voor:
        await tx.execute("update nazorg.sessie set gezien_op = $2 where hash = $1", hash_, nu)
    medewerker: dict[str, Any] = rij[0]
    return medewerker


async def delete(tx: Transactie, hash_: bytes) -> None:
    await tx.execute("delete from nazorg.sessie where hash = $1", hash_)


async def delete_verlopen(tx: Transactie, *, nu: datetime) -> int:
    """Remove sessions that are over; return how many."""
    status = await tx.execute("delete from nazorg.sessie where verloopt_op < $1", nu)
    return int(status.rpartition(" ")[2])
