"""Every event arrives, in order per dossier, whatever happens between a call and its record."""

import asyncio
import json
from itertools import groupby
from uuid import UUID, uuid4

import asyncpg

from nazorg.berichten.bezorging import Antwoord, Bezorgreden, Bezorgstand
from nazorg.deps import Deps
from nazorg.usecases.bezorging.bezorg import Bezorger
from tests.bezorging.conftest import Topic, bezorg, maak_bezorger, schrijf, standen
from tests.factories import event, ruw
from tests.klok import VasteKlok

A, B = UUID(int=1), UUID(int=2)
STORING = Antwoord(Bezorgreden.STORING, 500)
NEE = Antwoord(Bezorgreden.GEWEIGERD, 400)


async def test_a_notice_becomes_an_event_on_the_topic_without_personal_data(
    deps: Deps, eigenaar: asyncpg.Connection, topic: Topic
) -> None:
    await deps.ontvang([ruw(event())])

    await bezorg(maak_bezorger(deps, kafka=topic))

    zending, over_taken = topic.gekregen
    dossier, id_ = await eigenaar.fetchrow("select subject, id from nazorg.outbox order by volgnr")
    assert zending.dossier == dossier
    assert zending.inhoud.decode() == (
        f'{{"specversion":"1.0","id":"{id_}",'
        '"source":"urn:nld:oin:00000099000000002000:systeem:nazorg",'
        '"type":"nl.nazorg.dossier-geopend.v1","time":"2026-11-23T08:00:00Z",'
        f'"datacontenttype":"application/json","data":{{"dossierId": "{dossier}"}}}}'
    )
    taken = await eigenaar.fetch("select id, status from nazorg.taak")
    data = json.loads(over_taken.inhoud)["data"]
    assert data.keys() == {"dossierId", "taken"}
    assert {(t["taakId"], t["status"]) for t in data["taken"]} == {(str(r[0]), r[1]) for r in taken}
    assert await standen(eigenaar) == ["verzonden"] * 2
    assert await eigenaar.fetchval("select bool_and(verzonden_op is not null) from nazorg.outbox")


async def test_events_of_one_dossier_go_one_by_one_in_order(deps: Deps, topic: Topic) -> None:
    van_a, van_b = await schrijf(deps, A, 5), await schrijf(deps, B, 5)
    bezorger = maak_bezorger(deps, kafka=topic)

    assert await bezorger.ronde() == 2, "one of each dossier"
    await bezorg(bezorger)

    gekregen = {d: [z.id for z in topic.gekregen if z.dossier == d] for d in (A, B)}
    assert gekregen == {A: van_a, B: van_b}


