"""`nazorg verify-audit`: check that the log of who did what is still what was written."""

import sys

import click

from nazorg.commands.groep import run
from nazorg.commands.opbouw import open_deps
from nazorg.settings import Settings
from nazorg.store import audit
from nazorg.store.audit import Ketenstand


@click.command("verify-audit")
def verify_audit() -> None:
    """Reken de keten van het auditlogboek na. Status 5 als er iets is veranderd."""
    stand = run(_verify)
    if stand.eerste_fout is not None:
        click.echo(f"NIET IN ORDE: het logboek is veranderd vanaf regel {stand.eerste_fout}.")
        sys.exit(5)
    click.echo(f"In orde: {stand.aantal} regels. Einde van de keten: {stand.einde or 'leeg'}")


async def _verify(settings: Settings) -> Ketenstand:
    async with (
        open_deps(settings, verbindingen=1) as deps,
        deps.store.open_unscoped_ontvangst() as tx,
    ):
        return await audit.verify(tx)
