"""A dossier that moves to another gemeente: its work must be on somebody's list there."""

from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.kern.klok import vandaag
from nazorg.referentie.personas import load_personas
from nazorg.usecases.aanmelden import onthoud
from tests.factories import CULEMBORG, NIJMEGEN, event, ruw
from tests.klok import VasteKlok


@pytest.mark.parametrize(("naar", "blijft"), [(NIJMEGEN, False), (CULEMBORG, True)])
async def test_work_stays_with_its_owner_only_where_that_owner_works(
    deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok, naar: str, *, blijft: bool
) -> None:
    personas = load_personas(deps.kennis, op=vandaag(klok))
    marieke = next(p for p in personas.values() if p.naam == "Marieke Bos")
    await onthoud(marieke, store=deps.store, klok=klok)
    await deps.ontvang([ruw(event())])
    await eigenaar.execute(
        "update nazorg.taak set eigenaar = $1, lijst = 'wacht', wacht_op = 'pi'", marieke.id
    )

    zelfde = {"vroegst": "2026-12-11", "laatst": "2026-12-14"}
    anders: dict[str, Any] = {
        "gemeenteBrp": naar,
        "ontvangerGemeente": naar,
        "verwachtEinde": zelfde,
    }
    await deps.ontvang([ruw(event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z", **anders))])

    rijen = await eigenaar.fetch(
        "select gemeente, eigenaar, lijst from nazorg.taak where status = 'open'"
    )
    verwacht = (naar, marieke.id, "wacht") if blijft else (naar, "", "doen")
    assert verwacht in {tuple(r) for r in rijen}
    assert blijft or {r["eigenaar"] for r in rijen} == {""}
