"""W3C Trace Context: what is one is taken, what is not is no trace, and never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.spoor import Spoor, lees_spoor, to_headers

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
GOED = f"00-{TRACE}-{SPAN}-01"

_hex = st.text("0123456789abcdef", min_size=1)


def test_a_trace_is_read_and_goes_on_as_it_came() -> None:
    spoor = lees_spoor(GOED, "rojo=00f067aa0ba902b7, congo = x")

    assert lees_spoor(GOED) == Spoor(GOED)
    assert spoor == Spoor(GOED), "a key has no space before its sign, so the state is left out"
    assert lees_spoor(GOED, "rojo=1 , ,congo=t61") == Spoor(GOED, "rojo=1,congo=t61")
    assert (Spoor(GOED).trace_id, Spoor(GOED).span_id) == (TRACE, SPAN)


@pytest.mark.parametrize(
    "fout",
    [
        None,
        "",
        "x",
        GOED.upper(),
        f" {GOED}",
        f"{GOED}\n",
        f"{GOED}-extra",
        f"ff-{TRACE}-{SPAN}-01",
        f"0-{TRACE}-{SPAN}-01",
        f"00-{'0' * 32}-{SPAN}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE[:-1]}-{SPAN}-01",
        f"00-{TRACE}-{SPAN}-1",
        f"00-{TRACE}-{SPAN}-0g",
        f"00-{TRACE}-{SPAN}",
        f"01-{TRACE}-{SPAN}-01.extra",
        f"{GOED},{GOED}",
        "\udcff" * 55,
    ],
)
def test_what_is_no_trace_is_no_trace(fout: str | None) -> None:
    assert lees_spoor(fout, "a=1") is None


def test_a_later_version_is_read_as_the_first_and_unknown_flags_are_dropped() -> None:
    assert lees_spoor(f"cc-{TRACE}-{SPAN}-09-what-comes") == Spoor(GOED)
    assert lees_spoor(f"cc-{TRACE}-{SPAN}-02") == Spoor(f"00-{TRACE}-{SPAN}-00")


@pytest.mark.parametrize(
    "fout",
    [
        "a",
        "A=1",
        "a=1,a=2",
        "a=",
        "a=é",
        "a=1\n",
        "=1",
        "a=1;b=2=3",
        "tenant@=1",
        ",".join(f"a{n}=1" for n in range(33)),
        f"a={'x' * 257}",
        ",".join(f"a{n}={'x' * 100}" for n in range(6)),
        "a=999993653",
        "a=bsn:999993653;x",
    ],
)
def test_a_wrong_state_is_left_out_and_the_trace_stays(fout: str) -> None:
    assert lees_spoor(GOED, fout) == Spoor(GOED)


@pytest.mark.parametrize("goed", ["a=1", "a=1,b=2", "fw529a3039@dt=FfAB;x:y z", "0@a=1", "a*/_-=~"])
def test_a_right_state_stays_as_it_is(goed: str) -> None:
    assert lees_spoor(GOED, goed) == Spoor(GOED, goed)


@given(st.text() | st.builds("-".join, st.lists(_hex, min_size=3, max_size=5)), st.text())
def test_nothing_that_is_sent_can_break_it_and_what_is_taken_is_taken_again(
    parent: str, staat: str
) -> None:
    spoor = lees_spoor(parent, staat)

    if spoor is not None:
        assert lees_spoor(spoor.traceparent, spoor.tracestate) == spoor
        assert all(waarde.isascii() for waarde in to_headers(spoor).values())


def test_it_travels_in_headers_of_the_same_name() -> None:
    assert to_headers(None) == {}
    assert to_headers(Spoor(GOED)) == {"traceparent": GOED}
    assert to_headers(Spoor(GOED, "a=1")) == {"traceparent": GOED, "tracestate": "a=1"}
