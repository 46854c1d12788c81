"""`nazorg generate`: invented people with invented detentions, and the truth about them."""

import json
import sys
from datetime import date, datetime
from pathlib import Path

import click

from nazorg.referentie.laden import load_profielen
from nazorg.synthetic.generate import generate as verzin


@click.command()
@click.option("--profile", "profiel", required=True, help="rivierenland, nijmegen, ...")
@click.option("--year", "jaar", type=click.IntRange(2015, 2035), required=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--noise", is_flag=True, help="Met dubbele, late, gekruiste en kapotte berichten.")
@click.option("--from", "begin", type=click.DateTime(["%Y-%m-%d"]), help="Eerste dag van de 365.")
@click.option(
    "--until", "tot", type=click.DateTime(), help="Alleen wat tot dan is vastgelegd (UTC)."
)
@click.option("--truth", "waarheid", type=click.Path(dir_okay=False, path_type=Path))
def generate(
    profiel: str,
    jaar: int,
    seed: int,
    noise: bool,
    begin: datetime | None,
    tot: datetime | None,
    waarheid: Path | None,
) -> None:
    """Schrijf verzonnen berichten (JSON Lines) naar standaarduitvoer. Zelfde seed, zelfde bytes."""
    from datetime import UTC

    profielen = load_profielen()
    if profiel not in profielen:
        raise click.BadParameter(f"Kies uit: {', '.join(sorted(profielen))}.")
    eerste: date | None = begin.date() if begin else None
    opbrengst = verzin(
        profielen[profiel],
        jaar=jaar,
        seed=seed,
        noise=noise,
        tot=tot.replace(tzinfo=UTC) if tot else None,
        begin=eerste,
    )
    if waarheid:
        waarheid.write_text(json.dumps(opbrengst.waarheid, indent=1, sort_keys=True) + "\n")
    uit = sys.stdout.buffer
    for regel in opbrengst.regels:
        uit.write(regel.encode("utf-8", "surrogateescape") + b"\n")
