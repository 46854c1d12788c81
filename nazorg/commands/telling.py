"""`nazorg telling`: compare the counts of a source, from a CSV file, with ours."""

import csv
import sys
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

import click

from nazorg.berichten.alarm import bron_naam
from nazorg.berichten.soort import naam_van_soort
from nazorg.berichten.telling import Telling
from nazorg.commands.groep import run
from nazorg.commands.opbouw import Opstartfout, open_deps
from nazorg.settings import Settings
from nazorg.store.brontelling import Tellingrij
from nazorg.usecases.bewaking.vergelijk_telling import (
    OngeldigeTelling,
    vergelijk_telling,
)

_KOLOMMEN = ("bron", "dag", "type", "aantal")
_MAX_BYTES = 5 * 1024**2


@click.command()
@click.argument("bestand", type=click.Path(path_type=Path), metavar="FILE.csv")
def telling(bestand: Path) -> None:
    """Vergelijk de telling van een bron (bron;dag;type;aantal) met wat wij hebben.

    Eindigt met status 0 als alles klopt en met 4 als er verschillen zijn. Klopt het bestand zelf
    niet, dan bewaren wij niets en is de status 1.
    """
    tellingen = lees(bestand)
    rijen = run(lambda s: _vergelijk(s, tellingen))
    anders = [rij for rij in rijen if rij.verschil]
    for rij in anders:
        click.echo(
            f"VERSCHIL {rij.dag:%d-%m-%Y} {bron_naam(rij.bron)}, {naam_van_soort(rij.soort)}:"
            f" bron {rij.aantal}, bij ons {rij.bij_ons}"
        )
    mist = sum(-r.verschil for r in anders if r.verschil < 0)
    over = sum(r.verschil for r in anders if r.verschil > 0)
    click.echo(f"{len(rijen)} tellingen vergeleken: {mist} te weinig, {over} te veel.")
    if anders:
        sys.exit(4)


async def _vergelijk(settings: Settings, tellingen: list[Telling]) -> list[Tellingrij]:
    async with open_deps(settings, verbindingen=1) as deps:
        try:
            return await vergelijk_telling(tellingen, store=deps.store, klok=deps.klok)
        except OngeldigeTelling as fout:
            raise Opstartfout(str(fout)) from fout


def lees(bestand: Path) -> list[Telling]:
    """Read the file. Raises Opstartfout, which names the line and never what stands in it."""
    try:
        if bestand.stat().st_size > _MAX_BYTES:
            raise Opstartfout("Het bestand is te groot voor een telling.")
        # Excel puts a mark before the first word.
        regels = bestand.read_text(encoding="utf-8-sig").splitlines()
    except OSError as fout:
        raise Opstartfout(f"{bestand} is niet te lezen.") from fout
    except UnicodeDecodeError as fout:
        raise Opstartfout(f"{bestand} is niet in UTF-8 geschreven.") from fout
    rijen = csv.reader(regels, delimiter=";")
    if tuple(veld.strip().lower() for veld in next(rijen, [])) != _KOLOMMEN:
        raise Opstartfout(f"De eerste regel moet zijn: {';'.join(_KOLOMMEN)}")
    per_dag: dict[tuple[str, date], dict[str, int]] = defaultdict(dict)
    for nummer, velden in enumerate(rijen, 2):
        if any(veld.strip() for veld in velden):
            _lees_regel(nummer, [veld.strip() for veld in velden], per_dag)
    if not per_dag:
        raise Opstartfout(f"In {bestand} staat geen telling.")
    return [Telling(bron=b, dag=d, per_type=types) for (b, d), types in per_dag.items()]


def _lees_regel(
    nummer: int, velden: list[str], per_dag: dict[tuple[str, date], dict[str, int]]
) -> None:
    if len(velden) != len(_KOLOMMEN):
        raise Opstartfout(f"Regel {nummer}: er moeten 4 velden staan, met een puntkomma ertussen.")
    bron, dag, soort, aantal = velden
    if not (aantal.isascii() and aantal.isdigit() and len(aantal) < 10):
        raise Opstartfout(f"Regel {nummer}: het aantal is geen getal.")
    types = per_dag[bron, _lees_dag(nummer, dag)]
    if soort in types:
        raise Opstartfout(f"Regel {nummer}: deze bron, dag en soort staan er al.")
    types[soort] = int(aantal)


def _lees_dag(nummer: int, tekst: str) -> date:
    for vorm in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(tekst, vorm).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    raise Opstartfout(f"Regel {nummer}: de dag moet zijn zoals 2026-11-23 of 23-11-2026.")
