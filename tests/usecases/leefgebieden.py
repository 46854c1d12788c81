"""What the tests of the leefgebieden share: two colleagues, and short ways to say something."""

from dataclasses import replace
from datetime import date
from typing import Any

import asyncpg

from nazorg.deps import Deps
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.leefgebieden.behoefte import Behoefte, Behoeftestatus, Eigenaar
from nazorg.leefgebieden.feit import Spreker
from nazorg.store import feiten as feitenrijen
from nazorg.usecases.leefgebieden.behoefte import Behoefteinvoer, save_behoefte
from nazorg.usecases.leefgebieden.herbereken import Gereedschap, lock_dossier
from nazorg.usecases.leefgebieden.leg_vast import Kaartinvoer, laatste_woord, leg_vast
from nazorg.usecases.leefgebieden.notitie import Notitieinvoer, save_notitie
from tests.factories import BUREN, NIJMEGEN, TIEL

NUMMER = "NZ-2026-0001"
VANDAAG = date(2026, 11, 23)
JOYCE = Medewerker(
    id="joyce",
    naam="Joyce van Veen",
    functie="Nazorgcoördinator",
    rollen=frozenset({Rol.NAZORGCOORDINATOR}),
    gemeenten=(TIEL, BUREN),
    regio="Rivierenland",
    doel=Doel.RE_INTEGRATIE,
)
HANS = replace(JOYCE, id="hans", naam="Hans Postma")
SAMIRA = replace(JOYCE, id="samira", naam="Samira El Idrissi", gemeenten=(NIJMEGEN,))
RUBEN = replace(JOYCE, id="ruben", rollen=frozenset({Rol.FUNCTIONEEL_BEHEERDER}))


def met(deps: Deps) -> Gereedschap:
    return Gereedschap(deps.store, deps.kluis, deps.klok, deps.kennis)


async def gezien_door(deps: Deps, gebied: Leefgebied, wie: Medewerker = JOYCE) -> str:
    """Return what a form that is opened now would have seen."""
    async with deps.store.open_voor(wie) as tx:
        slot = await lock_dossier(tx, NUMMER, deps.kluis)
        return laatste_woord(slot.feiten, gebied)


async def zeg(
    deps: Deps,
    gebied: Leefgebied,
    waarden: dict[str, str],
    *,
    wie: Medewerker = JOYCE,
    gezien: str | None = None,
    **anders: Any,
) -> int:
    """Open the form, type, and save it."""
    if gezien is None:
        gezien = await gezien_door(deps, gebied, wie)
    velden: dict[str, Any] = {"gemeten_op": VANDAAG, "spreker": Spreker.PI} | anders
    invoer = Kaartinvoer(leefgebied=gebied, waarden=waarden, gezien=gezien, **velden)
    return len(await leg_vast(NUMMER, invoer, medewerker=wie, oorsprong="test", met=met(deps)))


async def vraag(deps: Deps, *, wie: Medewerker = JOYCE, **anders: Any) -> Behoefte:
    velden: dict[str, Any] = {
        "id": None,
        "leefgebied": Leefgebied.HUISVESTING,
        "soort": "onderdak",
        "status": Behoeftestatus.OPEN,
        "eigenaar": Eigenaar.PARTNER,
        "naam": "IrisZorg",
        "uiterlijk": date(2026, 11, 26),
        "stap": "Bel de opvang",
    } | anders
    invoer = Behoefteinvoer(**velden)
    return await save_behoefte(NUMMER, invoer, medewerker=wie, oorsprong="test", met=met(deps))


async def schrijf(deps: Deps, tekst: str, *, wie: Medewerker = JOYCE, **anders: Any) -> Any:
    velden: dict[str, Any] = {"id": None} | anders
    invoer = Notitieinvoer(tekst=tekst, **velden)
    return await save_notitie(NUMMER, invoer, medewerker=wie, oorsprong="test", met=met(deps))


async def open_taken(eigenaar: asyncpg.Connection) -> dict[str, date]:
    """Return the open tasks of all dossiers: rule (or kind) to due date."""
    rijen = await eigenaar.fetch(
        """select case when regel in ('leefgebied', 'behoefte')
          then coalesce(gegevens ->> 'regel', gegevens ->> 'soort') else regel end, uiterlijk
        from nazorg.taak where status = 'open'"""
    )
    return {r[0]: r[1] for r in rijen}


async def standen(eigenaar: asyncpg.Connection) -> list[str] | None:
    uit: list[str] | None = await eigenaar.fetchval("select standen from nazorg.dossier")
    return uit


async def geschiedenis(deps: Deps, wie: Medewerker = JOYCE) -> list[tuple[str, str | None]]:
    """Return everything that was ever said: field and value, oldest first."""
    async with deps.store.open_voor(wie) as tx:
        kop = (await lock_dossier(tx, NUMMER, deps.kluis)).kop
        alle = await feitenrijen.find_by_dossier(tx, kop.id, deps.kluis)
    return [(f.veld, f.waarde) for f in alle]
