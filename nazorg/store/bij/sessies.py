"""Table bij.sessie: who is in the room of the mayor. Only the hash of the token is kept."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from nazorg.store.transactie import Transactie

_NOOIT = datetime(1, 1, 1, tzinfo=UTC)


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
        insert into bij.sessie (hash, medewerker, aangemaakt_op, gezien_op, verloopt_op, account_id)
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
    """Return the employee of a session that is still good. One statement.

    aanraken_voor: note that it is used when that was noted before this moment; a page view is not a
    write. None: do not note it. alleen_account: a session of a persona is none. Who was
    ended in the register has no session from that day on, and so from that moment on.
    """
    rij = await tx.fetchrow(
        """
        with van as (select s.hash, s.medewerker
          from bij.sessie s left join bij.account a on a.id = s.account_id
          where s.hash = $1 and s.verloopt_op > $2 and s.gezien_op > $3
            and case when s.account_id is null then not $5
              else a.van <= $6 and (a.tot is null or a.tot > $6) end),
        geraakt as (update bij.sessie s set gezien_op = $2 from van
          where s.hash = van.hash and s.gezien_op < $4)
        select medewerker from van""",
        hash_,
        nu,
        stil_sinds,
        aanraken_voor or _NOOIT,
        alleen_account,
        op,
    )
    return rij[0] if rij else None


async def delete(tx: Transactie, hash_: bytes) -> None:
    await tx.execute("delete from bij.sessie where hash = $1", hash_)


async def delete_verlopen(tx: Transactie, *, nu: datetime) -> int:
    """Remove sessions that are over; return how many."""
    status = await tx.execute("delete from bij.sessie where verloopt_op < $1", nu)
    return int(status.rpartition(" ")[2])
