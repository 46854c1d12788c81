"""`nazorg gat`: accept that numbers of a source will never come."""

import click

from nazorg.commands.groep import run
from nazorg.commands.opbouw import Opstartfout, open_deps
from nazorg.settings import Settings
from nazorg.usecases.bewaking.accepteer_gat import GeenGat, accepteer_gat


@click.command()
@click.argument("bron")
@click.argument("van", type=int)
@click.argument("tot", type=int)
def gat(bron: str, van: int, tot: int) -> None:
    """Neem aan dat deze nummers van een bron niet meer komen, omdat de bron dat zegt.

    BRON is de urn van de bron. Dit komt in het auditlogboek. Het alarm stopt binnen een minuut.
    """
    aantal = run(lambda s: _accepteer(s, bron, van, tot))
    click.echo(f"Geaccepteerd: {aantal} {'nummer' if aantal == 1 else 'nummers'}.")


async def _accepteer(settings: Settings, bron: str, van: int, tot: int) -> int:
    async with open_deps(settings, verbindingen=1) as deps:
        try:
            return await accepteer_gat(
                bron, van, tot, store=deps.store, klok=deps.klok, grenzen=deps.grenzen
            )
        except GeenGat as fout:
            raise Opstartfout(str(fout)) from fout
