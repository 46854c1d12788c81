"""What is offered again is what was chosen: nothing chosen, or nonsense, is never everything."""

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.factories import event, persoon, ruw
from tests.web.conftest import MARIEKE, RUBEN, Als, tekst_van
from tests.web.correcties import MIS_BSN

LIJST = "/berichten?uitkomst=apart_gezet&reden=ongeldig_bsn"


async def leg_neer(deps: Deps) -> None:
    mis = [event(id=f"m-{i}", persoon=persoon(bsn=MIS_BSN)) for i in range(2)]
    await deps.ontvang([ruw(e) for e in (*mis, event(id="q", inrichting="QQQ"))])


async def test_nothing_chosen_comes_back_to_the_same_list(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps)
    ruben = await als(RUBEN)
    lijst = (await ruben.get(LIJST)).text
    assert '<input type="hidden" name="reden" value="ongeldig_bsn">' in lijst

    antwoord = await ruben.post(
        "/berichten/herhalen", data={"uitkomst": "apart_gezet", "reden": "ongeldig_bsn"}
    )

    assert antwoord.status_code == 303
    assert antwoord.headers["location"] == LIJST + "&kies=eerst#lijst"
    terug = await ruben.get(antwoord.headers["location"])
    assert "Kies eerst een bericht." in terug.text
    assert "m-1" in terug.text
    assert await eigenaar.fetchval("select count(*) from nazorg.herhaling") == 0


@pytest.mark.parametrize(
    "vraag",
    [
        "reden=onzin",
        "bron=onzin",
        "soort=onzin",
        "uitkomst=onzin",
        "uitkomst=verwerkt",
        "van=gisteren",
        "tot=gisteren",
        "nummer=999993653",
        "reden=ongeldig_bsn&van=gisteren",
    ],
)
async def test_a_filter_that_makes_no_sense_does_not_mean_everything(
    vraag: str, deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps)
    ruben = await als(RUBEN)

    gezien = await ruben.get(f"/berichten/herhalen?{vraag}")
    velden = dict(deel.split("=") for deel in vraag.split("&"))
    gedaan = await ruben.post("/berichten/herhalen", data={**velden, "akkoord": "ja"})

    for antwoord in (gezien, gedaan):
        assert antwoord.status_code == 422
        tekst = tekst_van(antwoord.text)
        assert "Wij spelen niets opnieuw af" in tekst
        assert "Dit filter kunnen wij hier niet gebruiken" in tekst
        assert "999993653" not in antwoord.text
    assert await eigenaar.fetchval("select count(*) from nazorg.herhaling") == 0


async def test_a_coordinator_cannot_offer_again_by_choosing_nothing(deps: Deps, als: Als) -> None:
    await leg_neer(deps)

    assert (await (await als(MARIEKE)).post("/berichten/herhalen", data={})).status_code == 404
