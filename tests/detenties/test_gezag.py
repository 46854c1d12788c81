"""A list of a gemeente fills a gap, and makes way for whoever knows better."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.lijst import is_lijst, make_lijstbron
from nazorg.detenties import melding as m
from nazorg.detenties.detentie import Detentiestatus
from nazorg.detenties.dossier import Dossierstatus, vouw_dossier
from nazorg.kern.leefgebied import Leefgebied, Stand
from tests.detenties.meldingen import (
    BEGINDAG,
    DAAN,
    KAART,
    START,
    begin,
    dag,
    einde,
    intrekking,
    melding,
    periode,
)
from tests.factories import BRON, BUREN, TIEL

LIJST = make_lijstbron(BRON, TIEL)
LIJST_BUREN = make_lijstbron(BRON, BUREN)


def op_lijst(inhoud: m.Inhoud, op: float = 0, bron: str = LIJST, **anders: Any) -> m.Melding:
    return melding(inhoud, op, bron=bron, **({"detentie": "L-1"} | anders))


def geldend(*meldingen: m.Melding) -> list[tuple[str, str]]:
    stand = vouw_dossier(list(meldingen), kaart=KAART)
    return [("lijst" if is_lijst(d.bron) else "register", d.nummer) for d in stand.detenties]


def test_the_source_of_a_list_is_ours_and_has_the_gemeente_in_it() -> None:
    assert LIJST == "urn:nld:oin:00000099000000001000:systeem:lijst-0281"
    assert is_lijst(LIJST)
    assert not is_lijst(BRON)


def test_without_a_register_the_list_counts() -> None:
    assert geldend(op_lijst(begin())) == [("lijst", "L-1")]


def test_a_register_about_the_same_time_takes_the_place_of_the_list() -> None:
    dezelfde = op_lijst(begin(datum=dag(2)), 5)

    assert geldend(dezelfde, melding(begin())) == [("register", "D-1")]


def test_a_detention_of_another_time_stays_beside_it() -> None:
    vroeger = [op_lijst(begin(datum=dag(-90))), op_lijst(einde(-60))]

    assert geldend(*vroeger, melding(begin())) == [("lijst", "L-1"), ("register", "D-1")]


@pytest.mark.parametrize(
    ("van", "tot", "telt"),
    [(-30, 0, True), (-30, 1, False), (0, 0, False), (8, 20, True), (7, 20, False), (8, 8, True)],
)
def test_who_leaves_on_the_day_of_the_other_was_out_in_between(
    van: int, tot: int, telt: bool
) -> None:
    lijst = [op_lijst(begin(datum=dag(van))), op_lijst(einde(tot))]
    register = [melding(begin()), melding(einde(8))]

    assert (("lijst", "L-1") in geldend(*lijst, *register)) is telt


def test_an_open_list_reaches_to_now_and_makes_way_for_all_that_follows() -> None:
    assert geldend(op_lijst(begin(datum=dag(-400))), melding(begin())) == [("register", "D-1")]


def test_a_register_without_a_begin_may_have_begun_at_any_time() -> None:
    assert geldend(op_lijst(begin()), melding(einde(8))) == [("register", "D-1")]
    later = op_lijst(begin(datum=dag(9)))
    assert ("lijst", "L-1") in geldend(later, melding(einde(8)))


def test_what_the_register_takes_back_makes_room_again() -> None:
    gemeld = melding(begin(), 1)

    stand = vouw_dossier([op_lijst(begin()), gemeld, intrekking(gemeld, 2)], kaart=KAART)

    assert [d.status for d in stand.detenties if is_lijst(d.bron)] == [Detentiestatus.LOPEND]
    assert stand.status is Dossierstatus.IN_DETENTIE


def test_of_two_lists_about_the_same_time_the_newest_counts() -> None:
    oud = op_lijst(begin(datum=dag(-3)), 0)
    nieuw = op_lijst(begin(), 1, detentie="L-2")
    elders = op_lijst(begin(datum=dag(1)), 2, bron=LIJST_BUREN, detentie="L-3")

    assert geldend(oud, nieuw) == [("lijst", "L-2")]
    assert geldend(elders, nieuw, oud) == [("lijst", "L-3")]


def test_a_plan_of_a_list_is_no_detention() -> None:
    plan = op_lijst(
        m.Plan((m.Planonderdeel(Leefgebied.INKOMEN, Stand.IN_ORDE),)), 9, detentie="P-1"
    )

    assert geldend(melding(begin()), plan) == [("register", "D-1")]


def test_the_register_says_who_somebody_is_and_where_and_the_list_fills_in() -> None:
    getypt = DAAN._replace(geslachtsnaam="VERHOEVEN (Daan)", voorvoegsel="van")
    lijst = op_lijst(begin(), 30, persoon=getypt, gemeente_brp=BUREN, ontvanger=BUREN)

    stand = vouw_dossier([melding(begin()), lijst], kaart=KAART)

    assert stand.persoon.geslachtsnaam == "Verhoeven"
    assert stand.persoon.voorvoegsel == "van"
    assert stand.route.gemeente == TIEL
    assert stand.laatste_op == START + timedelta(days=30)


def test_a_list_does_not_change_what_a_register_said_of_its_detention() -> None:
    lijst = [op_lijst(begin(verwacht=periode(3)), 9), op_lijst(einde(4), 9)]

    stand = vouw_dossier([melding(begin(periode(8))), *lijst], kaart=KAART)

    (detentie,) = stand.detenties
    assert (detentie.verwacht, detentie.einde, detentie.begin) == (periode(8), None, BEGINDAG)


@given(st.data())
def test_the_order_and_the_number_of_times_never_matter(data: st.DataObject) -> None:
    dagen = st.integers(-40, 40)
    soort = st.sampled_from([(LIJST, "L-1"), (LIJST, "L-2"), (LIJST_BUREN, "L-3"), (BRON, "D-1")])
    berichten = [
        op_lijst(
            data.draw(st.builds(lambda d: begin(datum=dag(d)), dagen) | st.builds(einde, dagen)),
            data.draw(st.integers(0, 5)),
            bron=bron,
            detentie=nummer,
        )
        for bron, nummer in data.draw(st.lists(soort, min_size=1, max_size=7))
    ]
    anders = data.draw(st.permutations(berichten + berichten[:2]))

    stand = vouw_dossier(berichten, kaart=KAART)

    assert stand == vouw_dossier(anders, kaart=KAART)
    registers = [d for d in stand.detenties if not is_lijst(d.bron)]
    assert len(registers) == len({b.detentie for b in berichten if b.bron == BRON})
