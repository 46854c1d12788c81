"""Which word counts: the later one, a person's above an older message, and a dispute for people."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.leefgebied import Leefgebied
from nazorg.leefgebieden.catalogus import CATALOGUS, label, lees_feiten
from nazorg.leefgebieden.feit import Feit, Spreker, weeg
from nazorg.leefgebieden.huisvesting import Feiten, Verblijf
from nazorg.leefgebieden.veld import Veldfout
from tests.leefgebieden.feiten import FEITEN, feit

ID = Leefgebied.IDENTITEITSBEWIJS
BERICHT = {"spreker": Spreker.BERICHT, "door": "b-7"}


def test_of_two_people_the_later_word_counts() -> None:
    eerst, later = feit(ID, "document", "geen"), feit(ID, "document", "geldig", 2)

    woord = weeg([later, eerst])[ID, "document"]

    assert (woord.feit, woord.waarde, woord.strijd, woord.ging_voor_op) == (
        later,
        "geldig",
        None,
        None,
    )


def test_a_persons_later_word_wins_over_an_older_message_and_says_so() -> None:
    bericht = feit(ID, "document", "geen", 0, **BERICHT)
    mens = feit(ID, "document", "geldig", 1)

    woord = weeg([bericht, mens])[ID, "document"]

    assert (woord.waarde, woord.ging_voor_op) == ("geldig", bericht)


def test_a_newer_message_with_another_value_is_a_dispute_in_which_nobody_counts() -> None:
    mens = feit(ID, "document", "geldig", 1)
    bericht = feit(ID, "document", "geen", 2, **BERICHT)

    woord = weeg([bericht, mens])[ID, "document"]

    assert (woord.feit, woord.strijd, woord.waarde) == (mens, bericht, None)


def test_a_person_who_looks_again_ends_the_dispute() -> None:
    mens = feit(ID, "document", "geldig", 1)
    bericht = feit(ID, "document", "geen", 2, **BERICHT)
    weer = feit(ID, "document", "geldig", 3)

    woord = weeg([weer, bericht, mens])[ID, "document"]

    assert (woord.waarde, woord.strijd, woord.ging_voor_op) == ("geldig", None, bericht)


def test_a_newer_message_that_agrees_or_does_not_know_is_no_dispute() -> None:
    mens = feit(ID, "document", "geldig", 1)
    zelfde = feit(ID, "document", "geldig", 2, **BERICHT)
    weet_niet = feit(ID, "document", None, 3, **BERICHT)

    assert weeg([mens, zelfde])[ID, "document"].feit is zelfde
    woord = weeg([mens, weet_niet])[ID, "document"]
    assert (woord.waarde, woord.strijd) == ("geldig", None)


def test_who_takes_a_word_back_leaves_it_unknown_and_not_no() -> None:
    woord = weeg([feit(ID, "document", "geldig"), feit(ID, "document", None, 1)])[ID, "document"]

    assert woord.waarde is None


@given(FEITEN, st.randoms(use_true_random=False))
def test_the_order_and_doubles_change_nothing(feiten: list[Feit], toeval: random.Random) -> None:
    anders = feiten + feiten[:3]
    toeval.shuffle(anders)

    assert {k: (w.waarde, w.strijd) for k, w in weeg(anders).items()} == {
        k: (w.waarde, w.strijd) for k, w in weeg(feiten).items()
    }


# ---- the catalogue


def test_each_field_of_each_leefgebied_can_be_filled_with_each_of_its_values() -> None:
    for gebied in CATALOGUS.values():
        for veld in gebied.velden:
            for waarde in veld.keuzes or ["2026-11-27"]:
                gelezen = getattr(lees_feiten(gebied, {veld.naam: veld.check(waarde)}), veld.naam)
                assert str(gelezen) == waarde
            assert veld.vraag.endswith("?")


def test_what_the_catalogue_does_not_know_is_unknown_and_stops_nothing() -> None:
    """A value from an older version of the catalogue, or a damaged date."""
    huis = CATALOGUS[Leefgebied.HUISVESTING]

    gelezen = lees_feiten(
        huis, {"verblijf": "kasteel", "huur_betaald_tot": "morgen", "iets": "1", "reserves": "ja"}
    )

    assert gelezen == Feiten(reserves=gelezen.reserves)
    assert gelezen.reserves == "ja"


@pytest.mark.parametrize("waarde", ["", "kasteel", "2026-11-27", "GEEN_ADRES", "schizofrenie"])
def test_a_value_outside_the_list_is_refused_without_repeating_it(waarde: str) -> None:
    veld = CATALOGUS[Leefgebied.HUISVESTING].veld("verblijf")

    with pytest.raises(Veldfout) as fout:
        veld.check(waarde)

    assert not waarde or waarde not in str(fout.value)


@pytest.mark.parametrize("waarde", ["", "27-11-2026", "2026-02-30", "1999-12-31", "2101-01-01"])
def test_a_date_must_be_a_day_of_this_century(waarde: str) -> None:
    with pytest.raises(Veldfout, match="Vul een datum in"):
        CATALOGUS[Leefgebied.INKOMEN].veld("afspraak_op").check(waarde)


def test_there_is_no_field_for_an_illness() -> None:
    namen = {veld.naam for veld in CATALOGUS[Leefgebied.ZORG].velden}

    assert namen == {
        "verzekering",
        "zorgbehoefte",
        "in_zorg",
        "diagnostiek_ontbreekt",
        "zorgindicatie",
        "ggd_bezoek",
        "hulp",
    }
    with pytest.raises(Veldfout):
        CATALOGUS[Leefgebied.ZORG].veld("diagnose")


def test_a_value_has_a_dutch_label_and_a_date_stays_a_date() -> None:
    assert label(Leefgebied.HUISVESTING, "verblijf", Verblijf.GEEN) == "Nergens"
    assert label(Leefgebied.INKOMEN, "afspraak_op", "2026-11-27") == "2026-11-27"
