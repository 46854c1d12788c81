"""The fast reader, the published models and the published schemas say the same."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.contract import publiek, wire
from nazorg.contract.fouten import MODEL
from nazorg.contract.lezen import _DATA, Gelezen
from nazorg.contract.schemas import schemas_inkomend
from tests.contract.berichten import LEZER, VREEMD, bedorven, datas, plekken
from tests.factories import data, event, ruw

_VALIDATOR = {type_: Draft202012Validator(s) for type_, s in schemas_inkomend().items()}
_ENVELOP = msgspec.json.Decoder(wire.Envelop)

TIJDEN = (
    "2020-01-01T00:00:00", "2020-01-01T00:00:00Z", "2020-01-01t00:00:00z", "2020-01-01 00:00:00Z",
    "2020-12-31T23:59:60Z", "2020-01-01T24:00:00Z", "2020-01-01T00:00Z", "2020-01-01",
    "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59",
    "1899-12-31T23:59:59Z", "2100-12-31T23:59:59Z", "2020-01-01T00:00:00+24:00",
    "2020-01-01T00:00:00-0100", "2020-01-01T00:00:00+01", "2020-01-01T00:00:00.1234567Z",
    "2020-02-30T00:00:00Z", "2020-01-01T00:00:00Z\n", "٢٠٢٠-01-01T00:00:00Z", 1577836800, None, "",
)  # fmt: skip


def _snel(decoder: msgspec.json.Decoder[Any], inhoud: object) -> bool:
    try:
        decoder.decode(json.dumps(inhoud))
    except msgspec.MsgspecError:
        return False
    return True


def _gepubliceerd(model: type[BaseModel], inhoud: object) -> bool:
    try:
        model.model_validate(inhoud)
    except ValidationError:
        return False
    return True


def _zelfde_oordeel(soort: Soort, inhoud: dict[str, Any]) -> bool:
    snel = _snel(_DATA[soort], inhoud)
    assert snel == _gepubliceerd(MODEL[soort], inhoud)
    bericht = event(soort, envelop={"data": inhoud})
    if snel:
        assert _VALIDATOR[TYPE_VAN_SOORT[soort]].is_valid(bericht)
    return snel


@pytest.mark.parametrize("soort", Soort)
def test_both_accept_what_has_the_right_shape(soort: Soort) -> None:
    @given(datas(soort))
    def oordeel(inhoud: dict[str, Any]) -> None:
        assert _zelfde_oordeel(soort, inhoud)

    oordeel()


@pytest.mark.parametrize("soort", Soort)
def test_both_refuse_the_same(soort: Soort) -> None:
    @given(bedorven(datas(soort)))
    def oordeel(inhoud: dict[str, Any]) -> None:
        _zelfde_oordeel(soort, inhoud)

    oordeel()


_RIJK = {
    "vervangt": "b-0",
    "gemeenteVestiging": "0281",
    "persoon": {
        "geslachtsnaam": "Verhoeven",
        "bsn": "999993653",
        "skn": "1234",
        "voorvoegsel": "van",
        "voornamen": "Daan",
        "geboorte": {"jaar": 1990, "maand": 2, "dag": 3},
    },
}
_RIJK_VAN: dict[Soort, dict[str, Any]] = {
    Soort.GEWIJZIGD: {"titel": "isd"},
    Soort.VERLOF_VERLEEND: {"gemeenteVerblijf": "0281", "voorwaarden": ["meldplicht"]},
    Soort.BEEINDIGD: {"beginDatum": "2020-01-01", "gemeenteBestemming": "0281"},
}


@pytest.mark.parametrize("soort", Soort)
def test_every_strange_value_in_every_place_is_judged_alike(soort: Soort) -> None:
    goed = json.dumps(data(soort, **_RIJK, **_RIJK_VAN.get(soort, {})))
    assert _zelfde_oordeel(soort, json.loads(goed))

    for plek in plekken(json.loads(goed)):
        for vreemd in VREEMD:
            inhoud = houder = json.loads(goed)
            for deel in plek[:-1]:
                houder = houder[deel]
            houder[plek[-1]] = vreemd
            _zelfde_oordeel(soort, inhoud)


@pytest.mark.parametrize("soort", Soort)
@pytest.mark.parametrize("inhoud", [None, [], "x", 1, True, {}])
def test_data_that_is_no_object_is_refused_by_both(soort: Soort, inhoud: object) -> None:
    assert not _snel(_DATA[soort], inhoud)
    assert not _gepubliceerd(MODEL[soort], inhoud)


@pytest.mark.parametrize("attribuut", [*publiek.Envelop.model_fields, "eigenattribuut"])
def test_the_envelope_is_judged_alike(attribuut: str) -> None:
    for vreemd in (*VREEMD, *TIJDEN):
        envelop = event(envelop={attribuut: vreemd})
        snel, gepubliceerd = _snel(_ENVELOP, envelop), _gepubliceerd(publiek.Envelop, envelop)
        # Data that is no object is no fault of the envelope for the one, and is for the other.
        assert snel == gepubliceerd or (attribuut == "data" and not isinstance(vreemd, dict))
    envelop = event()
    envelop.pop(attribuut, None)
    assert _snel(_ENVELOP, envelop) == _gepubliceerd(publiek.Envelop, envelop)


@given(
    attribuut=st.sampled_from([*publiek.Envelop.model_fields, "eigenattribuut"]),
    waarde=st.sampled_from([*VREEMD, *TIJDEN]),
    soort=st.sampled_from(Soort),
)
def test_the_schema_never_refuses_what_is_read(attribuut: str, waarde: Any, soort: Soort) -> None:
    bericht = event(soort, envelop={attribuut: waarde})

    if isinstance(LEZER.lees(ruw(bericht)), Gelezen):
        _VALIDATOR[TYPE_VAN_SOORT[soort]].validate(bericht)
