"""Forget what watching no longer needs."""

from datetime import timedelta

from nazorg.kern.klok import Klok, vandaag
from nazorg.store import alarmen, apartnummers, brontelling, gaten, hartslagen, ritmes, sluitingen
from nazorg.store.store import Store
from nazorg.usecases.bewaking.vergelijk_telling import BEWAARD

_SLOTEN = timedelta(days=7)
# Every start of a consumer leaves one.
_HARTSLAGEN = timedelta(days=1)


async def ruim_bewaking_op(store: Store, klok: Klok) -> int:
    """Delete counts, filled gaps and alarms of over a year ago, and hours and slots that are done.

    Returns how many rows. A gap that was never filled stays.
    """
    nu = klok.nu()
    async with store.open_unscoped_ontvangst() as tx:
        return sum(
            [
                await brontelling.delete_oud(tx, voor=vandaag(klok) - BEWAARD),
                await sluitingen.delete_oud(tx, voor=vandaag(klok) - BEWAARD),
                await gaten.delete_oud(tx, voor=nu - BEWAARD),
                await alarmen.delete_oud(tx, voor=nu - BEWAARD),
                await ritmes.delete_oud(tx, nu=nu),
                await gaten.delete_sloten(tx, voor=nu - _SLOTEN),
                await apartnummers.delete_oud(tx),
                await hartslagen.delete_oud(tx, voor=nu - _HARTSLAGEN),
            ]
        )
