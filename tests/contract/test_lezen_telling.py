"""The count of a source as a message: both readers agree, and what cannot be right is set aside."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from nazorg.berichten.soort import (
    SOORT_VAN_TYPE,
    TYPE_VAN_BRONSOORT,
    TYPE_VAN_SOORT,
    Bronsoort,
    Soort,
)
from nazorg.berichten.telling import Telling, kies_nieuwste
from nazorg.berichten.uitkomst import Reden
from nazorg.contract import publiek, wire
from nazorg.contract.lezen import Afgekeurd, Geteld
from nazorg.contract.schemas import schemas_bron
from tests.contract.berichten import LEZER, VREEMD, bedorven, plekken
from tests.factories import BRON, BSN_DAAN, ruw, telling_event

TYPE = TYPE_VAN_BRONSOORT[Bronsoort.TELLING_GEMELD]
BEGIN, EINDE = TYPE_VAN_SOORT[Soort.BEGONNEN], TYPE_VAN_SOORT[Soort.BEEINDIGD]
_VALIDATOR = Draft202012Validator(schemas_bron()[TYPE])
_SNEL = msgspec.json.Decoder(wire.TellingGemeld)

_regels = st.fixed_dictionaries(
    {"type": st.sampled_from(list(SOORT_VAN_TYPE)), "aantal": st.integers(0, 2**31 - 1)}
)
datas = st.fixed_dictionaries(
    {"dag": st.dates().map(str), "aantallen": st.lists(_regels, min_size=1, max_size=50)}
)


def zelfde_oordeel(inhoud: object) -> bool:
    """Judge data by both readers; what the fast one takes, the schema must take too."""
    try:
        _SNEL.decode(json.dumps(inhoud))
        snel = True
    except msgspec.MsgspecError:
        snel = False
    try:
        publiek.TellingGemeld.model_validate(inhoud)
        gepubliceerd = True
    except ValidationError:
        gepubliceerd = False
    assert snel == gepubliceerd, inhoud
    if snel:
        assert _VALIDATOR.is_valid(telling_event() | {"data": inhoud})
    return snel


@given(datas)
def test_both_readers_take_what_has_the_right_shape(inhoud: dict[str, Any]) -> None:
    assert zelfde_oordeel(inhoud)


@given(bedorven(datas))
def test_both_readers_refuse_the_same(inhoud: dict[str, Any]) -> None:
    zelfde_oordeel(inhoud)


def test_every_strange_value_in_every_place_is_judged_alike() -> None:
    goed = telling_event({BEGIN: 2, EINDE: 1})["data"]
    assert zelfde_oordeel(goed)

    for plek in plekken(goed):
        for vreemd in (*VREEMD, f"{BEGIN}\n", f" {BEGIN}", "nl.gedetineerden.onbekend.v1", TYPE):
            inhoud = houder = deepcopy(goed)
            for deel in plek[:-1]:
                houder = houder[deel]
            houder[plek[-1]] = vreemd
            zelfde_oordeel(inhoud)


@pytest.mark.parametrize("inhoud", [None, [], "x", 1, True, {}])
def test_what_is_no_object_is_refused_by_both(inhoud: object) -> None:
    assert not zelfde_oordeel(inhoud)


def test_a_count_is_read_whole() -> None:
    uit = LEZER.lees(
        ruw(telling_event({BEGIN: 2, EINDE: 0}, id="t-1", tijd="2026-11-21T00:10:00+01:00", nr=7))
    )

    assert isinstance(uit, Geteld)
    assert (uit.bron, uit.id, uit.volgorde, uit.gemeente) == (BRON, "t-1", 7, None)
    assert uit.telling == Telling(
        bron=BRON,
        dag=date(2026, 11, 20),
        per_type={BEGIN: 2, EINDE: 0},
        tijd=datetime(2026, 11, 20, 23, 10, tzinfo=UTC),
        volgorde=7,
        id="t-1",
    )


def afgekeurd(event: dict[str, Any]) -> Afgekeurd:
    uit = LEZER.lees(ruw(event))
    assert isinstance(uit, Afgekeurd)
    assert (uit.bron, uit.type, uit.gemeente) == (BRON, TYPE, None)
    return uit


@pytest.mark.parametrize(
    ("dag", "tijd", "kan"),
    [
        ("2026-11-20", "2026-11-20T08:00:00Z", True),
        ("2026-11-21", "2026-11-20T23:00:00Z", True),
        ("2026-11-21", "2026-11-20T22:59:59Z", False),
        ("2027-01-01", "2026-11-20T08:00:00Z", False),
        ("1899-12-31", "2026-11-20T08:00:00Z", False),
    ],
)
def test_nobody_counts_a_day_that_is_still_to_come(dag: str, tijd: str, kan: bool) -> None:
    event = telling_event(dag=dag, tijd=tijd)

    if kan:
        assert isinstance(LEZER.lees(ruw(event)), Geteld)
    else:
        assert [(f.pad, f.reden) for f in afgekeurd(event).fouten] == [
            ("data.dag", Reden.ONMOGELIJKE_DATUM)
        ]


def test_all_that_is_wrong_is_said_at_once_and_never_a_value() -> None:
    event = telling_event(dag="gisteren")
    event["data"]["aantallen"] = [
        {"type": f"nl.{BSN_DAAN}", "aantal": 1},
        {"type": BEGIN, "aantal": -1},
        {"type": BEGIN, "aantal": "3"},
    ]
    event["data"]["persoon"] = {"bsn": BSN_DAAN}

    uit = afgekeurd(event)

    assert {f.pad: f.tekst for f in uit.fouten} == {
        "data.dag": "Dit is geen geldige datum of tijd.",
        "data.aantallen.0.type": "Deze waarde staat niet in de lijst.",
        "data.aantallen.1.aantal": "Dit getal is te klein.",
        "data.aantallen.2.aantal": "Hier hoort een geheel getal te staan.",
        "data.persoon": "Dit veld kennen wij niet.",
    }
    assert BSN_DAAN not in str(uit)


def test_a_kind_that_is_twice_there_is_refused() -> None:
    event = telling_event({BEGIN: 2})
    event["data"]["aantallen"] *= 2

    assert [f.pad for f in afgekeurd(event).fouten] == ["data.aantallen.1.type"]


def test_a_newer_version_and_another_source_are_refused_as_for_a_notice() -> None:
    nieuwer = LEZER.lees(ruw(telling_event() | {"type": TYPE.replace(".v1", ".v2")}))
    vreemd = LEZER.lees(ruw(telling_event() | {"source": "urn:elders"}))

    assert isinstance(nieuwer, Afgekeurd)
    assert nieuwer.reden is Reden.NIEUWERE_VERSIE
    assert isinstance(vreemd, Afgekeurd)
    assert vreemd.reden is Reden.BRON_NIET_TOEGESTAAN


_tellingen = st.lists(
    st.builds(
        Telling,
        bron=st.sampled_from(["a", "b"]),
        dag=st.sampled_from([date(2026, 11, 20), date(2026, 11, 21)]),
        per_type=st.dictionaries(st.sampled_from([BEGIN, EINDE]), st.integers(0, 3), min_size=1),
        tijd=st.sampled_from([datetime(2026, 11, 22, u, tzinfo=UTC) for u in (1, 2)]),
        volgorde=st.integers(0, 2),
        id=st.text("xyz", min_size=3, max_size=3),
    ),
    unique_by=lambda t: t.id,
)


@given(_tellingen, st.randoms(use_true_random=False))
def test_which_count_is_the_newest_does_not_depend_on_the_order(
    tellingen: list[Telling], rng: Any
) -> None:
    nu = datetime(2026, 11, 23, tzinfo=UTC)
    geschud = tellingen[:]
    rng.shuffle(geschud)

    def per_dag(lijst: list[Telling]) -> dict[tuple[str, date], Telling]:
        gekozen = kies_nieuwste(lijst, nu=nu)
        assert len({(t.bron, t.dag) for t in gekozen}) == len(gekozen)
        return {(t.bron, t.dag): t for t in gekozen}

    assert per_dag(geschud) == per_dag(tellingen)
    for t in tellingen:
        beste = per_dag(tellingen)[t.bron, t.dag]
        assert (beste.tijd or nu, beste.volgorde, beste.id) >= (t.tijd or nu, t.volgorde, t.id)
