"""Every way in which a message can be wrong: set aside with the reason, and nothing else."""

import json
from typing import Any

import pytest

from nazorg.berichten.soort import SOORT_VAN_TYPE, Soort
from nazorg.berichten.uitkomst import ZIN, Fout, Reden, RuwBericht
from nazorg.contract.lezen import Afgekeurd, Gelezen
from tests.contract.berichten import LEZER
from tests.factories import BRON, BSN_DAAN, TIEL, event, persoon, ruw


def afgekeurd(inhoud: dict[str, Any] | bytes, **meer: Any) -> Afgekeurd:
    bericht = ruw(inhoud)
    gelezen = LEZER.lees(
        RuwBericht(inhoud=bericht.inhoud, deur=bericht.deur, herkomst="test", **meer)
    )
    assert isinstance(gelezen, Afgekeurd)
    return gelezen


def redenen(inhoud: dict[str, Any]) -> dict[str, Reden]:
    return {f.pad: f.reden for f in afgekeurd(inhoud).fouten}


def teksten(inhoud: dict[str, Any]) -> dict[str, str]:
    return {f.pad: f.tekst for f in afgekeurd(inhoud).fouten}


# ---- not a message


@pytest.mark.parametrize("inhoud", [b"", b" \n\t\r "])
def test_an_empty_message_is_empty(inhoud: bytes) -> None:
    assert afgekeurd(inhoud).reden is Reden.LEEG


@pytest.mark.parametrize("inhoud", [b"geen json", b"{]", b'{"id":NaN}', b'{"id":1e999}', b"{} {}"])
def test_text_that_is_no_json_is_refused(inhoud: bytes) -> None:
    assert afgekeurd(inhoud).reden is Reden.GEEN_JSON


def test_a_half_written_line_is_refused_wherever_it_breaks_off() -> None:
    heel = json.dumps(event()).encode()
    for lengte in range(1, len(heel)):
        assert afgekeurd(heel[:lengte]).reden is Reden.GEEN_JSON


@pytest.mark.parametrize("codering", ["latin-1", "utf-16", "cp1252"])
def test_another_encoding_is_refused_and_named(codering: str) -> None:
    tekst = json.dumps(event(persoon=persoon(geslachtsnaam="Zoë")), ensure_ascii=False)

    assert afgekeurd(tekst.encode(codering)).reden is Reden.VERKEERDE_TEKENS


def test_another_encoding_in_an_attribute_that_we_skip_is_refused_too() -> None:
    inhoud = json.dumps(event(envelop={"eigen": "Zoë"}), ensure_ascii=False).encode("latin-1")

    assert afgekeurd(inhoud).reden is Reden.VERKEERDE_TEKENS


def test_a_byte_order_mark_is_no_json() -> None:
    assert afgekeurd(b"\xef\xbb\xbf" + json.dumps(event()).encode()).reden is Reden.GEEN_JSON


def test_half_of_a_surrogate_pair_is_no_json() -> None:
    inhoud = json.dumps(event(persoon=persoon(geslachtsnaam="\ud800"))).encode()

    assert afgekeurd(inhoud).reden is Reden.GEEN_JSON


@pytest.mark.parametrize("inhoud", [b"[]", b"1", b'"x"', b"null", b"[{}]"])
def test_json_that_is_no_object_is_no_cloudevent(inhoud: bytes) -> None:
    assert afgekeurd(inhoud).reden is Reden.GEEN_CLOUDEVENT


def test_64_kb_may_and_one_byte_more_may_not() -> None:
    precies = json.dumps(event()).encode().ljust(64 * 1024)

    assert isinstance(LEZER.lees(ruw(precies)), Gelezen)
    assert afgekeurd(precies + b" ").reden is Reden.TE_GROOT


def nest(diepte: int, plek: str, open_: bytes = b'{"a":', dicht: bytes = b"}") -> bytes:
    diep = open_ * diepte + b"1" + dicht * diepte
    if not plek:
        return diep
    bericht = event(persoon="NEST") if plek == "persoon" else event(envelop={plek: "NEST"})
    return json.dumps(bericht).encode().replace(b'"NEST"', diep)


