"""What somebody saved in a dossier can be taken back: from the bar, and from the timeline."""

import re

import asyncpg
import httpx2
import pytest

from nazorg.deps import Deps
from tests.factories import event
from tests.klok import VasteKlok
from tests.web.conftest import HANS, JOYCE, MARIEKE, SAMIRA, Als, stuur, tekst_van
from tests.web.leefgebieden import ACTIES, DOSSIER, NOTITIES, WONEN, bewaar, kaart, plan

NIEUW = {"soort": "onderdak", "uiterlijk": "2026-11-26"}


@pytest.fixture(autouse=True)
async def dossier(deps: Deps) -> None:
    """Somebody in Tiel; today is 23 November 2026."""
    await stuur(deps, event(id="b-begin"))


async def balk(browser: httpx2.AsyncClient, antwoord: httpx2.Response) -> tuple[str, str]:
    """Return what the bar says on the page that a form leads to, and where undo posts to."""
    assert antwoord.status_code == 303, antwoord.text
    html = (await browser.get(antwoord.headers["location"])).text
    vak = html.partition('<div class="undo')[2].partition("</div>\n")[0]
    vorm = html.partition('<div class="undo')[2].partition("undo__x")[0]
    pad = re.search(r'action="([^"]+)"', vorm)
    return tekst_van("<div " + vak), pad[1] if pad else ""


async def terug(browser: httpx2.AsyncClient, pad: str) -> str:
    """Press undo; return what the bar says then."""
    antwoord = await browser.post(pad, data={})
    return (await balk(browser, antwoord))[0]


async def test_a_new_action_goes_and_its_task_with_it(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)

    zin, pad = await balk(joyce, await joyce.post(ACTIES, data=NIEUW))

    assert "‘Onderdak zoeken’ is toegevoegd." in zin
    assert "weer zoals die was" in await terug(joyce, pad)
    status = await eigenaar.fetchval("select status from nazorg.taak where regel = 'behoefte'")
    assert status == "vervallen"
    tijdlijn = tekst_van((await joyce.get(DOSSIER)).text)
    assert "Actie vervallen: Onderdak zoeken" in tijdlijn


async def test_a_changed_action_is_as_it_was_and_so_is_its_day_on_the_queue(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)
    await joyce.post(ACTIES, data=NIEUW)
    id_ = await eigenaar.fetchval("select id from nazorg.behoefte")
    anders = NIEUW | {"uiterlijk": "2026-12-03", "naam": "IrisZorg", "versie": "1"}
    zin, pad = await balk(joyce, await joyce.post(f"{ACTIES}/{id_}", data=anders))
    assert "is gewijzigd" in zin

    await terug(joyce, pad)

    rij = await eigenaar.fetchrow(
        """select b.uiterlijk::text, b.versie, t.uiterlijk::text from nazorg.behoefte b
        join nazorg.taak t on t.onderwerp = b.id::text"""
    )
    assert tuple(rij) == ("2026-11-26", 3, "2026-11-26")


