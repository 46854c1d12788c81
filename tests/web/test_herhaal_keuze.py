"""What is offered again is what was chosen: nothing chosen, or nonsense, is never everything."""

import re
from dataclasses import fields
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.usecases.bewaking.bewaak import Bewaker
from tests.factories import event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import MARIEKE, RUBEN, Als, tekst_van
from tests.web.correcties import BSN, FATMA, MIS_BSN, stel_voor, zet_apart

ANDERE_BRON = "urn:nld:oin:00000099000000002000:systeem:proefregister"
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


# One question per filter of the list; a new filter has to come here too.
PER_FILTER = {
    "nummer": ("m-1", 1),
    "soort": ("overgeplaatst", 2),
    "uitkomst": ("apart_gezet", 8),
    "reden": ("ongeldig_bsn", 3),
    "bron": (ANDERE_BRON, 1),
    "van": ("2026-11-23T10:00", 2),
    "tot": ("2026-11-23T09:30", 6),
    "voorstel": ("open", 1),
}


async def leg_van_alles_neer(deps: Deps, eigenaar: asyncpg.Connection, klok: VasteKlok) -> UUID:
    """Set eight messages aside that differ in each filter, one of them for ever; return one."""
    await leg_neer(deps)
    for bericht in (
        event(id="x"),
        event(id="x", inrichting="VUG"),
        event(Soort.OVERGEPLAATST, id="o", inrichting="QQQ", detentieId="A"),
        event(id="a", inrichting="QQQ", envelop={"source": ANDERE_BRON}),
    ):
        await deps.ontvang([ruw(bericht)])
    klok.verder(hours=1)
    await deps.ontvang([ruw(event(Soort.OVERGEPLAATST, id="l", inrichting="QQQ"))])
    return await zet_apart(deps, eigenaar, event(id="v", persoon=persoon(bsn=MIS_BSN)))


@pytest.mark.parametrize("naam", [f.name for f in fields(Zoekvraag)])
@pytest.mark.parametrize("bewaakt", [False, True], ids=["vers", "bewaakt"])
async def test_for_every_filter_what_is_offered_again_is_what_the_list_shows(
    naam: str, bewaakt: bool, deps: Deps, als: Als, eigenaar: asyncpg.Connection, klok: VasteKlok
) -> None:
    id_ = await leg_van_alles_neer(deps, eigenaar, klok)
    await stel_voor(await als(FATMA), id_, **BSN)
    if bewaakt:
        await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()
    waarde, aantal = PER_FILTER[naam]
    velden = {"uitkomst": "apart_gezet"} | {naam: waarde}
    ruben = await als(RUBEN)

    lijst = (await ruben.get("/berichten", params=velden)).text
    rijen = re.findall(r'class="nl-link brk" href="/berichten/', lijst.partition('id="lijst"')[2])
    vooraf = tekst_van((await ruben.get("/berichten/herhalen", params=velden)).text)
    await ruben.post("/berichten/herhalen", data={**velden, "akkoord": "ja"})

    blijft = [int(n) for n in re.findall(r"Dit blijft staan (\d+) bericht", vooraf)]
    assert len(rijen) == aantal
    assert f"{aantal - sum(blijft)} bericht" in vooraf
    gedaan = await eigenaar.fetchval("select count(*) from nazorg.herhaling_bericht")
    assert gedaan == aantal - sum(blijft)


async def test_a_number_that_nobody_sent_offers_nothing_again(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps)
    ruben = await als(RUBEN)

    vooraf = await ruben.get("/berichten/herhalen?uitkomst=apart_gezet&nummer=m-77")
    gedaan = await ruben.post("/berichten/herhalen", data={"nummer": "m-77", "akkoord": "ja"})

    assert "Niets om opnieuw af te spelen" in vooraf.text
    assert gedaan.status_code == 422
    assert await eigenaar.fetchval("select count(*) from nazorg.herhaling") == 0
