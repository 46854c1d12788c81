"""Rows in the words of a list: what they say, and what is wrong with them, without a value."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.lijst import Lijstsoort
from nazorg.berichten.soort import Soort
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
from nazorg.contract.lijst.planrijen import lees_plan
from nazorg.contract.lijst.rijen import Gelezenrij, Lijstkennis, lees_detentie
from nazorg.contract.lijst.tabel import Rij, Tabel
from nazorg.detenties.melding import EindeWijze, Titel
from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.referentie.laden import load_gemeenten, load_inrichtingen
from nazorg.referentie.lijstwoorden import load_lijstwoorden, normaliseer
from tests.factories import BSN_DAAN, BUREN, TIEL
from tests.lijsten import KOPPEN, PLANKOPPEN, planrij, rij, to_csv, to_xlsx

DETENTIE, PLAN = Lijstsoort.DETENTIE, Lijstsoort.PLAN
KENNIS = Lijstkennis(
    gemeente=TIEL,
    gemeenten={normaliseer(g.naam): g.code for g in load_gemeenten() if not g.einde},
    inrichtingen=load_inrichtingen(),
    dag=date(2026, 11, 23),
)


def lees(*cellen: Any, koppen: tuple[str, ...] = KOPPEN) -> Gelezenrij:
    tabel = Tabel(koppen, (Rij("2", tuple(cellen)),))
    indeling = raad_indeling(tabel, DETENTIE, eerder={}, merken=[])
    return lees_detentie(tabel.rijen[0], indeling, KENNIS)


def plan(**anders: Any) -> Gelezenrij:
    tabel = Tabel(PLANKOPPEN, (Rij("2", tuple(planrij(**anders))),))
    return lees_plan(tabel.rijen[0], raad_indeling(tabel, PLAN, eerder={}, merken=[]), KENNIS)


def klachten(gelezen: Gelezenrij) -> list[str]:
    return [f.veld for f in gelezen.fouten]


def standen(gelezen: Gelezenrij) -> dict[str, str]:
    onderdelen = gelezen.blokken[Soort.PLAN_GEDEELD]["onderdelen"]
    return {o["leefgebied"]: o["stand"] for o in onderdelen}


def test_a_row_says_who_is_held_since_when_and_where() -> None:
    gelezen = lees(*rij(naam="van den Berg"))

    assert gelezen.fouten == []
    assert gelezen.blokken == {
        Soort.BEGONNEN: {
            "persoon": {
                "bsn": BSN_DAAN,
                "geslachtsnaam": "Berg",
                "voorvoegsel": "van den",
                "voornamen": "Daan Pieter",
            },
            "ontvangerGemeente": TIEL,
            "gemeenteBrp": TIEL,
            "grondslag": "pbw-18a",
            "inrichting": "ARN",
            "beginDatum": "2026-11-19",
            "titel": "gevangenisstraf",
            "verwachtEinde": {"vroegst": "2026-12-11", "laatst": "2026-12-11"},
        }
    }


def test_an_end_that_is_behind_us_is_an_end() -> None:
    gelezen = lees(*rij(begin="1-10-2026", einde="20-11-2026", wijze="VI"))

    einde = gelezen.blokken[Soort.BEEINDIGD]
    assert (einde["eindDatum"], einde["wijze"]) == (
        "2026-11-20",
        "voorwaardelijke_invrijheidstelling",
    )


def test_an_end_that_is_still_to_come_is_only_expected() -> None:
    gelezen = lees(*rij(einde="20-12-2026", verwacht=""))

    assert Soort.BEEINDIGD not in gelezen.blokken
    verwacht = {"vroegst": "2026-12-20", "laatst": "2026-12-20"}
    assert gelezen.blokken[Soort.BEGONNEN]["verwachtEinde"] == verwacht
    assert gelezen.fouten == []


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"bsn": ""}, "BSN"),
        ({"bsn": "123456780"}, "BSN"),
        ({"naam": ""}, "Achternaam"),
        ({"pi": ""}, "Inrichting (PI)"),
        ({"pi": "PI Nergens"}, "Inrichting (PI)"),
        ({"pi": "Veenhuizen"}, "Inrichting (PI)"),
        ({"begin": ""}, "Begin detentie"),
        ({"begin": "19-11-26"}, "Begin detentie"),
        ({"begin": "24-11-2026"}, "Begin detentie"),
        ({"titel": ""}, "Titel"),
        ({"titel": "diefstal"}, "Titel"),
        ({"verwacht": "misschien"}, "Verwacht einde"),
        ({"einde": "20-11-2026", "wijze": ""}, "Wijze van einde"),
        ({"einde": "20-11-2026", "wijze": "zomaar"}, "Wijze van einde"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_at_its_field_and_without_the_value(
    anders: dict[str, str], veld: str
) -> None:
    gelezen = lees(*rij(**anders))

    assert klachten(gelezen) == [veld]
    for waarde in anders.values():
        assert not waarde or waarde not in gelezen.fouten[0].tekst


@pytest.mark.parametrize(
    ("getypt", "code"),
    [
        ("ARN", "ARN"),
        ("arn", "ARN"),
        ("PI Arnhem", "ARN"),
        ("P.I. Arnhem", "ARN"),
        ("Penitentiaire Inrichting Arnhem", "ARN"),
        ("arnhem", "ARN"),
        ("Den Haag", "HAA"),
        ("Haaglanden", "HAA"),
        ("Veenhuizen, locatie Esserheem", "VHE"),
        ("Veenhuizen Esserheem", "VHE"),
        ("JC Zaanstad", "ZAA"),
    ],
)
def test_a_prison_is_known_by_its_code_its_name_or_its_place(getypt: str, code: str) -> None:
    assert lees(*rij(pi=getypt)).blokken[Soort.BEGONNEN]["inrichting"] == code


@pytest.mark.parametrize(
    ("getypt", "code"),
    [
        ("Buren", BUREN),
        ("gemeente Buren", BUREN),
        (BUREN, BUREN),
        (214, BUREN),
        (214.0, BUREN),
        ("", TIEL),
    ],
)
def test_a_row_may_name_its_own_gemeente(getypt: Any, code: str) -> None:
    gelezen = lees(*rij(), getypt, koppen=(*KOPPEN, "Gemeente"))

    assert gelezen.fouten == []
    assert gelezen.blokken[Soort.BEGONNEN]["gemeenteBrp"] == code
    assert gelezen.blokken[Soort.BEGONNEN]["ontvangerGemeente"] == TIEL


def test_an_unknown_gemeente_is_an_error() -> None:
    assert klachten(lees(*rij(), "Luilekkerland", koppen=(*KOPPEN, "Gemeente"))) == [
        "Gemeente van inschrijving"
    ]


# ---- plans


def test_a_plan_says_how_the_areas_stand_on_a_day() -> None:
    gelezen = plan()

    assert gelezen.fouten == []
    assert gelezen.datum == date(2024, 3, 3)
    assert standen(gelezen) == {
        "identiteitsbewijs": "in_orde",
        "huisvesting": "niet_in_orde",
        "inkomen": "in_behandeling",
        "schulden": "in_orde",
        "zorg": "niet_in_orde",
    }


def test_yes_to_debts_is_no_good_news() -> None:
    assert standen(plan(schulden="ja"))["schulden"] == "niet_in_orde"


@pytest.mark.parametrize(
    ("nodig", "krijgt", "stand"),
    [
        ("ja", "ja", Stand.IN_BEHANDELING),
        ("", "ja", Stand.IN_BEHANDELING),
        ("ja", "nee", Stand.NIET_IN_ORDE),
        ("ja", "", Stand.ONBEKEND),
        ("nee", "", Stand.NIET_VAN_TOEPASSING),
        ("nee", "nee", Stand.NIET_VAN_TOEPASSING),
        ("onbekend", "", Stand.ONBEKEND),
        ("", "", None),
    ],
)
def test_of_care_only_whether_it_is_needed_and_there(
    nodig: str, krijgt: str, stand: Stand | None
) -> None:
    assert standen(plan(zorg_nodig=nodig, in_zorg=krijgt)).get(Leefgebied.ZORG) == stand


@pytest.mark.parametrize("medisch", ["schizofrenie", "ja, methadon", "ADHD", "via GGZ"])
def test_medical_words_are_refused_and_not_repeated(medisch: str) -> None:
    for gelezen in (plan(zorg_nodig=medisch), plan(in_zorg=medisch)):
        (fout,) = gelezen.fouten
        assert "Medische gegevens nemen wij niet op" in fout.tekst
        assert medisch not in fout.tekst


def informatieblad(**vinkjes: str) -> Gelezenrij:
    koppen = ("BSN", "Naam", "Datum", *(k.replace("_", " ") for k in vinkjes))
    cellen = (BSN_DAAN, "Verhoeven", "3-3-2018", *vinkjes.values())
    tabel = Tabel(koppen, (Rij("2", cellen),))
    return lees_plan(tabel.rijen[0], raad_indeling(tabel, PLAN, eerder={}, merken=[]), KENNIS)


def test_a_tick_of_consent_is_no_state_and_no_consent_is_no_help() -> None:
    gelezen = informatieblad(
        Toestemming_werk_en_inkomen="x", Toestemming_onderdak="nee", Wonen="ja", Inkomen=""
    )

    assert standen(gelezen) == {"inkomen": "onbekend", "huisvesting": "geweigerd"}


@pytest.mark.parametrize("ingetrokken", ["ja", "1-2-2019", "x", "weet niet"])
def test_what_was_withdrawn_stays_out_as_a_whole(ingetrokken: str) -> None:
    gelezen = informatieblad(Toestemming_zorg="ja", Ingetrokken=ingetrokken)

    assert "ingetrokken" in gelezen.fouten[0].tekst
    assert informatieblad(Toestemming_zorg="ja", Ingetrokken="nee").fouten == []


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"datum": ""}, "Datum van de gegevens"),
        ({"datum": "24-11-2026"}, "Datum van de gegevens"),
        ({"wonen": "bij zijn moeder"}, "Huisvesting"),
        (
            {"id": "", "wonen": "", "inkomen": "", "schulden": "", "zorg_nodig": "", "in_zorg": ""},
            "ID-bewijs",
        ),
    ],
    ids=str,
)
def test_a_plan_that_says_nothing_or_something_else_is_an_error(
    anders: dict[str, str], veld: str
) -> None:
    assert klachten(plan(**anders)) == [veld]


# ---- columns


def test_the_words_of_a_list_lead_to_fields_and_values_that_exist() -> None:
    woorden = load_lijstwoorden()

    for soort in Lijstsoort:
        namen = {v.naam for v in VELDEN[soort]}
        assert set(woorden.koppen[soort].values()) == namen
        assert {f"toestemming_{g.value}" for g in Leefgebied} <= {v.naam for v in VELDEN[PLAN]}
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


# ---- the file with wrong rows


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
