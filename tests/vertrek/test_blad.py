"""The form of the sheet, as text in and a sheet or complaints out."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.werkvoorraad.vertrekdag import (
    MAX_AFSPRAKEN,
    MAX_TEKST,
    BladKloptNiet,
    Vertrekblad,
    holds_bsn,
    parse_blad,
)
from tests.factories import BSN_DAAN

BEKEND = frozenset({"id", "bankpas"})
VELDEN = [
    *(f"a{n}_{deel}" for n in range(1, MAX_AFSPRAKEN + 1) for deel in ("tijd", "plek", "waarvoor")),
    "slapen",
    "opmerking",
    "bel_wie",
    "bel_nummer",
]


def parse(*meenemen: str, **velden: str) -> Vertrekblad:
    return parse_blad(velden, meenemen=meenemen, bekend=BEKEND, medisch={"methadon"})


def klachten(**velden: str) -> dict[str, str]:
    with pytest.raises(BladKloptNiet) as klacht:
        parse(**velden)
    return klacht.value.fouten


def poging(velden: dict[str, str]) -> tuple[Vertrekblad | None, set[str]]:
    try:
        return parse(**velden), set()
    except BladKloptNiet as klacht:
        return None, set(klacht.fouten)


def test_appointments_stand_in_order_of_the_clock_and_those_without_an_hour_last() -> None:
    blad = parse(
        a1_plek="Stadhuis", a2_tijd="9.05", a2_plek="Reclassering", a3_tijd="14:30", a3_plek="Bank"
    )

    assert [(a.tijd, a.plek) for a in blad.afspraken] == [
        (time(9, 5), "Reclassering"),
        (time(14, 30), "Bank"),
        (None, "Stadhuis"),
    ]


def test_an_empty_form_is_an_empty_sheet() -> None:
    assert parse() == Vertrekblad()


def test_an_appointment_needs_a_place() -> None:
    assert klachten(a1_tijd="10:30") == {"a1_plek": "Vul in waar deze afspraak is."}
    assert klachten(a2_waarvoor="Uitkering") == {"a2_plek": "Vul in waar deze afspraak is."}


@pytest.mark.parametrize("tijd", ["25:00", "10", "half elf", "10:60", "٣:١٥", "-1:00"])
def test_a_time_that_is_no_time_is_told(tijd: str) -> None:
    assert klachten(a1_tijd=tijd, a1_plek="Stadhuis") == {"a1_tijd": "Schrijf een tijd als 10:30."}


def test_every_complaint_comes_at_once() -> None:
    fouten = klachten(a1_tijd="x", a2_waarvoor="y", slapen="z" * 301, bel_nummer="bel mij")

    assert set(fouten) == {"a1_tijd", "a1_plek", "a2_plek", "slapen", "bel_nummer"}


@pytest.mark.parametrize(
    "tekst",
    [
        f"nummer {BSN_DAAN}",
        f"{BSN_DAAN[:4]} {BSN_DAAN[4:7]} {BSN_DAAN[7:]}",
        f"bsn:{BSN_DAAN[:3]}.{BSN_DAAN[3:6]}.{BSN_DAAN[6:]}!",
    ],
)
def test_a_bsn_never_gets_on_the_sheet(tekst: str) -> None:
    fouten = klachten(opmerking=tekst)

    assert fouten == {
        "opmerking": "Zet hier geen BSN. Dit blad kan iemand anders in handen krijgen."
    }
    assert BSN_DAAN not in str(fouten)


@pytest.mark.parametrize("tekst", ["0344 123456", "06-12345678", "van 10:30 tot 11:45", "12345"])
def test_other_numbers_may_stand_in_a_text(tekst: str) -> None:
    assert not holds_bsn(tekst)
    assert parse(opmerking=tekst).opmerking == tekst


def test_only_things_from_the_list_can_be_ticked_and_each_once() -> None:
    assert parse("bankpas", "iets anders", "bankpas", "id").meenemen == ("bankpas", "id")


@given(st.dictionaries(st.sampled_from(VELDEN), st.text(max_size=400)))
def test_any_form_gives_a_sheet_within_bounds_or_complaints_about_its_own_fields(
    velden: dict[str, str],
) -> None:
    blad, fouten = poging(velden)

    if blad is None:
        assert fouten
        assert fouten <= set(VELDEN)
        return
    assert len(blad.afspraken) <= MAX_AFSPRAKEN
    assert all(0 < len(a.plek) <= MAX_TEKST for a in blad.afspraken)
    assert not any(holds_bsn(t) for t in (blad.slapen, blad.opmerking, blad.bel_wie))
