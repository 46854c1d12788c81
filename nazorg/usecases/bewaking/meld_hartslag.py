"""A consumer says that it reads, and how far it is: what nobody hears, everybody must see."""

from datetime import timedelta
from uuid import UUID

from nazorg.kern.klok import Klok
from nazorg.store import hartslagen
from nazorg.store.hartslagen import Hartslag
from nazorg.store.store import Store


async def meld_hartslag(
    consumer: UUID, *, achterstand: int, oudste: timedelta | None, store: Store, klok: Klok
) -> None:
    """Note that a consumer looked at Kafka now. oudste: age of what waits longest, if any waits."""
    nu = klok.nu()
    oudste_op = nu - oudste if oudste is not None else None
    async with store.open_unscoped_ontvangst() as tx:
        await hartslagen.schrijf(tx, Hartslag(consumer, nu, achterstand, oudste_op))
