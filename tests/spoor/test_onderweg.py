"""A trace goes in with a message, is kept with it, and goes on in what others hear of it."""

import json
from collections import Counter
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from httpx2 import AsyncClient

from nazorg.berichten.spoor import Spoor, lees_spoor
from nazorg.berichten.uitkomst import Deur, RuwBericht, Uitkomst
from nazorg.deps import Deps
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.store.outbox import DOSSIER_GEOPEND, TAKEN_GEWIJZIGD
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from tests.bezorging.conftest import NAAM, Topic, abonneer, bezorg, maak_bezorger
from tests.bezorging.ontvanger import open_ontvanger
from tests.factories import BEHEERDER, BSN_NINA, event, persoon, ruw, telling_event

EIGEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
DEUR = "00-aaaabbbbccccddddaaaabbbbccccdddd-1111222233334444-00"


def via_deur(inhoud: dict[str, Any], traceparent: str = DEUR) -> RuwBericht:
    return RuwBericht(
        inhoud=json.dumps(inhoud).encode(),
        deur=Deur.KAFKA,
        herkomst="test",
        spoor=lees_spoor(traceparent, "rojo=1"),
    )


async def op_bericht(eigenaar: asyncpg.Connection) -> tuple[str | None, str | None]:
    rij = await eigenaar.fetchrow("select traceparent, tracestate from nazorg.bericht")
    return rij[0], rij[1]


