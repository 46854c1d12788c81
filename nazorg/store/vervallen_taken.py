"""Tasks that fell away: no list has them any more, but who looks for one can still read it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import KOLOMMEN, Wachtrijrij, to_rij


@dataclass(frozen=True, slots=True)
class Vervallen:
    """A task that fell away, and when; None for one from before we kept that."""

    taak: Wachtrijrij
    op: datetime | None


_SELECT = f"""select {KOLOMMEN}, true, t.vervallen_op from nazorg.taak t
  join nazorg.dossier d on d.id = t.dossier_id where t.status = 'vervallen'"""


async def find(tx: Transactie, id_: UUID) -> Wachtrijrij | None:
    rijen = await tx.fetch(f"{_SELECT} and t.id = $1", id_)
    return to_rij(rijen[0]) if rijen else None


async def find_by_dossier(tx: Transactie, dossier: UUID, *, aantal: int) -> list[Vervallen]:
    """Return what fell away last, last first. What never had a date was never on the queue."""
    rijen = await tx.fetch(
        f"""{_SELECT} and t.dossier_id = $1 and t.regel <> 'behoefte'
        order by t.vervallen_op desc nulls last, t.id desc limit $2""",
        dossier,
        aantal,
    )
    return [Vervallen(to_rij(r), r[-1]) for r in rijen]
