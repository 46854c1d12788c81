"""`nazorg status`: counts that an operator, the queue page and a truth file must agree on."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from nazorg.commands.groep import run
from nazorg.commands.opbouw import Opstartfout, open_deps
from nazorg.settings import Settings
from nazorg.usecases.toon_status import toon_status
from nazorg.usecases.vergelijk_waarheid import vergelijk_waarheid

_IN_WAARHEID = {"berichten", "detenties", "dossiers", "per_detentie", "taken_open"}


@click.command()
@click.option("--json", "als_json", is_flag=True, help="Als JSON, voor programma's.")
@click.option(
    "--truth",
    "waarheid",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Vergelijk met een truth-bestand van nazorg generate; status 4 bij verschil.",
)
def status(als_json: bool, waarheid: Path | None) -> None:
    """Toon hoeveel berichten, dossiers, detenties en taken er zijn."""
    inhoud = _lees(waarheid) if waarheid else None
    stand, verschillen = run(lambda s: _status(s, inhoud))
    if als_json:
        click.echo(json.dumps(stand if inhoud is None else stand | {"verschillen": verschillen}))
    else:
        for onderwerp, tellingen in stand.items():
            click.echo(onderwerp.replace("_", " "))
            for naam, aantal in tellingen.items():
                click.echo(f"  {naam.replace('_', ' '):20} {aantal}")
        for verschil in verschillen[:20]:
            click.echo(f"VERSCHIL {verschil}")
        if inhoud is not None:
            click.echo(f"{len(verschillen)} verschillen met {waarheid}")
    if verschillen:
        sys.exit(4)


def _lees(pad: Path) -> dict[str, Any]:
    try:
        inhoud = json.loads(pad.read_bytes())
    except ValueError:
        inhoud = None
    if not isinstance(inhoud, dict) or not inhoud.keys() >= _IN_WAARHEID:
        raise Opstartfout(f"{pad} is geen truth-bestand van nazorg generate.")
    return inhoud


async def _status(
    settings: Settings, waarheid: dict[str, Any] | None
) -> tuple[dict[str, dict[str, int]], list[str]]:
    async with open_deps(settings, verbindingen=1) as deps:
        stand = await toon_status(deps.store)
        verschillen = await vergelijk_waarheid(deps.store, stand, waarheid) if waarheid else []
    return stand, verschillen
