"""Proposing and deciding, as a browser does it."""

from typing import Any
from uuid import UUID

import asyncpg
import pytest
from httpx2 import AsyncClient, Response

from nazorg.berichten.uitkomst import Uitkomst
from nazorg.deps import Deps
from tests.factories import BSN_DAAN, event, persoon, ruw

FATMA = "fatma-yildiz"
MIS_BSN = "999993654"
KIJK = {"reden": "Ik beoordeel dit voorstel"}
REDEN = "Nagevraagd bij de PI, twee cijfers omgewisseld"


async def zet_apart(deps: Deps, eigenaar: asyncpg.Connection, bericht: dict[str, Any]) -> UUID:
    (uit,) = await deps.ontvang([ruw(bericht)])
    assert uit.uitkomst is Uitkomst.APART_GEZET
    rij = await eigenaar.fetchval(
        "select id from nazorg.bericht where bericht_id = $1", bericht["id"]
    )
    return UUID(str(rij))


async def stel_voor(
    browser: AsyncClient, id_: UUID, reden: str = REDEN, weg: str = "", **velden: str
) -> Response:
    waarden = {f"waarde:{pad}": waarde for pad, waarde in velden.items()}
    extra = {"weg": weg} if weg else {}
    return await browser.post(
        f"/berichten/{id_}/correctie", data=waarden | extra | {"toelichting": reden}
    )


async def besluit(
    browser: AsyncClient, eigenaar: asyncpg.Connection, id_: UUID, wat: str = "goed"
) -> Response:
    correctie = await eigenaar.fetchval(
        "select id from nazorg.correctie where bericht = $1 and stand = 'open'", id_
    )
    velden = {"correctie": str(correctie), "besluit": wat, "toelichting": "Klopt met de brief"}
    return await browser.post(f"/berichten/{id_}/besluit", data=velden)


@pytest.fixture
async def mis(deps: Deps, eigenaar: asyncpg.Connection) -> UUID:
    """A begin notice with a BSN that fails the elfproef."""
    return await zet_apart(deps, eigenaar, event(id="b-mis", persoon=persoon(bsn=MIS_BSN)))


BSN = {"data.persoon.bsn": BSN_DAAN}
