"""The list of words that keep medical stories out, and do not keep ordinary work out."""

import pytest

from nazorg.kern.vrije_tekst import Tekstfout, check_tekst
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
