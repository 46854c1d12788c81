"""Fill the demo: a year of invented notices, and what its source counts of them, day by day."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from rich.console import Console
from rich.progress import track

from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.commands.demobezorging import Demobezorging
from nazorg.commands.demojaar import Demojaar, open_demojaar
from nazorg.commands.demotelling import meld_tellingen
from nazorg.commands.opbouw import build_deps
from nazorg.deps import Deps
from nazorg.kern.klok import SysteemKlok, vandaag
from nazorg.settings import Settings
from nazorg.synthetic.generate import generate

_PROFIELEN = ("rivierenland", "nijmegen")
# What a source writes down reaches us a little later.
_ONDERWEG = timedelta(minutes=2)

Event = dict[str, Any]


class Meelopend:
    """A clock that runs along with the notices, so that history has the dates it should have."""

    def __init__(self) -> None:
        self._nu = datetime(2000, 1, 1, tzinfo=UTC)

    def nu(self) -> datetime:
        return self._nu

    def zet(self, moment: datetime) -> None:
        self._nu = max(self._nu, moment)


async def vul(settings: Settings, deps: Deps, uit: Console, bezorging: Demobezorging) -> None:
    """Take in what was recorded up to now; on a later start only what is new changes anything."""
    klok = Meelopend()
    toen = build_deps(deps.store, deps.kluis, deps.kennis, klok)
    jaar = open_demojaar(settings.data_dir, vandaag(deps.klok), deps.kennis.profielen)
    nu = SysteemKlok().nu()
    partijen = [
        partij
        for naam in _PROFIELEN
        if naam in deps.kennis.profielen
        for partij in _per_dag(naam, jaar, nu, deps)
    ]
    partijen.sort(key=lambda p: p[0])
    for moment, berichten in track(partijen, "     dagen", console=uit, transient=True):
        klok.zet(min(moment + _ONDERWEG, nu))
        await toen.ontvang(berichten)
        await bezorging.haal_in(toen)
    events = [event for _, partij in partijen for b in partij if (event := _lees(b.inhoud))]
    await meld_tellingen(settings.data_dir, events, deps=deps, nu=nu)


def _per_dag(
    naam: str, jaar: Demojaar, nu: datetime, deps: Deps
) -> Iterator[tuple[datetime, list[RuwBericht]]]:
    """Yield the messages of a profile in order of arrival, a batch per day that they arrived."""
    opbrengst = generate(
        deps.kennis.profielen[naam],
        jaar=jaar.begin.year,
        seed=jaar.zaad,
        noise=True,
        tot=nu,
        begin=jaar.begin,
    )
    gekomen = datetime.combine(jaar.begin, datetime.min.time(), UTC)
    partij: list[RuwBericht] = []
    for regel in opbrengst.regels:
        inhoud = regel.encode("utf-8", "surrogateescape")
        # Messages come in order of arrival: the newest moment so far is when this one came.
        moment = max(gekomen, _tijd(inhoud) or gekomen)
        if partij and moment.date() != gekomen.date():
            yield gekomen, partij
            partij = []
        gekomen = moment
        partij.append(RuwBericht(inhoud=inhoud, deur=Deur.BESTAND, herkomst=f"demo {naam}"))
    if partij:
        yield gekomen, partij


def _lees(inhoud: bytes) -> Event | None:
    """Return what a line says; None for half a line."""
    try:
        event = json.loads(inhoud)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


def _tijd(inhoud: bytes) -> datetime | None:
    try:
        return datetime.fromisoformat((_lees(inhoud) or {})["time"])
    except (ValueError, KeyError, TypeError):
        return None
