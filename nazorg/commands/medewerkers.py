"""`nazorg medewerkers`: who may log in to nazorg, as what, for which gemeenten and until when."""

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
from nazorg.commands.opbouw import Opstartfout, lees_kennis, open_migrated
from nazorg.kern.klok import SysteemKlok, vandaag
from nazorg.kern.medewerker import Rol
from nazorg.referentie.kennis import Kennis
from nazorg.settings import Settings
from nazorg.store import audit, rollen
from nazorg.store.transactie import open_transactie
from nazorg.usecases.aanmelden import ACCOUNTS
from nazorg.usecases.accounts import Register, beeindig, toon, voeg_toe
from nazorg.usecases.inloggen import DOEL_VAN_ROL

_ALLE = "alle"


@asynccontextmanager
async def open_register(settings: Settings) -> AsyncIterator[Register]:
    """Yield the register of nazorg, open as its owner: the website may not write it."""
    async with open_migrated(settings) as databank:
        eigenaar = databank.engine(rollen.EIGENAAR, verbindingen=1)
        try:
            yield Register(
                open_=lambda: open_transactie(eigenaar),
                tabel=ACCOUNTS,
                leg_vast=audit.append,
                doel_van_rol=DOEL_VAN_ROL,
                klok=SysteemKlok(),
            )
        finally:
            await eigenaar.dispose()


@click.group()
def medewerkers() -> None:
    """Beheer wie mag inloggen in nazorg. Komt in het auditlogboek."""


@medewerkers.command("toevoegen")
@vaste_opties
@click.option(
    "--rol",
    required=True,
    type=click.Choice([r.value for r in DOEL_VAN_ROL]),
    help="Wat iemand is.",
)
@click.option(
    "--gemeenten",
    required=True,
    help="Codes met komma's, of de naam van een profiel, of 'alle'. Wat er nu bij hoort, geldt.",
)
def toevoegen(rol: str, gemeenten: str, **velden: Any) -> None:
    """Laat iemand toe. Het kenmerk staat op de pagina die de collega na het inloggen ziet."""

    async def doe(settings: Settings) -> str:
        kennis = lees_kennis(settings)
        codes, regio = _lees_gemeenten(gemeenten, kennis, op=vandaag(SysteemKlok()))
        issuer = settings.inloggen.issuer if settings.inloggen else ""
        voorstel = make_voorstel(velden, rol=Rol(rol), issuer=issuer, gemeenten=codes, regio=regio)
        async with open_register(settings) as register:
            return (await voeg_toe(voorstel, register)).account

    click.echo(f"Toegevoegd: {netjes(lambda: run(doe))}.")


def _lees_gemeenten(tekst: str, kennis: Kennis, *, op: date) -> tuple[tuple[str, ...], str]:
    """Return the codes, and the words for the page head. Raises Opstartfout."""
    aangesloten = kennis.aangesloten(op=op)
    if tekst == _ALLE:
        return tuple(sorted(aangesloten)), "alle aangesloten gemeenten"
    if tekst in kennis.profielen:
        profiel = kennis.profielen[tekst]
        return tuple(sorted(profiel.gemeenten)), profiel.naam
    codes = tuple(sorted({c.strip() for c in tekst.split(",") if c.strip()}))
    if not codes or not set(codes) <= set(aangesloten):
        raise Opstartfout(
            "--gemeenten klopt niet: schrijf codes van aangesloten gemeenten, een profiel, of"
            " 'alle'."
        )
    namen = ", ".join(kennis.gemeenten.naam(c) for c in codes)
    return codes, f"gemeente {namen}" if len(codes) == 1 else namen


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
