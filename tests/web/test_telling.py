"""'Klopt de telling?': one number, per kind which of our messages were counted, and for whom."""

import csv
import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import asyncpg
import pytest
from httpx2 import AsyncClient

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.berichten.telling import Telling
from nazorg.deps import Deps
from nazorg.usecases.bewaking.vergelijk_telling import vergelijk_telling
from tests.factories import BRON, GRONINGEN, event, persoon, ruw, telling_event
from tests.klok import VasteKlok
from tests.web.conftest import ANDERE_BRON, MARIEKE, RUBEN, Als, tekst_van

BEGIN, EINDE = TYPE_VAN_SOORT[Soort.BEGONNEN], TYPE_VAN_SOORT[Soort.BEEINDIGD]
PAD = "/berichten/telling/2026-11-20"
KEUZE = urlencode({"bron": BRON, "soort": "detentie_begonnen"})


async def vul(deps: Deps, *events: dict[str, Any]) -> None:
    await deps.ontvang([ruw(e) for e in events])


async def maak_dag(deps: Deps) -> None:
    """Make a day of which one of three begins is missing, and one end was not counted."""
    weg: dict[str, Any] = {"gemeenteBrp": GRONINGEN, "ontvangerGemeente": GRONINGEN}
    await vul(
        deps,
        event(id="m-2", detentieId="A", envelop={"sequence": "2"}),
        event(id="m-1", detentieId="B", envelop={"sequence": "1"}, **weg),
        event(id="m-later", detentieId="C", tijd="2026-11-21T08:00:00Z"),
        event(Soort.BEEINDIGD, id="m-3", detentieId="A", persoon=persoon()),
        telling_event({BEGIN: 3}, id="t-1"),
    )


async def test_a_manager_sees_one_number_and_what_it_is_made_of(deps: Deps, als: Als) -> None:
    await maak_dag(deps)
    browser = await als(RUBEN)

    lijst = (await browser.get("/berichten")).text
    tekst = tekst_van((await browser.get(PAD)).text)

    assert f'href="{PAD}"' in lijst
    assert "1 bericht mist, 1 te veel" in tekst_van(lijst)
    assert "Klopt de telling van vr 20 nov? 1 bericht mist, 1 te veel" in tekst
    assert "De bron gaf dit door met bericht t-1, ontvangen vandaag 09:00." in tekst
    assert "Begin detentie Toon nummers van Begin detentie 3 2 1 te weinig" in tekst
    assert "Einde detentie Toon nummers van Einde detentie 0 1 1 te veel" in tekst


async def test_our_numbers_of_a_kind_are_those_that_were_counted_in_order(
    deps: Deps, als: Als
) -> None:
    await maak_dag(deps)
    browser = await als(RUBEN)

    pagina = (await browser.get(f"{PAD}?{KEUZE}")).text
    bestand = await browser.get(f"{PAD}/nummers?{KEUZE}")

    tabel = pagina.split('id="nummers"')[1]
    assert re.findall(r">(m-\d|m-later)<", tabel) == ["m-1", "m-2"]
    # Also the one that is not for a connected gemeente: it counts, and its page says why.
    assert re.findall(r'href="/berichten/[0-9a-f-]{36}">(m-\d)<', tabel) == ["m-1", "m-2"]
    assert bestand.headers["content-type"].startswith("text/csv")
    assert bestand.headers["content-disposition"] == 'attachment; filename="nummers-2026-11-20.csv"'
    assert list(csv.reader(bestand.text.splitlines(), delimiter=";")) == [
        ["id", "sequence", "time", "uitkomst"],
        ["m-1", "1", "2026-11-20T08:00:00Z", "genegeerd"],
        ["m-2", "2", "2026-11-20T08:00:00Z", "verwerkt"],
    ]


async def test_a_long_list_is_cut_on_the_screen_and_whole_in_the_file(deps: Deps, als: Als) -> None:
    veel = [event(id=f"m-{n:03}", detentieId=f"D-{n}") for n in range(203)]
    await vul(deps, *veel, telling_event({BEGIN: 203}))
    browser = await als(RUBEN)

    pagina = tekst_van((await browser.get(f"{PAD}?{KEUZE}")).text)
    bestand = (await browser.get(f"{PAD}/nummers?{KEUZE}")).text

    assert "Alles klopt" in pagina
    assert "m-199" in pagina
    assert "m-200" not in pagina
    assert "En nog 3. Ze staan allemaal in het bestand." in pagina
    assert len(bestand.splitlines()) == 204


