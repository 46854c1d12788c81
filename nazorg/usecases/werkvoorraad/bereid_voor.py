"""Look before doing: which tasks a deed is about, and to whom they can go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.store import gelezen, medewerkers, wachtrij
from nazorg.store.medewerkers import Collega
from nazorg.store.store import Store
from nazorg.store.wachtrij import Wachtrijrij


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorbereiding:
    """weg: how many of the tasks are not there for this person."""

    dag: date
    taken: tuple[Wachtrijrij, ...]
    weg: int
    collegas: tuple[Collega, ...]


async def bereid_voor(
    taken: Sequence[UUID], *, medewerker: Medewerker, store: Store, klok: Klok
) -> Voorbereiding:
    """Return these tasks with the colleagues. Raises NietGevonden when none is there."""
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    async with store.open_voor(medewerker) as tx:
        rijen = await wachtrij.find_by_ids(tx, list(taken))
        if not rijen:
            raise NietGevonden
        collegas = await medewerkers.find_collegas(tx, op=vandaag(klok))
    return Voorbereiding(
        dag=vandaag(klok),
        taken=tuple(rijen),
        weg=len(set(taken)) - len(rijen),
        collegas=tuple(collegas),
    )


async def mark_ongelezen(taak: UUID, *, medewerker: Medewerker, store: Store) -> None:
    """Let a task stand out again for this person. Raises NietGevonden."""
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    async with store.open_voor(medewerker) as tx:
        if await wachtrij.find(tx, taak) is None:
            raise NietGevonden
        await gelezen.unmark(tx, taak, wie=medewerker.id)
