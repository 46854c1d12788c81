"""Where events went: a panel in the dossier, and a page with a button for who looks after it."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.bezorging import KAFKA, Antwoord, Bezorgreden
from nazorg.deps import Deps
from nazorg.kern.klok import vandaag
from nazorg.referentie.personas import load_personas
from nazorg.store import outbox
from nazorg.store.ids import Ids
from nazorg.store.outbox import DOSSIER_GEWIJZIGD, TAKEN_GEWIJZIGD, Gebeurtenis
from nazorg.usecases.bezorging import abonnement
from tests.bezorging.conftest import NAAM, Topic, abonneer, bezorg, maak_bezorger, schrijf, standen
from tests.bezorging.ontvanger import Ontvanger, open_ontvanger
from tests.factories import NIJMEGEN, TIEL, event
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, RUBEN, Als, stuur, tekst_van
from tests.web.doen import doe, sleutel
from tests.web.leefgebieden import bewaar

DOSSIER = "/dossiers/NZ-2026-0001"
NEE = Antwoord(Bezorgreden.GEWEIGERD, 422)


async def _paneel(als: Als) -> str:
    html = (await (await als(JOYCE)).get(DOSSIER)).text
    gevonden = re.search(r'aria-labelledby="h-door".*?</section>', html, re.DOTALL)
    assert gevonden
    return tekst_van(gevonden[0])


@pytest.fixture
async def ontvanger() -> AsyncIterator[Ontvanger]:
    async with open_ontvanger() as ontvanger:
        yield ontvanger


@pytest.fixture
async def dood(deps: Deps) -> Topic:
    """A topic that refused the event of one dossier."""
    await stuur(deps, event())
    topic = Topic(antwoord=NEE)
    await bezorg(maak_bezorger(deps, kafka=topic))
    return topic


async def _actie(eigenaar: asyncpg.Connection) -> str:
    id_ = await eigenaar.fetchval("select outbox_id from nazorg.bezorging order by volgnr")
    return f"/bezorging/{KAFKA}/{id_}/opnieuw"


async def test_a_dossier_says_whom_its_news_went_to(deps: Deps, als: Als) -> None:
    await stuur(deps, event())
    assert "Er is nog niets doorgegeven." in await _paneel(als)

    await bezorg(maak_bezorger(deps, kafka=Topic()))

    assert "Kafka Doorgegeven vandaag 09:00" in await _paneel(als)


async def test_a_dossier_says_what_did_not_arrive_even_when_later_news_did(
    deps: Deps, als: Als, dood: Topic, eigenaar: asyncpg.Connection
) -> None:
    dood.antwoord = Antwoord()
    await schrijf(deps, await eigenaar.fetchval("select id from nazorg.dossier"))
    await bezorg(maak_bezorger(deps, kafka=dood))

    assert await standen(eigenaar) == ["dood", "dood", "verzonden"]
    assert "Kafka Niet gelukt" in await _paneel(als)


async def test_where_nobody_subscribes_the_page_says_that_it_is_no_fault_and_what_to_do(
    deps: Deps, als: Als
) -> None:
    await stuur(deps, event())

    tekst = tekst_van((await (await als(RUBEN)).get("/bezorging")).text)

    assert "Niemand krijgt nu gebeurtenissen van ons" in tekst
    assert "Dat is geen storing" in tekst
    assert "De 2 gebeurtenissen tot nu toe gaan naar niemand." in tekst
    assert "nazorg abonnement add" in tekst
    assert "nazorg deliver" not in tekst


async def test_who_has_everything_is_named_too(deps: Deps, als: Als, ontvanger: Ontvanger) -> None:
    await abonneer(deps, ontvanger.url)
    await schrijf(deps, UUID(int=1))
    await bezorg(maak_bezorger(deps))

    tekst = tekst_van((await (await als(RUBEN)).get("/bezorging")).text)

    assert f"{NAAM} 0 0 0" in tekst
    assert "Er is niets mislukt Er is niets dat wacht of dat niet lukte." in tekst


async def test_the_page_says_what_still_waits_to_go_out(
    deps: Deps, als: Als, klok: VasteKlok, ontvanger: Ontvanger
) -> None:
    await abonneer(deps, ontvanger.url)
    ruben = await als(RUBEN)
    assert "Er is niets mislukt" in (await ruben.get("/bezorging")).text
    await stuur(deps, event())
    klok.verder(days=1)
    ruben = await als(RUBEN)

    wacht = tekst_van((await ruben.get("/bezorging")).text)
    await bezorg(maak_bezorger(deps))
    uitgezet = tekst_van((await ruben.get("/bezorging")).text)

    assert "Nog niet alles is verzonden 2 gebeurtenissen wachten op verzending" in wacht
    assert "de oudste sinds 23 nov 09:00" in wacht
    assert "Er is niets mislukt Er is niets dat wacht of dat niet lukte." in uitgezet


async def test_a_look_back_does_not_show_what_happened_since(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await stuur(deps, event())
    klok.verder(days=2)

    html = (await (await als(JOYCE)).get(f"{DOSSIER}?op=2026-11-23")).text

    assert "Doorgegeven aan" not in html


async def test_the_page_tells_what_did_not_arrive_and_why_without_a_person(
    als: Als, dood: Topic, eigenaar: asyncpg.Connection
) -> None:
    html = (await (await als(RUBEN)).get("/bezorging")).text
    tekst = tekst_van(html)

    for stuk in (
        "2 gebeurtenissen zijn niet aangekomen.",
        "Dossier geopend",
        "Taken gewijzigd",
        "Niet gelukt",
        "De ontvanger weigert dit bericht. Antwoord: 422.",
        "1 poging.",
    ):
        assert stuk in tekst, stuk
    assert await _actie(eigenaar) in html
    assert "Verhoeven" not in html
    assert "NZ-2026" not in html


async def test_the_button_sends_it_again_and_is_written_down(
    deps: Deps, als: Als, dood: Topic, eigenaar: asyncpg.Connection
) -> None:
    browser = await als(RUBEN)
    for _ in range(2):
        antwoord = await browser.post(await _actie(eigenaar))
        assert (antwoord.status_code, antwoord.headers["location"]) == (303, "/bezorging")
    dood.antwoord = Antwoord()

    await bezorg(maak_bezorger(deps, kafka=dood))

    assert sorted(await standen(eigenaar)) == ["dood", "verzonden"]
    assert dood.gekregen[0].inhoud == dood.gekregen[-1].inhoud
    regels = await eigenaar.fetch(
        "select actor, object from nazorg.audit where actie = 'bezorging_opnieuw'"
    )
    assert len(regels) == 1, "the second click found nothing to do"
    assert "1 gebeurtenis is niet aangekomen." in tekst_van((await browser.get("/bezorging")).text)


async def test_who_does_not_look_after_connections_finds_nothing_and_changes_nothing(
    als: Als, dood: Topic, eigenaar: asyncpg.Connection
) -> None:
    browser = await als(JOYCE)

    assert (await browser.get("/bezorging")).status_code == 404
    assert (await browser.post(await _actie(eigenaar))).status_code == 404
    assert await standen(eigenaar) == ["dood"] * 2
    assert 'href="/bezorging"' not in (await browser.get("/berichten")).text


@pytest.mark.parametrize("pad", [f"{KAFKA}/{KAFKA}", "geen/nummer"])
async def test_a_delivery_that_does_not_exist_is_not_found(pad: str, als: Als) -> None:
    assert (await (await als(RUBEN)).post(f"/bezorging/{pad}/opnieuw")).status_code == 404


async def test_for_a_subscription_that_was_stopped_nothing_can_be_sent_again(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await abonneer(deps, "http://127.0.0.1:1/in")
    await schrijf(deps, UUID(int=1))
    bezorger = maak_bezorger(deps)
    await bezorg(bezorger)
    await abonnement.stop(NAAM, store=deps.store, klok=deps.klok)
    await bezorg(bezorger)
    bestemming, id_ = await eigenaar.fetchrow("select bestemming, outbox_id from nazorg.bezorging")
    browser = await als(RUBEN)

    assert "/opnieuw" not in (await browser.get("/bezorging")).text
    antwoord = await browser.post(f"/bezorging/{bestemming}/{id_}/opnieuw")
    assert antwoord.status_code == 422
    assert "Dit abonnement is gestopt." in antwoord.text


async def test_a_long_list_has_pages(deps: Deps, als: Als) -> None:
    for n in range(60):
        await schrijf(deps, UUID(int=n + 1))
    await bezorg(maak_bezorger(deps, kafka=Topic(antwoord=NEE)))
    browser = await als(RUBEN)

    eerste = (await browser.get("/bezorging")).text
    verder = re.search(r'href="(/bezorging\?na=[^"]+)"', eerste)
    assert verder
    tweede = (await browser.get(verder[1])).text

    ids = [re.findall(rf"{KAFKA}/([0-9a-f-]{{36}})/opnieuw", html) for html in (eerste, tweede)]
    assert [len(i) for i in ids] == [50, 10]
    assert not set(ids[0]) & set(ids[1])
    assert (await browser.get("/bezorging?na=onzin")).text == eerste


async def test_what_people_do_is_told_to_others_too_and_shown_on_the_dossier(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())
    await eigenaar.execute("truncate nazorg.outbox")
    browser, topic = await als(JOYCE), Topic()
    taak = str(await eigenaar.fetchval("select id from nazorg.taak order by id limit 1"))

    await doe(browser, "afgehandeld", await sleutel(eigenaar, taak))
    await bewaar(browser, verblijf="geen_adres")
    await bezorg(maak_bezorger(deps, kafka=topic))

    dossier = str(await eigenaar.fetchval("select id from nazorg.dossier"))
    events = [json.loads(z.inhoud) for z in topic.gekregen]
    assert [e["type"] for e in events[:2]] == [TAKEN_GEWIJZIGD, DOSSIER_GEWIJZIGD]
    assert events[0]["data"] == {
        "dossierId": dossier,
        "taken": [{"taakId": taak, "status": "afgehandeld"}],
    }
    assert events[1]["data"] == {"dossierId": dossier}
    paneel = await _paneel(als)
    assert "Taken gewijzigd" in paneel
    assert "Dossier gewijzigd" in paneel


async def test_what_a_person_may_not_see_they_can_tell_nobody_about(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await stuur(deps, event())
    dossier = await eigenaar.fetchval("select id from nazorg.dossier")
    joyce = load_personas(deps.kennis, op=vandaag(deps.klok))[JOYCE]

    for gemeenten, dossier_ in (((NIJMEGEN,), dossier), ((TIEL,), UUID(int=7))):
        elders = replace(joyce, gemeenten=gemeenten)
        nieuws = Gebeurtenis(Ids(deps.klok.nu())(), DOSSIER_GEWIJZIGD, dossier_)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with deps.store.open_voor(elders) as tx:
                await outbox.put(tx, [nieuws], nu=deps.klok.nu())
