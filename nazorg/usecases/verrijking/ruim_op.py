"""Let what is over vanish: terms that ended, and what was about a dossier that is gone (L30)."""

from nazorg.kern.klok import Klok
from nazorg.store import verrijking
from nazorg.store.kluis import Kluis
from nazorg.store.partnergegevens import Gegeventafel
from nazorg.store.store import Store


async def ruim_verrijking_op(store: Store, kluis: Kluis, klok: Klok) -> int:
    """Delete it; return how many rows went. What is over was hidden already."""
    async with store.open_unscoped_ontvangst() as tx:
        vervallen = await Gegeventafel("nazorg", kluis).verwijder_vervallen(tx, klok.nu())
        return vervallen + await verrijking.verwijder_wezen(tx)
