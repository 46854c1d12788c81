"""OpenTelemetry: what is sent to a real collector, what is never in it, and that it never hurts."""

import json
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.spoor import Spoor
from nazorg.deps import Deps
from nazorg.jobs.tafel import TAFEL
from nazorg.jobs.ticker import tik
from nazorg.sporen.kenmerken import KENMERKEN, schone_kenmerken
from nazorg.sporen.span import volg
from nazorg.sporen.uitvoer import sporen_naar
from nazorg.store.outbox import DOSSIER_GEOPEND
from tests.bezorging.conftest import NAAM, Topic, abonneer, bezorg, maak_bezorger
from tests.bezorging.ontvanger import open_ontvanger
from tests.conftest import zoek_bsn
from tests.factories import BSN_DAAN, BSN_NINA, event, persoon, ruw
from tests.spoor.collector import Collector, kenmerken, vraag
from tests.web.conftest import TOKEN

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
PARENT = f"00-{TRACE}-{SPAN}-01"
GEHEIM = ("Zeldzaam", "D-GEHEIM", "b-geheim", "NZ-2026", "detentieregister", "0281", "rojo")


def hex_(ruw_: bytes) -> str:
    return ruw_.hex()


async def test_a_batch_is_one_span_with_counts_and_a_link_to_the_trace_of_every_message(
    deps: Deps, collector: Collector
) -> None:
    ander = f"00-{'a' * 32}-{'b' * 16}-01"
    goed = event(envelop={"traceparent": PARENT})
    with sporen_naar(collector.adres):
        await deps.ontvang(
            [
                ruw(goed),
                ruw(event(persoon=persoon(bsn="999993654"), envelop={"traceparent": ander})),
                ruw(event(persoon=persoon(bsn=BSN_NINA), detentieId="N")),
                ruw(goed),
            ]
        )

    (partij,) = collector.per_naam("berichten.ontvangen")
    assert kenmerken(partij) == {
        "deur": "bestand", "aantal": 4, "verwerkt": 2, "apart_gezet": 1, "dubbel": 1,
    }  # fmt: skip
    assert {(hex_(k.trace_id), hex_(k.span_id)) for k in partij.links} == {
        (TRACE, SPAN),
        ("a" * 32, "b" * 16),
    }
    sql = collector.per_naam("sql.transactie")
    assert sql
    assert all(kenmerken(s) == {"db.system.name": "postgresql"} for s in sql)
    assert all(s.parent_span_id == partij.span_id for s in sql)
    assert set(collector.paden) == {"/v1/traces"}


async def test_one_trace_leads_from_the_message_that_came_to_the_event_that_went(
    deps: Deps, collector: Collector, topic: Topic
) -> None:
    async with open_ontvanger() as ontvanger:
        await abonneer(deps, ontvanger.url, NAAM, DOSSIER_GEOPEND)
        with sporen_naar(collector.adres):
            await deps.ontvang(
                [ruw(event(envelop={"traceparent": PARENT, "tracestate": "rojo=1"}))]
            )
            bezorger = maak_bezorger(deps, kafka=topic)
            await bezorg(bezorger)
            await bezorger.sluit()
    (gekregen,) = ontvanger.gekregen

    (partij,) = collector.per_naam("berichten.ontvangen")
    assert [(hex_(k.trace_id), hex_(k.span_id)) for k in partij.links] == [(TRACE, SPAN)]
    # The last of each destination: on the topic there is one about the tasks too.
    bezorgd = {kenmerken(s)["bestemming"]: s for s in collector.per_naam("gebeurtenis.bezorgen")}
    assert bezorgd.keys() == {"kafka", "webhook"}
    for span in bezorgd.values():
        assert (hex_(span.trace_id), hex_(span.parent_span_id)) == (TRACE, SPAN)
    webhook = bezorgd["webhook"]
    assert kenmerken(webhook)["http.response.status_code"] == 204
    # The event says what caused it; the header says who is calling now. One trace, both.
    assert gekregen.event["traceparent"] == PARENT
    assert gekregen.headers["traceparent"] == f"00-{TRACE}-{hex_(webhook.span_id)}-01"
    assert gekregen.headers["tracestate"] == "rojo=1"
    zending = topic.gekregen[-1]
    assert zending.spoor == Spoor(f"00-{TRACE}-{hex_(bezorgd['kafka'].span_id)}-01", "rojo=1")


async def test_a_delivery_that_fails_says_why(deps: Deps, collector: Collector) -> None:
    await abonneer(deps, "http://127.0.0.1:1/in")
    with sporen_naar(collector.adres):
        await deps.ontvang([ruw(event())])
        bezorger = maak_bezorger(deps)
        await bezorg(bezorger)
        await bezorger.sluit()

    (span,) = collector.per_naam("gebeurtenis.bezorgen")
    assert kenmerken(span) == {"bestemming": "webhook", "poging": 1, "reden": "geen_verbinding"}


