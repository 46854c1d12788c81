"""What did not arrive is seen where people look, and all of one receiver is sent again at once."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from nazorg.berichten.bezorging import KAFKA, LANGST, Antwoord, Bezorgreden
from nazorg.deps import Deps
from nazorg.usecases.bezorging import abonnement
from tests.bezorging.conftest import (
    NAAM,
    Topic,
    abonneer,
    bezorg,
    maak_bezorger,
    schrijf,
    standen,
)
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, MARIEKE, RUBEN, Als, tekst_van

A, B = UUID(int=1), UUID(int=2)
NEE = Antwoord(Bezorgreden.GEWEIGERD)
ALLES = f"/bezorging/{KAFKA}/opnieuw"
NAAR = "Bekijk wat niet aankwam"


@pytest.fixture
async def dood(deps: Deps) -> tuple[Topic, dict[UUID, list[UUID]]]:
    """A topic that refused three events of one dossier and two of another."""
    ids = {A: await schrijf(deps, A, 3), B: await schrijf(deps, B, 2)}
    topic = Topic(antwoord=NEE)
    await bezorg(maak_bezorger(deps, kafka=topic))
    topic.antwoord = Antwoord()
    topic.gekregen.clear()
    return topic, ids


async def berichten(als: Als, wie: str = RUBEN) -> str:
    return (await (await als(wie)).get("/berichten")).text


@pytest.mark.usefixtures("dood")
async def test_the_page_with_messages_says_how_many_did_not_arrive_and_leads_there(
    als: Als,
) -> None:
    html = await berichten(als)

    assert "5 gebeurtenissen zijn niet aangekomen bij een ontvanger." in tekst_van(html)
    assert re.search(rf'href="/bezorging">{NAAR}', html)


@pytest.mark.usefixtures("dood")
async def test_who_does_not_look_after_connections_reads_nothing_of_it(als: Als) -> None:
    for wie in (MARIEKE, JOYCE):
        assert NAAR not in await berichten(als, wie)


async def test_as_long_as_everything_arrives_or_is_still_tried_nothing_is_said(
    deps: Deps, als: Als
) -> None:
    assert NAAR not in await berichten(als)
    await schrijf(deps, A)
    await bezorg(maak_bezorger(deps, kafka=Topic(antwoord=Antwoord(Bezorgreden.STORING))))

    assert NAAR not in await berichten(als)


async def test_one_press_sends_all_of_a_receiver_again_in_order_per_dossier(
    deps: Deps, als: Als, dood: tuple[Topic, dict[UUID, list[UUID]]], eigenaar: asyncpg.Connection
) -> None:
    topic, ids = dood
    ruben = await als(RUBEN)
    html = (await ruben.get("/bezorging")).text
    assert f'action="{ALLES}"' in html
    assert "Stuur alles van deze ontvanger opnieuw" in tekst_van(html)

    antwoord = await ruben.post(ALLES)
    daarna = await schrijf(deps, A)
    await bezorg(maak_bezorger(deps, kafka=topic))

    assert antwoord.status_code == 303
    gekregen = {d: [z.id for z in topic.gekregen if z.dossier == d] for d in (A, B)}
    assert gekregen == {A: ids[A] + daarna, B: ids[B]}
    assert await standen(eigenaar) == ["verzonden"] * 6
    gezien = await ruben.get(antwoord.headers["location"])
    assert "5 gebeurtenissen gaan opnieuw naar Kafka." in tekst_van(gezien.text)
    assert NAAR not in await berichten(als)


async def test_all_of_a_receiver_has_what_waits_too_and_each_gets_a_day_of_its_own(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    topic = Topic(antwoord=Antwoord(Bezorgreden.NIET_AANGENOMEN, 404))
    ids = await schrijf(deps, A, 2)
    bezorger = maak_bezorger(deps, kafka=topic)
    for _ in range(26):
        await bezorg(bezorger)
        klok.verder(hours=1)
    assert await standen(eigenaar) == ["dood", "wacht"]

    await (await als(RUBEN)).post(ALLES)
    await bezorg(bezorger)

    assert await standen(eigenaar) == ["wacht", "te_verzenden"]
    klok.verder(seconds=(LANGST - timedelta(hours=2)).total_seconds())
    await bezorg(bezorger)
    assert await standen(eigenaar) == ["wacht", "te_verzenden"]
    topic.antwoord = Antwoord()
    klok.verder(hours=1)
    topic.gekregen.clear()
    await bezorg(bezorger)
    assert [z.id for z in topic.gekregen] == ids


async def test_what_is_on_its_way_goes_first_and_the_rest_follows_it(
    deps: Deps, als: Als, dood: tuple[Topic, dict[UUID, list[UUID]]], eigenaar: asyncpg.Connection
) -> None:
    """An earlier one of the dossier is being sent while somebody presses."""
    topic, ids = dood
    bezorger = maak_bezorger(deps, kafka=topic)
    ruben = await als(RUBEN)
    await ruben.post(f"/bezorging/{KAFKA}/{ids[A][0]}/opnieuw")
    assert await bezorger.ronde() == 1

    await ruben.post(ALLES)
    await bezorg(bezorger)

    assert [z.id for z in topic.gekregen if z.dossier == A] == ids[A]
    assert await standen(eigenaar) == ["verzonden"] * 5


async def test_pressing_twice_does_it_once_and_is_written_down_once(
    deps: Deps, als: Als, dood: tuple[Topic, dict[UUID, list[UUID]]], eigenaar: asyncpg.Connection
) -> None:
    ruben = await als(RUBEN)

    eerst, nog_eens = await ruben.post(ALLES), await ruben.post(ALLES)

    assert (eerst.status_code, nog_eens.status_code) == (303, 303)
    regels = await eigenaar.fetch(
        """select actor, object, resultaat from nazorg.audit
        where actie = 'bezorging_alles_opnieuw'"""
    )
    assert [tuple(r) for r in regels] == [(RUBEN, f"bestemming:{KAFKA}", "5 gebeurtenissen")]
    tekst = tekst_van((await ruben.get(nog_eens.headers["location"])).text)
    assert "Er was niets om opnieuw te versturen." in tekst


async def test_another_receiver_is_left_alone(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await abonneer(deps, "http://127.0.0.1:1/in")
    await schrijf(deps, A)
    await bezorg(maak_bezorger(deps, kafka=Topic(antwoord=NEE)))
    assert sorted(await standen(eigenaar)) == ["dood", "wacht"]
    poging = "select poging from nazorg.bezorging where stand = 'wacht'"

    await (await als(RUBEN)).post(ALLES)

    assert sorted(await standen(eigenaar)) == ["te_verzenden", "wacht"]
    assert await eigenaar.fetchval(poging) == 1


@pytest.mark.usefixtures("dood")
async def test_who_does_not_look_after_connections_changes_nothing(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    for wie in (MARIEKE, JOYCE):
        assert (await (await als(wie)).post(ALLES)).status_code == 404

    assert await standen(eigenaar) == ["dood"] * 5


async def test_a_receiver_that_is_not_there_or_was_stopped_gets_nothing(
    deps: Deps, als: Als, eigenaar: asyncpg.Connection
) -> None:
    await abonneer(deps, "http://127.0.0.1:1/in")
    await schrijf(deps, A)
    bezorger = maak_bezorger(deps)
    await bezorg(bezorger)
    await abonnement.stop(NAAM, store=deps.store, klok=deps.klok)
    await bezorg(bezorger)
    weg = await eigenaar.fetchval("select id from nazorg.abonnement")
    ruben = await als(RUBEN)

    assert "Stuur alles" not in (await ruben.get("/bezorging")).text
    gestopt = await ruben.post(f"/bezorging/{weg}/opnieuw")
    assert (gestopt.status_code, await standen(eigenaar)) == (422, ["dood"])
    assert "Dit abonnement is gestopt." in gestopt.text
    assert NAAR not in await berichten(als), "nobody can do anything about it"
    for niemand in (str(uuid4()), "onzin"):
        assert (await ruben.post(f"/bezorging/{niemand}/opnieuw")).status_code == 404
