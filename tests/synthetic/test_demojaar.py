"""A demo shows a week in which people are released, and the same year at every start."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from nazorg.commands.demojaar import open_demojaar
from nazorg.referentie.kennis import load_kennis

PROFIELEN = load_kennis().profielen


@pytest.mark.parametrize("dag", [date(2026, 11, 30), date(2026, 12, 3), date(2027, 6, 12)], ids=str)
def test_a_later_start_shows_the_same_year(dag: date, tmp_path: Path) -> None:
    eerst = open_demojaar(tmp_path, dag, PROFIELEN)

    assert open_demojaar(tmp_path, dag + timedelta(days=3), PROFIELEN) == eerst
    assert eerst.begin == dag - timedelta(days=330)


def test_a_year_is_chosen_in_which_people_walk_out_this_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vrij = {1: 0, 2: 2, 3: 5, 4: 9}
    monkeypatch.setattr("nazorg.commands.demojaar._tel_vrij", lambda _, jaar, __: vrij[jaar.zaad])

    assert open_demojaar(tmp_path, date(2026, 11, 30), PROFIELEN).zaad == 3


def test_without_enough_of_them_it_is_the_year_with_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "nazorg.commands.demojaar._tel_vrij", lambda _, jaar, __: int(jaar.zaad == 7)
    )

    assert open_demojaar(tmp_path, date(2026, 11, 30), PROFIELEN).zaad == 7


def test_a_demo_that_was_begun_before_goes_on_with_its_own_year(tmp_path: Path) -> None:
    (tmp_path / "demo-begin").write_text("2026-01-04")

    jaar = open_demojaar(tmp_path, date(2026, 11, 30), PROFIELEN)

    assert (jaar.begin, jaar.zaad) == (date(2026, 1, 4), 1)
