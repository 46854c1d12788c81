"""One and six months after a release somebody asks again, until every leefgebied was spoken of.

Source: WODC, Monitor nazorg ex-gedetineerden, sixth measurement.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nazorg.detenties.dossier import Dossierstatus
from nazorg.kern.leefgebied import BASIS, Leefgebied, Stand
from nazorg.kern.maanden import plus_maanden
from nazorg.kern.werkdagen import is_werkdag, plus_werkdagen
from nazorg.leefgebieden.feit import Feit
from nazorg.referentie.regelboek import load_regelboek
from nazorg.werkvoorraad.regels import pas_toe
from tests.factories import BUREN, GRONINGEN, NIJMEGEN, TIEL
from tests.leefgebieden.feiten import feit, plan
from tests.referentie.test_regels_per_profiel import VRIJ, situatie, vuurt

EEN, ZES = "meting-een-maand", "meting-zes-maanden"
ID, WONEN, INKOMEN, SCHULDEN, ZORG = BASIS
NA_EEN = plus_maanden(VRIJ, 1)


def elk(gemeten_op: date) -> tuple[Feit, ...]:
    """Return a word about each of the five, about one day."""
    antwoorden = (
        feit(ID, "document", "geldig"),
        feit(WONEN, "verblijf", "eigen_woning"),
        feit(INKOMEN, "inkomensbron", "werk"),
        feit(SCHULDEN, "schuldsituatie", "geen"),
        feit(ZORG, "zorgbehoefte", "nee"),
    )
    return tuple(replace(f, gemeten_op=gemeten_op) for f in antwoorden)


def metingen(*feiten: Feit, gemeente: str = TIEL, vrij_op: date = VRIJ) -> dict[str, date]:
    s = situatie(*feiten, fase=Dossierstatus.VRIJ, vrij_op=vrij_op)
    return {r: dag for r, dag in vuurt(gemeente, s).items() if r in (EEN, ZES)}


@pytest.mark.parametrize("gemeente", [TIEL, BUREN, NIJMEGEN, GRONINGEN])
def test_each_moment_is_asked_on_the_open_day_before_it(gemeente: str) -> None:
    assert metingen(gemeente=gemeente) == {
        EEN: plus_werkdagen(NA_EEN, -1),
        ZES: plus_werkdagen(plus_maanden(VRIJ, 6), -1),
    }


def test_what_was_measured_is_asked_no_more_and_the_next_moment_still_is() -> None:
    assert set(metingen(*elk(NA_EEN - timedelta(days=14)))) == {ZES}
    assert set(metingen(*elk(NA_EEN - timedelta(days=15)))) == {EEN, ZES}
    assert metingen(*elk(plus_maanden(VRIJ, 6))) == {}


def test_one_leefgebied_that_nobody_spoke_of_keeps_the_question() -> None:
    assert set(metingen(*elk(NA_EEN)[:-1])) == {EEN, ZES}


def test_who_refuses_help_is_not_asked_how_it_goes() -> None:
    weigert = replace(feit(ZORG, "hulp", "geweigerd"), gemeten_op=VRIJ)

    assert set(metingen(*elk(NA_EEN)[:-1], weigert)) == {ZES}


def test_a_plan_from_before_the_release_is_no_measurement() -> None:
    assert set(metingen(*(plan(g, Stand.IN_ORDE) for g in BASIS))) == {EEN, ZES}


def test_who_is_held_is_not_measured_afterwards() -> None:
    regels = {r for r in vuurt(TIEL, situatie()) if r.startswith("meting")}

    assert regels == set()


@pytest.mark.parametrize("vrij_op", [date(2026, 1, 31), date(2026, 8, 31), date(2027, 3, 29)])
def test_at_the_end_of_a_month_the_day_is_open_and_not_after_the_moment(vrij_op: date) -> None:
    for naam, maanden in ((EEN, 1), (ZES, 6)):
        dag = metingen(vrij_op=vrij_op)[naam]
        assert is_werkdag(dag)
        # Never before the notice, of November 2026.
        assert dag < plus_maanden(vrij_op, maanden) or dag == date(2026, 11, 2)


def test_an_id_card_that_expires_is_asked_about_while_the_end_is_unknown() -> None:
    """RvIG: no leave without a valid card; what expires first is only in order until then."""
    kaart = (feit(ID, "document", "geldig"), feit(ID, "geldig_tot", "2027-03-01"))
    regel = "id-verloopt-zonder-einde"

    assert vuurt(TIEL, situatie(*kaart, vrij_op=None))[regel] == date(2027, 1, 18)
    assert regel not in vuurt(TIEL, situatie(*kaart)), "the release is known"
    assert regel not in vuurt(TIEL, situatie(kaart[0], vrij_op=None)), "nobody said until when"


def test_a_rule_about_all_leefgebieden_names_none() -> None:
    treffers = pas_toe(load_regelboek().voor(TIEL), situatie(fase=Dossierstatus.VRIJ))

    assert {t.regel.leefgebied for t in treffers} == {None}
    assert Leefgebied.ZORG not in {t.regel.leefgebied for t in treffers}
