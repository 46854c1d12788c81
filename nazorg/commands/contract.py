"""`nazorg contract`: write the published contract from the code, or check that it is current."""

from pathlib import Path

import click

from nazorg.contract.publicatie import MAP, niet_actueel, schrijf


@click.command()
@click.option(
    "--out",
    "map_",
    type=click.Path(file_okay=False, path_type=Path),
    default=MAP,
    show_default=True,
    help="Map waarin het contract staat.",
)
@click.option("--check", is_flag=True, help="Schrijf niets; status 1 als iets niet actueel is.")
def contract(map_: Path, check: bool) -> None:
    """Schrijf JSON Schema's, AsyncAPI en voorbeelden van alle berichten."""
    if not check:
        aantal = schrijf(map_)
        click.echo(f"Contract in {map_}: {aantal} bestanden bijgewerkt.")
        return
    if anders := niet_actueel(map_):
        for naam in anders:
            click.echo(f"Niet actueel: {map_ / naam}", err=True)
        raise click.ClickException("Het contract loopt achter. Draai 'nazorg contract'.")
    click.echo(f"Het contract in {map_} is actueel.")
