"""`nazorg lijst`: take in a list that a gemeente keeps by itself, or only look what it would do."""

import sys
from pathlib import Path

import click

from nazorg.berichten.lijst import Lijstsoort, Rijuitkomst
from nazorg.commands.groep import run
from nazorg.commands.opbouw import Opstartfout, open_deps
from nazorg.contract.lijst.tabel import MAX_BYTES
from nazorg.detenties.melding import EindeWijze, Titel
from nazorg.kern.weigering import Weigering
from nazorg.settings import Settings
from nazorg.usecases.invoer.lijst import Verslag
from nazorg.usecases.invoer.opdracht import Opdracht, voer_uit
from nazorg.usecases.invoer.verwerk import Lijstverwerker

# What is worth a line of its own; the others are only counted.
_NOEMEN = (Rijuitkomst.FOUT, Rijuitkomst.WIJKT)


@click.command()
@click.argument("bestand", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--gemeente", required=True, metavar="CODE", help="Van wie de lijst is, zoals 0281.")
@click.option(
    "--soort",
    type=click.Choice([s.value for s in Lijstsoort]),
    default=Lijstsoort.DETENTIE.value,
    show_default=True,
    help="plan is een DPAN-export of een Informatieblad.",
)
@click.option("--titel", type=click.Choice([t.value for t in Titel]), help="Titel van alle rijen.")
@click.option(
    "--wijze", type=click.Choice([w.value for w in EindeWijze]), help="Wijze van elk einde."
)
@click.option("--proef", is_flag=True, help="Neem niets op; zeg alleen wat er zou gebeuren.")
@click.option(
    "--fouten", type=click.Path(path_type=Path), help="Schrijf de foute rijen naar dit CSV-bestand."
)
def lijst(
    bestand: Path,
    gemeente: str,
    soort: str,
    titel: str | None,
    wijze: str | None,
    proef: bool,
    fouten: Path | None,
) -> None:
    """Neem een lijst op uit Excel (.xlsx) of CSV, of kijk met --proef wat er zou gebeuren.

    Eindigt met status 0 als alle rijen goed zijn, en met 3 als er foute rijen zijn.
    """
    vast = {n: w for n, w in (("titel", titel), ("wijze", wijze)) if w}
    opdracht = Opdracht(soort=Lijstsoort(soort), gemeente=gemeente, vast=vast, proef=proef)
    verslag, foutrijen = run(lambda s: _neem_op(s, bestand, opdracht))
    _toon(verslag)
    if fouten is not None and foutrijen:
        fouten.touch(mode=0o600)
        fouten.write_bytes(foutrijen)
    if verslag.telling[Rijuitkomst.FOUT]:
        sys.exit(3)


def _toon(verslag: Verslag) -> None:
    """Print numbers of rows and sentences of ours; nothing of what the rows say."""
    for rij in verslag.rijen:
        if rij.uitkomst in _NOEMEN:
            click.echo(f"rij {rij.plek}: {' '.join(rij.zinnen)}")
    for uitkomst in Rijuitkomst:
        click.echo(f"{uitkomst.value.replace('_', ' '):15} {verslag.telling[uitkomst]}")


async def _neem_op(settings: Settings, bestand: Path, opdracht: Opdracht) -> tuple[Verslag, bytes]:
    try:
        with bestand.open("rb") as f:
            ruw = f.read(MAX_BYTES + 1)
    except OSError as fout:
        raise Opstartfout(f"{bestand.name} is niet te lezen.") from fout
    async with open_deps(settings) as deps:
        verwerker = Lijstverwerker(deps.ontvanger, settings.uitgaande_bron)
        try:
            return await voer_uit(ruw, opdracht, verwerker=verwerker)
        except Weigering as fout:
            raise Opstartfout(str(fout)) from fout