async def test_an_id_that_is_a_formula_to_a_spreadsheet_is_text_in_the_file(
    deps: Deps, als: Als
) -> None:
    await vul(deps, event(id="=1+1"), telling_event({BEGIN: 1}))

    bestand = await (await als(RUBEN)).get(f"{PAD}/nummers?{KEUZE}")

    assert bestand.text.splitlines()[1].startswith("'=1+1;")


async def test_a_message_with_a_kind_that_we_do_not_know_is_named_so(deps: Deps, als: Als) -> None:
    vreemd = event() | {"type": "nl.gedetineerden.onbekend.v1"}
    await vul(deps, vreemd, telling_event({BEGIN: 0}))
    browser = await als(RUBEN)

    assert "Onbekende soort Toon nummers van Onbekende soort 0 1 1 te veel" in tekst_van(
        (await browser.get(PAD)).text
    )
    overzicht = tekst_van((await browser.get("/berichten")).text)
    assert "Onbekende soort (Detentieregister): bron 0, bij ons 1" in overzicht


async def test_a_count_that_is_set_aside_keeps_its_own_name(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    mis = telling_event({BEGIN: 1}, dag="2026-11-99", tijd="2026-11-20T20:00:00Z")
    await vul(deps, mis, event(), telling_event({BEGIN: 1}))
    browser = await als(RUBEN)
    id_ = await eigenaar.fetchval("select id from nazorg.bericht where uitkomst = 'apart_gezet'")

    lijst = tekst_van((await browser.get("/berichten?soort=telling_gemeld")).text)
    pagina = tekst_van((await browser.get(f"/berichten/{id_}")).text)
    telling = tekst_van((await browser.get(PAD)).text)

    assert "Telling van de bron Apart gezet" in lijst
    assert f"Bericht {mis['id']} (Telling van de bron) konden wij niet" in pagina
    for tekst in (lijst, pagina, telling):
        assert "Onbekende soort" not in tekst
    assert "te veel" not in telling


@pytest.mark.parametrize("pad", [PAD, f"{PAD}?{KEUZE}", f"{PAD}/nummers?{KEUZE}"])
async def test_a_coordinator_sees_the_number_but_not_which_messages(
    pad: str, deps: Deps, als: Als
) -> None:
    await maak_dag(deps)
    browser = await als(MARIEKE)

    assert (await browser.get(pad)).status_code == 404
    lijst = (await browser.get("/berichten")).text
    assert "1 bericht mist, 1 te veel" in tekst_van(lijst)
    assert PAD not in lijst


@pytest.mark.parametrize(
    "pad",
    [
        "/berichten/telling/2026-11-19",
        "/berichten/telling/gisteren",
        f"{PAD}?bron=x&soort=detentie_begonnen",
        f"{PAD}?soort=detentie_begonnen",
        f"{PAD}/nummers",
    ],
)
async def test_a_day_or_a_kind_without_a_count_is_not_there(pad: str, deps: Deps, als: Als) -> None:
    await maak_dag(deps)

    assert (await (await als(RUBEN)).get(pad)).status_code == 404


async def test_who_is_not_logged_in_goes_to_the_login(client: Any) -> None:
    assert (await client.get(PAD)).headers["location"] == "/login"


async def test_the_message_with_the_count_has_a_page_of_its_own(deps: Deps, als: Als) -> None:
    await maak_dag(deps)
    browser = await als(RUBEN)

    lijst = (await browser.get("/berichten?soort=telling_gemeld")).text
    (href,) = re.findall(r'href="(/berichten/[0-9a-f-]{36})">t-1<', lijst)
    pagina = tekst_van((await browser.get(href)).text)

    assert "Telling van de bron Verwerkt" in pagina
    assert "Dit is de telling van vr 20 nov. Bekijk of de telling klopt" in pagina


async def test_a_count_that_a_newer_one_replaced_says_so(deps: Deps, als: Als) -> None:
    await maak_dag(deps)
    await vul(deps, telling_event({BEGIN: 2}, tijd="2026-11-22T01:00:00Z"))
    browser = await als(RUBEN)

    lijst = (await browser.get("/berichten?soort=telling_gemeld")).text
    (href,) = re.findall(r'href="(/berichten/[0-9a-f-]{36})">t-1<', lijst)

    assert "Er kwam een nieuwere telling" in tekst_van((await browser.get(href)).text)


async def test_over_http_a_source_hands_in_its_count_and_hears_what_is_wrong_with_it(
    machine: AsyncClient, als: Als
) -> None:
    headers = {"Content-Type": "application/cloudevents+json"}

    async def post(telling: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        antwoord = await machine.post("/v1/berichten", json=telling, headers=headers)
        return antwoord.status_code, antwoord.json()

    goed = telling_event({BEGIN: 3}, id="t-1")
    status, eerst = await post(goed)
    assert (status, eerst["uitkomsten"][0]["uitkomst"]) == (200, "verwerkt")
    status, daarna = await post(goed)
    assert (status, daarna["uitkomsten"][0]["uitkomst"]) == (200, "dubbel")
    status, fout = await post(telling_event({BEGIN: 3}, dag="2026-11-30"))
    assert (status, fout["reden"]) == (400, "onmogelijke_datum")
    assert [f["pad"] for f in fout["fouten"]] == ["data.dag"]

    assert "3 berichten missen" in tekst_van((await (await als(RUBEN)).get(PAD)).text)


async def test_every_day_that_is_kept_can_be_reached(deps: Deps, als: Als) -> None:
    await vul(deps, event(detentieId="A"))
    eerste = date(2026, 9, 23)
    tellingen = [
        Telling(bron=BRON, dag=eerste + timedelta(days=n), per_type={"overgeplaatst": n % 2})
        for n in range(60)
    ]
    await vergelijk_telling(tellingen, store=deps.store, klok=deps.klok)
    browser = await als(RUBEN)

    begin = (await browser.get("/berichten/telling")).text
    verder = re.search(r'href="(/berichten/telling[?]voor=[^"]*)"', begin)
    assert verder
    rest = (await browser.get(verder[1])).text
    dag = (await browser.get("/berichten/telling/2026-09-24")).text

    dagen = re.findall(r'href="/berichten/telling/([0-9-]+)"', begin + rest)
    assert dagen == sorted({t.dag.isoformat() for t in tellingen}, reverse=True)
    assert "1 mist" in tekst_van(begin)
    assert "Terug naar het begin" in rest
    assert "Vorige dag: wo 23 sep Volgende dag: vr 25 sep Alle dagen" in tekst_van(dag)
    assert 'href="/berichten/telling"' in (await browser.get("/berichten")).text
    assert (await browser.get("/berichten/telling?voor=gisteren")).status_code == 404


async def tel(deps: Deps, bron: str, *dagen: int, **aantal: int) -> None:
    await vergelijk_telling(
        [
            Telling(bron=bron, dag=date(2026, 11, dag), per_type=aantal or {"overgeplaatst": 0})
            for dag in dagen
        ],
        store=deps.store,
        klok=deps.klok,
    )


async def test_a_day_that_a_source_did_not_count_is_named_and_not_hidden_in_the_sum(
    deps: Deps, als: Als
) -> None:
    await tel(deps, BRON, *range(10, 22))
    await tel(deps, ANDERE_BRON, *(dag for dag in range(10, 22) if dag != 19))
    browser = await als(RUBEN)

    overzicht = tekst_van((await browser.get("/berichten")).text)
    alle = tekst_van((await browser.get("/berichten/telling")).text)
    dag = tekst_van((await browser.get("/berichten/telling/2026-11-19")).text)

    for tekst in (overzicht, alle):
        assert "do 19 nov 0 0 geen telling van Proefregister" in tekst
        assert "wo 18 nov 0 0 ja" in tekst
    assert "Klopt de telling? 1 telling ontbreekt" in overzicht
    assert "Klopt de telling van do 19 nov? 1 telling ontbreekt" in dag
    assert "Proefregister Deze bron gaf over deze dag geen telling. Vraag de bron erom." in dag


async def test_when_nothing_is_counted_any_more_the_panel_and_the_pages_keep_saying_so(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await tel(deps, BRON, *range(10, 22))
    klok.verder(days=30)
    browser = await als(RUBEN)

    overzicht = (await browser.get("/berichten")).text
    alle = tekst_van((await browser.get("/berichten/telling")).text)

    assert "30 tellingen ontbreken" in tekst_van(overzicht)
    assert tekst_van(overzicht).count("geen telling") == 7
    assert "zo 22 nov geen telling za 21 nov 0 0 ja" in alle
    assert (await browser.get("/berichten/telling/2026-11-22")).status_code == 200
