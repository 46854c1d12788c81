"""`nazorg regels`: which rules hold for a gemeente today, and where each comes from."""

from collections.abc import Iterator
from datetime import date

import click

from nazorg.commands.opbouw import Opstartfout, lees_kennis
from nazorg.kern.klok import SysteemKlok, vandaag
from nazorg.leefgebieden.catalogus import CATALOGUS
from nazorg.referentie.kennis import Kennis
from nazorg.settings import Settings
from nazorg.werkvoorraad.regelrij import Regelrij
from nazorg.werkvoorraad.regels import Regelset


@click.command()
@click.option("--gemeente", required=True, metavar="CODE", help="Voor welke gemeente, zoals 0281.")
@click.option(
    "--op",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Op welke dag een melding binnenkomt. Standaard vandaag.",
)
def regels(gemeente: str, op: date | None) -> None:
    """Toon welke regels, sluitingsdagen en vragenlijsten gelden, en uit welk bestand ze komen.

    Controleert ook de eigen regels in NAZORG_EIGEN_REGELS, zonder iets te starten.
    """
    kennis = lees_kennis(Settings())
    if gemeente not in kennis.gemeenten:
        raise Opstartfout(f"Een gemeente met code {gemeente} kennen wij niet.")
    dag = date(op.year, op.month, op.day) if op else vandaag(SysteemKlok())
    for regel in write_regels(kennis, gemeente, dag):
        click.echo(regel)


def write_regels(kennis: Kennis, gemeente: str, dag: date) -> Iterator[str]:
    """Yield the lines: what holds around the rules, the rules themselves, and the questions."""
    boek = kennis.regelboek.voor(gemeente)
    yield f"{kennis.gemeenten.naam(gemeente)} ({gemeente}), voor meldingen van {dag.isoformat()}"
    yield ""
    yield from _rondom(boek, dag)
    geldig = boek.geldig(op=dag)
    for r in geldig:
        yield ""
        yield from _regel(r)
    yield from _straks(boek, geldig, dag)
    yield ""
    for s in kennis.vragenboek.nieuwste(op=dag):
        yield f"vragenlijst {s.id}, versie {s.versie}, vanaf {s.vanaf.isoformat()}: {s.naam}"
        yield f"    bestand: {s.plek}"


def _rondom(boek: Regelset, dag: date) -> Iterator[str]:
    namen = ", ".join(CATALOGUS[g].naam for g in boek.leefgebieden)
    yield f"leefgebieden: {namen}{_uit(boek, 'leefgebieden')}"
    if boek.overleg is None:
        yield "overleg: geen ritme bekend, dus geen snelspoor"
    else:
        volgende = boek.overleg.volgende(dag, boek.dicht).isoformat()
        ritme = f"om de {boek.overleg.om_de_dagen} dagen, het volgende op {volgende}"
        yield f"overleg: {ritme}{_uit(boek, 'overleg')}"
    komend = sorted(d for d in boek.dicht if d >= dag)
    dagen = ", ".join(d.isoformat() for d in komend) or "geen, behalve weekenden en feestdagen"
    yield f"gesloten: {dagen}{_uit(boek, 'dicht') if komend else ''}"


def _uit(boek: Regelset, deel: str) -> str:
    return f" ({boek.plekken[deel]})" if deel in boek.plekken else ""


def _regel(r: Regelrij) -> Iterator[str]:
    yield f"{r.id}, versie {r.versie}, vanaf {r.vanaf.isoformat()}"
    yield f"    {r.naam}"
    yield f"    bron: {r.bron}"
    yield f"    bestand: {r.plek}"


def _straks(boek: Regelset, geldig: tuple[Regelrij, ...], dag: date) -> Iterator[str]:
    """Yield the versions that only begin later."""
    nu = {(r.id, r.versie) for r in geldig}
    for r in boek.regels:
        if r.vanaf > dag and (r.id, r.versie) not in nu:
            yield ""
            yield "geldt nog niet:"
            yield from _regel(r)
