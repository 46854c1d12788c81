"""Throw away lists that nobody confirmed within their hour, and what was left of the others."""

from nazorg.kern.klok import Klok
from nazorg.store import invoer
from nazorg.store.store import Store


async def ruim_invoer_op(store: Store, klok: Klok) -> int:
    """Return how many were thrown away."""
    async with store.open_unscoped_ontvangst() as tx:
        return await invoer.delete_verlopen(tx, nu=klok.nu())
