"""What somebody saw, and who may see or do nothing at all."""

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.web.conftest import (
    HANS,
    JOYCE,
    MARIEKE,
    RUBEN,
    SAMIRA,
    Als,
)
from tests.web.doen import LIJST, doe, stand, stel_in


async def test_what_was_opened_is_read_for_that_person_only_and_can_be_unread_again(
    taak: str, als: Als
) -> None:
    marieke, hans = await als(MARIEKE), await als(HANS)
    assert "Ongelezen." in (await marieke.get(LIJST)).text

    await marieke.get(f"/taken/{taak}/voorbeeld")

    assert "Ongelezen." not in (await marieke.get(LIJST)).text
    assert "Ongelezen." in (await hans.get(LIJST)).text
    await marieke.post(f"/taken/{taak}/ongelezen")
    assert "Ongelezen." in (await marieke.get(LIJST)).text


async def test_opening_the_dossier_is_reading_its_tasks(taak: str, als: Als) -> None:
    marieke = await als(MARIEKE)

    await marieke.get("/dossiers/NZ-2026-0001")

    assert "Ongelezen." not in (await marieke.get(LIJST)).text


@pytest.mark.parametrize("wie", [SAMIRA, RUBEN])
async def test_nobody_else_can_do_anything_with_it(
    wie: str, taak: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    marieke, vreemd = await als(MARIEKE), await als(wie)
    gedaan = await doe(marieke, "sluimert", taak, tot="2026-11-30")
    voor = await stand(eigenaar, taak)
    handeling = gedaan.headers["location"].partition("gedaan=")[2]

    for pad in ("afgehandeld", "open", "teruggezet", "vrijgegeven", "ongelezen"):
        assert (await vreemd.post(f"/taken/{taak}/{pad}")).status_code == 404, pad
    for pad in ("", "/voorbeeld", "/toegewezen", "/sluimert", "/wacht"):
        assert (await vreemd.get(f"/taken/{taak}{pad}")).status_code == 404, pad
    assert (await doe(vreemd, "afgehandeld", taak)).status_code == 404
    bulk = {"soort": "afgehandeld", "taak": taak}
    assert (await vreemd.post("/werkvoorraad/opdracht", data=bulk)).status_code == 404
    assert (await vreemd.post(f"/handelingen/{handeling}/ongedaan")).status_code == 404
    if wie == RUBEN:
        assert (await vreemd.get("/waarneming")).status_code == 404
        assert (await stel_in(vreemd, MARIEKE)).status_code == 404
    else:
        assert "Verhoeven" not in (await vreemd.get(f"{LIJST}?gedaan={handeling}")).text

    assert await stand(eigenaar, taak) == voor


@pytest.mark.parametrize("id_", ["", "x", "1" * 40, "%00"])
async def test_an_id_that_is_none_is_not_found(id_: str, als: Als, deps: Deps) -> None:
    browser = await als(JOYCE)

    for pad in (f"/taken/{id_}/afgehandeld", f"/handelingen/{id_}/ongedaan"):
        assert (await browser.post(pad)).status_code == 404
    assert (await doe(browser, "afgehandeld", f"{id_}.1")).status_code == 404
