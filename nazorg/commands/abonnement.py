"""`nazorg abonnement`: who gets our events by webhook."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import click

from nazorg.commands.groep import run
from nazorg.commands.opbouw import Opstartfout, open_deps
from nazorg.settings import Settings
from nazorg.store.abonnementen import AbonnementRij
from nazorg.usecases.bezorging import abonnement as gebruik
from nazorg.usecases.bezorging.abonnement import OngeldigAbonnement

T = TypeVar("T")


def _run_netjes(opdracht: Callable[[Settings], Coroutine[Any, Any, T]]) -> T:
    """Run, and let a refusal be the one sentence that the operator reads."""
    try:
        return run(opdracht)
    except OngeldigAbonnement as fout:
        raise Opstartfout(str(fout)) from fout


@click.group()
def abonnement() -> None:
    """Beheer wie onze gebeurtenissen krijgt (webhooks)."""


@abonnement.command()
@click.argument("naam")
@click.argument("url")
@click.option("--soort", "soorten", multiple=True, help="Alleen deze soort; vaker mag. Leeg: alle.")
def add(naam: str, url: str, soorten: tuple[str, ...]) -> None:
    """Voeg een abonnement toe. Het geheim staat daarna nergens meer: bewaar het nu."""

    async def voeg_toe(settings: Settings) -> str:
        async with open_deps(settings, verbindingen=1) as deps:
            return await gebruik.voeg_toe(
                naam,
                url,
                soorten,
                store=deps.store,
                kluis=deps.kluis,
                klok=deps.klok,
                demo=settings.omgeving == "demo",
            )

    geheim = _run_netjes(voeg_toe)
    click.echo(f"Abonnement {naam} is toegevoegd. Geef dit geheim aan de ontvanger, eenmalig:")
    click.echo(geheim)


@abonnement.command("list")
def list_() -> None:
    """Toon alle abonnementen, ook die gestopt zijn."""

    async def lees(settings: Settings) -> list[AbonnementRij]:
        async with open_deps(settings, verbindingen=1) as deps:
            return await gebruik.lijst(store=deps.store)

    for rij in run(lees):
        stand = "loopt"
        if rij.gestopt_op:
            stand = f"gestopt op {rij.gestopt_op:%Y-%m-%d %H:%M} UTC door de {rij.gestopt_door}"
        click.echo(f"{rij.naam}\t{rij.url}\t{', '.join(rij.soorten) or 'alle soorten'}\t{stand}")


@abonnement.command()
@click.argument("naam")
def stop(naam: str) -> None:
    """Stop een abonnement. Wat nog moest, wordt niet meer verstuurd."""

    async def beeindig(settings: Settings) -> None:
        async with open_deps(settings, verbindingen=1) as deps:
            await gebruik.stop(naam, store=deps.store, klok=deps.klok)

    _run_netjes(beeindig)
    click.echo(f"Abonnement {naam} is gestopt.")