async def test_a_request_is_known_by_its_route_and_never_by_its_path(
    deps: Deps, collector: Collector
) -> None:
    with sporen_naar(collector.adres):
        await vraag(deps, f"/dossiers/NZ-2026-{BSN_DAAN}")
        await vraag(deps, f"/{BSN_DAAN}")
        await vraag(deps, "/login", methode=f"X{BSN_DAAN}")
        await vraag(deps, f"/login?naam={BSN_DAAN}")

    namen = {s.name: kenmerken(s) for s in collector.spans if s.name != "sql.transactie"}
    assert namen.keys() == {
        "GET /dossiers/{nummer}", "GET onbekend", "other /login", "GET /login",
    }  # fmt: skip
    assert namen["GET /login"] == {
        "http.request.method": "GET",
        "http.route": "/login",
        "http.response.status_code": 200,
    }
    assert not zoek_bsn(collector.tekst)


async def test_over_http_the_batch_belongs_to_the_request_and_that_to_the_trace_of_the_sender(
    deps: Deps, collector: Collector
) -> None:
    with sporen_naar(collector.adres):
        status = await vraag(
            deps,
            "/v1/berichten",
            methode="POST",
            content=json.dumps(event()),
            headers={
                "Authorization": f"Bearer {TOKEN}",
                "Content-Type": "application/cloudevents+json",
                "traceparent": PARENT,
            },
        )

    assert status == 200
    (verzoek,) = collector.per_naam("POST /v1/berichten")
    (partij,) = collector.per_naam("berichten.ontvangen")
    assert (hex_(verzoek.trace_id), hex_(verzoek.parent_span_id)) == (TRACE, SPAN)
    assert partij.parent_span_id == verzoek.span_id
    assert [hex_(k.span_id) for k in partij.links] == [SPAN]


async def test_a_job_is_a_span_by_its_name(deps: Deps, collector: Collector) -> None:
    with sporen_naar(collector.adres):
        await tik(deps)

    jobs = [kenmerken(s) for s in collector.per_naam("job")]
    assert {"job": "berichten_bewaken", "aantal": 0} in jobs
    assert {j["job"] for j in jobs} == {job.naam for job in TAFEL}


async def test_nothing_about_a_person_leaves_whatever_comes_in(
    deps: Deps, collector: Collector
) -> None:
    wie = persoon(geslachtsnaam="Zeldzaam", skn="12345678")
    met = {"traceparent": PARENT, "tracestate": "rojo=Zeldzaam"}
    with sporen_naar(collector.adres):
        await deps.ontvang(
            [
                ruw(event(id="b-geheim", detentieId="D-GEHEIM", persoon=wie, envelop=met)),
                ruw(event(id=BSN_NINA)),
                ruw(b"{half"),
            ]
        )
        await vraag(deps, "/dossiers/NZ-2026-0001", headers={"tracestate": "rojo=Zeldzaam"})

    tekst = collector.tekst
    assert "berichten.ontvangen" in tekst
    assert not zoek_bsn(tekst)
    for geheim in (*GEHEIM, "12345678"):
        assert geheim not in tekst, geheim
    (bron,) = {str(r.resource) for v in collector.gekregen for r in v.resource_spans}
    assert "service.name" in bron
    assert socket.gethostname() not in bron


async def test_what_somebody_sets_that_is_not_on_the_list_does_not_get_out(
    collector: Collector,
) -> None:
    with sporen_naar(collector.adres):
        with volg(f"dossier {BSN_DAAN}", reden="Jan Zeldzaam, geboren 1991", bsn=BSN_DAAN) as span:
            span.zet(aantal=int(BSN_DAAN), poging=2, http__route=f"/dossiers/{BSN_DAAN}")
        with pytest.raises(ValueError, match="Zeldzaam"), volg("job", job="proef"):
            raise ValueError("Zeldzaam")

    een, twee = sorted(collector.spans, key=lambda s: s.start_time_unix_nano)
    assert een.name == "anders"
    assert kenmerken(een) == {"reden": "anders", "poging": 2, "http.route": "anders"}
    assert kenmerken(twee) == {"job": "proef", "error.type": "ValueError"}
    assert (twee.status.code, twee.status.message, list(twee.events)) == (2, "", [])
    assert BSN_DAAN not in collector.tekst
    assert "Zeldzaam" not in collector.tekst


@given(
    st.dictionaries(
        st.sampled_from([*KENMERKEN, "bsn", "naam"]),
        st.text() | st.integers() | st.sampled_from([BSN_DAAN, f"x {BSN_NINA}", "GET", True, 1.5]),
    )
)
def test_whatever_is_set_only_words_and_small_numbers_pass(gezet: dict[str, Any]) -> None:
    for naam, waarde in schone_kenmerken(gezet).items():
        assert type(waarde) is KENMERKEN[naam]
        assert not zoek_bsn(str(waarde))
        assert len(str(waarde)) <= 80
