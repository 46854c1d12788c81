"""`nazorg bij`: tell mayors, ask partners, destroy in time. A process and a database role apart."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

import click
import structlog

from nazorg.bij.aanwijzing import Functie
from nazorg.commands.bij_abonnement import abonnement
from nazorg.commands.bij_medewerkers import medewerkers
from nazorg.commands.gezondheid import is_databank_er, make_routes
from nazorg.commands.groep import run
from nazorg.commands.meten import geef_cijfers
from nazorg.commands.opbouw import Opstartfout, open_bij_deps
from nazorg.commands.opdrachtgever import OPDRACHT
from nazorg.commands.partnerlijnen import open_partners
from nazorg.commands.storingen import zin_van
from nazorg.commands.topic import make_topic, webhookmaker
from nazorg.deps import BijDeps
from nazorg.integrations.retour import MEEST, Retourmap, lees_teruggekomen
from nazorg.integrations.smtp import Mailserver, SmtpPost
from nazorg.kern.partner import Partner
from nazorg.kern.weigering import Weigering
from nazorg.metrieken.bij import Lees, make_bij_route
from nazorg.settings import Settings
from nazorg.usecases.bij.aanwijzing import Voorstel, wijs_aan
from nazorg.usecases.bij.bewaak import BijMetingen, meet
from nazorg.usecases.bij.bezorg import BijBezorger
from nazorg.usecases.bij.gat import GeenGat, accepteer_gat
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.probeer_opnieuw import Uitslag, probeer_alles_opnieuw
from nazorg.usecases.bij.verstuur import meld_terug
from nazorg.usecases.bij.werk import Werker

log = structlog.get_logger()
RONDE_S = 5.0
_AUDIT_ELKE_S = 3600.0
_STIL_S = 300.0


@click.group(invoke_without_command=True)
@click.pass_context
def bij(ctx: click.Context) -> None:
    """Waarschuw burgemeesters, vraag partners en vernietig op tijd, tot Ctrl-C."""
    if ctx.invoked_subcommand is None:
        run(_bij)


async def _bij(settings: Settings) -> None:
    stop = asyncio.Event()
    for sein in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sein, stop.set)
    async with open_bij_deps(settings) as deps, open_vragen(settings, deps) as met_vragen:
        await werk_bij(settings, met_vragen, mailserver_of(settings), stop=stop)


@asynccontextmanager
async def open_vragen(settings: Settings, deps: BijDeps) -> AsyncIterator[BijDeps]:
    """Yield the parts with lines of our own to the partners: nazorg has others."""
    async with open_partners(settings, deps.kamer.klok) as lijnen:
        yield replace(deps, bronnen=replace(deps.bronnen, bronnen=lijnen.bronnen))


async def werk_bij(
    settings: Settings, deps: BijDeps, server: Mailserver | None, *, stop: asyncio.Event
) -> None:
    """Do a round every few seconds until stop is set; answer on a small port how it goes."""
    if server is None:
        log.warning("bij.no_mailserver", reden="NAZORG_SMTP_HOST is leeg")
    topic = make_topic(settings, settings.kafka_bij_uit_topic, wie="nazorg-bij")
    werker = Werker(
        kamer=deps.kamer,
        post=SmtpPost(server) if server else None,
        retour=retourmap_of(settings),
        bronnen=deps.bronnen,
        topic=(topic, settings.uitgaande_bron) if topic else None,
        webhooks=BijBezorger(
            maak_webhook=webhookmaker(settings, deps.kamer.klok), bron=settings.uitgaande_bron
        ),
    )
    slag = [time.monotonic()]
    ernaast = [
        asyncio.create_task(_meld(settings, deps, werker, slag)),
        *(asyncio.create_task(_herhaal(partial(werker.vraag_partner, p))) for p in Partner),
        asyncio.create_task(_herhaal(werker.geef_door)),
        asyncio.create_task(_herhaal(werker.bezorg)),
    ]
    try:
        await _draai(werker, slag, stop)
    finally:
        for taak in ernaast:  # what is cut off is asked, or told, again
            taak.cancel()
        await asyncio.gather(*ernaast, return_exceptions=True)
        if topic:
            await topic.sluit()


async def _herhaal(doe: Callable[[], Awaitable[int]]) -> None:
    while True:
        await doe()
        await asyncio.sleep(RONDE_S)


async def _draai(werker: Werker, slag: list[float], stop: asyncio.Event) -> None:
    gecontroleerd = 0.0
    while not stop.is_set():
        await werker.doe_ronde()
        if time.monotonic() - gecontroleerd > _AUDIT_ELKE_S or not gecontroleerd:
            gecontroleerd = time.monotonic()
            await werker.verifieer()
        slag[0] = time.monotonic()
        try:
            await asyncio.wait_for(stop.wait(), RONDE_S)
        except TimeoutError:
            continue


async def _meld(settings: Settings, deps: BijDeps, werker: Werker, slag: list[float]) -> None:
    if not settings.bij_port:
        return

    def leeft() -> bool:
        return time.monotonic() - slag[0] < _STIL_S

    routes = make_routes(
        open_=deps.kamer.store.open_unscoped_werk,
        is_levend=leeft,
        is_gereed=leeft,
        toestand=lambda: {"toestand": "werkt" if leeft() else "stil"},
    )
    cijfers = make_bij_route(lees_metingen(deps.kamer), werker.mislukt)
    await geef_cijfers([*routes, cijfers], settings.host, settings.bij_port)


def lees_metingen(kamer: Kamer) -> Lees:
    """Return what reads the figures, and None when the database does not answer."""

    async def lees() -> BijMetingen | None:
        if not await is_databank_er(kamer.store.open_unscoped_werk):
            return None
        return await meet(kamer)

    return lees


def mailserver_of(settings: Settings) -> Mailserver | None:
    """Return where mail goes. Raises Opstartfout for a server without encryption in production."""
    if settings.smtp_host is None:
        return None
    if settings.smtp_tls == "uit" and settings.omgeving == "productie":
        raise Opstartfout("In productie moet mail versleuteld naar de server (NAZORG_SMTP_TLS).")
    geheim = settings.smtp_wachtwoord
    return Mailserver(
        host=settings.smtp_host,
        port=settings.smtp_port,
        afzender=settings.mail_afzender,
        tls=settings.smtp_tls,
        gebruiker=settings.smtp_gebruiker,
        wachtwoord=geheim.get_secret_value() if geheim else None,
        ca=str(settings.smtp_ca) if settings.smtp_ca else None,
        retour=settings.bij_retouradres,
    )


def retourmap_of(settings: Settings) -> Retourmap | None:
    """Return the mailbox of the return address. Raises Opstartfout for what is no Maildir."""
    if settings.bij_retourmap is None:
        return None
    map_ = Retourmap(settings.bij_retourmap, settings.bij_retouradres)
    if not map_.is_er:
        raise Opstartfout("NAZORG_BIJ_RETOURMAP is geen Maildir: een map met 'new' en 'cur' erin.")
    return map_


@bij.command("wijs-aan")
@click.option("--gemeente", required=True, help="Code van vier cijfers.")
@click.option("--account", required=True, help="Account waarmee iemand zich aanmeldt.")
@click.option("--naam", required=True)
@click.option("--functie", required=True, type=click.Choice([str(f) for f in Functie]))
@click.option("--van", required=True, help="Eerste dag, als 2026-11-23.")
@click.option("--tot", default=None, help="Eerste dag waarop het niet meer geldt.")
@click.option("--document", required=True, help="Kenmerk van het getekende besluit.")
@click.option("--leest-namens", is_flag=True, help="Leest namens de burgemeester.")
@click.option("--email", required=True)
@click.option("--telefoon", required=True)
def wijs_aan_(tot: str | None, van: str, functie: str, account: str, **velden: Any) -> None:
    """Leg vast wie berichten voor de burgemeester mag zien. Komt in het auditlogboek van BIJ."""

    async def doe(settings: Settings) -> UUID:
        try:
            voorstel = Voorstel(
                persoon=account,
                functie=Functie(functie),
                van=date.fromisoformat(van),
                tot=date.fromisoformat(tot) if tot else None,
                **velden,
            )
            async with open_bij_deps(settings) as deps:
                return await wijs_aan(
                    voorstel, medewerker=OPDRACHT, kamer=deps.kamer, oorsprong="opdrachtregel"
                )
        except ValueError as fout:
            raise Opstartfout("Schrijf een dag als 2026-11-23.") from fout
        except Weigering as fout:
            raise Opstartfout(str(fout)) from fout

    click.echo(f"Vastgelegd: aanwijzing {run(doe)}.")


@bij.command()
def opnieuw() -> None:
    """Probeer opnieuw wat apart staat, na een herstel. Komt in het auditlogboek van BIJ."""

    async def doe(settings: Settings) -> Uitslag:
        async with open_bij_deps(settings) as deps:
            return await probeer_alles_opnieuw(OPDRACHT, deps.kamer, oorsprong="opdrachtregel")

    uit = run(doe)
    click.echo(f"Verwerkt: {uit.goed}. Nog apart: {uit.apart}.")


@bij.command()
@click.argument("bron")
@click.argument("van", type=int)
@click.argument("tot", type=int)
def gat(bron: str, van: int, tot: int) -> None:
    """Neem aan dat deze nummers van een bron niet meer komen, omdat de bron dat zegt.

    BRON is de urn van de bron. Dit komt in het auditlogboek van BIJ. Het alarm stopt vanzelf.
    """

    async def doe(settings: Settings) -> int:
        async with open_bij_deps(settings) as deps:
            try:
                return await accepteer_gat(bron, van, tot, medewerker=OPDRACHT, kamer=deps.kamer)
            except GeenGat as fout:
                raise Opstartfout(str(fout)) from fout

    aantal = run(doe)
    click.echo(f"Geaccepteerd: {aantal} {'nummer' if aantal == 1 else 'nummers'}.")


@bij.command()
def terug() -> None:
    """Lees een teruggekomen mail van standaardinvoer (van uw mailserver) en maak er alarm van.

    Lukt het nu niet, dan is de uitgang 75: uw mailserver probeert het dan later opnieuw.
    """
    ruw = sys.stdin.buffer.read(MEEST)

    async def doe(settings: Settings) -> bool:
        kenmerken = lees_teruggekomen(ruw, settings.bij_retouradres)
        async with open_bij_deps(settings) as deps:
            return any([await meld_terug(id_, kamer=deps.kamer) for id_ in kenmerken])

    try:
        van_ons = run(doe)
    except Exception as fout:
        # For a mail server 1 is for ever, and what it pipes to us would be lost.
        click.echo(zin_van(fout), err=True)
        raise click.exceptions.Exit(os.EX_TEMPFAIL) from fout
    click.echo("Vastgelegd." if van_ons else "Dit is geen mail van ons.")


bij.add_command(abonnement)
bij.add_command(medewerkers)
