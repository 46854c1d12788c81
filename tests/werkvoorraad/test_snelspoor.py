"""Who is free before the next meeting gets the minimum pack at once, and nothing is born late."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.detenties import melding as m
from nazorg.detenties.dossier import vouw_dossier
from nazorg.kern.klok import day_of
from nazorg.kern.leefgebied import Stand
from nazorg.kern.werkdagen import is_werkdag, plus_werkdagen
from nazorg.leefgebieden.feit import Feit
from nazorg.overleggen.ritme import Overlegritme
from nazorg.werkvoorraad.taken import Regel
from nazorg.werkvoorraad.werk import bepaal_werk
from tests.detenties.meldingen import KAART, MELDINGEN, begin, dag, einde, melding, periode
from tests.factories import GRONINGEN
from tests.leefgebieden.feiten import FEITEN
from tests.werkvoorraad.test_werk import (
    DICHT,
    GEEN_ID,
    MET_DICHT,
    NIJMEEGS,
    REGELS,
    TIELS,
    plan,
    werk,
)

PAKKET = {"snelspoor-opvang", "snelspoor-uitkering", "snelspoor-id"}
MAANDAG = date(2026, 11, 23)


def test_who_is_free_before_the_next_meeting_takes_the_fast_track() -> None:
    """Notice on Friday 20 November; Nijmegen meets every two weeks: on 24 November."""
    kort = werk(melding(begin(periode(4))), regels=NIJMEEGS)[Regel.NIEUWE_MELDING]
    op_de_dag = werk(melding(begin(periode(5))), regels=NIJMEEGS)[Regel.NIEUWE_MELDING]
    lang = werk(melding(begin(periode(6))), regels=NIJMEEGS)[Regel.NIEUWE_MELDING]

    assert kort.gegevens["overleg"] == op_de_dag.gegevens["overleg"] == "2026-11-24"
    assert "overleg" not in lang.gegevens
    assert kort.uiterlijk == date(2026, 11, 23), "the next working day"


def test_without_a_known_end_or_a_rhythm_nobody_is_on_the_fast_track() -> None:
    zonder = werk(melding(begin()), regels=NIJMEEGS)[Regel.NIEUWE_MELDING]
    geen_ritme = replace(NIJMEEGS, overleg=None)

    assert "overleg" not in zonder.gegevens
    taak = werk(melding(begin(periode(1))), regels=geen_ritme)[Regel.NIEUWE_MELDING]
    assert "overleg" not in taak.gegevens


@pytest.mark.parametrize("regels", [TIELS, NIJMEEGS, REGELS.voor(GRONINGEN)])
def test_the_fast_track_asks_for_the_minimum_pack_while_nothing_is_known(regels: object) -> None:
    """Shelter, an appointment for a benefit and a look at the ID, on the next working day."""
    taken = werk(melding(begin(periode(3)), id="b-1"), regels=regels)

    pakket = {naam: taak for naam, taak in taken.items() if naam in PAKKET}
    assert pakket.keys() == PAKKET
    assert {t.uiterlijk for t in pakket.values()} == {MAANDAG}
    assert {t.aanleiding for t in pakket.values()} == {"b-1"}


def test_who_stays_until_after_the_meeting_gets_no_pack() -> None:
    assert not PAKKET & werk(melding(begin(periode(60)))).keys()
    assert not PAKKET & werk(melding(begin())).keys()


def test_what_is_in_order_is_not_asked_again_in_the_pack() -> None:
    bekend = plan(0, identiteitsbewijs=Stand.IN_ORDE, inkomen=Stand.NIET_IN_ORDE)

    assert PAKKET & werk(melding(begin(periode(3))), bekend).keys() == {
        "snelspoor-opvang",
        "snelspoor-uitkering",
    }


def test_the_pack_skips_closed_days_of_the_gemeente() -> None:
    taken = werk(melding(begin(periode(3))), regels=MET_DICHT)

    assert taken["snelspoor-id"].uiterlijk == plus_werkdagen(date(2026, 11, 20), 1, DICHT)


# ---- nothing is late at the moment it is asked


def test_a_release_within_a_week_asks_for_its_plan_on_the_day_of_the_notice() -> None:
    taken = werk(melding(begin(periode(2))), feiten=(GEEN_ID,))

    assert taken[Regel.VRIJLATING_NABIJ].uiterlijk == date(2026, 11, 20)
    assert taken["id-voor-vrijlating"].uiterlijk == date(2026, 11, 20)


def test_a_judge_of_last_week_is_for_the_day_on_which_we_heard_it() -> None:
    vrij = melding(einde(1, m.EindeWijze.ONMIDDELLIJK), 11)

    assert werk(melding(begin()), vrij)[Regel.DIRECT_VRIJ].uiterlijk == date(2026, 12, 1)


@settings(deadline=None, max_examples=100)
@given(MELDINGEN, FEITEN)
def test_no_task_is_due_before_the_day_of_the_notice_that_asked_for_it(
    meldingen: list[m.Melding], feiten: list[Feit]
) -> None:
    stand = vouw_dossier(meldingen, kaart=KAART)

    taken = bepaal_werk(stand, feiten=feiten, regels=MET_DICHT).taken

    gezegd = {(b.bron, b.id): day_of(b.tijd) for b in meldingen}
    for taak in taken:
        # The newest message of a contradiction may be a fact in FEITEN, which has no notice.
        dagen = [d for (_, id_), d in gezegd.items() if id_ == taak.aanleiding]
        if dagen:
            assert taak.uiterlijk >= plus_werkdagen(min(dagen), 0, DICHT)


# ---- the meeting itself


def test_a_meeting_on_a_holiday_is_held_on_the_next_open_day() -> None:
    """Every two weeks from Friday 11 December: the second is on Christmas."""
    ritme = Overlegritme(date(2026, 12, 11), 14)

    assert ritme.volgende(date(2026, 12, 11)) == date(2026, 12, 28)
    assert ritme.volgende(date(2026, 12, 26)) == date(2026, 12, 28), "it moved, and comes still"
    assert ritme.volgende(date(2026, 12, 28)) == date(2027, 1, 8)


@given(
    eerste=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    om=st.integers(1, 40),
    na=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    dicht=st.frozensets(st.dates(date(2026, 12, 20), date(2027, 1, 5))),
)
def test_the_next_meeting_is_the_first_open_day_of_the_rhythm_after_today(
    eerste: date, om: int, na: date, dicht: frozenset[date]
) -> None:
    volgende = Overlegritme(eerste, om).volgende(na, dicht)

    begin_ = eerste + timedelta(days=((na - eerste).days // om - 60) * om)
    alle = (plus_werkdagen(begin_ + timedelta(days=n * om), 0, dicht) for n in range(200))
    assert volgende == min(d for d in alle if d > na)
    assert is_werkdag(volgende, dicht)


def test_the_meeting_and_the_due_date_look_at_the_same_closed_days() -> None:
    """The meeting of 24 November is put off by a closed day: who is free on the 25th is early."""
    dicht = replace(NIJMEEGS, dicht=frozenset({date(2026, 11, 24)}))

    taak = werk(melding(begin(periode(6))), regels=dicht)[Regel.NIEUWE_MELDING]

    assert taak.gegevens["overleg"] == "2026-11-25"
    assert taak.vrij_op == dag(6)
