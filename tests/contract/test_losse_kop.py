"""What a message that cannot be taken claims to be: only when it is plain, and never of BIJ."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.contract.losse_kop import lees_losse_kop
from tests.factories import BRON

HEEL = json.dumps({"source": BRON, "sequence": "3", "data": {"x": 1}}).encode()


@pytest.mark.parametrize(
    "ruw",
    [
        HEEL,
        json.dumps({"source": BRON, "sequence": 3}).encode(),
        HEEL[:-1],
        HEEL + b"}",
        HEEL.replace(b"{", b"", 1),
        HEEL[:-2] + b'"naam": "\xff"}',
    ],
)
def test_source_and_number_are_read_where_they_can_be(ruw: bytes) -> None:
    assert lees_losse_kop(ruw) == (BRON, 3)


@pytest.mark.parametrize(
    "ruw",
    [
        b"",
        b"[]",
        b"{half",
        b"[" * 10_000,
        json.dumps({"source": BRON}).encode(),
        json.dumps({"source": BRON, "sequence": True}).encode(),
        json.dumps({"source": BRON, "sequence": "0"}).encode(),
        json.dumps({"source": BRON, "sequence": "99999999999"}).encode(),
        json.dumps({"source": "ergens", "sequence": "3"}).encode(),
        json.dumps({"data": {"source": BRON, "sequence": "3"}}).encode(),
        # Twice: which of them is of the message is not plain.
        HEEL[:-1] + HEEL,
        # For the mayor: nothing of it is read here.
        HEEL.replace(b'"data"', b'"type": "nl.justitiabelen.x.v1", "data"'),
        HEEL + b" " * 70_000,
    ],
)
def test_what_is_not_plain_is_not_read(ruw: bytes) -> None:
    assert lees_losse_kop(ruw) is None


@given(st.binary(max_size=300))
def test_whatever_comes_it_does_not_fail(ruw: bytes) -> None:
    lees_losse_kop(ruw)
    lees_losse_kop(HEEL[:20] + ruw + HEEL[20:])
