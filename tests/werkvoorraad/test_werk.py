"""All work of a dossier: what rules add, what presses, and that no task is ever an orphan."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.detenties import melding as m
from nazorg.detenties.dossier import vouw_dossier
from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.kern.werkdagen import is_werkdag, plus_werkdagen
from nazorg.leefgebieden.feit import Feit
from nazorg.referentie.regelboek import load_regelboek
from nazorg.werkvoorraad.regelrij import Anker
from nazorg.werkvoorraad.taken import Regel, Taak
from nazorg.werkvoorraad.werk import bepaal_werk
from tests.detenties.meldingen import (
    BEGINDAG,
    KAART,
    MELDINGEN,
    begin,
    dag,
    einde,
    intrekking,
    melding,
    overplaatsing,
    periode,
    verlof,
    wijziging,
)
from tests.factories import BRON, NIJMEGEN, TIEL
from tests.leefgebieden.feiten import FEITEN, feit

ID, WONEN, INKOMEN, SCHULDEN, ZORG = BASIS
REGELS = load_regelboek()
TIELS, NIJMEEGS = REGELS.voor(TIEL), REGELS.voor(NIJMEGEN)
# Closed days of the gemeente itself: around the first days, and some later.
DICHT = frozenset(date(2026, 11, 20) + timedelta(days=n) for n in (0, 3, 4, 13, 27, 40, 90))
MET_DICHT = replace(TIELS, dicht=DICHT)
GEMELD = plus_werkdagen(date(2026, 11, 20), 0, DICHT)
GEEN_ID = feit(ID, "document", "geen")


def plan(op: float = 1, **standen: Stand) -> m.Melding:
    delen = tuple(m.Planonderdeel(Leefgebied(g), s) for g, s in standen.items())
    return melding(m.Plan(delen), op)


def werk(
    *meldingen: m.Melding, feiten: tuple[Feit, ...] = (), regels: Any = TIELS
) -> dict[str, Taak]:
    stand = vouw_dossier(list(meldingen), kaart=KAART)
    taken = bepaal_werk(stand, feiten=feiten, regels=regels).taken
    uit = {_naam(t): t for t in taken}
    assert len(uit) == len(taken), "two tasks with one key"
    return uit


# Who is free is asked again how it goes: WODC, one and six months after.
METINGEN = {"meting-een-maand", "meting-zes-maanden"}


def _naam(taak: Taak) -> str:
    if taak.regel is not Regel.LEEFGEBIED:
        return taak.regel
    return taak.onderwerp.removeprefix(f"{BRON}|D-1|")


def test_a_rule_gives_a_task_with_its_area_reason_rule_and_the_notice_that_fired_it() -> None:
    taak = werk(melding(begin(periode(60)), id="b-1"), feiten=(GEEN_ID,))["id-voor-vrijlating"]

    assert (taak.leefgebied, taak.vrij_op, taak.aanleiding) == (ID, dag(60), "b-1")
    assert taak.uiterlijk == plus_werkdagen(dag(60), -15)
    assert taak.gegevens == {
        "regel": "id-voor-vrijlating",
        "versie": "2",
        "reden": "Geen geldig ID-bewijs: vraag het aan via de gemeente van de PI",
        "leefgebied": "identiteitsbewijs",
    }


def test_a_task_that_waits_says_for_what() -> None:
    taken = werk(melding(begin(periode(60))), plan(schulden=Stand.NIET_IN_ORDE))

    taak = taken["schulden-wacht-op-basis"]
    assert taak.gegevens["wacht_op"] == "huisvesting inkomen"
    assert "schulden-overzicht" not in taken


def test_a_plan_of_an_earlier_detention_says_nothing_about_this_one() -> None:
    eerder = [melding(begin()), plan(huisvesting=Stand.NIET_IN_ORDE), melding(einde(8), 9)]
    nu = melding(begin(periode(90), datum=dag(40)), 40, detentie="D-2")

    assert {t.regel for t in werk(*eerder, nu).values()} == {
        Regel.NIEUWE_MELDING,
        Regel.VRIJLATING_NABIJ,
    }


def test_a_later_plan_that_leaves_out_an_area_does_not_erase_it() -> None:
    eerste = plan(1, huisvesting=Stand.NIET_IN_ORDE, inkomen=Stand.NIET_IN_ORDE)
    tweede = plan(2, inkomen=Stand.IN_ORDE)

    stand = vouw_dossier([melding(begin()), eerste, tweede], kaart=KAART)

    beeld = bepaal_werk(stand, feiten=(), regels=TIELS).beeld
    assert (beeld[WONEN].stand, beeld[INKOMEN].stand) == (Stand.NIET_IN_ORDE, Stand.IN_ORDE)


def test_a_newer_plan_against_a_persons_word_is_work_for_the_next_working_day() -> None:
    thuis = feit(WONEN, "verblijf", "familie_of_vrienden")
    bericht = plan(3, huisvesting=Stand.NIET_IN_ORDE)

    taken = werk(melding(begin(periode(60))), bericht, feiten=(thuis,))

    taak = taken["tegenspraak|huisvesting"]
    assert (taak.aanleiding, taak.leefgebied) == (bericht.id, WONEN)
    assert taak.uiterlijk == date(2026, 11, 24)
    assert "opvang-tiel" not in taken, "in dispute is unknown"


# ---- closed days, and a judge who lets somebody go


def test_who_is_let_go_by_a_judge_is_called_the_same_day() -> None:
    vrij = melding(einde(8, m.EindeWijze.ONMIDDELLIJK), 7, id="b-einde")

    taken = werk(melding(begin(periode(60))), vrij)

    assert set(taken) == {Regel.DIRECT_VRIJ, *METINGEN}
    taak = taken[Regel.DIRECT_VRIJ]
    assert (taak.uiterlijk, taak.vrij_op, taak.aanleiding) == (dag(8), dag(8), "b-einde")


def test_a_judge_on_saturday_means_monday() -> None:
    vrij = melding(einde(9, m.EindeWijze.ONMIDDELLIJK), 10)

    assert werk(melding(begin()), vrij)[Regel.DIRECT_VRIJ].uiterlijk == dag(11)


def test_who_walks_out_is_followed_up_the_next_working_day_also_when_nobody_looked_yet() -> None:
    """Domain note 3.1, release day: the end closes the detention and opens the follow-up."""
    vrij = melding(einde(8), 8, id="b-einde")

    taken = werk(melding(begin()), vrij)

    assert set(taken) == {Regel.NET_VRIJ, *METINGEN}
    taak = taken[Regel.NET_VRIJ]
    assert (taak.uiterlijk, taak.vrij_op, taak.aanleiding) == (dag(11), dag(8), "b-einde")


def test_a_withdrawn_detention_does_not_hide_that_somebody_is_free() -> None:
    vrij = [melding(begin()), melding(einde(8), 8)]
    weer = melding(begin(datum=dag(9)), 10, detentie="D-2")

    taken = werk(*vrij, weer, intrekking(weer, 11, detentie="D-2"))

    assert taken == werk(*vrij)


def test_a_withdrawn_end_or_a_new_detention_calls_nobody() -> None:
    eerste = melding(begin())
    vrij = melding(einde(8, m.EindeWijze.ONMIDDELLIJK), 9)
    weer = melding(begin(datum=dag(9)), 10, detentie="D-2")

    assert Regel.DIRECT_VRIJ not in werk(eerste, vrij, intrekking(vrij, 10))
    assert Regel.DIRECT_VRIJ not in werk(eerste, vrij, weer)


@pytest.mark.parametrize("wijze", [m.EindeWijze.OVERLIJDEN, m.EindeWijze.DOORPLAATSING])
def test_who_died_or_went_on_to_a_clinic_asks_for_nothing_afterwards(wijze: m.EindeWijze) -> None:
    alles = [melding(begin()), plan(inkomen=Stand.NIET_IN_ORDE)]

    assert werk(*alles, melding(einde(8), 9))
    assert werk(*alles, melding(einde(8, wijze), 9)) == {}


# ---- what holds whatever happens

_VERZET = st.integers(-40, 300)


@settings(deadline=None, max_examples=100)
@given(eerst=st.integers(20, 200), verzet=_VERZET, feiten=FEITEN)
def test_a_release_that_moves_moves_every_date_that_hangs_on_it_exactly(
    eerst: int, verzet: int, feiten: list[Feit]
) -> None:
    nieuw = max(1, eerst + verzet)
    # On one day: no task is due before the notice that moved its date.
    stappen = [melding(begin(periode(eerst)), id="b-1"), melding(wijziging(periode(nieuw)), 0.1)]
    alles = tuple(feiten)

    verschoven = werk(*stappen, feiten=alles, regels=MET_DICHT)
    meteen = werk(melding(begin(periode(nieuw)), id="b-1"), feiten=alles, regels=MET_DICHT)

    # Which notice made the rule speak is another one; the rest is the same to the day.
    assert {n: t._replace(aanleiding="") for n, t in verschoven.items()} == {
        n: t._replace(aanleiding="") for n, t in meteen.items()
    }
    for naam, taak in verschoven.items():
        versie = int(taak.gegevens.get("versie", 0))
        regel = REGELS.find(taak.gegevens.get("regel", ""), versie, TIEL)
        if regel is None or regel.anker is not Anker.VRIJLATING:
            continue
        assert taak.vrij_op == dag(nieuw), naam
        verwacht = plus_werkdagen(dag(nieuw + 1), -1, DICHT)
        if regel.werkdagen:
            verwacht = plus_werkdagen(dag(nieuw), regel.werkdagen, DICHT)
        assert taak.uiterlijk == max(verwacht, GEMELD), naam


@settings(deadline=None, max_examples=100)
@given(MELDINGEN, FEITEN)
def test_every_task_has_one_key_and_is_due_on_a_day_on_which_its_gemeente_is_open(
    meldingen: list[m.Melding], feiten: list[Feit]
) -> None:
    stand = vouw_dossier(meldingen, kaart=KAART)

    taken = bepaal_werk(stand, feiten=feiten, regels=MET_DICHT).taken

    assert len({(t.regel, t.onderwerp) for t in taken}) == len(taken)
    assert all(is_werkdag(t.uiterlijk, DICHT) for t in taken)
    for taak in taken:
        is_van_een = taak.regel is Regel.LEEFGEBIED and taak.gegevens["regel"] not in METINGEN
        assert (taak.leefgebied is not None) is is_van_een


def test_withdrawing_the_plan_takes_its_tasks_along_and_the_leave_its_own() -> None:
    eerste = melding(begin(periode(60)))
    het_plan = plan(huisvesting=Stand.NIET_IN_ORDE)
    weg = verlof(m.Verlofstatus.VERLEEND, 30)
    met_verlof = werk(eerste, melding(weg, 2), feiten=(GEEN_ID,))

    assert {"opvang-tiel", "woning-reageren"} <= set(werk(eerste, het_plan))
    assert set(werk(eerste, het_plan, intrekking(het_plan, 2))) == set(werk(eerste))
    assert "id-voor-verlof|V-1" in met_verlof
    ingetrokken = melding(verlof(m.Verlofstatus.INGETROKKEN, None), 3)
    assert set(met_verlof) - set(werk(eerste, melding(weg, 2), ingetrokken, feiten=(GEEN_ID,))) == {
        "id-voor-verlof|V-1"
    }


def test_after_the_release_work_presses_by_its_own_date() -> None:
    alles = [melding(begin()), plan(inkomen=Stand.NIET_IN_ORDE), melding(einde(8), 9)]

    taak = werk(*alles)["keukentafelgesprek"]

    assert (taak.vrij_op, taak.uiterlijk) == (None, plus_werkdagen(dag(8), 5))


def test_a_transfer_changes_no_date() -> None:
    eerste, het_plan = melding(begin(periode(60)), id="b"), plan(inkomen=Stand.NIET_IN_ORDE)
    voor = werk(eerste, het_plan)

    na = werk(eerste, het_plan, melding(overplaatsing(), 3))

    assert {n: t.uiterlijk for n, t in voor.items()} == {n: t.uiterlijk for n, t in na.items()}
    assert min(t.uiterlijk for t in na.values()) > BEGINDAG
