"""What people did with the tasks of one dossier, for its timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nazorg.store.taakstanden import ACTIEKOLOMMEN, Actie, to_actie
from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import Wachtrijrij, lees_rijen
from nazorg.store.wachtrijkolommen import als_tekst


@dataclass(frozen=True, slots=True)
class Taakdaad:
    """A deed with its task as it is now."""

    actie: Actie
    taak: Wachtrijrij


_DADEN = f"""select {ACTIEKOLOMMEN} from nazorg.taak t join nazorg.taakactie a on a.taak_id = t.id
  where t.dossier_id = $1 and a.afloop = 'gedaan' order by a.volgnr"""
_TAKEN = als_tekst(
    """nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id where t.dossier_id = $1
      and exists (select from nazorg.taakactie a where a.taak_id = t.id)""",
    "t.id",
)


async def find_by_dossier(tx: Transactie, dossier: UUID) -> Sequence[Taakdaad]:
    """Return what was done with the tasks of a dossier, first deed first."""
    acties = [to_actie(r) for r in await tx.fetch(_DADEN, dossier)]
    if not acties:
        return ()
    taken = {t.id: t for t in lees_rijen(await tx.fetchval(_TAKEN, dossier))}
    return [Taakdaad(a, taken[a.taak_id]) for a in acties if a.taak_id in taken]
