"""Which fields of a message may be corrected, and what a correction leaves alone."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.uitkomst import Fout, Reden
from nazorg.contract.correctie import (
    NIET_TE_VERBETEREN,
    Wijziging,
    als_getal,
    find_velden,
    maak_wijzigingen,
    pas_toe,
)
from nazorg.contract.fouten import GEEN_GETAL, ONBEKEND_VELD
from tests.factories import event

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda kind: (
        st.lists(kind, max_size=3) | st.dictionaries(st.text(max_size=6), kind, max_size=3)
    ),
    max_leaves=12,
)
PAD = st.lists(
    st.sampled_from(["data", "persoon", "bsn", "0", "1", "?", "grondslag", "a", ""]), max_size=5
).map(".".join)


def fout(pad: str, tekst: str = "Dit klopt niet.") -> Fout:
    return Fout(pad, Reden.ONGELDIGE_INHOUD, tekst)


def paden(bericht: Any, *fouten: Fout) -> list[str]:
    return [v.pad for v in find_velden(json.dumps(bericht).encode(), fouten)]


@given(inhoud=JSON | st.binary(max_size=40), pad=PAD, tekst=st.sampled_from(["x", ONBEKEND_VELD]))
def test_any_message_with_any_fault_gives_fields_in_data_or_none(
    inhoud: Any, pad: str, tekst: str
) -> None:
    ruw = inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud).encode()

    velden = find_velden(ruw, [fout(pad, tekst)])

    for veld in velden:
        assert veld.pad.startswith("data.")
        assert "?" not in veld.pad.split(".")
        assert not any(veld.pad.startswith(niet) for niet in NIET_TE_VERBETEREN)
        wijziging = Wijziging(veld.pad, veld.waarde, None if veld.weg else "nieuw")
        pas_toe(ruw, [wijziging])


@given(JSON)
def test_a_correction_of_nothing_changes_nothing(waarde: Any) -> None:
    bericht = event() | {"extra": waarde}

    assert json.loads(pas_toe(json.dumps(bericht).encode(), [])) == bericht


@given(st.text(max_size=30))
def test_only_the_named_field_changes(waarde: str) -> None:
    bericht = event()
    ruw = json.dumps(bericht).encode()

    nieuw = json.loads(pas_toe(ruw, [Wijziging("data.persoon.bsn", None, waarde)]))

    assert nieuw["data"]["persoon"].pop("bsn") == waarde
    bericht["data"]["persoon"].pop("bsn")
    assert nieuw == bericht


def test_an_object_that_is_wrong_is_corrected_part_by_part() -> None:
    bericht = event(verwachtEinde={"vroegst": "2027-01-02", "laatst": "2027-01-01"})

    assert paden(bericht, fout("data.verwachtEinde")) == [
        "data.verwachtEinde.vroegst",
        "data.verwachtEinde.laatst",
    ]


ANDERS = "id source type time data data.grondslag data.detentieId data.? data.berichtId"
ANDERS += " data.vervangt data.verlofId data.persoon.x.y data.voorwaarden"


@pytest.mark.parametrize("pad", ["", *ANDERS.split()])
def test_these_are_never_corrected(pad: str) -> None:
    assert paden(event(voorwaarden=["onzin"]), fout(pad)) == []


def test_a_field_that_we_do_not_know_can_only_be_left_out() -> None:
    ruw = json.dumps(event(ziekte={"naam": "griep"})).encode()
    (veld,) = find_velden(ruw, [fout("data.ziekte", ONBEKEND_VELD)])

    assert maak_wijzigingen([veld], {"data.ziekte": "iets"}, []) == ()
    (weg,) = maak_wijzigingen([veld], {}, ["data.ziekte"])
    assert "ziekte" not in json.loads(pas_toe(ruw, [weg]))["data"]


def test_the_same_field_with_two_faults_is_asked_for_once() -> None:
    assert paden(event(), fout("data.inrichting"), fout("data.inrichting", "En dit.")) == [
        "data.inrichting"
    ]


@pytest.mark.parametrize(
    ("getypt", "wordt"),
    [("1991", 1991), ("0012", 12), ("-1", "-1"), ("x", "x"), ("1" * 12, "1" * 12)],
)
def test_a_number_is_made_only_where_text_was_wrong(getypt: str, wordt: str | int) -> None:
    gekozen = [Wijziging("data.a", None, getypt), Wijziging("data.b", None, getypt)]

    een, ander = als_getal(gekozen, [fout("data.a", GEEN_GETAL), fout("data.b")])

    assert (een.nieuw, ander.nieuw) == (wordt, getypt)
