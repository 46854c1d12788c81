"""Offer messages again on the screen: first how many, then how far, then what became of each."""

import re
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from nazorg.berichten.beheer import REEKS
from nazorg.deps import Deps
from nazorg.jobs.tafel import TAFEL
from nazorg.usecases.berichten.speel_opnieuw import DEEL, Herhaler
from tests.factories import NIJMEGEN, event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import MARIEKE, RUBEN, SAMIRA, TOKEN, Als, tekst_van

MIS_BSN = "999993654"


async def leg_neer(deps: Deps, aantal: int, *, code: str = "QQQ", begin: int = 0) -> None:
    object.__setattr__(deps.ontvanger, "reeks", 0)
    wie = [f"D-{i}" for i in range(begin, begin + aantal)]
    await deps.ontvang([ruw(event(id=f"h-{d}", detentieId=d, inrichting=code)) for d in wie])


async def test_before_it_begins_the_page_says_how_many_and_why(deps: Deps, als: Als) -> None:
    await leg_neer(deps, 3)
    await deps.ontvang([ruw(event(id="m", persoon=persoon(bsn=MIS_BSN)))])
    await deps.ontvang([ruw(event(id="x")), ruw(event(id="x", inrichting="VUG"))])
    ruben = await als(RUBEN)

    alles = tekst_van((await ruben.get("/berichten/herhalen")).text)
    reden = tekst_van((await ruben.get("/berichten/herhalen?reden=ongeldig_bsn")).text)

    assert "4 berichten opnieuw afspelen" in alles
    assert "3 berichten De code van de inrichting staat niet in onze lijst." in alles
    assert "alleen de bron kan het goed sturen: Dit blijft staan 1 bericht" in alles
    assert "Speel 1 bericht opnieuw af" in reden