@pytest.mark.parametrize(("open_", "dicht"), [(b"[", b"]"), (b'{"a":', b"}")])
@pytest.mark.parametrize("diepte", [150, 8000])
@pytest.mark.parametrize("plek", ["", "data", "persoon", "eigen"])
def test_deep_nesting_is_refused_where_we_look(
    open_: bytes, dicht: bytes, diepte: int, plek: str
) -> None:
    gelezen = LEZER.lees(ruw(nest(diepte, plek, open_, dicht)))

    assert isinstance(gelezen, Gelezen) is (plek == "eigen" and diepte == 150)


@pytest.mark.parametrize("plek", ["", "data", "persoon", "eigen"])
def test_no_depth_near_the_limit_makes_it_fail(plek: str) -> None:
    for diepte in range(850, 1010, 3):
        assert LEZER.lees(ruw(nest(diepte, plek))).id


# ---- the envelope


def test_all_missing_attributes_are_listed_at_once() -> None:
    assert teksten({}) == dict.fromkeys(
        ("specversion", "id", "source", "type", "time", "data"), "Dit veld ontbreekt."
    )


def test_what_is_wrong_in_the_data_is_told_with_what_is_wrong_in_the_envelope() -> None:
    bericht = event(titel="onbekend", ontvangerGemeente="9999")
    del bericht["time"]

    assert redenen(bericht) == {
        "time": Reden.GEEN_CLOUDEVENT,
        "data.titel": Reden.ONGELDIGE_INHOUD,
        "data.ontvangerGemeente": Reden.ONBEKENDE_GEMEENTE,
    }


@pytest.mark.parametrize(
    ("type_", "reden"),
    [
        ("nl.gedetineerden.onbekend.v1", Reden.ONBEKENDE_SOORT),
        ("nl.gedetineerden.detentie-begonnen", Reden.ONBEKENDE_SOORT),
        ("nl.gedetineerden.detentie-begonnen.v", Reden.ONBEKENDE_SOORT),
        ("nl.gedetineerden.detentie-begonnen.v²", Reden.ONBEKENDE_SOORT),
        ("nl.gedetineerden.detentie-begonnen.v2", Reden.NIEUWERE_VERSIE),
        ("nl.gedetineerden.detentie-begonnen.v17", Reden.NIEUWERE_VERSIE),
        ("nl.justitiabelen.bij-gemeld.v1", Reden.VERKEERDE_DEUR),
        ("nl.justitiabelen.bij-gemeld.v2", Reden.VERKEERDE_DEUR),
        ("nl.justitiabelen.iets-nieuws.v1", Reden.VERKEERDE_DEUR),
    ],
)
def test_a_type_that_is_not_for_here_is_refused_with_the_reason(type_: str, reden: Reden) -> None:
    assert redenen(event(envelop={"type": type_}))["type"] is reden
    assert afgekeurd(event(envelop={"type": type_})).reden is reden


@pytest.mark.parametrize("breuk", ["time", "id", "data", "half", "latin-1", "groot"])
def test_news_for_the_mayor_is_known_as_such_however_broken(breuk: str) -> None:
    bericht = event(envelop={"type": "nl.justitiabelen.bij-gemeld.v1"})
    bericht.pop(breuk, None)
    inhoud = json.dumps(bericht).encode()
    inhoud = {"half": inhoud[:-9], "latin-1": inhoud + b"\xeb", "groot": inhoud.ljust(70_000)}.get(
        breuk, inhoud
    )

    # For this reason the content is not kept on the nazorg side.
    assert afgekeurd(inhoud).reden is Reden.VERKEERDE_DEUR


@pytest.mark.parametrize(
    "bron",
    [
        "urn:nld:oin:01823288:zakensysteem",
        BRON.upper(),
        BRON + "\n",
        BRON.replace("00000099", "٠0000099"),
        "https://voorbeeld.example/bron",
    ],
)
def test_a_source_that_is_not_canonical_is_refused_and_not_shown(bron: str) -> None:
    gelezen = afgekeurd(event(envelop={"source": bron}))

    assert (gelezen.reden, gelezen.bron) == (Reden.BRON_NIET_TOEGESTAAN, "onbekend")