async def test_a_trace_of_the_message_itself_goes_before_that_of_the_door(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    (uit,) = await deps.ontvang(
        [via_deur(event(envelop={"traceparent": EIGEN, "tracestate": "congo=2"}))]
    )

    assert await op_bericht(eigenaar) == (EIGEN, "congo=2")
    assert uit.spoor == Spoor(EIGEN, "congo=2")


async def test_without_one_of_its_own_a_message_has_that_of_the_door(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([via_deur(event())])

    assert await op_bericht(eigenaar) == (DEUR, "rojo=1")


@pytest.mark.parametrize("fout", ["x", 12, None, {"a": 1}, "00-0-0-0", [], True])
async def test_a_wrong_trace_is_ignored_and_the_message_is_taken(
    fout: Any, deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    (uit,) = await deps.ontvang([ruw(event(envelop={"traceparent": fout, "tracestate": fout}))])

    assert uit.uitkomst is Uitkomst.VERWERKT
    assert await op_bericht(eigenaar) == (None, None)


@pytest.mark.parametrize(
    "bericht",
    [
        event(persoon=persoon(bsn="999993654")),
        telling_event(),
        event() | {"type": "nl.gedetineerden.onbekend.v1"},
        event() | {"source": "urn:elders"},
    ],
)
async def test_also_a_count_and_what_is_set_aside_keep_their_trace(
    bericht: dict[str, Any], deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(bericht | {"traceparent": EIGEN})])

    assert await op_bericht(eigenaar) == (EIGEN, None)


async def test_the_same_message_under_another_trace_is_the_same_message(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    bericht = event(id="b-1")

    eerst = await deps.ontvang([ruw(bericht | {"traceparent": EIGEN})])
    daarna = await deps.ontvang([ruw(bericht | {"traceparent": DEUR})])

    assert [eerst[0].uitkomst, daarna[0].uitkomst] == ["verwerkt", "dubbel"]
    assert await op_bericht(eigenaar) == (EIGEN, None)


async def uitgaand(eigenaar: asyncpg.Connection) -> list[tuple[list[str], str | None]]:
    """Return per event the ids of the messages behind it, and its trace."""
    rijen = await eigenaar.fetch(
        """select array(select b.bericht_id from unnest(o.oorzaken) with ordinality u(id, plek)
            join nazorg.bericht b on b.id = u.id order by plek), o.traceparent
        from nazorg.outbox o where o.type <> $1 order by o.volgnr""",
        TAKEN_GEWIJZIGD,
    )
    return [(list(r[0]), r[1]) for r in rijen]


async def test_an_event_names_the_messages_behind_it_and_goes_on_under_the_last_trace(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    ander: dict[str, Any] = {"persoon": persoon(bsn=BSN_NINA), "detentieId": "N"}
    await deps.ontvang(
        [
            ruw(event(id="a-1", envelop={"traceparent": DEUR})),
            ruw(event(id="n-1", **ander)),
            ruw(event(id="a-2", detentieId="D-2", envelop={"traceparent": EIGEN})),
            ruw(event(id="a-3", detentieId="D-3")),
        ]
    )
    await deps.ontvang([ruw(event(id="n-2", **ander))])

    assert await uitgaand(eigenaar) == [
        (["a-1", "a-2", "a-3"], EIGEN),
        (["n-1"], None),
        (["n-2"], None),
    ]


async def test_who_hears_of_it_can_follow_the_trace_in_the_event_and_in_the_header(
    deps: Deps, topic: Topic
) -> None:
    async with open_ontvanger() as ontvanger:
        await abonneer(deps, ontvanger.url, NAAM, DOSSIER_GEOPEND)
        await deps.ontvang([ruw(event(envelop={"traceparent": EIGEN, "tracestate": "congo=2"}))])
        await deps.ontvang([ruw(event(persoon=persoon(bsn=BSN_NINA), detentieId="N"))])

        await bezorg(bezorger := maak_bezorger(deps, kafka=topic))

        await bezorger.sluit()
        # Two dossiers go at the same time, so in either order.
        met, zonder = sorted(ontvanger.gekregen, key=lambda g: "traceparent" not in g.event)
    assert (met.event["traceparent"], met.event["tracestate"]) == (EIGEN, "congo=2")
    assert (met.headers["traceparent"], met.headers["tracestate"]) == (EIGEN, "congo=2")
    assert not {"traceparent", "tracestate"} & (zonder.event.keys() | zonder.headers.keys())
    # Of each dossier the event about itself, and the one about its tasks.
    assert {z.dossier: z.spoor for z in topic.gekregen} == {
        topic.gekregen[0].dossier: Spoor(EIGEN, "congo=2"),
        topic.gekregen[-1].dossier: None,
    }
    assert Counter(z.spoor for z in topic.gekregen) == {Spoor(EIGEN, "congo=2"): 2, None: 2}
    assert set(met.event["data"]) == {"dossierId"}


async def test_a_message_that_is_offered_again_goes_on_under_its_own_trace(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvanger.zet_apart(via_deur(event(id="b-1")))

    await Herhaler(deps.ontvanger).start(
        Zoekvraag(), [], gekozen={}, medewerker=BEHEERDER, oorsprong="test"
    )

    assert await uitgaand(eigenaar) == [(["b-1"], DEUR)]


async def test_a_long_list_of_causes_is_found_by_any_one_of_them(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(id=f"m-{n}", detentieId=f"D-{n}")) for n in range(30)])
    id_ = await eigenaar.fetchval("select id from nazorg.bericht where bericht_id = 'm-17'")

    gevonden = await eigenaar.fetch(
        "select oorzaken from nazorg.outbox where oorzaken @> array[$1::uuid]", id_
    )

    assert len(gevonden) == 2
    assert all(len(r[0]) == 30 for r in gevonden)
    assert isinstance(gevonden[0][0][0], UUID)


async def test_over_http_the_trace_of_the_request_is_that_of_every_message_without_one(
    machine: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    await machine.post(
        "/v1/berichten",
        content=json.dumps([event(id="met", envelop={"traceparent": EIGEN}), event(id="zonder")]),
        headers={"Content-Type": "application/cloudevents-batch+json", "traceparent": DEUR},
    )

    rijen = await eigenaar.fetch("select bericht_id, traceparent from nazorg.bericht")
    assert dict(rijen) == {"met": EIGEN, "zonder": DEUR}


async def test_in_binary_mode_the_trace_may_be_an_attribute_in_a_header(
    machine: AsyncClient, eigenaar: asyncpg.Connection
) -> None:
    bericht = event()
    antwoord = await machine.post(
        "/v1/berichten",
        content=json.dumps(bericht["data"]),
        headers={
            "Content-Type": "application/json",
            **{f"ce-{n}": bericht[n] for n in ("specversion", "id", "source", "type", "time")},
            "ce-traceparent": EIGEN,
            "traceparent": "nonsense",
        },
    )

    assert antwoord.status_code == 200
    assert await op_bericht(eigenaar) == (EIGEN, None)
