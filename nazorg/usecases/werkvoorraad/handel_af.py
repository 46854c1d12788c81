"""Finish one task, or put it back: the deed that is done most."""

from uuid import UUID

from nazorg.kern.klok import Klok
from nazorg.kern.medewerker import Medewerker
from nazorg.store.store import Store
from nazorg.usecases.werkvoorraad.doe import Uitgevoerd, Uitvoerder
from nazorg.werkvoorraad.handelingen import Handeling, Opdracht


async def handel_af(
    taak_id: UUID, *, medewerker: Medewerker, store: Store, klok: Klok, oorsprong: str
) -> Uitgevoerd:
    """Mark a task as done. Doing it twice is doing it once. Raises NietGevonden."""
    uitvoerder = Uitvoerder(medewerker, store, klok, oorsprong)
    return await uitvoerder.doe(Opdracht(soort=Handeling.AFGEHANDELD), {taak_id: None})
