"""Messages that go wrong in a row, and the source that is put on hold for it."""

from datetime import date
from typing import Any

import asyncpg
from httpx2 import AsyncClient

from nazorg.berichten.beheer import REEKS
from nazorg.berichten.uitkomst import Ontvangst
from nazorg.deps import Deps
from nazorg.kern.medewerker import Medewerker
from nazorg.referentie.personas import load_personas
from nazorg.usecases.berichten.hervat import Hervatter
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from tests.factories import event, persoon, ruw
from tests.klok import VasteKlok

ANDERE_BRON = "urn:nld:oin:00000099000000002000:systeem:proefregister"


def beheerder(deps: Deps) -> Medewerker:
    return load_personas(deps.kennis, op=date(2026, 11, 23))["ruben-de-wit"]


def fout(nummer: int, **anders: Any) -> dict[str, Any]:
    """A message that cannot be handled until its inrichting is known."""
    velden = {"inrichting": "NOG", "detentieId": f"D-{nummer}"} | anders
    return event(id=f"b-{nummer}", **velden)


def goed(nummer: int, **anders: Any) -> dict[str, Any]:
    wie = persoon(bsn=None, skn=str(10_000_000 + nummer))
    return event(id=f"b-{nummer}", detentieId=f"D-{nummer}", persoon=wie, **anders)


async def stuur(deps: Deps, *events: dict[str, Any]) -> list[Ontvangst]:
    return await deps.ontvang([ruw(e) for e in events])


async def zet_op_pauze(deps: Deps, klok: VasteKlok, aantal: int = REEKS) -> None:
    await stuur(deps, *[fout(i) for i in range(aantal)])
    klok.verder(seconds=6)


async def stand(eigenaar: asyncpg.Connection) -> dict[str, int]:
    rijen = await eigenaar.fetch("select uitkomst, count(*) from nazorg.bericht group by 1")
    return {r[0]: r[1] for r in rijen}


async def gepauzeerd(eigenaar: asyncpg.Connection) -> list[str]:
    rijen = await eigenaar.fetch("select bron from nazorg.pauze where voorbij_op is null")
    return [r[0] for r in rijen]


async def hervat(deps: Deps, eigenaar: asyncpg.Connection) -> Any:
    """Start the source again and do all of it; return the run."""
    pauze = await eigenaar.fetchval("select id from nazorg.pauze where voorbij_op is null")
    id_ = await Hervatter(deps.ontvanger).begin(pauze, medewerker=beheerder(deps), oorsprong="test")
    await Herhaler(deps.ontvanger).doe_alles()
    return await eigenaar.fetchrow("select * from nazorg.herhaling where id = $1", id_)


async def speel_af(
    browser: AsyncClient, eigenaar: asyncpg.Connection, **velden: str
) -> dict[str, int]:
    """Offer messages again with consent; return how many had which outcome."""
    antwoord = await browser.post("/berichten/herhalen", data=velden | {"akkoord": "ja"})
    assert antwoord.status_code == 303
    rijen = await eigenaar.fetch(
        "select uitkomst, count(*) from nazorg.herhaling_bericht where herhaling = $1 group by 1",
        antwoord.headers["location"].rpartition("/")[2],
    )
    return {r[0]: r[1] for r in rijen}
