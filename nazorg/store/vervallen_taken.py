"""Tasks that fell away: no list has them any more, but who looks for one can still read it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import Wachtrijrij, lees_rijen
from nazorg.store.wachtrijkolommen import als_tekst


@dataclass(frozen=True, slots=True)
class Vervallen:
    """A task that fell away, and when; None for one from before we kept that."""

    taak: Wachtrijrij
    op: datetime | None


_BRON = "{} t join nazorg.dossier d on d.id = t.dossier_id"
_EEN = als_tekst(
    _BRON.format("(select * from nazorg.taak where status = 'vervallen' and id = $1)"), "t.id"
)
# What never had a date was never on the queue.
_LAATSTE = """(select * from nazorg.taak
  where status = 'vervallen' and dossier_id = $1 and regel <> 'behoefte'
  order by vervallen_op desc nulls last, id desc limit $2)"""
_VAN_DOSSIER = f"""select
  ({als_tekst(_BRON.format(_LAATSTE), "t.vervallen_op desc nulls last, t.id desc")}),
  (select array_agg(t.vervallen_op order by t.vervallen_op desc nulls last, t.id desc)
    from {_LAATSTE} t)"""


async def find(tx: Transactie, id_: UUID) -> Wachtrijrij | None:
    return next(iter(lees_rijen(await tx.fetchval(_EEN, id_))), None)


async def find_by_dossier(tx: Transactie, dossier: UUID, *, aantal: int) -> list[Vervallen]:
    """Return what fell away last, last first."""
    tekst, momenten = await tx.fetchrow(_VAN_DOSSIER, dossier, aantal)
    return [Vervallen(t, op) for t, op in zip(lees_rijen(tekst), momenten or (), strict=True)]
