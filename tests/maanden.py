"""What tests about the months of content share: leave them as they were, and look inside."""

from datetime import UTC, date, datetime

import asyncpg

from nazorg.deps import Deps
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.store import alarmen, berichtinhoud
from nazorg.usecases.berichten.bewaar import bewaar_inhoud
from nazorg.usecases.bewaking.bewaak import Bewaker
from tests.factories import TIEL

OUD, LATER = datetime(2020, 3, 31, 23, 59, tzinfo=UTC), datetime(2021, 5, 1, tzinfo=UTC)
BEHEERDER = Medewerker(
    id="m-1",
    naam="Beheerder",
    functie="Functioneel beheerder",
    rollen=frozenset({Rol.FUNCTIONEEL_BEHEERDER}),
    gemeenten=(TIEL,),
    regio="Tiel",
    doel=Doel.BERICHTENBEHEER,
)


async def waar(eigenaar: asyncpg.Connection) -> list[str]:
    """Return in which part each content lies."""
    rijen = await eigenaar.fetch("select tableoid::regclass::text from nazorg.bericht_inhoud")
    return sorted(r[0].removeprefix("nazorg.bericht_inhoud_") for r in rijen)


async def onderhoud(deps: Deps, maanden: int = 13) -> int:
    return await bewaar_inhoud(deps.store, deps.klok, maanden=maanden)


async def zijn_er(deps: Deps) -> list[date]:
    async with deps.store.open_unscoped_ontvangst() as tx:
        return await berichtinhoud.find_maanden(tx)


async def open_alarmen(deps: Deps) -> list[str]:
    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()
    async with deps.store.open_unscoped_ontvangst() as tx:
        return [a.tekst for a in await alarmen.find_open(tx)]
