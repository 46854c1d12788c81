"""What can be wrong with the data of a message; and what holds for any bytes whatever."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.berichten.uitkomst import Fout, Reden
from nazorg.contract.lezen import Afgekeurd, Gelezen, herlees
from tests.contract.berichten import LEZER, bedorven, datas, plekken
from tests.contract.test_lezen import afgekeurd, redenen, teksten
from tests.factories import BSN_DAAN, TIEL, data, event, persoon, ruw

MERK = "Zq7"  # in no field name and no sentence of ours


def met(soort: Soort, veld: str, waarde: object) -> dict[str, Any]:
    return event(soort, envelop={"data": data(soort) | {veld: waarde}})


def test_a_bsn_that_fails_the_elfproef_is_refused() -> None:
    assert redenen(event(persoon=persoon("999993654"))) == {"data.persoon.bsn": Reden.ONGELDIG_BSN}


@pytest.mark.parametrize("veld", ["ontvangerGemeente", "gemeenteBrp", "gemeenteVestiging"])
def test_an_unknown_gemeente_is_refused(veld: str) -> None:
    assert redenen(met(Soort.BEGONNEN, veld, "9998")) == {f"data.{veld}": Reden.ONBEKENDE_GEMEENTE}


@pytest.mark.parametrize(
    ("soort", "veld"),
    [(Soort.VERLOF_VERLEEND, "gemeenteVerblijf"), (Soort.BEEINDIGD, "gemeenteBestemming")],
)
def test_an_unknown_gemeente_to_go_to_is_refused(soort: Soort, veld: str) -> None:
    assert redenen(met(soort, veld, "9998")) == {f"data.{veld}": Reden.ONBEKENDE_GEMEENTE}
    assert isinstance(LEZER.lees(ruw(met(soort, veld, "0000"))), Gelezen)


@pytest.mark.parametrize(
    ("veld", "code"),
    [("ontvangerGemeente", "0000"), ("ontvangerGemeente", "1999"), ("gemeenteVestiging", "1999")],
)
def test_no_gemeente_is_no_address(veld: str, code: str) -> None:
    assert redenen(met(Soort.BEGONNEN, veld, code)) == {f"data.{veld}": Reden.ONBEKENDE_GEMEENTE}


@pytest.mark.parametrize("soort", [Soort.BEGONNEN, Soort.OVERGEPLAATST])
def test_an_unknown_inrichting_is_refused(soort: Soort) -> None:
    assert redenen(event(soort, inrichting="ZZ9")) == {
        "data.inrichting": Reden.ONBEKENDE_INRICHTING
    }


@pytest.mark.parametrize(
    ("soort", "velden", "pad"),
    [
        (Soort.BEEINDIGD, {"beginDatum": "2026-11-28"}, "eindDatum"),
        (Soort.VERLOF_VERLEEND, {"vanDatum": "2026-11-27"}, "totDatum"),
        (Soort.BEGONNEN, {"beginDatum": "2026-12-12"}, "verwachtEinde.vroegst"),
        (
            Soort.GEWIJZIGD,
            {"verwachtEinde": {"vroegst": "2026-12-02", "laatst": "2026-12-01"}},
            "verwachtEinde",
        ),
    ],
)
def test_an_end_before_its_begin_is_refused(soort: Soort, velden: dict[str, Any], pad: str) -> None:
    assert redenen(event(soort, **velden)) == {f"data.{pad}": Reden.ONMOGELIJKE_DATUM}


@pytest.mark.parametrize("dag", ["0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_from_which_nobody_can_count_on_is_refused(dag: str) -> None:
    assert redenen(event(Soort.OVERGEPLAATST, datum=dag)) == {"data.datum": Reden.ONMOGELIJKE_DATUM}


@pytest.mark.parametrize(
    "geboorte",
    [
        {"jaar": 1991, "maand": 2, "dag": 29},
        {"jaar": 1991, "maand": 4, "dag": 31},
        {"jaar": 1991, "dag": 1},
    ],
)
def test_a_birth_date_that_is_not_on_the_calendar_is_refused(geboorte: dict[str, int]) -> None:
    assert redenen(event(persoon=persoon(geboorte=geboorte))) == {
        "data.persoon.geboorte": Reden.ONMOGELIJKE_DATUM
    }


@pytest.mark.parametrize(
    "geboorte", [{"jaar": 1991}, {"jaar": 1991, "maand": 2}, {"jaar": 1992, "maand": 2, "dag": 29}]
)
def test_a_birth_date_of_which_parts_are_unknown_is_read(geboorte: dict[str, int]) -> None:
    assert isinstance(LEZER.lees(ruw(event(persoon=persoon(geboorte=geboorte)))), Gelezen)


@pytest.mark.parametrize("naam", ["", " ", "\n", "Ver\x00hoeven", "Ver\nhoeven", "\u202eneveoh"])
def test_a_name_that_a_database_or_screen_trips_over_is_refused(naam: str) -> None:
    assert list(redenen(event(persoon=persoon(geslachtsnaam=naam)))) == [
        "data.persoon.geslachtsnaam"
    ]


def test_an_unknown_field_and_a_value_outside_the_list_are_told_apart() -> None:
    assert teksten(event(delict="x", titel="levenslang")) == {
        "data.delict": "Dit veld kennen wij niet.",
        "data.titel": "Deze waarde staat niet in de lijst.",
    }


def test_a_right_enum_is_not_blamed_for_another_fault() -> None:
    for soort in Soort:
        assert list(redenen(event(soort, extra=1))) == ["data.extra"]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    bericht = event(
        persoon=persoon("999993654", geslachtsnaam="", geboorte={"jaar": 1991, "dag": 1}),
        inrichting="ZZ9",
        titel="levenslang",
        ontvangerGemeente="9998",
        gemeenteBrp=281,
        verwachtEinde={"vroegst": "2026-11-02", "laatst": "2026-11-01"},
        extra=1,
    )

    assert redenen(bericht) == {
        "data.persoon.geslachtsnaam": Reden.ONGELDIGE_INHOUD,
        "data.gemeenteBrp": Reden.ONGELDIGE_INHOUD,
        "data.titel": Reden.ONGELDIGE_INHOUD,
        "data.extra": Reden.ONGELDIGE_INHOUD,
        "data.persoon.bsn": Reden.ONGELDIG_BSN,
        "data.persoon.geboorte": Reden.ONMOGELIJKE_DATUM,
        "data.ontvangerGemeente": Reden.ONBEKENDE_GEMEENTE,
        "data.inrichting": Reden.ONBEKENDE_INRICHTING,
        "data.verwachtEinde": Reden.ONMOGELIJKE_DATUM,
        "data.verwachtEinde.vroegst": Reden.ONMOGELIJKE_DATUM,
    }


def test_a_flood_of_unknown_fields_does_not_become_a_flood_of_faults() -> None:
    namen: dict[str, Any] = {f"veld{i}": 1 for i in range(3000)}
    letters: dict[str, Any] = {"".join(chr(97 + int(c)) for c in f"{i:04}"): 1 for i in range(3000)}

    assert afgekeurd(event(**namen)).fouten == (
        Fout("data.?", Reden.ONGELDIGE_INHOUD, "Dit veld kennen wij niet."),
    )
    assert len(afgekeurd(event(**letters)).fouten) == 100


def test_the_gemeente_that_it_was_meant_for_is_known_of_bad_data() -> None:
    assert afgekeurd(event(titel="x")).gemeente == TIEL
    assert afgekeurd(event(ontvangerGemeente="9998")).gemeente is None


# ---- whatever comes in


@given(
    waarde=st.text(max_size=30).map(lambda t: MERK + t),
    plek=st.sampled_from([*plekken(event())]),
)
def test_a_value_never_appears_in_what_is_said_about_it(
    waarde: str, plek: tuple[str | int, ...]
) -> None:
    bericht: Any = event()
    houder = bericht
    for deel in plek[:-1]:
        houder = houder[deel]
    houder[plek[-1]] = waarde

    gelezen = LEZER.lees(ruw(bericht))

    for fout in gelezen.fouten:
        assert MERK not in fout.pad + fout.tekst


@given(
    naam=st.from_regex(r"\A[0-9]{9}\Z") | st.text(min_size=1).map(lambda t: MERK + t),
    waar=st.sampled_from(["data", "persoon", "envelop"]),
)
def test_a_field_name_that_may_say_who_it_is_never_appears(naam: str, waar: str) -> None:
    bericht = event()
    houder = {"data": bericht["data"], "persoon": bericht["data"]["persoon"], "envelop": bericht}
    houder[waar][naam] = BSN_DAAN
    del bericht["source"]

    for fout in afgekeurd(bericht).fouten:
        assert naam not in fout.pad + fout.tekst
        assert BSN_DAAN not in fout.pad + fout.tekst


@given(st.binary() | st.text().map(str.encode) | st.recursive(
    st.none() | st.integers() | st.text(), lambda d: st.lists(d) | st.dictionaries(st.text(), d)
).map(lambda w: json.dumps(w).encode()))  # fmt: skip
def test_no_bytes_whatever_make_it_fail_and_all_can_be_counted(inhoud: bytes) -> None:
    een, twee = LEZER.lees(ruw(inhoud)), LEZER.lees(ruw(inhoud))

    assert isinstance(een, Afgekeurd)
    assert een == twee
    assert (een.bron, een.id[:7]) == ("onbekend", "sha256-")
    assert een.fouten


_HEEL = [json.dumps(event(soort, id="b-vast")).encode() for soort in Soort]


@st.composite
def _gehavend(draw: st.DrawFn) -> bytes:
    inhoud = bytearray(draw(st.sampled_from(_HEEL)))
    for _ in range(draw(st.integers(1, 4))):
        plek = draw(st.integers(0, len(inhoud) - 1))
        lengte = draw(st.integers(0, 3))
        inhoud[plek : plek + lengte] = draw(st.binary(max_size=3))
    return bytes(inhoud)


@given(_gehavend())
def test_no_damage_to_a_message_makes_it_fail(inhoud: bytes) -> None:
    een, twee = LEZER.lees(ruw(inhoud)), LEZER.lees(ruw(inhoud))

    assert een == twee
    assert een.bron
    assert een.id
    assert bool(een.fouten) is isinstance(een, Afgekeurd)


@pytest.mark.parametrize("soort", Soort)
def test_what_is_read_is_the_same_when_read_again_from_what_was_kept(soort: Soort) -> None:
    @given(datas(soort) | bedorven(datas(soort)))
    def lees(inhoud: dict[str, Any]) -> None:
        gelezen = LEZER.lees(ruw(event(soort, envelop={"data": inhoud})))
        assert bool(gelezen.fouten) is isinstance(gelezen, Afgekeurd)
        if isinstance(gelezen, Gelezen):
            m = gelezen.melding
            assert gelezen.type == m.soort
            assert m == herlees(
                gelezen.data,
                soort=m.soort,
                bron=m.bron,
                id_=m.id,
                tijd=m.tijd,
                volgorde=m.volgorde,
            )

    lees()


def test_different_broken_messages_have_different_ids_and_the_same_bytes_the_same() -> None:
    half = json.dumps(data()).encode()[:-1]

    assert afgekeurd(half).id == afgekeurd(bytes(bytearray(half))).id
    assert afgekeurd(half).id != afgekeurd(half[:-1]).id
    assert TYPE_VAN_SOORT[Soort.BEGONNEN] == afgekeurd(event(titel="x")).type
