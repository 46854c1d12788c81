"""The pages of the room of the mayor over HTTP, and what happens when things change."""

import re

import asyncpg
import httpx2
import pytest
from starlette.applications import Starlette

from nazorg.berichten.soort import BijSoort
from nazorg.deps import BijDeps
from nazorg.usecases.bij.verrijk import Bronnen
from nazorg.web.bij.site import make_bij_site
from nazorg.web.bij.toegang import BijInstellingen
from tests.bij.berichten import NAAM, gemeld, intrekking, terugkeer, verlof, voorval
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import ANNE, JAAP, KARIN, WIM, open_browser
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van


async def test_a_mayor_reads_who_when_which_verdict_and_conditions(als: Als, id_: str) -> None:
    tekst = tekst_van((await (await als(ANNE)).get(f"/bij/meldingen/{id_}")).text)

    for woord in (
        "R. Windhoek keert terug naar Tiel",
        "17 dagen",
        "donderdag 10 december",
        "Deze dag kan nog eerder worden",
        "Zware mishandeling (art. 302 lid 1 Sr)",
        "Rechtbank Gelderland, 12 maart 2021",
        "Contactverbod, meldplicht bij de reclassering",
        "Bel Karin Aalders",
    ):
        assert woord in tekst, woord


async def test_l07_nothing_is_chosen_or_suggested(als: Als, id_: str) -> None:
    html = (await (await als(ANNE)).get(f"/bij/meldingen/{id_}")).text

    assert html.count('name="besluit"') == 4
    assert "checked" not in html
    for woord in ("risico", "advies", "aanbevolen", "score", "wij stellen voor"):
        assert woord not in tekst_van(html).lower()


async def test_l07_an_official_has_no_form_to_decide(als: Als, id_: str) -> None:
    html = (await (await als(KARIN)).get(f"/bij/meldingen/{id_}")).text

    assert 'name="besluit"' not in html
    assert 'name="tekst"' in html


async def _besluit(browser: httpx2.AsyncClient, id_: str, **velden: str) -> httpx2.Response:
    return await browser.post(f"/bij/meldingen/{id_}/besluit", data={"gezien": "0"} | velden)


async def test_two_mayors_at_once_the_second_sees_both_and_loses_nothing(
    als: Als, id_: str
) -> None:
    anne, jaap = await als(ANNE), await als(JAAP)
    await _besluit(anne, id_, besluit="gesprek", motivering="Eerst praten")
    tweede = await _besluit(jaap, id_, besluit="bevel", tot="2026-12-20", motivering="Er is onrust")

    assert tweede.status_code == 409
    tekst = tekst_van(tweede.text)
    assert "Eerst praten" in tekst
    assert "Anne de Boer" in tekst
    assert "Er is onrust" in tweede.text
    assert 'value="2026-12-20"' in tweede.text
    assert re.search(r'value="bevel"[^>]*checked', tweede.text)
    gezien = re.search(r'name="gezien" value="(\d+)"', tweede.text)
    assert gezien is not None
    nu = await _besluit(
        jaap,
        id_,
        besluit="bevel",
        tot="2026-12-20",
        motivering="Er is onrust",
        gezien=gezien[1],
    )
    assert nu.status_code == 303
    html = (await anne.get(f"/bij/meldingen/{id_}")).text
    assert "(vervangen)" in html
    brief = tekst_van((await jaap.get(f"/bij/meldingen/{id_}/brief/2")).text)
    assert "artikel 172, derde lid, van de Gemeentewet" in brief
    assert "Jaap Visser, locoburgemeester van Tiel" in brief


async def test_a_refused_decision_keeps_what_was_typed(als: Als, id_: str) -> None:
    antwoord = await _besluit(await als(ANNE), id_, besluit="bevel", motivering="Onrust")

    assert antwoord.status_code == 422
    assert "Onrust" in antwoord.text
    assert "Geef de laatste dag" in antwoord.text


