"""Which work follows from what we know: when, due when, and when it falls away."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.detenties import melding as m
from nazorg.detenties.dossier import vouw_dossier
from nazorg.kern.werkdagen import is_werkdag, plus_werkdagen
from nazorg.werkvoorraad.taken import (
    Groep,
    Prioriteit,
    Regel,
    Taak,
    bepaal_groep,
    bepaal_prioriteit,
    bepaal_taken,
)
from tests.detenties.meldingen import (
    DAAN,
    GELDERMALSEN,
    KAART,
    MELDINGEN,
    WEST_BETUWE,
    begin,
    dag,
    einde,
    intrekking,
    melding,
    overplaatsing,
    periode,
    wijziging,
)
from tests.factories import BRON, BUREN, GRONINGEN

NIEMAND = DAAN._replace(bsn=None)
MAANDAG = date(2026, 11, 23)
DAG = timedelta(days=1)


def taken(*meldingen: m.Melding) -> dict[tuple[Regel, str], Taak]:
    lijst = bepaal_taken(vouw_dossier(list(meldingen), kaart=KAART))
    uit = {(t.regel, t.onderwerp.removeprefix(f"{BRON}|")): t for t in lijst}
    assert len(uit) == len(lijst), "two tasks with one key"
    return uit


def regels(*meldingen: m.Melding) -> set[Regel]:
    return {regel for regel, _ in taken(*meldingen)}


def test_a_new_notice_is_looked_at_within_a_working_day_after_the_source_wrote_it() -> None:
    """The source wrote it on a Friday; the weekend does not count."""
    taak = taken(melding(begin(), id="b-1"))[Regel.NIEUWE_MELDING, "D-1"]

    assert (taak.uiterlijk, taak.vrij_op, taak.aanleiding) == (MAANDAG, None, "b-1")
    assert taak.gegevens == {"begin": "2026-11-19", "inrichting": "ARN"}


def test_the_day_of_a_notice_is_the_day_in_the_netherlands() -> None:
    """Half past midnight on Tuesday here, still Monday in UTC."""
    taak = taken(melding(begin(), 3 + 15.5 / 24))[Regel.NIEUWE_MELDING, "D-1"]

    assert taak.uiterlijk == date(2026, 11, 25)


def test_a_plan_is_due_five_working_days_before_the_first_possible_day_of_freedom() -> None:
    taak = taken(melding(begin(m.Periode(date(2026, 12, 28), date(2026, 12, 31)))))[
        Regel.VRIJLATING_NABIJ, "D-1"
    ]

    assert (taak.uiterlijk, taak.vrij_op) == (date(2026, 12, 18), date(2026, 12, 28))
    assert taak.gegevens == {"laatst": "2026-12-31", "inrichting": "ARN"}


def test_the_plan_moves_with_the_expected_end_and_falls_away_when_that_is_unknown() -> None:
    eerste = melding(begin(periode(22)))
    sleutel = (Regel.VRIJLATING_NABIJ, "D-1")

    assert taken(eerste, melding(wijziging(periode(8)), 1))[sleutel].vrij_op == dag(8)
    assert sleutel not in taken(eerste, melding(wijziging(None), 1))


def test_a_doubtful_route_is_one_task_of_the_dossier_with_the_facts_for_its_sentence() -> None:
    eerste = melding(begin(), gemeente_brp=GELDERMALSEN, gemeente_vestiging=BUREN)
    tweede = melding(begin(), 1, detentie="D-2", gemeente_brp=None)

    taak = taken(eerste, tweede)[Regel.ROUTE_BEOORDELEN, ""]

    assert taak.gegevens == {
        "redenen": "herindeeld verschilt",
        "brp": WEST_BETUWE,
        "vestiging": BUREN,
    }
    assert Regel.ROUTE_BEOORDELEN not in regels(eerste, melding(begin(), 1, gemeente_vestiging="0"))


def test_a_route_without_any_known_place_has_no_codes_in_its_facts() -> None:
    taak = taken(melding(begin(), gemeente_brp=None))[Regel.ROUTE_BEOORDELEN, ""]

    assert taak.gegevens == {"redenen": "onbekend", "brp": "", "vestiging": ""}


def test_nobody_known_is_one_task_of_the_dossier_until_a_number_comes() -> None:
    eerste = melding(begin(), persoon=NIEMAND)
    tweede = melding(begin(), 1, detentie="D-2", persoon=NIEMAND)

    assert (Regel.NOG_TE_KOPPELEN, "") in taken(eerste, tweede)
    met_skn = NIEMAND._replace(skn="12345")
    assert Regel.NOG_TE_KOPPELEN not in regels(eerste, melding(wijziging(), 1, persoon=met_skn))
    assert Regel.NOG_TE_KOPPELEN not in regels(eerste, melding(wijziging(), 1))


def test_a_missing_begin_is_asked_for_instead_of_a_new_notice_and_a_release() -> None:
    los = melding(wijziging(periode(8)))

    assert regels(los) == {Regel.BEGIN_ONTBREEKT}
    assert regels(los, melding(begin(), -1)) == {Regel.NIEUWE_MELDING, Regel.VRIJLATING_NABIJ}


def test_an_expected_end_before_the_begin_is_looked_at_and_not_planned_by() -> None:
    fout = [melding(begin(periode(8))), melding(wijziging(periode(-1, 3)), 1)]

    gevonden = taken(*fout)

    assert set(gevonden) == {(Regel.NIEUWE_MELDING, "D-1"), (Regel.GEGEVENS_BEOORDELEN, "D-1")}
    facts = gevonden[Regel.GEGEVENS_BEOORDELEN, "D-1"].gegevens
    assert facts == {"signalen": "verwacht_einde_voor_begin"}
    goed = melding(wijziging(periode(8)), 2)
    assert regels(*fout, goed) == {Regel.NIEUWE_MELDING, Regel.VRIJLATING_NABIJ}


def test_all_work_falls_away_when_the_detention_ends_or_was_a_mistake() -> None:
    alles = [
        melding(begin(periode(22)), persoon=NIEMAND, gemeente_brp=GRONINGEN),
        melding(overplaatsing(), 1, persoon=NIEMAND, gemeente_brp=GRONINGEN),
    ]

    assert len(regels(*alles)) == 4
    assert not taken(*alles, melding(einde(8), 9, persoon=NIEMAND))
    assert not taken(*alles, intrekking(alles[0], 2))


def test_each_detention_has_work_of_its_own_and_only_the_running_one() -> None:
    een = [melding(begin(periode(8))), melding(einde(8), 9)]
    twee = melding(begin(periode(40)), 31, detentie="D-2")

    assert {onderwerp for _, onderwerp in taken(*een, twee)} == {"D-2"}
    assert {onderwerp for _, onderwerp in taken(een[0], twee)} == {"D-1", "D-2"}


@settings(deadline=None, max_examples=150)
@given(MELDINGEN)
def test_whatever_comes_in_work_is_due_on_a_working_day_and_has_one_key(
    meldingen: list[m.Melding],
) -> None:
    stand = vouw_dossier(meldingen, kaart=KAART)
    lijst = bepaal_taken(stand)

    assert len({(t.regel, t.onderwerp) for t in lijst}) == len(lijst)
    assert all(is_werkdag(t.uiterlijk) for t in lijst)
    assert bool(lijst) == bool(stand.open_detenties)
    assert {t.aanleiding for t in lijst} <= {b.id for b in meldingen}


# ---- the groups of the queue


@pytest.mark.parametrize(
    ("uiterlijk", "vandaag", "groep"),
    [
        (MAANDAG - DAG, MAANDAG, Groep.TE_LAAT),
        (MAANDAG, MAANDAG, Groep.VANDAAG),
        (MAANDAG + DAG, MAANDAG, Groep.DEZE_WEEK),
        (MAANDAG + 6 * DAG, MAANDAG, Groep.DEZE_WEEK),
        (MAANDAG + 7 * DAG, MAANDAG, Groep.LATER),
        (MAANDAG + 7 * DAG, MAANDAG + 4 * DAG, Groep.LATER),  # seen on Friday
        (MAANDAG + 7 * DAG, MAANDAG + 5 * DAG, Groep.DEZE_WEEK),  # seen in the weekend
        (MAANDAG + 7 * DAG, MAANDAG + 6 * DAG, Groep.DEZE_WEEK),
        (MAANDAG + 13 * DAG, MAANDAG + 6 * DAG, Groep.DEZE_WEEK),
        (MAANDAG + 14 * DAG, MAANDAG + 6 * DAG, Groep.LATER),
        (date(2027, 1, 1), date(2026, 12, 31), Groep.DEZE_WEEK),
    ],
)
def test_the_week_ends_on_sunday_and_in_the_weekend_it_is_the_one_to_come(
    uiterlijk: date, vandaag: date, groep: Groep
) -> None:
    assert bepaal_groep(uiterlijk, vandaag=vandaag) is groep


@given(vandaag=st.dates(date(2020, 1, 1), date(2030, 1, 1)), dagen=st.integers(-20, 20))
def test_a_later_due_date_never_comes_in_an_earlier_group(vandaag: date, dagen: int) -> None:
    volgorde = list(Groep)
    een = bepaal_groep(vandaag + dagen * DAG, vandaag=vandaag)
    twee = bepaal_groep(vandaag + (dagen + 1) * DAG, vandaag=vandaag)

    assert volgorde.index(een) <= volgorde.index(twee)


VIJFDE = plus_werkdagen(MAANDAG, 5)
MORGEN = MAANDAG + DAG


@pytest.mark.parametrize(
    ("regel", "uiterlijk", "vrij_op", "prioriteit"),
    [
        (Regel.VRIJLATING_NABIJ, MORGEN, VIJFDE, Prioriteit.SPOED),
        (Regel.VRIJLATING_NABIJ, MORGEN, VIJFDE + DAG, Prioriteit.NORMAAL),
        (Regel.VRIJLATING_NABIJ, MAANDAG, VIJFDE + DAG, Prioriteit.HOOG),
        (Regel.VRIJLATING_NABIJ, MORGEN, MAANDAG - 30 * DAG, Prioriteit.SPOED),
        (Regel.NIEUWE_MELDING, MORGEN, None, Prioriteit.NORMAAL),
        (Regel.NIEUWE_MELDING, MAANDAG, None, Prioriteit.HOOG),
        (Regel.NIEUWE_MELDING, MAANDAG - DAG, None, Prioriteit.HOOG),
        (Regel.NIEUWE_MELDING, MORGEN, VIJFDE, Prioriteit.SPOED),
        (Regel.ROUTE_BEOORDELEN, MORGEN, None, Prioriteit.HOOG),
        (Regel.NOG_TE_KOPPELEN, MORGEN, None, Prioriteit.HOOG),
        (Regel.NOG_TE_KOPPELEN, MORGEN, VIJFDE, Prioriteit.SPOED),
        (Regel.BEGIN_ONTBREEKT, MORGEN, None, Prioriteit.NORMAAL),
        (Regel.GEGEVENS_BEOORDELEN, MORGEN, None, Prioriteit.NORMAAL),
    ],
)
def test_work_presses_by_the_days_that_are_left_and_by_nothing_about_the_person(
    regel: Regel, uiterlijk: date, vrij_op: date | None, prioriteit: Prioriteit
) -> None:
    uit = bepaal_prioriteit(uiterlijk=uiterlijk, vrij_op=vrij_op, regel=regel, vandaag=MAANDAG)

    assert uit is prioriteit