def test_a_sender_speaks_only_for_its_own_sources_and_its_data_is_not_looked_into() -> None:
    gelezen = afgekeurd(event(titel="x"), bronnen=frozenset({BRON + "-2"}))

    assert [f.pad for f in gelezen.fouten] == ["source"]
    assert gelezen.gemeente is None
    bericht = ruw(event())
    mag = RuwBericht(
        inhoud=bericht.inhoud, deur=bericht.deur, herkomst="test", bronnen=frozenset({BRON})
    )
    assert isinstance(LEZER.lees(mag), Gelezen)


@pytest.mark.parametrize("attribuut", ["id", "subject", "source"])
@pytest.mark.parametrize("vorm", ["{}", "bsn-{}", "{}-2026"])
def test_a_bsn_outside_the_data_is_refused_and_not_repeated(attribuut: str, vorm: str) -> None:
    waarde = vorm.format(BSN_DAAN)
    if attribuut == "source":
        waarde = BRON.replace("detentieregister", waarde)

    gelezen = afgekeurd(event(envelop={attribuut: waarde}))

    assert gelezen.fouten == (Fout(attribuut, Reden.BSN_BUITEN_DATA, ZIN[Reden.BSN_BUITEN_DATA]),)
    assert BSN_DAAN not in repr(gelezen)
    assert gelezen.gemeente == TIEL


def test_a_number_in_a_type_is_not_shown() -> None:
    gelezen = afgekeurd(event(envelop={"type": f"nl.{BSN_DAAN}.v1"}))

    assert BSN_DAAN not in repr(gelezen)


@pytest.mark.parametrize("mediatype", ["application/json; charset=utf-8", "Application/JSON", None])
def test_json_may_be_announced_in_every_way_that_means_json(mediatype: str | None) -> None:
    assert isinstance(LEZER.lees(ruw(event(envelop={"datacontenttype": mediatype}))), Gelezen)


@pytest.mark.parametrize("mediatype", ["", "text/xml", "application/jsonp"])
def test_data_that_is_announced_as_something_else_is_refused(mediatype: str) -> None:
    assert redenen(event(envelop={"datacontenttype": mediatype})) == {
        "datacontenttype": Reden.GEEN_CLOUDEVENT
    }


@pytest.mark.parametrize(
    "tijd", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1899-12-31T00:00:00Z"]
)
def test_a_moment_at_the_end_of_the_calendar_is_refused(tijd: str) -> None:
    gelezen = afgekeurd(event(tijd=tijd))

    assert [(f.pad, f.reden) for f in gelezen.fouten] == [("time", Reden.ONMOGELIJKE_DATUM)]
    assert gelezen.tijd is None


def test_every_fault_of_the_envelope_and_the_data_comes_in_one_answer() -> None:
    bericht = event(
        beginDatum="2026-13-01",
        envelop={"id": BSN_DAAN, "subject": BSN_DAAN, "datacontenttype": "text/xml"},
    )

    assert list(redenen(bericht)) == ["datacontenttype", "subject", "id", "data.beginDatum"]


def test_a_field_that_is_there_twice_counts_with_its_last_value() -> None:
    goed = json.dumps(event(id="b-laatste"))

    gelezen = LEZER.lees(ruw(goed.replace('"id":', '"id": "b-eerste", "id":', 1).encode()))

    assert (type(gelezen), gelezen.id) == (Gelezen, "b-laatste")


def test_a_field_that_is_wrong_the_first_time_is_refused_though_it_is_right_the_second() -> None:
    goed = json.dumps(event())

    assert afgekeurd(goed.replace('"id":', '"id": 1, "id":', 1).encode()).reden is (
        Reden.GEEN_CLOUDEVENT
    )
    assert afgekeurd(goed.replace('"titel":', '"titel": "x", "titel":', 1).encode()).reden is (
        Reden.ONGELDIGE_INHOUD
    )


def test_every_kind_has_a_reader() -> None:
    assert set(SOORT_VAN_TYPE.values()) == set(Soort)
    for soort in Soort:
        assert isinstance(LEZER.lees(ruw(event(soort))), Gelezen)
