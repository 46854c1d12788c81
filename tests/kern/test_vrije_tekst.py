"""Free text stays short, and no illness and no BSN gets in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.vrije_tekst import LANGST, Tekstfout, check_tekst, holds_medisch
from tests.factories import BSN_DAAN

MEDISCH = {"depressie", "schizofreni", "methadon"}


def test_an_ordinary_note_is_kept_as_it_is() -> None:
    tekst = "Gebeld met moeder.\r\nHij kan van vrijdag tot zondag bij haar slapen.\n"

    assert check_tekst(tekst, medisch=MEDISCH) == (
        "Gebeld met moeder.\nHij kan van vrijdag tot zondag bij haar slapen."
    )


@pytest.mark.parametrize(
    "tekst",
    [
        "Heeft een depressie",
        "DEPRESSIES in de familie",
        "krijgt Methadon.",
        "is schizofreen/schizofrenie",
    ],
)
def test_a_medical_word_is_refused_without_repeating_it(tekst: str) -> None:
    with pytest.raises(Tekstfout, match="Medische gegevens horen hier niet") as fout:
        check_tekst(tekst, medisch=MEDISCH)

    assert "epressie" not in str(fout.value)


@pytest.mark.parametrize(
    ("lijst", "ja", "nee"),
    [
        ({"kanker"}, "Longkanker", "Ankerplaats"),
        ({"hiv"}, "hiv-positief", "archivaris"),
        ({"^dement"}, "dementie", "rendement"),
        ({"verslaving", "!verslavingszorg"}, "gokverslaving", "Intake verslavingszorg"),
        ({"ggz opname"}, "opname bij de GGZ", "opname in de opvang, GGZ belt"),
        ({"heroïn"}, "heroine", "hero"),
        ({"antipsychot"}, "anti-psychotica", "anti-rook"),
    ],
)
def test_a_line_of_the_list_says_where_in_a_word_it_counts(
    lijst: set[str], ja: str, nee: str
) -> None:
    assert holds_medisch(ja, lijst)
    assert not holds_medisch(nee, lijst)


@pytest.mark.parametrize("vorm", ["{}", "bsn {}.", "({})"])
def test_a_bsn_is_refused_also_with_dots_and_spaces(vorm: str) -> None:
    los = f"{BSN_DAAN[:3]} {BSN_DAAN[3:6]} {BSN_DAAN[6:]}"
    punten = f"{BSN_DAAN[:4]}.{BSN_DAAN[4:6]}.{BSN_DAAN[6:]}"

    for getal in (BSN_DAAN, los, punten):
        with pytest.raises(Tekstfout, match="Schrijf geen BSN") as fout:
            check_tekst(vorm.format(getal), medisch=MEDISCH)
        assert BSN_DAAN not in str(fout.value)


def test_a_phone_number_is_no_bsn() -> None:
    assert check_tekst("Bel 0344-123456 of 06 1234 5678", medisch=MEDISCH)


def test_a_text_has_an_end() -> None:
    with pytest.raises(Tekstfout, match="hoogstens 1000 tekens"):
        check_tekst("a" * (LANGST + 1), medisch=MEDISCH)
    assert len(check_tekst("a" * LANGST, medisch=MEDISCH)) == LANGST


@given(st.text(max_size=60))
def test_any_text_is_kept_or_refused_and_twice_is_once(tekst: str) -> None:
    try:
        schoon = check_tekst(tekst, medisch=MEDISCH)
    except Tekstfout:
        return
    assert check_tekst(schoon, medisch=MEDISCH) == schoon
    assert "\x00" not in schoon
