"""`nazorg bij medewerkers`: who may log in to the room of the mayor, and as what."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import click

from nazorg.commands.accountopdrachten import (
    eindopties,
    make_voorstel,
    netjes,
    toon_rijen,
    vaste_opties,
)
from nazorg.commands.groep import run
from nazorg.commands.opbouw import open_bij_databank
from nazorg.kern.klok import SysteemKlok
from nazorg.kern.medewerker import Rol
from nazorg.settings import Settings
from nazorg.store import rollen
from nazorg.store.transactie import open_transactie
from nazorg.usecases.accounts import Register, beeindig, toon, voeg_toe
from nazorg.usecases.bij import inloggen


@asynccontextmanager
async def open_register(settings: Settings) -> AsyncIterator[Register]:
    """Yield the register of BIJ, open as its owner: the website may not write it."""
    async with open_bij_databank(settings) as databank:
        eigenaar = databank.engine(rollen.BIJ_EIGENAAR, verbindingen=1)
        try:
            yield inloggen.make_register(lambda: open_transactie(eigenaar), SysteemKlok())
        finally:
            await eigenaar.dispose()


@click.group()
def medewerkers() -> None:
    """Beheer wie mag inloggen bij BIJ. Wat iemand daar ziet, zegt de aanwijzing."""


@medewerkers.command("toevoegen")
@vaste_opties
@click.option("--rol", required=True, type=click.Choice([r.value for r in inloggen.DOEL_VAN_ROL]))
def toevoegen(rol: str, **velden: Any) -> None:
    """Laat iemand toe. Gebruik hetzelfde account bij `nazorg bij wijs-aan`."""

    async def doe(settings: Settings) -> str:
        issuer = settings.bij_inloggen.issuer if settings.bij_inloggen else ""
        voorstel = make_voorstel(velden, rol=Rol(rol), issuer=issuer)
        async with open_register(settings) as register:
            return (await voeg_toe(voorstel, register)).account

    click.echo(f"Toegevoegd: {netjes(lambda: run(doe))}.")


@medewerkers.command("lijst")
def lijst() -> None:
    """Toon wie mag inloggen, mocht inloggen of straks mag inloggen."""

    async def doe(settings: Settings) -> list[str]:
        async with open_register(settings) as register:
            return toon_rijen(await toon(register))

    for regel in run(doe):
        click.echo(regel)


@medewerkers.command("beeindigen")
@eindopties
def beeindigen(account: str, per: date | None, door: str) -> None:
    """Haal iemands toegang weg: wie nu is ingelogd, is er bij de volgende klik uit."""

    async def doe(settings: Settings) -> int:
        async with open_register(settings) as register:
            return await beeindig(account, per, door=door, register=register)

    netjes(lambda: run(doe))
    click.echo(f"Beëindigd: {account}.")
