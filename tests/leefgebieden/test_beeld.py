"""The five cards together: plan and people, who wins, what is in dispute, what waits."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.leefgebieden.afhankelijk import GRAAF, Kring, find_wacht_op, order
from nazorg.leefgebieden.beeld import Gebiedsbeeld, Strijd, bepaal_beeld
from nazorg.leefgebieden.feit import Feit, Spreker
from tests.leefgebieden.feiten import FEITEN, VRIJ, feit, plan

ID, WONEN, INKOMEN, SCHULDEN, ZORG = BASIS
STANDEN = st.sampled_from(Stand)


def kaart(gebied: Leefgebied, *feiten: Feit, vrij_op: date | None = VRIJ) -> Gebiedsbeeld:
    return bepaal_beeld(feiten, vrij_op=vrij_op)[gebied]


def test_without_any_word_all_five_are_unknown_and_ask_a_question() -> None:
    beeld = bepaal_beeld([], vrij_op=VRIJ)

    assert list(beeld) == list(BASIS)
    assert {b.stand for b in beeld.values()} == {Stand.ONBEKEND}
    assert all(b.oordeel.volgende.startswith("Vraag") for b in beeld.values())
    assert all(b.laatste is None for b in beeld.values())


def test_the_plan_fills_a_card_and_says_that_it_is_the_plan() -> None:
    beeld = kaart(WONEN, plan(WONEN, Stand.NIET_IN_ORDE))

    assert beeld.stand is Stand.NIET_IN_ORDE
    assert beeld.oordeel.waarom == "Zo staat het in het D&R-plan."
    assert beeld.oordeel.volgende == "Vraag de PI wat er nodig is"


def test_a_plan_that_does_not_know_changes_nothing() -> None:
    alleen = kaart(WONEN, plan(WONEN, Stand.ONBEKEND))
    na_mens = kaart(WONEN, feit(WONEN, "verblijf", "geen_adres"), plan(WONEN, Stand.ONBEKEND, 3))

    assert alleen.oordeel.waarom == "Nog niet bekend."
    assert (na_mens.stand, na_mens.strijd) == (Stand.NIET_IN_ORDE, ())


def test_a_persons_later_word_goes_above_the_plan_and_the_card_says_so() -> None:
    beeld = kaart(
        WONEN, plan(WONEN, Stand.NIET_IN_ORDE), feit(WONEN, "verblijf", "familie_of_vrienden", 2)
    )

    assert beeld.stand is Stand.IN_ORDE
    assert beeld.oordeel.waarom == (
        "Kan bij familie of vrienden wonen. Gaat voor op het D&R-plan van 3 nov 2026."
    )
    assert beeld.strijd == ()


def test_a_newer_plan_against_a_persons_word_is_shown_side_by_side() -> None:
    mens = feit(WONEN, "verblijf", "familie_of_vrienden")
    bericht = plan(WONEN, Stand.NIET_IN_ORDE, 2)

    beeld = kaart(WONEN, mens, bericht)

    assert beeld.stand is Stand.ONBEKEND
    assert beeld.strijd == (Strijd(mens, bericht),)
    assert beeld.oordeel.volgende == "Kijk wat klopt"


def test_a_newer_plan_that_agrees_is_no_dispute() -> None:
    beeld = kaart(WONEN, feit(WONEN, "verblijf", "geen_adres"), plan(WONEN, Stand.NIET_IN_ORDE, 2))

    assert (beeld.stand, beeld.strijd) == (Stand.NIET_IN_ORDE, ())
    assert beeld.oordeel.waarom == "Heeft na vrijlating geen adres."


def test_facts_that_do_not_decide_leave_the_word_to_the_plan() -> None:
    beeld = kaart(
        WONEN, feit(WONEN, "verblijf", "eigen_woning", 3), plan(WONEN, Stand.NIET_IN_ORDE)
    )

    assert beeld.stand is Stand.NIET_IN_ORDE
    assert beeld.oordeel.waarom == (
        "Heeft een eigen woning. Of die blijft, is nog niet bekend."
        " Volgens het D&R-plan van 3 nov 2026: niet in orde."
    )


def test_who_says_that_it_is_unknown_after_the_plan_is_believed() -> None:
    plan_eerst = plan(WONEN, Stand.IN_ORDE)

    assert kaart(WONEN, plan_eerst, feit(WONEN, "verblijf", None, 1)).stand is Stand.ONBEKEND
    assert kaart(WONEN, plan_eerst, feit(WONEN, "verblijf", None, -1)).stand is Stand.IN_ORDE


def test_the_newest_plan_is_the_one_in_dispute() -> None:
    mens = feit(ID, "document", "geldig")
    bericht = plan(ID, Stand.IN_ORDE, 1)
    ander = plan(ID, Stand.NIET_IN_ORDE, 2)

    assert kaart(ID, mens, bericht).stand is Stand.IN_ORDE
    assert kaart(ID, mens, bericht, ander).strijd == (Strijd(mens, ander),)


def test_a_message_against_a_persons_word_in_one_field_is_a_dispute_too() -> None:
    mens = feit(ID, "document", "geldig")
    bericht = feit(ID, "document", "geen", 1, spreker=Spreker.BERICHT)

    beeld = kaart(ID, mens, bericht)

    assert beeld.strijd == (Strijd(mens, bericht),)
    assert (beeld.stand, beeld.oordeel.volgende) == (Stand.ONBEKEND, "Kijk wat klopt")


@pytest.mark.parametrize(
    ("hulp", "stand"),
    [
        ("geweigerd", Stand.GEWEIGERD),
        ("niet_nodig", Stand.NIET_VAN_TOEPASSING),
        ("gewenst", Stand.NIET_IN_ORDE),
    ],
)
def test_what_the_person_wants_goes_before_the_facts(hulp: str, stand: Stand) -> None:
    feiten = [feit(SCHULDEN, "schuldsituatie", "overzicht_ontbreekt"), feit(SCHULDEN, "hulp", hulp)]

    assert kaart(SCHULDEN, *feiten).stand is stand


# ---- what waits for what

SCHULD = feit(SCHULDEN, "schuldsituatie", "overzicht_ontbreekt")
HUIS = feit(WONEN, "verblijf", "familie_of_vrienden")
WERK = feit(INKOMEN, "inkomensbron", "werk")


def test_debts_wait_until_house_and_income_are_in_order() -> None:
    niets = kaart(SCHULDEN, SCHULD)
    huis = kaart(SCHULDEN, SCHULD, HUIS)
    alles = kaart(SCHULDEN, SCHULD, HUIS, WERK)

    assert niets.wacht_op == (WONEN, INKOMEN)
    assert "Wacht op basis: huisvesting en inkomen." in niets.oordeel.waarom
    assert (huis.wacht_op, "Wacht op basis: inkomen." in huis.oordeel.waarom) == ((INKOMEN,), True)
    assert alles.wacht_op == ()
    assert "Wacht" not in alles.oordeel.waarom


def test_debts_that_are_in_order_wait_for_nothing() -> None:
    assert kaart(SCHULDEN, feit(SCHULDEN, "schuldsituatie", "geen")).wacht_op == ()


def test_an_area_that_does_not_apply_is_not_waited_for() -> None:
    standen = {WONEN: Stand.NIET_VAN_TOEPASSING, INKOMEN: Stand.GEWEIGERD}

    assert find_wacht_op(SCHULDEN, standen, graaf=GRAAF) == (INKOMEN,)
    assert find_wacht_op(ZORG, standen, graaf=GRAAF) == ()


def test_a_circle_is_refused_in_words() -> None:
    with pytest.raises(Kring) as fout:
        order({SCHULDEN: (INKOMEN,), INKOMEN: (WONEN,), WONEN: (SCHULDEN,)})

    tekst = str(fout.value)
    assert tekst.startswith("Dit kan niet: deze leefgebieden wachten op elkaar:")
    assert all(g in tekst for g in ("schulden", "inkomen", "huisvesting"))


@given(st.dictionaries(st.sampled_from(Leefgebied), st.tuples(st.sampled_from(Leefgebied))))
def test_every_graph_is_ordered_or_refused(
    graaf: dict[Leefgebied, tuple[Leefgebied, ...]],
) -> None:
    try:
        volgorde = order(graaf)
    except Kring:
        return
    assert set(volgorde) == set(Leefgebied)
    for gebied, eerst in graaf.items():
        assert all(volgorde.index(e) < volgorde.index(gebied) for e in eerst)


# ---- whatever was said


@given(FEITEN, st.none() | st.just(VRIJ), st.randoms(use_true_random=False))
def test_the_same_words_in_any_order_give_the_same_cards(
    feiten: list[Feit], vrij_op: date | None, toeval: random.Random
) -> None:
    anders = [*feiten, *feiten[:2]]
    toeval.shuffle(anders)

    een, twee = (bepaal_beeld(f, vrij_op=vrij_op) for f in (feiten, anders))

    assert {g: (b.oordeel, b.wacht_op) for g, b in een.items()} == {
        g: (b.oordeel, b.wacht_op) for g, b in twee.items()
    }


@given(FEITEN)
def test_no_dispute_is_ever_in_order_and_a_card_without_words_is_unknown(
    feiten: list[Feit],
) -> None:
    for gebied, beeld in bepaal_beeld(feiten, vrij_op=VRIJ).items():
        if beeld.strijd:
            assert beeld.stand is Stand.ONBEKEND
        if all(f.waarde is None for f in feiten if f.leefgebied is gebied):
            assert beeld.stand is Stand.ONBEKEND
