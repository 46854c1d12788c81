"""Table sessie: who is logged in. Only the hash of the token is kept (ASVS 7.2, 7.3)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from nazorg.store.transactie import Transactie


async def insert(
    tx: Transactie,
    hash_: bytes,
    medewerker: str,
    *,
    nu: datetime,
    verloopt_op: datetime,
    account: UUID | None,
) -> None:
    """Begin a session; medewerker is JSON. account: by what right; None for a persona."""
    await tx.execute(
        """
        insert into nazorg.sessie
          (hash, medewerker, aangemaakt_op, gezien_op, verloopt_op, account_id)
        values ($1, $2::jsonb, $3, $3, $4, $5)""",
        hash_,
        medewerker,
        nu,
        verloopt_op,
        account,
    )


async def find(
    tx: Transactie,
    hash_: bytes,
    *,
    nu: datetime,
    stil_sinds: datetime,
    aanraken_voor: datetime | None,
    op: date,
    alleen_account: bool,
) -> dict[str, Any] | None:
    """Return the employee of a session that is still good. One statement, and mostly no write.

    aanraken_voor: note that it is used when that was noted before this moment; a page view is not a
    write. None: do not note it. alleen_account: a session of a persona is none. Who was
    ended in the register has no session from that day on, and so from that moment on.
    """
    rij = await tx.fetchrow(
        """select s.medewerker, s.gezien_op
        from nazorg.sessie s left join nazorg.account a on a.id = s.account_id
        where s.hash = $1 and s.verloopt_op > $2 and s.gezien_op > $3
          and case when s.account_id is null then not $4
            else a.van <= $5 and (a.tot is null or a.tot > $5) end""",
        hash_,
        nu,
        stil_sinds,
        alleen_account,
        op,
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
