"""What a coordinator ran into on a first day: looks, a day too late, searching, looking back."""

import re

import asyncpg
import pytest

from nazorg.deps import Deps
from tests.factories import BSN_DAAN, event
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, Als, iemand, stuur, taak_van, tekst_van
from tests.web.doen import doe, sleutel, stand
from tests.web.leefgebieden import ACTIES, DOSSIER, WONEN, veld

DAG = {"vroegst": "2026-11-27", "laatst": "2026-11-27"}


async def test_all_who_looked_can_be_seen_by_day(deps: Deps, als: Als, klok: VasteKlok) -> None:
    await stuur(deps, event())
    for _ in range(11):
        klok.verder(hours=6)
        joyce = await als(JOYCE)
        html = (await joyce.get(DOSSIER)).text
    assert f'href="{DOSSIER}?inzage=alles#h-inz"' in html
    eerder = html.partition('id="h-inz"')[2]
    assert eerder.count(">re-integratie<") == 10

    alles = (await joyce.get(f"{DOSSIER}?inzage=alles")).text.partition('id="h-inz"')[2]

    assert alles.count(">re-integratie<") > 10
    assert len(re.findall(r"<h3", alles)) >= 3
    assert "inzage=alles" not in alles


@pytest.mark.parametrize("soort", ["sluimert", "wacht"])
async def test_a_day_after_the_release_is_warned_about_once(
    soort: str, deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, iemand(BSN_DAAN, "Verhoeven", verwachtEinde=DAG))
    taak = await taak_van(eigenaar, "Verhoeven", "vrijlating_nabij")
    joyce, keuze = await als(JOYCE), {"tot": "2026-11-30", "wacht_op": "pi"}

    eerst = await doe(joyce, soort, await sleutel(eigenaar, taak), **keuze)

    assert eerst.status_code == 422
    assert "Dat is na de vrijlating op vr 27 nov." in tekst_van(eerst.text)
    assert (await stand(eigenaar, taak))[2] == "doen"
    toch = keuze | {"toch": veld(eerst.text, "toch")}
    tweede = await doe(joyce, soort, await sleutel(eigenaar, taak), **toch)
    assert tweede.status_code == 303
    assert (await stand(eigenaar, taak))[2] == soort


async def test_the_usual_reminder_is_not_after_the_day_of_the_task(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event(verwachtEinde=None))
    joyce = await als(JOYCE)
    await joyce.post(ACTIES, data={"soort": "onderdak", "uiterlijk": "2026-11-26"})
    taak = await eigenaar.fetchval("select id from nazorg.taak where regel = 'behoefte'")

    assert veld((await joyce.get(f"/taken/{taak}/wacht")).text, "tot") == "2026-11-26"


@pytest.mark.parametrize("tekst", ["2026-0001", "2026 1", "0001", "1", "NZ-2026-0001"])
async def test_a_dossier_is_found_by_its_number_without_letters(
    tekst: str, deps: Deps, als: Als
) -> None:
    await stuur(deps, event())

    antwoord = await (await als(JOYCE)).post("/zoeken", data={"q": tekst})

    assert antwoord.headers.get("location") == DOSSIER


@pytest.mark.parametrize("tekst", ["14-05-1991", "1991-05-14", "12345678", "2026-9999"])
async def test_what_cannot_be_looked_for_says_what_can(tekst: str, deps: Deps, als: Als) -> None:
    await stuur(deps, event())

    tekst_ = tekst_van((await (await als(JOYCE)).post("/zoeken", data={"q": tekst})).text)

    assert "Zoek op een naam, een dossiernummer (zoals 2026-0250), een BSN of een PI." in tekst_


async def test_a_day_before_the_dossier_shows_it_as_it_is_now(deps: Deps, als: Als) -> None:
    await stuur(deps, event())

    tekst = tekst_van((await (await als(JOYCE)).get(f"{DOSSIER}?op=2026-11-01")).text)

    assert "U ziet het dossier van nu." in tekst
    assert "Toen was dit dossier er nog niet." in tekst
    assert "Daan Verhoeven" in tekst


async def test_a_day_in_another_year_shows_the_year(deps: Deps, als: Als) -> None:
    await stuur(deps, event())
    joyce = await als(JOYCE)
    await joyce.post(ACTIES, data={"soort": "onderdak", "uiterlijk": "2027-01-12"})

    assert "uiterlijk di 12 jan 2027" in tekst_van((await joyce.get(WONEN)).text)
