"""Columns are guessed and chosen, and wrong rows go back as the columns that they were."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.lijst import Lijstsoort
from nazorg.contract.lijst.bestand import lees_bestand
from nazorg.contract.lijst.foutbestand import schrijf_foutbestand
from nazorg.contract.lijst.kolommen import (
    VELDEN,
    find_ongebruikt,
    find_ontbrekend,
    lees_keuze,
    onthoud,
    raad_indeling,
)
from nazorg.contract.lijst.rijen import lees_detentie
from nazorg.contract.lijst.tabel import Rij, Tabel
from nazorg.detenties.melding import EindeWijze, Titel
from nazorg.kern.leefgebied import BASIS, Stand
from nazorg.referentie.lijstwoorden import load_lijstwoorden
from tests.lijsten import KOPPEN, rij, to_csv, to_xlsx
from tests.lijstrijen import DETENTIE, KENNIS, PLAN, lees


def test_the_words_of_a_list_lead_to_fields_and_values_that_exist() -> None:
    woorden = load_lijstwoorden()

    for soort in Lijstsoort:
        namen = {v.naam for v in VELDEN[soort]}
        assert set(woorden.koppen[soort].values()) == namen
        assert {f"toestemming_{g.value}" for g in BASIS} <= {v.naam for v in VELDEN[PLAN]}
    assert set(woorden.woorden["titel"].values()) == set(Titel)
    assert set(woorden.woorden["wijze"].values()) == set(EindeWijze)
    assert set(woorden.woorden["stand"].values()) == set(Stand)
    assert set(woorden.woorden["schulden"].values()) == set(Stand)


def test_columns_are_guessed_from_the_headings_each_once() -> None:
    tabel = Tabel(("BSN-nummer", "NAAM", "Datum  insluiting", "P.I.", "BSN", "Opmerkingen"), ())

    indeling = raad_indeling(tabel, DETENTIE, eerder={}, merken=[])

    assert indeling == {"bsn": 0, "geslachtsnaam": 1, "begin": 2}
    assert [v.naam for v in find_ontbrekend(indeling, DETENTIE)] == ["inrichting", "titel"]
    assert find_ongebruikt(indeling, tabel.koppen) == ["P.I.", "BSN", "Opmerkingen"]


def test_the_tab_says_what_a_bare_heading_is_about() -> None:
    tabel = Tabel(("BSN", "ID: Status", "Wonen: Geregeld", "Schulden: Opmerking"), ())

    indeling = raad_indeling(tabel, PLAN, eerder={}, merken=[])

    assert indeling == {"bsn": 0, "identiteitsbewijs": 1, "huisvesting": 2}


def test_what_was_chosen_the_last_time_goes_before_a_guess() -> None:
    tabel = Tabel(("Nummer", "BSN", "Naam"), ())
    merken = ["m-nummer", "m-bsn", "m-naam"]
    toen = onthoud({"bsn": 0, "titel": "isd"}, merken)

    indeling = raad_indeling(tabel, DETENTIE, eerder=toen | {"weg": "m-naam"}, merken=merken)

    assert indeling == {"bsn": 0, "titel": "isd", "geslachtsnaam": 2}


@given(st.dictionaries(st.sampled_from(["bsn", "titel", "einde", "x"]), st.text(max_size=8)))
def test_no_choice_points_outside_the_list(keuzes: dict[str, str]) -> None:
    for veld, keuze in lees_keuze(keuzes, DETENTIE, breedte=3).items():
        assert keuze in range(3) or (veld == "titel" and keuze in list(Titel))


def test_a_choice_is_a_column_or_one_word_for_all_rows() -> None:
    keuzes = {"bsn": "k2", "titel": "=isd", "begin": "k3", "wijze": "=zomaar", "pi": "k0"}

    assert lees_keuze(keuzes, DETENTIE, breedte=3) == {"bsn": 2, "titel": "isd"}


@pytest.mark.parametrize("gevaar", ["=1+1", "+31", "-5", "@som", "\tx", "\rx", "\nx"])
def test_no_cell_of_the_file_is_a_formula(gevaar: str) -> None:
    ruw = schrijf_foutbestand([gevaar], [(Rij("2", (gevaar,)), gevaar)])

    tekst = ruw.decode("utf-8-sig")
    assert ruw.startswith(b"\xef\xbb\xbf")
    assert tekst.count(f"'{gevaar}") == 3


def test_the_file_comes_back_as_the_same_rows() -> None:
    rijen = [rij(naam='De "Berg"; van', begin=date(2026, 11, 19)), rij(voornamen="=1+1")]
    tabel = lees_bestand(to_xlsx({"L": [KOPPEN, *rijen]}), DETENTIE)

    ruw = schrijf_foutbestand(tabel.koppen, [(r, "BSN: klopt niet.") for r in tabel.rijen])
    terug = lees_bestand(ruw, DETENTIE)

    assert terug.koppen == (*KOPPEN, "fout")
    assert [r.cellen[-1] for r in terug.rijen] == ["BSN: klopt niet."] * 2
    assert lees(*terug.rijen[0].cellen[:-1]).begin == date(2026, 11, 19)
    indeling = raad_indeling(terug, DETENTIE, eerder={}, merken=[])
    assert lees_detentie(terug.rijen[0], indeling, KENNIS).fouten == []


@given(st.lists(st.text(max_size=12), min_size=9, max_size=9))
def test_no_row_makes_it_stumble(cellen: list[str]) -> None:
    gelezen = lees(*cellen)

    assert gelezen.fouten
    assert lees_bestand(to_csv(rij()), DETENTIE).rijen
