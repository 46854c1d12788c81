"""`nazorg enrich`: ask partners what they know about new dossiers."""

import asyncio
import signal

import click
import structlog

from nazorg.commands.gezondheid import make_routes
from nazorg.commands.groep import run
from nazorg.commands.meten import geef_cijfers
from nazorg.commands.opbouw import Opstartfout, open_deps
from nazorg.commands.partnerlijnen import Partnerlijnen, open_partners
from nazorg.commands.rondelus import Hartslag
from nazorg.commands.verrijklus import verrijk_tot
from nazorg.deps import Deps
from nazorg.kern.partner import Antwoordstand
from nazorg.metrieken.partners import make_partnerroute
from nazorg.referentie.grondslagen import load_grondslagen
from nazorg.settings import Settings
from nazorg.usecases.verrijking.dossiers import Dossierzijde
from nazorg.usecases.verrijking.navrager import Navrager

log = structlog.get_logger()


@click.command()
def enrich() -> None:
    """Vraag partners (BRP, ZVH, reclassering) naar nieuwe dossiers, tot Ctrl-C."""
    run(_enrich)


async def _enrich(settings: Settings) -> None:
    if not settings.partners:
        raise Opstartfout("Zet in NAZORG_PARTNERS aan welke partners nazorg iets mag vragen.")
    stop = asyncio.Event()
    for sein in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sein, stop.set)
    async with open_deps(settings, verbindingen=3) as deps:
        await verrijk(settings, deps, stop, poort=settings.verrijk_port)


async def verrijk(settings: Settings, deps: Deps, stop: asyncio.Event, *, poort: int) -> None:
    """Ask until stop is set. poort: where it answers how it goes; 0 for nowhere."""
    async with open_partners(settings, deps.klok) as partners:
        zijde = Dossierzijde(
            deps.store, deps.kluis, deps.klok, load_grondslagen(), deps.kennis.regelboek
        )
        navrager = build_navrager(zijde, partners)
        hartslag = Hartslag(navrager, tuple(Antwoordstand))
        melder = asyncio.create_task(_meld(settings, deps, hartslag, partners, poort))
        log.info("enrich.started", poort=poort)
        try:
            await verrijk_tot(navrager, zijde.zoek_nieuwe, stop, hartslag)
        finally:
            melder.cancel()
            await asyncio.gather(melder, return_exceptions=True)


def build_navrager(zijde: Dossierzijde, partners: Partnerlijnen) -> Navrager:
    """Return who asks for nazorg: only the partners that nazorg may ask anything."""
    mag = zijde.partners()
    return Navrager(
        compartiment=zijde.compartiment,
        bronnen={p: bron for p, bron in partners.bronnen.items() if p in mag},
        grondslagen=zijde.grondslagen,
        klok=zijde.klok,
        ruimte=partners.ruimte,
    )


async def _meld(
    settings: Settings,
    deps: Deps,
    hartslag: Hartslag[Navrager],
    partners: Partnerlijnen,
    poort: int,
) -> None:
    if not poort:
        return
    routes = make_routes(
        open_=deps.store.open_unscoped_ontvangst,
        is_levend=hartslag.is_levend,
        is_gereed=hartslag.is_gereed,
        toestand=hartslag.toestand,
    )
    lees = hartslag.werker.compartiment.vragen.tel
    cijfers = make_partnerroute(deps.store.open_unscoped_ontvangst, lees, partners.lijnstanden)
    await geef_cijfers([*routes, cijfers], settings.host, poort)
