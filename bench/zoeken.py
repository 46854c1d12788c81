"""What row-level security costs the search by name: the same query, with it and without it.

Without it means: as a role that no policy holds for, with the gemeenten only named in the query, as
they are in ours. In turns, in one run, and judged by the ratio.
"""

import statistics
import time
from collections.abc import Awaitable, Callable

import asyncpg

from nazorg.kern.medewerker import Medewerker
from nazorg.store import zoeken
from nazorg.store.store import Store
from nazorg.store.verbinding import Databank

# A common name, two words, the beginning of a name, and one that nobody has.
_TEKSTEN = ("jansen", "visser daan", "yil", "onvindbaar")
_RONDEN = 40


async def meet_zoeken(store: Store, databank: Databank, wie: Medewerker) -> float:
    """Return the time with policies, divided by the time without them."""
    baas = await asyncpg.connect(host=str(databank.socket), user="nz_super", database="nazorg")
    try:
        await baas.execute("set plan_cache_mode = force_generic_plan")  # as ours
        async with store.open_lijst(wie) as tx, baas.transaction():
            met = _vraag(tx, wie)
            zonder = _vraag(baas, wie)
            tijden: dict[bool, list[float]] = {True: [], False: []}
            for _ in range(_RONDEN):
                for tekst in _TEKSTEN:
                    tijden[True].append(await _tijd(met, tekst))
                    tijden[False].append(await _tijd(zonder, tekst))
    finally:
        await baas.close()
    return statistics.median(a / b for a, b in zip(tijden[True], tijden[False], strict=True))


def _vraag(tx: object, wie: Medewerker) -> Callable[[str], Awaitable[object]]:
    async def zoek(tekst: str) -> object:
        return await zoeken.find_by_naam(
            tx,  # type: ignore[arg-type]
            tekst,
            gemeenten=wie.gemeenten,
            aantal=51,
        )

    return zoek


async def _tijd(zoek: Callable[[str], Awaitable[object]], tekst: str) -> float:
    begin = time.perf_counter()
    await zoek(tekst)
    return time.perf_counter() - begin
