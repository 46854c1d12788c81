"""Partners for the demo: the simulator over a real socket, with addresses that fit the notices."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from nazorg.commands.simulate import simuleer_voor
from nazorg.deps import Deps
from nazorg.kern.klok import vandaag
from nazorg.settings import Settings
from nazorg.simulatie.feiten import Wereld
from nazorg.simulatie.server import Simulator
from nazorg.usecases.verrijking.dossiers import lees_gemeenten


@asynccontextmanager
async def open_nagespeeld(settings: Settings, deps: Deps) -> AsyncIterator[Settings]:
    """Yield settings that ask the simulator; those of an operator go first."""
    if settings.partners:
        yield settings
        return
    gemeente_van = await lees_gemeenten(deps.store, deps.kluis)
    wereld = Wereld(lambda: vandaag(deps.klok), gemeente_van=gemeente_van.get)
    sim = Simulator(wereld, deps.klok)
    await sim.start()
    try:
        yield simuleer_voor(settings, sim)
    finally:
        await sim.stop()
