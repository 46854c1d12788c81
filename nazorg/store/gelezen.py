"""Table gelezen: which tasks an employee has seen. Only that person sees it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from nazorg.store.transactie import Transactie


async def mark(tx: Transactie, taken: Sequence[UUID], *, wie: str, nu: datetime) -> None:
    """Note that these tasks were seen."""
    if taken:
        await tx.execute(
            """insert into nazorg.gelezen (medewerker, taak_id, gelezen_op)
            select $1, i.id, $3 from unnest($2::uuid[]) i(id)
            on conflict (medewerker, taak_id) do update set gelezen_op = excluded.gelezen_op""",
            wie,
            list(taken),
            nu,
        )


async def unmark(tx: Transactie, taak: UUID, *, wie: str) -> None:
    await tx.execute("delete from nazorg.gelezen where medewerker = $1 and taak_id = $2", wie, taak)
