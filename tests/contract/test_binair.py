"""Binary mode in, structured mode out; what is broken stays broken, for the reader to refuse."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.contract.binair import as_structured

HEADERS = {"ce_specversion": "1.0", "ce_id": "1", "ce_source": "urn:x", "traceparent": "no"}


def test_attributes_and_data_come_together() -> None:
    inhoud = as_structured(
        {**HEADERS, "content-type": "application/json; charset=utf-8"}, b'{"a":1}'
    )

    assert json.loads(inhoud) == {
        "specversion": "1.0",
        "id": "1",
        "source": "urn:x",
        "datacontenttype": "application/json",
        "data": {"a": 1},
    }


@pytest.mark.parametrize("data", [b"", b"{half", b"plain text", b'{"a":1},"id":"2"', b"[" * 9999])
def test_data_that_is_not_json_cannot_become_part_of_the_envelope(data: bytes) -> None:
    inhoud = json.loads(as_structured(HEADERS, data))

    assert inhoud["id"] == "1"
    assert base64.b64decode(inhoud["data_base64"]) == data
    assert "data" not in inhoud


def test_a_header_cannot_stand_in_for_the_data() -> None:
    inhoud = json.loads(as_structured({**HEADERS, "ce_data": "x", "ce_data_base64": "eA=="}, b"1"))

    assert inhoud["data"] == 1
    assert "data_base64" not in inhoud


def test_two_ids_that_are_not_utf8_stay_different_and_unreadable() -> None:
    een, twee = (
        as_structured({**HEADERS, "ce_id": ruw.decode(errors="surrogateescape")}, b"{}")
        for ruw in (b"\xfe", b"\xff")
    )

    assert een != twee
    for inhoud in (een, twee):
        with pytest.raises(UnicodeDecodeError):
            inhoud.decode()


@given(
    headers=st.dictionaries(
        st.one_of(st.text(), st.text().map("ce_".__add__), st.just("content-type")),
        st.text(st.characters()),
    ),
    data=st.binary(),
)
def test_it_never_fails(headers: dict[str, str], data: bytes) -> None:
    assert isinstance(as_structured(headers, data), bytes)
