"""`nazorg demo`: a living product with invented people, from nothing."""

import asyncio
import hashlib
import secrets
import socket
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import click
from rich.console import Console

from nazorg.afzenderinstelling import Afzender
from nazorg.commands.demo_bij import mailmap, open_demo_bij
from nazorg.commands.demo_leefgebieden import write_leefgebieden
from nazorg.commands.demo_overleggen import plan_overleggen
from nazorg.commands.demobezorging import Demobezorging, open_demobezorging
from nazorg.commands.demopartners import open_nagespeeld
from nazorg.commands.demovul import Meelopend, vul
from nazorg.commands.demowerk import leef_in
from nazorg.commands.enrich import verrijk
from nazorg.commands.groep import run
from nazorg.commands.inlogopbouw import met_inlog
from nazorg.commands.opbouw import (
    Opstartfout,
    open_bij_deps,
    open_deps,
)
from nazorg.commands.serve import serve_site
from nazorg.commands.webopbouw import web_instellingen
from nazorg.deps import BijDeps, Deps
from nazorg.jobs.ticker import run_jobs
from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Rol
from nazorg.logboek import richt_in
from nazorg.referentie.personas import load_personas
from nazorg.settings import Settings
from nazorg.store import wachtrij
from nazorg.store.wachtrij import Filter
from nazorg.usecases.dossiers.verwijder import verwijder_dossiers
from nazorg.usecases.toon_status import toon_status
from nazorg.usecases.werkvoorraad.handel_af import handel_af
from nazorg.web.toegang import WebInstellingen

# So many tasks per coordinator are still there: some of it is late, as everywhere.
_BLIJFT_LIGGEN = 5
_BRON = "urn:nld:oin:00000099000000001000:systeem:detentieregister"


@click.command()
def demo() -> None:
    """Start nazorg met verzonnen mensen, klaar om in te kijken."""
    run(_demo)


async def _demo(settings: Settings) -> None:
    richt_in("warning")
    uit = Console(stderr=True, highlight=False)
    if settings.omgeving != "demo":
        raise Opstartfout("De demo start niet in productie (NAZORG_OMGEVING).")
    _check_poort(settings)
    uit.print("1/3  Eigen PostgreSQL starten…")
    async with (
        open_deps(settings, verbindingen=8) as deps,
        open_bij_deps(settings) as bij,
        open_demobezorging(settings, deps) as bezorging,
    ):
        uit.print("2/3  Verzonnen mensen en hun berichten opnemen…")
        await vul(settings, deps, uit, bezorging)
        await write_leefgebieden(deps)
        await _doe_oud_werk(deps)
        await leef_in(deps)
        await plan_overleggen(deps)
        uit.print("3/3  Website starten…")
        token = _token(settings.data_dir)
        await _groet(settings, deps, uit)
        eigen = _met_afzender(settings, token)
        instellingen = met_inlog(web_instellingen(eigen), eigen)
        await _draai(settings, deps, bij, instellingen, bezorging)


async def _draai(
    settings: Settings,
    deps: Deps,
    bij: BijDeps,
    instellingen: WebInstellingen,
    bezorging: Demobezorging,
) -> None:
    """Serve the site. The clock work too, and partners that are asked over real sockets."""
    stop = asyncio.Event()
    async with open_nagespeeld(settings, deps) as met_partners:
        werk = [
            asyncio.create_task(run_jobs(deps, stop=stop)),
            asyncio.create_task(verrijk(met_partners, deps, stop, poort=0)),
            asyncio.create_task(bezorging.bezorg(deps, stop)),
        ]
        try:
            async with open_demo_bij(met_partners, bij) as met_vragen:
                await serve_site(settings, deps, met_vragen, instellingen)
        finally:
            stop.set()
            await asyncio.gather(*werk, return_exceptions=True)


def _check_poort(settings: Settings) -> None:
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind((settings.host, settings.port))
        except OSError as fout:
            raise Opstartfout(
                f"Poort {settings.port} is bezet. Kies een andere, bijvoorbeeld:"
                f" NAZORG_PORT={settings.port + 1} make demo"
            ) from fout


async def _doe_oud_werk(deps: Deps) -> None:
    """Let the invented colleagues have done what was due before: a queue is never a year behind.

    Through the same use case as the button, on the day on which it was due; the last stay late.
    """
    klok, dag = Meelopend(), vandaag(deps.klok)
    for persoon in load_personas(deps.kennis, op=dag).values():
        if not persoon.has_rol(Rol.NAZORGCOORDINATOR):
            continue
        tot = dag - timedelta(days=1)
        vraag = Filter(gemeenten=persoon.gemeenten, uiterlijk_tot=tot)
        async with deps.store.open_voor(persoon) as tx:
            taken = await wachtrij.find_open(tx, vraag, aantal=1000)
        for taak in taken[:-_BLIJFT_LIGGEN]:
            klok.zet(datetime.combine(taak.uiterlijk, time(10), UTC))
            await handel_af(
                taak.id, medewerker=persoon, store=deps.store, klok=klok, oorsprong="demo"
            )
    # As the clock would: who was released over six months ago is not here any more.
    await verwijder_dossiers(deps.store, deps.klok)


def _token(data_dir: Path) -> str:
    """Return the token with which one may send a message to this demo; made once."""
    pad = data_dir / "demo-token"
    if not pad.exists():
        pad.touch(mode=0o600)
        pad.write_text(secrets.token_urlsafe(24))
    return pad.read_text().strip()


def _met_afzender(settings: Settings, token: str) -> Settings:
    demo_afzender = Afzender(
        naam="demo", token_sha256=hashlib.sha256(token.encode()).hexdigest(), bronnen=(_BRON,)
    )
    return settings.model_copy(update={"afzenders": (*settings.afzenders, demo_afzender)})


async def _groet(settings: Settings, deps: Deps, uit: Console) -> None:
    stand = await toon_status(deps.store)
    adres = f"http://{settings.host}:{settings.port}"
    uit.print(
        f"\n     {stand['dossiers']['totaal']} dossiers, {stand['detenties']['lopend']} mensen"
        f" zitten nu vast, {stand['taken_open']['totaal']} taken staan open.\n"
    )
    uit.print(f"     Open [bold]{adres}[/bold] en kies als wie u werkt:")
    for persoon in load_personas(deps.kennis, op=vandaag(deps.klok)).values():
        uit.print(f"       - {persoon.naam}, {persoon.functie} ({persoon.regio})")
    uit.print(
        f"\n     De kamer van de burgemeester is een eigen website: [bold]{adres}/bij[/bold]."
        f"\n     Wat burgemeesters aan mail krijgen, staat in {mailmap(settings)}.",
        soft_wrap=True,
    )
    uit.print(
        "\n     Zelf een bericht sturen:\n"
        f"       curl {adres}/v1/berichten -H 'Content-Type: application/cloudevents+json' \\\n"
        f'         -H "Authorization: Bearer $(cat {settings.data_dir}/demo-token)" \\\n'
        "         --data @docs/contract/examples/nl.gedetineerden.detentie-begonnen.v1.json\n"
        "\n     Alle mensen zijn verzonnen. Stoppen: Ctrl-C. Opnieuw beginnen: verwijder de map"
        f" {settings.data_dir}.\n",
        soft_wrap=True,
    )