async def test_what_was_done_on_the_queue_since_is_not_taken_back_with_it(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    _, pad = await balk(joyce, await joyce.post(ACTIES, data=NIEUW))
    taak = await eigenaar.fetchval("select id from nazorg.taak where regel = 'behoefte'")
    await hans.post("/werkvoorraad/doe", data={"soort": "afgehandeld", "taak": str(taak)})

    antwoord = await joyce.post(pad, data={})

    assert antwoord.status_code == 409
    assert "er is intussen iets veranderd" in tekst_van(antwoord.text)
    status = await eigenaar.fetchval("select status from nazorg.taak where regel = 'behoefte'")
    assert status == "afgehandeld"


async def test_the_same_undo_twice_is_once(als: Als, eigenaar: asyncpg.Connection) -> None:
    joyce = await als(JOYCE)
    _, pad = await balk(joyce, await joyce.post(ACTIES, data=NIEUW))
    await terug(joyce, pad)

    assert (await joyce.post(pad, data={})).status_code == 409
    assert await eigenaar.fetchval("select max(versie) from nazorg.behoefte_versie") == 2


async def test_a_note_that_was_withdrawn_comes_back_and_a_new_one_goes(als: Als) -> None:
    joyce = await als(JOYCE)
    zin, weg_pad = await balk(joyce, await joyce.post(NOTITIES, data={"tekst": "Belt morgen."}))
    assert "De notitie is bewaard." in zin
    html = (await joyce.get(DOSSIER)).text
    gevonden = re.search(rf'action="({DOSSIER}/notities/[^"]+)"', html)
    assert gevonden
    notitie = gevonden[1]
    zin, pad = await balk(joyce, await joyce.post(notitie, data={"weg": "ja", "versie": "1"}))
    assert "weggehaald" in zin
    assert "Belt morgen." not in (await joyce.get(DOSSIER)).text

    await terug(joyce, pad)

    assert "Belt morgen." in (await joyce.get(DOSSIER)).text
    assert (await joyce.post(weg_pad, data={})).status_code == 409, "there are newer versions"


async def test_what_stays_private_stays_private_and_only_its_writer_takes_it_back(
    als: Als,
) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    prive = {"tekst": "Alleen voor mij bedoeld.", "zicht": "eigen"}
    _, pad = await balk(joyce, await joyce.post(NOTITIES, data=prive))

    assert (await hans.post(pad, data={})).status_code == 404
    await terug(joyce, pad)

    assert "Alleen voor mij bedoeld." not in (await hans.get(DOSSIER)).text
    assert "Alleen voor mij bedoeld." not in (await joyce.get(DOSSIER)).text


async def test_the_first_word_of_a_person_goes_and_the_plan_counts_again(
    deps: Deps, als: Als
) -> None:
    await stuur(deps, plan())
    joyce = await als(JOYCE)
    zin, pad = await balk(joyce, await bewaar(joyce, verblijf="familie_of_vrienden"))
    assert "Huisvesting: 1 antwoord bewaard." in zin
    assert "In orde" in kaart((await joyce.get(DOSSIER)).text, "Huisvesting")

    await terug(joyce, pad)

    html = (await joyce.get(DOSSIER)).text
    assert "Niet in orde Zo staat het in het D&amp;R-plan." in kaart(html, "Huisvesting")
    assert "Huisvesting teruggezet op wat er eerder stond" in tekst_van(html)
    assert "familie_of_vrienden" not in re.findall(
        r'value="([^"]*)" selected', (await joyce.get(WONEN)).text
    )


async def test_an_earlier_word_counts_again_with_its_own_source_and_day(
    als: Als, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="geen_adres")
    klok.verder(minutes=5)
    _, pad = await balk(joyce, await bewaar(joyce, verblijf="bank", spreker="partner"))
    klok.verder(minutes=5)

    await terug(joyce, pad)

    tekst = kaart((await joyce.get(DOSSIER)).text, "Huisvesting")
    assert "PI, 23 nov" in tekst
    assert "Niet in orde" in tekst
    opnieuw = await joyce.get(WONEN)
    assert 'value="geen_adres" selected' in opnieuw.text


async def test_the_tasks_follow_what_is_taken_back(als: Als, eigenaar: asyncpg.Connection) -> None:
    joyce = await als(JOYCE)
    vraag = "select status from nazorg.taak where gegevens->>'regel' = 'opvang-tiel'"
    _, pad = await balk(joyce, await bewaar(joyce, verblijf="geen_adres"))
    assert await eigenaar.fetchval(vraag) == "open"

    await terug(joyce, pad)

    assert await eigenaar.fetchval(vraag) == "vervallen"


async def test_what_a_colleague_said_since_is_kept(als: Als, klok: VasteKlok) -> None:
    joyce, hans = await als(JOYCE), await als(HANS)
    _, pad = await balk(joyce, await bewaar(joyce, verblijf="geen_adres"))
    klok.verder(minutes=5)
    await bewaar(hans, verblijf="eigen_woning")

    assert (await joyce.post(pad, data={})).status_code == 409
    assert 'value="eigen_woning" selected' in (await joyce.get(WONEN)).text


async def test_the_timeline_offers_the_way_back_for_the_last_word_only(
    als: Als, klok: VasteKlok
) -> None:
    joyce = await als(JOYCE)
    await bewaar(joyce, verblijf="geen_adres")
    klok.verder(minutes=5)
    await bewaar(joyce, verblijf="bank")
    await joyce.post(ACTIES, data=NIEUW)

    html = (await joyce.get(DOSSIER)).text

    paden = re.findall(rf'action="({DOSSIER}/terugdraaien/[^"]+)"', html)
    assert {p.rsplit("/", 1)[1].split(".")[0] for p in paden} == {"actie", "feiten"}
    assert len(paden) == 2
    for pad in paden:
        assert (await joyce.post(pad, data={})).status_code == 303
    klok.verder(days=1)
    toen = (await (await als(JOYCE)).get(f"{DOSSIER}?op=2026-11-23")).text
    assert "Nieuwe actie: Onderdak zoeken" in tekst_van(toen)
    assert "/terugdraaien/" not in toen


@pytest.mark.parametrize("wie", [MARIEKE, SAMIRA])
async def test_only_who_works_for_the_gemeente_takes_something_back(als: Als, wie: str) -> None:
    joyce, ander = await als(JOYCE), await als(wie)
    _, pad = await balk(joyce, await bewaar(joyce, verblijf="geen_adres"))

    assert (await ander.post(pad, data={})).status_code == (303 if wie == MARIEKE else 404)


@pytest.mark.parametrize(
    "daad", ["", "feiten", "feiten.x.0", "taak.00000000-0000-7000-8000-000000000000.1", "actie.1.²"]
)
async def test_nonsense_is_not_found(als: Als, daad: str) -> None:
    assert (await (await als(JOYCE)).post(f"{DOSSIER}/terugdraaien/{daad}")).status_code == 404
