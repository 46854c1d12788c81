"""What people do with a task: every deed gives one state, and leads back to the one before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.werkvoorraad.handelingen import (
    VERSTE_DAG,
    Handeling,
    Lijst,
    NietOpen,
    Opdracht,
    Taakstand,
)
from nazorg.werkvoorraad.taken import Taakstatus

MAANDAG = date(2026, 11, 23)
WOENSDAG = date(2026, 11, 25)

standen = st.builds(
    Taakstand,
    status=st.sampled_from(Taakstatus),
    eigenaar=st.sampled_from(("", "marieke", "hans")),
    lijst=st.sampled_from(Lijst),
    tot=st.none() | st.dates(MAANDAG, MAANDAG + VERSTE_DAG),
    bij_wijziging=st.booleans(),
    wacht_op=st.sampled_from(("", "pi")),
    wacht_sinds=st.none() | st.just(MAANDAG),
)
opdrachten = st.builds(
    Opdracht,
    soort=st.sampled_from([h for h in Handeling if h is not Handeling.ONGEDAAN]),
    eigenaar=st.sampled_from(("marieke", "hans")),
    tot=st.dates(WOENSDAG, MAANDAG + VERSTE_DAG),
    bij_wijziging=st.booleans(),
    wacht_op=st.just("pi"),
)


@given(standen, opdrachten)
def test_doing_it_twice_is_doing_it_once(stand: Taakstand, opdracht: Opdracht) -> None:
    try:
        eens = opdracht.pas_toe(stand, vandaag=MAANDAG)
    except NietOpen:
        return

    if eens.status is Taakstatus.OPEN or opdracht.soort is Handeling.AFGEHANDELD:
        assert opdracht.pas_toe(eens, vandaag=MAANDAG) == eens


@given(standen, opdrachten)
def test_a_deed_never_takes_the_owner_away_unless_it_says_so(
    stand: Taakstand, opdracht: Opdracht
) -> None:
    try:
        na = opdracht.pas_toe(stand, vandaag=MAANDAG)
    except NietOpen:
        return

    if opdracht.soort not in (Handeling.TOEGEWEZEN, Handeling.VRIJGEGEVEN):
        assert na.eigenaar == stand.eigenaar


@given(standen, opdrachten)
def test_what_is_not_open_moves_nowhere(stand: Taakstand, opdracht: Opdracht) -> None:
    if stand.status is Taakstatus.OPEN or opdracht.soort in (
        Handeling.AFGEHANDELD,
        Handeling.HEROPEND,
    ):
        return
    with pytest.raises(NietOpen):
        opdracht.pas_toe(stand, vandaag=MAANDAG)


@given(standen)
def test_what_fell_away_cannot_be_done_or_put_back(stand: Taakstand) -> None:
    weg = replace(stand, status=Taakstatus.VERVALLEN)
    for soort in (Handeling.AFGEHANDELD, Handeling.HEROPEND):
        with pytest.raises(NietOpen):
            Opdracht(soort=soort).pas_toe(weg, vandaag=MAANDAG)


def test_each_deed_puts_a_task_where_its_name_says() -> None:
    begin = Taakstand(eigenaar="hans")

    def na(**velden: object) -> Taakstand:
        return Opdracht(**velden).pas_toe(begin, vandaag=MAANDAG)  # type: ignore[arg-type]

    assert na(soort=Handeling.TOEGEWEZEN, eigenaar="marieke").eigenaar == "marieke"
    assert na(soort=Handeling.VRIJGEGEVEN).eigenaar == ""
    slaapt = na(soort=Handeling.SLUIMERT, tot=WOENSDAG, bij_wijziging=True)
    assert (slaapt.lijst, slaapt.tot, slaapt.bij_wijziging) == (Lijst.SLUIMERT, WOENSDAG, True)
    wacht = na(soort=Handeling.WACHT, tot=WOENSDAG, wacht_op="pi")
    assert (wacht.lijst, wacht.wacht_op, wacht.wacht_sinds) == (Lijst.WACHT, "pi", MAANDAG)
    assert na(soort=Handeling.AFGEHANDELD).status is Taakstatus.AFGEHANDELD


def test_a_question_keeps_its_age_when_it_is_asked_again_and_not_when_another_is_asked() -> None:
    eerst = Opdracht(soort=Handeling.WACHT, wacht_op="pi", tot=WOENSDAG)
    wacht = eerst.pas_toe(Taakstand(), vandaag=MAANDAG)
    dag_later = MAANDAG + timedelta(days=1)

    opnieuw = replace(eerst, tot=WOENSDAG + timedelta(days=7)).pas_toe(wacht, vandaag=dag_later)
    anders = replace(eerst, wacht_op="zorg").pas_toe(wacht, vandaag=dag_later)

    assert opnieuw.wacht_sinds == MAANDAG
    assert anders.wacht_sinds == dag_later


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"soort": Handeling.TOEGEWEZEN}, "eigenaar"),
        ({"soort": Handeling.SLUIMERT}, "tot"),
        ({"soort": Handeling.SLUIMERT, "tot": MAANDAG}, "tot"),
        ({"soort": Handeling.SLUIMERT, "tot": MAANDAG - timedelta(days=1)}, "tot"),
        ({"soort": Handeling.SLUIMERT, "tot": MAANDAG + timedelta(days=367)}, "tot"),
        ({"soort": Handeling.WACHT, "tot": WOENSDAG}, "wacht_op"),
        ({"soort": Handeling.WACHT, "wacht_op": "pi"}, "tot"),
    ],
)
def test_a_deed_that_is_not_right_says_which_field(velden: dict[str, object], veld: str) -> None:
    fouten = Opdracht(**velden).controleer(vandaag=MAANDAG)  # type: ignore[arg-type]

    assert set(fouten) == {veld}
    assert fouten[veld].endswith(".")


@pytest.mark.parametrize(
    "opdracht",
    [
        Opdracht(soort=Handeling.SLUIMERT, bij_wijziging=True),
        Opdracht(soort=Handeling.SLUIMERT, tot=MAANDAG + VERSTE_DAG),
        Opdracht(soort=Handeling.WACHT, tot=WOENSDAG, wacht_op="pi"),
        Opdracht(soort=Handeling.TOEGEWEZEN, eigenaar="hans"),
        Opdracht(soort=Handeling.AFGEHANDELD),
    ],
)
def test_a_deed_that_is_right_has_nothing_wrong(opdracht: Opdracht) -> None:
    assert opdracht.controleer(vandaag=MAANDAG) == {}
