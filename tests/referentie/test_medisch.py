"""The list of words that keep medical stories out, and do not keep ordinary work out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.vrije_tekst import Tekstfout, check_tekst, holds_medisch
from nazorg.referentie.medisch import load_medisch


@pytest.mark.parametrize(
    "tekst",
    [
        "Heeft ADHD",
        "is verslaafd aan alcohol",
        "schizofrenie",
        "Medicatie ophalen",
        "Suïcidaal",
        "onder behandeling van een psychiater",
    ],
)
def test_a_medical_story_is_refused(tekst: str) -> None:
    with pytest.raises(Tekstfout):
        check_tekst(tekst, medisch=load_medisch())


@pytest.mark.parametrize(
    "tekst",
    [
        "Bel de GGD over het bezoek van donderdag",
        "Zorgverzekering weer laten lopen op 27 november",
        "Reclassering, IrisZorg en het RIC weten ervan",
        "Moeder kan helpen, zus niet. Hij wil werk in de bouw.",
        "Sleutel ligt bij de corporatie; huur betaald tot 1 januari",
        "Kleding en 20 euro meegeven",
    ],
)
def test_ordinary_work_is_kept(tekst: str) -> None:
    assert check_tekst(tekst, medisch=load_medisch()) == tekst


def test_the_list_holds_lines_in_lower_case_without_a_second_meaning() -> None:
    woorden = load_medisch()

    assert len(woorden) > 40
    assert all(w == w.lower().strip() for w in woorden)
    # A mark stands before one word; words beside each other have none.
    assert not [w for w in woorden if w[0] in "^!" and " " in w]


@pytest.mark.parametrize("regel", sorted(w for w in load_medisch() if w[0] != "!"))
def test_every_line_of_the_list_is_found_in_a_sentence_and_in_capitals(regel: str) -> None:
    woorden = regel.removeprefix("^").split()

    for tekst in (" bij de ".join(woorden), "-".join(woorden).upper(), "x. " + " ".join(woorden)):
        with pytest.raises(Tekstfout):
            check_tekst(f"Sinds maart {tekst}, zegt hij", medisch=load_medisch())


@given(st.lists(st.sampled_from(sorted(load_medisch())) | st.text(max_size=6), max_size=6))
def test_what_is_told_at_a_glance_is_what_every_word_says(delen: list[str]) -> None:
    tekst = f"sinds {' '.join(delen)}"
    # A line of which the first word is in every text here, and the second in none: no glance is
    # enough then, and each word is looked at.
    zonder_blik = load_medisch() | {"sinds qqqqqqq"}

    assert holds_medisch(tekst, load_medisch()) == holds_medisch(tekst, zonder_blik)
