"""`nazorg migrate` and `nazorg databank`: the database, brought up to date or kept running."""

import signal
import threading

import asyncpg
import click

from nazorg.commands.groep import run
from nazorg.commands.opbouw import Opstartfout, open_databank
from nazorg.settings import Settings
from nazorg.store import rollen
from nazorg.store.migreren import migreer


@click.command()
def migrate() -> None:
    """Werk de databank bij naar deze versie. Mag altijd opnieuw."""
    run(_migrate)
    click.echo("De databank is bij.")


async def _migrate(settings: Settings) -> None:
    with open_databank(settings) as databank:
        if databank.url is not None:
            await _maak_rollen(databank.url)
        await migreer(databank)


async def _maak_rollen(url: str) -> None:
    """Make the roles where we may; elsewhere a DBA has done it, or is told to."""
    verbinding = await asyncpg.connect(url)
    try:
        await verbinding.execute(rollen.bootstrap_sql())
    except asyncpg.InsufficientPrivilegeError as fout:
        ontbreekt = await verbinding.fetchval(
            "select count(*) from unnest($1::text[]) r"
            " where not exists (select from pg_roles where rolname = r)",
            list(rollen.ALLE),
        )
        if ontbreekt:
            raise Opstartfout(
                "Deze gebruiker mag geen rollen maken. Laat een beheerder eenmalig"
                " deploy/rollen.sql uitvoeren."
            ) from fout
    finally:
        await verbinding.close()


@click.command()
def databank() -> None:
    """Start alleen de eigen PostgreSQL, tot Ctrl-C."""
    settings = Settings()
    with open_databank(settings) as plek:
        if plek.socket is None:
            raise Opstartfout("Er is een databank opgegeven: er valt niets te starten.")
        click.echo(f"PostgreSQL luistert in {plek.socket}. Stop met Ctrl-C.")
        klaar = threading.Event()
        for sein in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sein, lambda *_: klaar.set())
        klaar.wait()
