"""Finish a task, or put it back: a person's word, which no later notice undoes."""

from uuid import UUID

from nazorg.kern.klok import Klok
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.store import audit, wachtrij
from nazorg.store.store import Store
from nazorg.werkvoorraad.taken import Taakstatus


async def handel_af(
    taak_id: UUID, *, medewerker: Medewerker, store: Store, klok: Klok, oorsprong: str
) -> None:
    """Mark a task as done. Doing it twice is doing it once. Raises NietGevonden."""
    await _zet(taak_id, Taakstatus.AFGEHANDELD, medewerker, store, klok, oorsprong)


async def heropen(
    taak_id: UUID, *, medewerker: Medewerker, store: Store, klok: Klok, oorsprong: str
) -> None:
    """Undo: put a task back on the queue. Raises NietGevonden."""
    await _zet(taak_id, Taakstatus.OPEN, medewerker, store, klok, oorsprong)


async def _zet(
    taak_id: UUID,
    naar: Taakstatus,
    medewerker: Medewerker,
    store: Store,
    klok: Klok,
    oorsprong: str,
) -> None:
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    van = Taakstatus.OPEN if naar is Taakstatus.AFGEHANDELD else Taakstatus.AFGEHANDELD
    nu = klok.nu()
    async with store.open_voor(medewerker) as tx:
        gezet = await wachtrij.set_status(
            tx, taak_id, van=van, naar=naar, door=medewerker.id, nu=nu
        )
        if gezet is None:
            if await wachtrij.find(tx, taak_id) is None:
                raise NietGevonden
            return
        nummer, gemeente = gezet
        await audit.append(
            tx,
            audit.Auditregel(
                tijd=nu,
                actor=medewerker.id,
                naam=medewerker.naam,
                actie=f"taak_{naar}",
                object=f"dossier:{nummer}",
                resultaat=f"taak:{taak_id}",
                oorsprong=oorsprong,
                doel=medewerker.doel,
                gemeente=gemeente,
            ),
        )
