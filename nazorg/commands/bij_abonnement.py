"""`nazorg bij abonnement`: who hears by webhook that a mayor decided."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from nazorg.commands.groep import run
from nazorg.commands.opbouw import Opstartfout, open_bij_deps
from nazorg.commands.opdrachtgever import OPDRACHT
from nazorg.settings import Settings
from nazorg.usecases.bij import abonnement as gebruik
from nazorg.usecases.bij.abonnement import Abonnement, OngeldigBijAbonnement
from nazorg.usecases.bij.kamer import Kamer

T = TypeVar("T")


@click.group()
def abonnement() -> None:
    """Beheer wie hoort dat een burgemeester besloot (webhooks). Apart van die van nazorg."""


@abonnement.command()
@click.argument("naam")
@click.argument("url")
def add(naam: str, url: str) -> None:
    """Voeg een ontvanger toe. Het geheim staat daarna nergens meer: bewaar het nu."""

    async def doe(kamer: Kamer, settings: Settings) -> str:
        return await gebruik.voeg_toe(
            naam,
            url,
            medewerker=OPDRACHT,
            kamer=kamer,
            oorsprong="opdrachtregel",
            demo=settings.omgeving == "demo",
        )

    geheim = _run(doe)
    click.echo(f"{naam} is toegevoegd. Geef dit geheim aan de ontvanger, eenmalig:")
    click.echo(geheim)


@abonnement.command("list")
def list_() -> None:
    """Toon alle ontvangers, ook die gestopt zijn."""

    async def doe(kamer: Kamer, _: Settings) -> list[Abonnement]:
        return await gebruik.toon_abonnementen(OPDRACHT, kamer)

    for a in _run(doe):
        stand = "loopt"
        if a.gestopt_op:
            stand = f"gestopt op {a.gestopt_op:%Y-%m-%d %H:%M} UTC door de {a.gestopt_door}"
        click.echo(f"{a.naam}\t{a.url}\t{stand}")


@abonnement.command()
@click.argument("naam")
def stop(naam: str) -> None:
    """Stop een ontvanger. Wat nog moest, wordt niet meer verstuurd."""

    async def doe(kamer: Kamer, _: Settings) -> None:
        await gebruik.stop(naam, medewerker=OPDRACHT, kamer=kamer, oorsprong="opdrachtregel")

    _run(doe)
    click.echo(f"{naam} is gestopt.")


def _run(doe: Callable[[Kamer, Settings], Awaitable[T]]) -> T:
    async def binnen(settings: Settings) -> T:
        async with open_bij_deps(settings) as deps:
            return await doe(deps.kamer, settings)

    try:
        return run(binnen)
    except OngeldigBijAbonnement as fout:
        raise Opstartfout(str(fout)) from fout
