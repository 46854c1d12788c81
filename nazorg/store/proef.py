"""A trial: a transaction that does everything as always, and is undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True)
class Gevolg:
    """What a notice would do. nieuw: it makes a dossier. telt: its detention counts there."""

    nieuw: bool
    telt: bool


async def begin(tx: Transactie) -> None:
    """Let this transaction use up no number of a dossier."""
    await tx.execute("select set_config('nazorg.proef', 'ja', true)")


async def find_gevolgen(tx: Transactie, detentie_van: Mapping[UUID, str]) -> dict[UUID, Gevolg]:
    """Return what these notices do. detentie_van: number of the detention by id of the message."""
    rijen = await tx.fetch(
        """
        select m.id, d.nummer like 'proef-%', exists (select from nazorg.detentie t
          where t.dossier_id = m.dossier_id and t.bron = m.bron and t.nummer = i.nummer)
        from unnest($1::uuid[], $2::text[]) i(id, nummer)
        join nazorg.melding m on m.id = i.id join nazorg.dossier d on d.id = m.dossier_id""",
        list(detentie_van),
        list(detentie_van.values()),
    )
    return {r[0]: Gevolg(r[1], r[2]) for r in rijen}
