"""Who gets the events of the demo: one takes all, one refuses now and then, one is away.

They are subscriptions like any other, and what happened in the last days is delivered to them while
those days go by: so what was tried for a day and given up is there too, from the first look on.
"""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from nazorg.commands.bezorglus import LOGREGEL, bezorg_tot
from nazorg.commands.deliver import build_bezorger
from nazorg.commands.demoontvangers import Ontvanger
from nazorg.commands.rondelus import Hartslag
from nazorg.deps import Deps
from nazorg.settings import Settings
from nazorg.store import bezorglijst
from nazorg.store.outbox import DOSSIER_GEOPEND, DOSSIER_GEWIJZIGD, OVERLEG_GEPLAND
from nazorg.usecases.bezorging import abonnement
from nazorg.usecases.bezorging.abonnement import OngeldigAbonnement
from nazorg.usecases.bezorging.bezorg import Bezorger

# Per receiver: its port, and the secret of its subscription.
Bewaard = dict[str, tuple[int, str]]

_ALLES, _MOEILIJK, _WEG = "Regio-overzicht", "Zaken Nijmegen", "Planbord"
_SINDS = {_ALLES: timedelta(days=5), _MOEILIJK: timedelta(days=5), _WEG: timedelta(hours=12)}
_SOORTEN = {_ALLES: (), _MOEILIJK: (DOSSIER_GEOPEND, DOSSIER_GEWIJZIGD), _WEG: (OVERLEG_GEPLAND,)}


class _Toen:
    """A clock that stands still at a moment of the past."""

    def __init__(self, nu: datetime) -> None:
        self._nu = nu

    def nu(self) -> datetime:
        return self._nu


@dataclass(slots=True)
class Demobezorging:
    """sinds: from when on history is delivered; None: that was done at an earlier start."""

    settings: Settings
    sinds: datetime | None
    _toen: Bezorger | None = field(default=None)

    async def haal_in(self, deps: Deps) -> None:
        """Deliver what may go at this moment of the clock of deps, while history is written."""
        if self.sinds is None or deps.klok.nu() < self.sinds:
            return
        if self._toen is None:
            self._toen = build_bezorger(self.settings, deps)
        bezorger = self._toen
        while await bezorger.ronde() or bezorger.onderweg or await _is_uit_te_zetten(deps):
            if bezorger.onderweg:
                await asyncio.wait(bezorger.onderweg)

    async def bezorg(self, deps: Deps, stop: asyncio.Event) -> None:
        """Deliver as `nazorg deliver` does, until stop is set."""
        if self._toen is not None:
            await self._toen.sluit()
        bezorger = build_bezorger(self.settings, deps)
        await bezorg_tot(bezorger, stop, Hartslag(bezorger, LOGREGEL))


async def _is_uit_te_zetten(deps: Deps) -> bool:
    async with deps.store.open_unscoped_ontvangst() as tx:
        return await bezorglijst.tel_uit_te_zetten(tx) is not None


@asynccontextmanager
async def open_demobezorging(settings: Settings, deps: Deps) -> AsyncIterator[Demobezorging]:
    """Let the receivers listen, and subscribe them where they did not yet."""
    pad = settings.data_dir / "demo-ontvangers.json"
    bewaard: Bewaard = json.loads(pad.read_text()) if pad.exists() else {}
    sinds = None if bewaard else deps.klok.nu() - max(_SINDS.values())
    async with _open_ontvangers(bewaard) as ontvangers:
        with _bezet(_poort(bewaard, _WEG)) as dicht:
            poorten = {naam: o.poort for naam, o in ontvangers.items()} | {_WEG: dicht}
            for naam, poort in poorten.items():
                if _poort(bewaard, naam) != poort:
                    geheim = await _abonneer(naam, poort, deps, is_eerste=sinds is not None)
                    bewaard[naam] = (poort, geheim)
            _bewaar(pad, bewaard)
            for naam, ontvanger in ontvangers.items():
                ontvanger.leer_geheim(bewaard[naam][1])
            yield Demobezorging(settings, sinds)


def _poort(bewaard: Bewaard, naam: str) -> int:
    return bewaard[naam][0] if naam in bewaard else 0


@asynccontextmanager
async def _open_ontvangers(bewaard: Bewaard) -> AsyncIterator[dict[str, Ontvanger]]:
    ontvangers = {
        naam: Ontvanger(moeilijk=naam == _MOEILIJK, poort=_poort(bewaard, naam))
        for naam in (_ALLES, _MOEILIJK)
    }
    try:
        for ontvanger in ontvangers.values():
            await ontvanger.start()
        yield ontvangers
    finally:
        for ontvanger in ontvangers.values():
            await ontvanger.stop()


@contextmanager
def _bezet(poort: int) -> Iterator[int]:
    """Keep a port at which nobody answers; another one when that of before is taken."""
    with socket.socket() as dicht:
        try:
            dicht.bind(("127.0.0.1", poort))
        except OSError:
            dicht.bind(("127.0.0.1", 0))
        yield int(dicht.getsockname()[1])


async def _abonneer(naam: str, poort: int, deps: Deps, *, is_eerste: bool) -> str:
    """Subscribe, instead of the address of before; return the secret."""
    with suppress(OngeldigAbonnement):
        await abonnement.stop(naam, store=deps.store, klok=deps.klok)
    nu = deps.klok.nu()
    return await abonnement.voeg_toe(
        naam,
        f"http://127.0.0.1:{poort}/in",
        _SOORTEN[naam],
        store=deps.store,
        kluis=deps.kluis,
        klok=_Toen(nu - _SINDS[naam]) if is_eerste else deps.klok,
        demo=True,
    )


def _bewaar(pad: Path, bewaard: Bewaard) -> None:
    pad.touch(mode=0o600)
    pad.write_text(json.dumps(bewaard))
