"""Figures for a monitor: counts, ages and alarms, nothing about a person."""

from nazorg.store import metingen
from nazorg.store.metingen import Metingen
from nazorg.store.store import Store


async def meet(store: Store) -> Metingen:
    """Return the figures of now. Raises what the database raises when it is away."""
    async with store.open_unscoped_ontvangst() as tx:
        return await metingen.meet(tx)
