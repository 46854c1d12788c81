"""Messages that are set aside until a code is known, and runs that offer them again."""

from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from nazorg.deps import Deps
from nazorg.kern.medewerker import Medewerker
from nazorg.referentie.laden import Inrichting
from nazorg.referentie.personas import load_personas
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.usecases.berichten.ontvang import Ontvanger
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from tests.factories import event, persoon, ruw

ALLES = Zoekvraag()
# What others hear of one new dossier: that it opened, and its tasks.
PER_BERICHT = 2


def wie(deps: Deps, naam: str = "ruben-de-wit") -> Medewerker:
    return load_personas(deps.kennis, op=date(2026, 11, 23))[naam]


def fout(nummer: int, code: str, **anders: Any) -> dict[str, Any]:
    """A message about somebody of its own, that cannot be handled until the code is known."""
    velden = {
        "inrichting": code,
        "detentieId": f"D-{nummer}",
        "persoon": persoon(bsn=None, skn=str(20_000_000 + nummer)),
    } | anders
    return event(id=f"b-{nummer}", **velden)


async def leg_neer(deps: Deps, aantal: int, code: str, *, begin: int = 0) -> None:
    """Let messages be set aside, without their source being put on hold for it."""
    object.__setattr__(deps.ontvanger, "reeks", 0)
    await deps.ontvang([ruw(fout(i, code)) for i in range(begin, begin + aantal)])


def repareer(deps: Deps, code: str) -> None:
    deps.kennis.inrichtingen.voeg_toe(Inrichting(code, "PI Nieuw", ""))


async def speel(
    deps: Deps,
    vraag: Zoekvraag = ALLES,
    ids: list[UUID] | None = None,
    *,
    ontvanger: Ontvanger | None = None,
) -> UUID:
    return await Herhaler(ontvanger or deps.ontvanger).start(
        vraag, ids or [], gekozen={}, medewerker=wie(deps), oorsprong="test"
    )


async def uitkomsten(eigenaar: asyncpg.Connection, id_: UUID) -> dict[str | None, int]:
    rijen = await eigenaar.fetch(
        "select uitkomst, count(*) from nazorg.herhaling_bericht where herhaling = $1 group by 1",
        id_,
    )
    return {r[0]: r[1] for r in rijen}


async def stand(eigenaar: asyncpg.Connection, id_: UUID) -> str:
    return str(await eigenaar.fetchval("select stand from nazorg.herhaling where id = $1", id_))


async def tel(eigenaar: asyncpg.Connection, tabel: str) -> int:
    return int(await eigenaar.fetchval(f"select count(*) from nazorg.{tabel}"))


async def alle_ids(eigenaar: asyncpg.Connection) -> list[UUID]:
    return [
        UUID(str(r[0])) for r in await eigenaar.fetch("select id from nazorg.bericht order by id")
    ]