async def test_the_boxes_of_the_list_choose_which(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await leg_neer(deps, 5)
    ruben = await als(RUBEN)
    lijst = (await ruben.get("/berichten?uitkomst=apart_gezet")).text
    ids = re.findall(r'type="checkbox" name="id" value="([^"]+)"', lijst)
    assert len(ids) == 5

    vooraf = await ruben.post("/berichten/herhalen", data={"id": ids[:2]})
    assert "2 berichten opnieuw afspelen" in vooraf.text
    assert await eigenaar.fetchval("select count(*) from nazorg.herhaling") == 0
    velden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', vooraf.text)
    data: dict[str, list[str]] = {}
    for naam, waarde in velden:
        data.setdefault(naam, []).append(waarde)
    run = await ruben.post("/berichten/herhalen", data=data)

    assert run.headers["location"].startswith("/berichten/herhalingen/")
    pagina = tekst_van((await ruben.get(run.headers["location"])).text)
    assert "2 van 2 gedaan" in pagina
    assert "2 gekozen uit de lijst" in pagina
    assert await eigenaar.fetchval("select count(*) from nazorg.poging") == 2


async def test_while_it_goes_on_the_page_looks_again_by_itself_and_then_no_more(
    deps: Deps, als: Als
) -> None:
    await leg_neer(deps, DEEL + 30)
    ruben = await als(RUBEN)
    begin = await ruben.post("/berichten/herhalen", data={"akkoord": "ja"})
    pad = begin.headers["location"]

    bezig = await ruben.get(pad)
    await Herhaler(deps.ontvanger).doe_alles()
    klaar = await ruben.get(pad)

    assert bezig.headers["refresh"] == "5"
    assert f"{DEEL} van {DEEL + 30} gedaan" in tekst_van(bezig.text)
    assert "refresh" not in klaar.headers
    assert f"{DEEL + 30} van {DEEL + 30} gedaan" in tekst_van(klaar.text)
    assert "Apart gezet 130" in tekst_van(klaar.text)
    assert pad in (await ruben.get("/berichten")).text


async def test_what_became_of_each_can_be_paged_and_filtered(deps: Deps, als: Als) -> None:
    await leg_neer(deps, 130)
    ruben = await als(RUBEN)
    begin = await ruben.post("/berichten/herhalen", data={"akkoord": "ja"})
    await Herhaler(deps.ontvanger).doe_alles()
    pad: str | None = begin.headers["location"] + "?uitkomst=apart_gezet"

    gezien: list[str] = []
    while pad:
        html = (await ruben.get(pad)).text
        gezien += re.findall(r'class="nl-link brk" href="[^"]+">([^<]+)<', html)
        volgende = re.search(r'href="([^"]+)"><span class="nl-button__label">Volgende', html)
        pad = volgende[1].replace("&amp;", "&") if volgende else None

    assert gezien == [f"h-D-{i}" for i in range(130)]
    leeg = await ruben.get(begin.headers["location"] + "?uitkomst=verwerkt")
    assert "Er zijn geen berichten met deze uitkomst." in leeg.text


async def test_a_window_in_time_is_read_back_on_the_page(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await leg_neer(deps, 2)
    klok.verder(hours=2)
    await leg_neer(deps, 3, begin=10)
    ruben = await als(RUBEN)

    begin = await ruben.post(
        "/berichten/herhalen", data={"akkoord": "ja", "van": "2026-11-23T10:30"}
    )

    pagina = tekst_van((await ruben.get(begin.headers["location"])).text)
    assert "3 van 3 gedaan" in pagina
    assert "Vanaf vandaag 10:30" in pagina


async def test_nothing_to_do_says_so(als: Als, eigenaar: asyncpg.Connection) -> None:
    ruben = await als(RUBEN)

    assert "Niets om opnieuw af te spelen" in (await ruben.get("/berichten/herhalen")).text
    assert (await ruben.post("/berichten/herhalen", data={"akkoord": "ja"})).status_code == 422
    assert await eigenaar.fetchval("select count(*) from nazorg.herhaling") == 0


async def test_a_run_is_not_there_for_a_coordinator_or_an_unknown_address(
    deps: Deps, als: Als
) -> None:
    await leg_neer(deps, 2)
    ruben = await als(RUBEN)
    pad = (await ruben.post("/berichten/herhalen", data={"akkoord": "ja"})).headers["location"]

    assert (await (await als(MARIEKE)).get(pad)).status_code == 404
    assert (await ruben.get(f"/berichten/herhalingen/{uuid4()}")).status_code == 404
    assert (await ruben.get("/berichten/herhalingen/onzin")).status_code == 404
    assert (await ruben.get(pad + "?na=onzin")).status_code == 404


async def test_a_coordinator_sees_no_boxes_and_no_buttons(deps: Deps, als: Als) -> None:
    await leg_neer(deps, 2)

    html = (await (await als(MARIEKE)).get("/berichten?uitkomst=apart_gezet")).text

    assert "checkbox" not in html.partition("<main")[2].partition("</main>")[0]
    assert "/berichten/herhalen" not in html


def test_the_clock_goes_on_with_runs_at_least_every_minute() -> None:
    (job,) = [j for j in TAFEL if j.naam == "berichten_herhalen"]

    assert job.elke <= timedelta(minutes=1)


# ---- a source on hold


@pytest.fixture
async def op_pauze(deps: Deps, klok: VasteKlok) -> None:
    for i in range(REEKS):
        bericht = event(id=f"q-{i}", inrichting="QQQ", detentieId=f"D-{i}")
        await deps.ontvang([ruw(bericht)])
    klok.verder(seconds=6)
    goed = [
        event(id=f"w-{i}", detentieId=f"W-{i}", persoon=persoon(bsn=None, skn=str(40_000_000 + i)))
        for i in range(25)
    ]
    await deps.ontvang([ruw(e) for e in goed])


@pytest.mark.usefixtures("op_pauze")
async def test_the_page_says_that_a_source_is_on_hold_why_and_what_waits(als: Als) -> None:
    ruben = await als(RUBEN)
    html = (await ruben.get("/berichten")).text
    tekst = tekst_van(html)

    assert "Detentieregister staat op pauze sinds vandaag 09:00, 25 berichten wachten." in tekst
    assert "Hervat met een proef van 20" in tekst
    assert "Wacht 25" in tekst
    assert "Detentieregister staat op pauze." in html.partition("side__foot")[2]
    for woord in ("Bekijk waarom", "Bekijk wat wacht"):
        link = re.search(rf'href="([^"]+)">{woord}', html)
        assert link
        lijst = await ruben.get(link[1].replace("&amp;", "&"))
        assert "Niets met deze filters" not in lijst.text
    wacht = (await ruben.get("/berichten?nummer=w-3")).text
    id_ = re.search(r'class="nl-link brk" href="(/berichten/[^"]+)"', wacht)
    assert id_
    pagina = tekst_van((await ruben.get(id_[1])).text)
    assert "De bron staat op pauze." in pagina
    assert "Het bericht is nog niet beoordeeld." in pagina
    assert "Speel opnieuw af" not in pagina


@pytest.mark.usefixtures("op_pauze")
async def test_starting_again_handles_what_waits_and_shows_it(
    als: Als, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    ruben = await als(RUBEN)
    html = (await ruben.get("/berichten")).text
    actie = re.search(r'action="(/berichten/pauzes/[^"]+/hervatten)"', html)
    assert actie

    run = await ruben.post(actie[1])
    await Herhaler(deps.ontvanger).doe_alles()

    pagina = tekst_van((await ruben.get(run.headers["location"])).text)
    assert "Detentieregister hervatten Klaar 25 van 25 gedaan" in pagina
    assert "De bron loopt weer." in pagina
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 25
    daarna = (await ruben.get("/berichten")).text
    assert "staat op pauze" not in daarna
    assert (await ruben.post(actie[1])).status_code == 404


@pytest.mark.usefixtures("op_pauze")
async def test_a_coordinator_reads_it_but_cannot_start_a_source(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    pauze = await eigenaar.fetchval("select id from nazorg.pauze")
    marieke, samira = await als(MARIEKE), await als(SAMIRA)

    html = (await marieke.get("/berichten")).text
    assert "staat op pauze" in html
    assert "hervatten" not in html
    assert "0 berichten wachten" in tekst_van((await samira.get("/berichten")).text)
    assert (await marieke.post(f"/berichten/pauzes/{pauze}/hervatten")).status_code == 404


@pytest.mark.usefixtures("op_pauze")
async def test_the_sender_hears_it_over_http(als: Als, site: object, client: object) -> None:
    browser = await als(RUBEN)
    antwoord = await browser.post(
        "/v1/berichten",
        json=event(id="http-1", gemeenteBrp=NIJMEGEN),
        headers={"Authorization": f"Bearer {TOKEN}"},
    )

    assert antwoord.status_code == 200
    (uit,) = antwoord.json()["uitkomsten"]
    assert (uit["uitkomst"], uit["reden"]) == ("wacht", "bron_op_pauze")
    assert uit["toelichting"].startswith("De bron staat op pauze.")
