import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.bsn import is_bsn, mask
from tests.factories import BSN_DAAN, BSN_NINA, BSN_STEF

GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
CIJFERS = st.text("0123456789", min_size=9, max_size=9)


def is_deelbaar(cijfers: str) -> bool:
    return sum(g * int(c) for g, c in zip(GEWICHTEN, cijfers, strict=True)) % 11 == 0


@st.composite
def geldige(draw: st.DrawFn) -> str:
    """Draw eight digits and count the ninth; start anew when that has no answer of one digit."""
    acht = draw(st.text("0123456789", min_size=8, max_size=8).filter(lambda t: int(t) > 0))
    rest = sum(g * int(c) for g, c in zip(GEWICHTEN[:-1], acht, strict=True)) % 11
    return acht + str(rest) if rest < 10 else BSN_DAAN


@pytest.mark.parametrize("bsn", [BSN_DAAN, BSN_NINA, BSN_STEF])
def test_a_number_of_the_test_range_passes(bsn: str) -> None:
    assert is_bsn(bsn)


@given(CIJFERS)
def test_nine_digits_pass_exactly_when_their_weighted_sum_is_a_multiple_of_eleven(
    cijfers: str,
) -> None:
    assert is_bsn(cijfers) == (is_deelbaar(cijfers) and int(cijfers) > 0)


@given(bsn=geldige(), plek=st.integers(0, 8), erbij=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(bsn: str, plek: int, erbij: int) -> None:
    fout = bsn[:plek] + str((int(bsn[plek]) + erbij) % 10) + bsn[plek + 1 :]

    assert is_bsn(bsn)
    assert not is_bsn(fout)


@given(bsn=geldige(), plek=st.integers(0, 7))
def test_two_digits_next_to_each_other_that_changed_places_are_noticed(bsn: str, plek: int) -> None:
    gewisseld = bsn[:plek] + bsn[plek + 1] + bsn[plek] + bsn[plek + 2 :]
    # The last two have weights 2 and -1: three apart, and eleven does not divide that either.
    assert gewisseld == bsn or not is_bsn(gewisseld)


@pytest.mark.parametrize(
    "tekst",
    ["", "0" * 9, BSN_DAAN[:-1], BSN_DAAN + "0", f" {BSN_DAAN}", f"{BSN_DAAN}\n", "+99999365"],
)
def test_what_is_not_nine_digits_or_only_zeros_does_not_pass(tekst: str) -> None:
    assert not is_bsn(tekst)


def test_digits_of_another_script_do_not_pass() -> None:
    arabisch = "".join(chr(0x660 + int(c)) for c in BSN_DAAN)

    assert arabisch.isdigit()
    assert not is_bsn(arabisch)


@given(st.text(max_size=12))
def test_no_text_makes_the_check_fail(tekst: str) -> None:
    assert is_bsn(tekst) in (True, False)


@given(geldige())
def test_a_masked_number_shows_its_last_two_digits_and_nothing_more(bsn: str) -> None:
    gemaskeerd = mask(bsn)

    assert gemaskeerd[-2:] == bsn[-2:]
    assert set(gemaskeerd[:-2]) == {"•"}
    assert len(gemaskeerd) == 9