async def test_a_later_event_waits_for_the_earlier_one_and_other_dossiers_do_not(
    deps: Deps, topic: Topic, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    eerste, tweede = await schrijf(deps, A, 2)
    topic.antwoord = Antwoord(Bezorgreden.EIGEN_FOUT)
    bezorger = maak_bezorger(deps, kafka=topic)
    await bezorg(bezorger)
    topic.antwoord = Antwoord()
    van_b = await schrijf(deps, B, 1)

    await bezorg(bezorger)
    assert [z.id for z in topic.gekregen] == [eerste, *van_b]
    assert await standen(eigenaar) == ["wacht", "te_verzenden", "verzonden"]

    klok.verder(seconds=10)
    await bezorg(bezorger)
    assert [z.id for z in topic.gekregen] == [eerste, *van_b, eerste, tweede]


async def test_after_a_dead_event_the_later_ones_of_that_dossier_go_on(
    deps: Deps, topic: Topic, eigenaar: asyncpg.Connection
) -> None:
    _, tweede = await schrijf(deps, A, 2)
    topic.antwoord = NEE
    bezorger = maak_bezorger(deps, kafka=topic)
    assert await bezorger.ronde() == 1
    await asyncio.wait(bezorger.onderweg)
    topic.antwoord = Antwoord()

    await bezorg(bezorger)

    assert topic.gekregen[-1].id == tweede
    assert await standen(eigenaar) == ["dood", "verzonden"]
    klaar = await eigenaar.fetch("select id from nazorg.outbox where verzonden_op is not null")
    assert [r[0] for r in klaar] == [tweede], "what is dead is not sent"


async def test_an_attempt_that_fails_waits_longer_each_time_and_dies_after_a_day(
    deps: Deps, topic: Topic, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await schrijf(deps, A)
    begin = klok.nu()
    topic.antwoord = STORING
    bezorger = maak_bezorger(deps, kafka=topic)
    wachttijden = []

    while await standen(eigenaar) != ["dood"]:
        await bezorg(bezorger)
        straks = await eigenaar.fetchval("select vanaf from nazorg.bezorging")
        wachttijden.append((straks - klok.nu()).total_seconds())
        klok.zet(max(straks, klok.nu()))
        klok.verder(seconds=61)  # the destination rests for at most a minute by itself

    assert 2.5 <= wachttijden[0] <= 5
    assert all(1800 <= w <= 3600 for w in wachttijden[11:-1])
    assert wachttijden == sorted(wachttijden[:9]) + wachttijden[9:]
    assert 22 <= (klok.nu() - begin).total_seconds() / 3600 <= 24.1
    assert {z.id for z in topic.gekregen} == {topic.gekregen[0].id}
    assert {z.inhoud for z in topic.gekregen} == {topic.gekregen[0].inhoud}


async def test_a_destination_that_is_down_is_tried_with_one_event_and_not_with_all(
    deps: Deps, topic: Topic, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for n in range(10):
        await schrijf(deps, UUID(int=n + 1))
    topic.antwoord = STORING
    bezorger = maak_bezorger(deps, kafka=topic, tegelijk_kafka=3)

    await bezorg(bezorger)
    assert len(topic.gekregen) == 3
    klok.verder(seconds=2)
    await bezorg(bezorger)
    assert len(topic.gekregen) == 4
    topic.antwoord = Antwoord()
    klok.verder(minutes=2)
    await bezorg(bezorger)

    assert set(await standen(eigenaar)) == {"verzonden"}


async def test_killed_between_call_and_record_it_sends_again_with_the_same_id(
    deps: Deps, topic: Topic, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    eerste, tweede = await schrijf(deps, A, 2)
    dood = maak_bezorger(deps, kafka=topic)
    await dood.ronde()
    await asyncio.wait(dood.onderweg)  # it was sent, and that was the last it did

    volgende = maak_bezorger(deps, kafka=topic)
    klok.verder(seconds=59)
    await bezorg(volgende)
    assert len(topic.gekregen) == 1, "the lease is not over"
    klok.verder(seconds=2)
    await bezorg(volgende)

    assert [z.id for z in topic.gekregen] == [eerste, eerste, tweede]
    await dood.boek()
    assert await standen(eigenaar) == ["verzonden", "verzonden"], "a late word changes nothing"


async def test_two_processes_never_have_one_event_or_one_dossier_in_hand_together(
    deps: Deps, topic: Topic
) -> None:
    ids = [i for n in range(20) for i in await schrijf(deps, UUID(int=n + 1), 5)]
    twee = [maak_bezorger(deps, kafka=topic, tegelijk_kafka=4) for _ in range(2)]

    async def werk(bezorger: Bezorger) -> None:
        leeg = 0
        while leeg < 3:
            leeg = 0 if await bezorger.ronde() else leeg + 1
            if bezorger.onderweg:
                await asyncio.wait(bezorger.onderweg, return_when=asyncio.FIRST_COMPLETED)
            await bezorger.boek()

    await asyncio.gather(*(werk(b) for b in twee))

    gekregen = [z.id for z in topic.gekregen]
    assert sorted(gekregen) == sorted(ids), "each once"
    for dossier, zendingen in groupby(
        sorted(topic.gekregen, key=lambda z: z.dossier), key=lambda z: z.dossier
    ):
        volgorde = [z.id for z in zendingen]
        assert volgorde == [i for i in ids if i in volgorde], dossier
    assert all(b.telling[Bezorgstand.VERZONDEN] > 10 for b in twee), "both worked"


async def test_what_is_stopped_half_way_is_given_back_at_once(
    deps: Deps, topic: Topic, eigenaar: asyncpg.Connection
) -> None:
    await schrijf(deps, A)
    topic.poort = asyncio.Event()
    bezorger = maak_bezorger(deps, kafka=topic)
    await bezorger.ronde()

    await bezorger.rond_af(0.05)

    assert await standen(eigenaar) == ["te_verzenden"]
    topic.poort.set()
    await bezorg(maak_bezorger(deps, kafka=topic))
    assert await standen(eigenaar) == ["verzonden"]


async def test_a_fault_of_our_own_is_tried_again_and_stops_nobody(
    deps: Deps, topic: Topic, eigenaar: asyncpg.Connection
) -> None:
    await schrijf(deps, A)
    topic.fout = ZeroDivisionError()

    await bezorg(maak_bezorger(deps, kafka=topic))

    assert await standen(eigenaar) == ["wacht"]
    assert await eigenaar.fetchval("select reden from nazorg.bezorging") == "eigen_fout"


async def test_without_any_destination_nothing_waits(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await schrijf(deps, A)

    await bezorg(maak_bezorger(deps))

    assert await standen(eigenaar) == []
    assert await eigenaar.fetchval("select count(verzonden_op) from nazorg.outbox") == 1


async def _tel_statements(deps: Deps, bezorger: Bezorger) -> int:
    """Count what one round and its record ask of the database."""
    geteld: list[str] = []
    async with deps.store._ontvangst.connect() as verbinding:
        ruwe = (await verbinding.get_raw_connection()).driver_connection
        assert ruwe is not None
    ruwe.add_query_logger(lambda vraag: geteld.append(vraag.query))
    await bezorger.ronde()
    await asyncio.wait(bezorger.onderweg)
    await bezorger.boek()
    return len(geteld)


async def test_a_round_takes_the_same_number_of_statements_whatever_there_is_to_do(
    deps: Deps, topic: Topic
) -> None:
    bezorger = maak_bezorger(deps, kafka=topic)
    geteld = []
    for aantal in (1, 1, 40):
        for _ in range(aantal):
            await schrijf(deps, uuid4())
        geteld.append(await _tel_statements(deps, bezorger))

    assert len(topic.gekregen) == 42
    # The first time the driver also asks what the types are.
    assert geteld[1:] == [13, 13], "nine, and begin and commit of two transactions"