async def test_l06_a_term_that_ends_while_reading_is_said_and_closes_everything(
    als: Als, id_: str, eigenaar: asyncpg.Connection
) -> None:
    anne = await als(ANNE)
    assert NAAM in (await anne.get(f"/bij/meldingen/{id_}")).text
    await eigenaar.execute("update bij.aanwijzing set tot = '2026-11-23' where persoon = $1", ANNE)

    for antwoord in (
        await _besluit(anne, id_, besluit="gesprek"),
        await anne.get(f"/bij/meldingen/{id_}"),
    ):
        assert antwoord.status_code == 403
        assert "geen aanwijzing die vandaag voor u geldt" in antwoord.text
        assert NAAM not in antwoord.text
    assert await eigenaar.fetchval("select count(*) from bij.besluit") == 0


async def test_l31_a_withdrawal_while_the_page_is_open_hides_the_content(
    als: Als, id_: str, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    anne = await als(ANNE)
    pagina = (await anne.get(f"/bij/meldingen/{id_}")).text
    versie = re.search(r'data-versie="([^"]+)"', pagina)
    assert versie is not None
    await stuur(bij, intrekking(), BijSoort.INGETROKKEN, tijd="2026-11-21T08:00:00Z")

    stand = (await anne.get(f"/bij/meldingen/{id_}/stand")).json()
    assert stand["versie"] != versie[1]
    besluit = await _besluit(anne, id_, besluit="gesprek")
    assert besluit.status_code == 409
    na = await anne.get(f"/bij/meldingen/{id_}")
    assert "geldt niet meer" in na.text
    for html in (besluit.text, na.text, (await anne.get("/bij/meldingen")).text):
        assert NAAM not in html
    assert await eigenaar.fetchval("select count(*) from bij.besluit") == 0


async def test_l03_the_address_of_an_alert_that_is_too_early_leads_nowhere_until_its_day(
    als: Als, id_: str, bij: BijDeps, klok: VasteKlok
) -> None:
    """Who read it keeps the address; the day moved away, so nothing of it may be seen."""
    anne = await als(ANNE)
    assert NAAM in (await anne.get(f"/bij/meldingen/{id_}")).text
    later = gemeld(terugkeer=terugkeer(100))
    await stuur(bij, later, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")

    for pad in ("", "/stand", "/brief/1"):
        antwoord = await anne.get(f"/bij/meldingen/{id_}{pad}")
        assert antwoord.status_code == 404
        assert NAAM not in antwoord.text
    for pad in ("besluit", "overwegingen", "navraag", "bevestiging"):
        velden = {"besluit": "gesprek", "gezien": "0", "tekst": "iets", "partner": "zvh"}
        velden |= {"reden": "a", "ontvangers": "b", "noodzaak": "c"}
        antwoord = await anne.post(f"/bij/meldingen/{id_}/{pad}", data=velden)
        assert antwoord.status_code == 404
        assert NAAM not in antwoord.text
    assert NAAM not in (await anne.get("/bij/meldingen")).text

    klok.verder(days=30)
    assert NAAM in (await (await als(ANNE)).get(f"/bij/meldingen/{id_}")).text


async def test_the_screen_locks_after_two_minutes_without_use(
    als: Als, id_: str, klok: VasteKlok
) -> None:
    anne = await als(ANNE)
    klok.verder(seconds=110)
    assert (await anne.get(f"/bij/meldingen/{id_}")).status_code == 200
    klok.verder(seconds=110)
    assert (await anne.get(f"/bij/meldingen/{id_}")).status_code == 200

    klok.verder(seconds=121)
    dicht = await anne.get(f"/bij/meldingen/{id_}")
    assert (dicht.status_code, dicht.headers["location"]) == (
        303,
        f"/bij/login?naar=/bij/meldingen/{id_}",
    )
    assert "vergrendeld" in (await anne.get(dicht.headers["location"])).text


async def test_what_a_page_asks_by_itself_does_not_keep_the_screen_open(
    als: Als, id_: str, klok: VasteKlok
) -> None:
    anne = await als(ANNE)
    json = {"accept": "application/json"}
    for _ in range(3):
        klok.verder(seconds=50)
        stand = await anne.get(f"/bij/meldingen/{id_}/stand", headers=json)

    assert stand.status_code == 401


async def test_who_is_warned_may_stay_also_without_script(
    als: Als, id_: str, klok: VasteKlok
) -> None:
    anne = await als(ANNE)
    pagina = (await anne.get(f"/bij/meldingen/{id_}")).text
    assert f'content="90;url=/bij/blijft?naar=/bij/meldingen/{id_}"' in pagina
    klok.verder(seconds=100)
    waarschuwing = await anne.get(f"/bij/blijft?naar=/bij/meldingen/{id_}")
    assert "Bent u er nog" in waarschuwing.text
    verder = await anne.post("/bij/verleng", data={"naar": f"/bij/meldingen/{id_}"})
    assert verder.headers["location"] == f"/bij/meldingen/{id_}"
    klok.verder(seconds=100)

    assert (await anne.get(f"/bij/meldingen/{id_}")).status_code == 200


@pytest.mark.parametrize("pad", ["//elders.nl", "/werkvoorraad", "https://x.nl/bij/meldingen/1"])
async def test_after_logging_in_one_stays_in_the_room(als: Als, site: Starlette, pad: str) -> None:
    browser = await als(None)
    antwoord = await browser.post("/bij/login", data={"medewerker": ANNE, "naar": pad})

    assert antwoord.headers["location"] == "/bij/meldingen"


async def test_leave_shows_every_time_with_what_happened(
    als: Als, bij: BijDeps, site: Starlette, eigenaar: asyncpg.Connection
) -> None:
    keren = (
        voorval(-6, "v0", vertrokkenOp="2026-11-17T10:00:00+01:00"),
        voorval(4, "v1"),
        voorval(18, "v2", gaatNietDoor=True),
    )
    await stuur(bij, verlof(*keren, dagen=4))
    id_ = await eigenaar.fetchval("select id from bij.melding")
    tekst = tekst_van((await (await als(ANNE)).get(f"/bij/meldingen/{id_}")).text)

    for woord in ("Te laat terug", "Gepland", "Gaat niet door", "komt met verlof naar Tiel"):
        assert woord in tekst


async def test_a_moved_day_stays_visible_struck_through(als: Als, id_: str, bij: BijDeps) -> None:
    eerder = gemeld(terugkeer=terugkeer(9))
    await stuur(bij, eerder, BijSoort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z")
    html = (await (await als(ANNE)).get(f"/bij/meldingen/{id_}")).text

    assert "<del" in html
    assert "10 december 2026</del>" in html
    assert "woensdag 2 december Deze" in tekst_van(html)


async def test_a_beheerder_designates_on_the_screen_and_sees_no_alert(
    als: Als, id_: str, bij: BijDeps
) -> None:
    wim = await als(WIM)
    velden = {
        "gemeente": "0216",
        "persoon": "n.nieuw",
        "naam": "Nora Nieuw",
        "functie": "burgemeester",
        "van": "2026-11-23",
        "document": "KB 2026-9",
        "email": "nora@voorbeeld.nl",
        "telefoon": "0345 00 00 00",
    }
    fout = await wim.post("/bij/aanwijzingen", data=velden | {"document": ""})
    assert fout.status_code == 422
    assert "Nora Nieuw" in fout.text
    assert (await wim.post("/bij/aanwijzingen", data=velden)).status_code == 303
    html = (await wim.get("/bij/aanwijzingen")).text

    assert "Nora Nieuw" in html
    assert NAAM not in html + (await wim.get("/bij/beheer")).text


async def test_a_beheerder_sees_why_a_message_is_not_shown_and_not_what_it_says(
    als: Als, site: Starlette, bij: BijDeps
) -> None:
    await stuur(bij, gemeld() | {"iets": "x"}, id="fout-1")
    html = (await (await als(WIM)).get("/bij/beheer")).text

    assert "fout-1" in html
    assert "missen velden" in html
    assert NAAM not in html


async def test_in_production_nobody_logs_in_as_a_persona(bij: BijDeps) -> None:
    instellingen = BijInstellingen(demo=False, bronnen=Bronnen(bronnen={}))
    buiten = Starlette(routes=[])
    buiten.mount("/bij", make_bij_site(bij.kamer, instellingen))
    async with open_browser(buiten) as browser:
        antwoord = await browser.post("/bij/login", data={"medewerker": ANNE})

    assert antwoord.status_code == 400
    assert "nog niet ingericht" in antwoord.text
