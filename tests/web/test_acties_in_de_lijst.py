"""An agreed action on the queue: found by its leefgebied and by the day of the release."""

import csv
import io
from datetime import date

import asyncpg

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.factories import event
from tests.web.conftest import JOYCE, Als, stuur, tekst_van
from tests.web.leefgebieden import ACTIES

DAG = {"vroegst": "2026-11-27", "laatst": "2026-11-27"}


async def _met_actie(deps: Deps, als: Als) -> None:
    await stuur(deps, event(id="b-begin", verwachtEinde=DAG))
    joyce = await als(JOYCE)
    await joyce.post(ACTIES, data={"soort": "onderdak", "uiterlijk": "2026-11-26"})


async def test_an_action_is_found_by_its_leefgebied_and_by_the_release(
    deps: Deps, als: Als
) -> None:
    await _met_actie(deps, als)
    joyce = await als(JOYCE)

    wonen = (await joyce.get("/werkvoorraad?leefgebied=huisvesting&venster=alles")).text
    zorg = (await joyce.get("/werkvoorraad?leefgebied=zorg&venster=alles")).text
    vrij = (await joyce.get("/werkvoorraad?vrij=2-weken&venster=alles")).text

    assert "Onderdak zoeken" in tekst_van(wonen)
    assert "Onderdak zoeken" not in tekst_van(zorg)
    assert "Onderdak zoeken" in tekst_van(vrij)


async def test_the_file_has_the_leefgebied_and_the_release_of_an_action(
    deps: Deps, als: Als
) -> None:
    await _met_actie(deps, als)
    joyce = await als(JOYCE)

    antwoord = await joyce.post(
        "/werkvoorraad/export", data={"terug": "venster=alles", "vorm": "csv", "doel": "overleg"}
    )

    rijen = list(csv.DictReader(io.StringIO(antwoord.text.lstrip("\ufeff")), delimiter=";"))
    (actie,) = [r for r in rijen if "Onderdak zoeken" in str(r)]
    assert (actie["Leefgebied"], actie["Vrij op"]) == ("Huisvesting", "2026-11-27")


async def test_the_release_of_an_action_moves_with_the_dossier_and_wakes_when_it_is_nearer(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await _met_actie(deps, als)
    later = {"vroegst": "2027-01-08", "laatst": "2027-01-08"}

    await stuur(deps, event(Soort.GEWIJZIGD, tijd="2026-11-22T08:00:00Z", verwachtEinde=later))

    vraag = "select vrij_op from nazorg.taak where regel = 'behoefte'"
    assert await eigenaar.fetchval(vraag) == date(2027, 1, 8)
    await eigenaar.execute("update nazorg.taak set lijst = 'wacht' where regel = 'behoefte'")

    eerder = {"vroegst": "2026-12-04", "laatst": "2026-12-04"}
    await stuur(deps, event(Soort.GEWIJZIGD, tijd="2026-11-23T08:00:00Z", verwachtEinde=eerder))

    rij = await eigenaar.fetchrow(
        "select lijst, vrij_op, gewekt ->> 'reden' from nazorg.taak where regel = 'behoefte'"
    )
    assert tuple(rij) == ("doen", date(2026, 12, 4), "vrij_op")
