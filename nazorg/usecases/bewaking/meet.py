"""Figures for a monitor: counts, ages and alarms, nothing about a person."""

from datetime import timedelta

from nazorg.kern.klok import Klok
from nazorg.store import metingen
from nazorg.store.metingen import Metingen
from nazorg.store.store import Store

_NET = timedelta(minutes=15)


async def meet(store: Store, klok: Klok) -> Metingen:
    """Return the figures of now. Raises what the database raises when it is away."""
    nu = klok.nu()
    async with store.open_unscoped_ontvangst() as tx:
        return await metingen.meet(tx, sinds=nu - _NET)
