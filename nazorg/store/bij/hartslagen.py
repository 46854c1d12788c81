"""Table bij.hartslag: when each consumer of this compartment last looked at Kafka."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True)
class Hartslag:
    """What one consumer says of itself. oudste_op: of the record that waits longest, if any."""

    consumer: UUID
    gelezen_op: datetime
    achterstand: int
    oudste_op: datetime | None


async def schrijf(tx: Transactie, h: Hartslag) -> None:
    """Note how a consumer is doing."""
    await tx.execute(
        """insert into bij.hartslag (consumer, gelezen_op, achterstand, oudste_op)
        values ($1, $2, $3, $4) on conflict (consumer) do update set
        (gelezen_op, achterstand, oudste_op) =
          (excluded.gelezen_op, excluded.achterstand, excluded.oudste_op)""",
        h.consumer,
        h.gelezen_op,
        h.achterstand,
        h.oudste_op,
    )


async def find(tx: Transactie, *, sinds: datetime) -> tuple[datetime | None, datetime | None]:
    """Return when any consumer last looked, and the oldest that waits for one that still does.

    sinds: who did not look since then is gone, and another has what it was reading.
    """
    rij = await tx.fetchrow(
        """select max(gelezen_op), min(oudste_op) filter (where gelezen_op >= $1)
        from bij.hartslag""",
        sinds,
    )
    return rij[0], rij[1]


async def delete_oud(tx: Transactie, *, voor: datetime) -> None:
    """Forget consumers of before a moment, but never the last one: it would not be missed."""
    await tx.execute(
        """delete from bij.hartslag where gelezen_op < $1
        and gelezen_op < (select max(gelezen_op) from bij.hartslag)""",
        voor,
    )
