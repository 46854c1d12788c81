"""What the notices about one detention say together: one sentence per rule."""

from datetime import timedelta

from nazorg.detenties import melding as m
from nazorg.detenties.detentie import Detentie, Detentiestatus, Signaal, Verlof
from nazorg.detenties.dossier import vouw_dossier
from nazorg.detenties.melding import Verlofstatus
from tests.detenties.meldingen import (
    BEGINDAG,
    KAART,
    START,
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


def vouw(*meldingen: m.Melding) -> Detentie:
    """Return the only detention that these notices are about."""
    (detentie,) = vouw_dossier(list(meldingen), kaart=KAART).detenties
    return detentie


def eindes(d: Detentie) -> list[m.Periode]:
    return [v.periode for v in d.vorige_eindes]


def test_a_begin_says_where_since_when_on_what_ground_and_until_when() -> None:
    d = vouw(melding(begin(periode(22, 25)), id="b-1"))

    assert (d.status, d.begin, d.inrichting) == (Detentiestatus.LOPEND, BEGINDAG, "ARN")
    assert (d.titel, d.verwacht) == (m.Titel.GEVANGENISSTRAF, periode(22, 25))
    assert (d.begin_gemeld_op, d.laatste_op, d.aanleiding) == (START, START, "b-1")
    assert not d.vorige_eindes
    assert not d.signalen


def test_an_earlier_end_replaces_the_old_one_which_is_kept_with_when_and_by_what() -> None:
    d = vouw(melding(begin(periode(22))), melding(wijziging(periode(8)), 1, id="w"))

    assert d.verwacht == periode(8)
    (vorige,) = d.vorige_eindes
    assert vorige.periode == periode(22)
    assert (vorige.door, vorige.vervangen_op) == ("w", START + timedelta(days=1))


def test_a_later_end_and_another_one_keep_all_old_ones_in_their_order() -> None:
    d = vouw(
        melding(begin(periode(8))),
        melding(wijziging(periode(22)), 1),
        melding(wijziging(periode(30, 40)), 2),
    )

    assert d.verwacht == periode(30, 40)
    assert eindes(d) == [periode(8), periode(22)]


def test_an_end_that_is_said_again_is_not_a_change() -> None:
    d = vouw(melding(begin(periode(8))), melding(wijziging(periode(8)), 1))

    assert not d.vorige_eindes


def test_an_end_that_became_unknown_is_unknown_and_the_old_one_is_kept() -> None:
    d = vouw(melding(begin(periode(8))), melding(wijziging(None), 1))

    assert d.verwacht is None
    assert eindes(d) == [periode(8)]


def test_an_end_that_was_unknown_strikes_nothing_through_when_it_becomes_known() -> None:
    d = vouw(melding(begin()), melding(wijziging(periode(8)), 1))

    assert d.verwacht == periode(8)
    assert not d.vorige_eindes


def test_a_change_that_is_silent_about_the_end_leaves_it_and_changes_only_the_ground() -> None:
    d = vouw(melding(begin(periode(8))), melding(wijziging(titel=m.Titel.ISD), 1))

    assert (d.verwacht, d.titel) == (periode(8), m.Titel.ISD)
    assert vouw(melding(begin()), melding(wijziging(), 1)).titel is m.Titel.GEVANGENISSTRAF


def test_a_transfer_changes_where_and_nothing_else() -> None:
    voor = melding(begin(periode(8)))

    assert vouw(voor, melding(overplaatsing("VUG"), 1)).inrichting == "VUG"
    terug = [melding(overplaatsing("VUG"), 1), melding(overplaatsing("ARN"), 2)]
    assert vouw(voor, *terug).inrichting == "ARN"
    assert vouw(voor, *terug).verwacht == periode(8)


def test_leave_is_intended_then_granted_then_moved_then_withdrawn() -> None:
    stappen = [
        melding(begin()),
        melding(verlof(Verlofstatus.VOORGENOMEN, 7), 1),
        melding(verlof(Verlofstatus.VERLEEND, 7), 2),
        melding(verlof(None, 9), 3),
        melding(verlof(Verlofstatus.INGETROKKEN, None), 4),
    ]

    verloop = [vouw(*stappen[: n + 1]).verloven for n in range(len(stappen))]

    soort = m.VerlofSoort.KORTDUREND
    assert verloop == [
        (),
        (Verlof("V-1", Verlofstatus.VOORGENOMEN, soort, dag(7), dag(7)),),
        (Verlof("V-1", Verlofstatus.VERLEEND, soort, dag(7), dag(7)),),
        (Verlof("V-1", Verlofstatus.VERLEEND, soort, dag(9), dag(9)),),
        (Verlof("V-1", Verlofstatus.INGETROKKEN, soort, dag(9), dag(9)),),
    ]


def test_leave_that_was_withdrawn_stays_so_when_it_is_moved_and_lives_when_granted_anew() -> None:
    weg = [
        melding(begin()),
        melding(verlof(Verlofstatus.VERLEEND, 7), 1),
        melding(verlof(Verlofstatus.INGETROKKEN, None), 2),
        melding(verlof(None, 9), 3),
    ]

    assert vouw(*weg).verloven[0].status is Verlofstatus.INGETROKKEN
    (anew,) = vouw(*weg, melding(verlof(Verlofstatus.VERLEEND, 12), 4)).verloven
    assert (anew.status, anew.van) == (Verlofstatus.VERLEEND, dag(12))


def test_leave_of_which_only_a_change_is_known_is_no_more_than_an_intention() -> None:
    assert vouw(melding(verlof(None, 9))).verloven[0].status is Verlofstatus.VOORGENOMEN


def test_two_leaves_do_not_touch_each_other() -> None:
    een = melding(verlof(Verlofstatus.VERLEEND, 7, "V-1"), 1)
    twee = melding(verlof(Verlofstatus.VOORGENOMEN, 9, "V-2"), 2)

    alle = vouw(melding(begin()), twee, een, intrekking(een, 3)).verloven

    assert [(v.nummer, v.van) for v in alle] == [("V-2", dag(9))]


def test_an_end_closes_the_detention_with_its_day_and_manner() -> None:
    d = vouw(melding(begin(periode(22))), melding(einde(8, m.EindeWijze.OVERLIJDEN), 9, id="e"))

    assert (d.status, d.einde) == (Detentiestatus.BEEINDIGD, dag(8))
    assert (d.wijze, d.einde_door and d.einde_door.bericht) == (m.EindeWijze.OVERLIJDEN, "e")
    assert not d.is_open


def test_the_last_end_in_the_order_of_the_source_is_the_one_that_counts() -> None:
    assert vouw(melding(einde(9), 10), melding(begin()), melding(einde(8), 9)).einde == dag(9)


def test_an_end_before_the_begin_is_a_signal_and_not_settled_in_silence() -> None:
    d = vouw(melding(begin()), melding(einde(-1), 1))

    assert d.status is Detentiestatus.BEEINDIGD
    assert d.signalen == {Signaal.EINDE_VOOR_BEGIN}
    assert not vouw(melding(begin()), melding(einde(0), 1)).signalen


def test_an_expected_end_before_the_begin_is_a_signal_until_it_is_put_right() -> None:
    fout = [melding(begin()), melding(wijziging(periode(-1, 3)), 1)]

    assert vouw(*fout).signalen == {Signaal.VERWACHT_EINDE_VOOR_BEGIN}
    assert not vouw(*fout, melding(wijziging(periode(0)), 2)).signalen
    assert not vouw(*fout, intrekking(fout[1], 2)).signalen


def test_notices_without_a_begin_wait_for_it_and_keep_what_they_said() -> None:
    vroeg = [melding(wijziging(periode(8)), 1), melding(overplaatsing("VUG"), 2)]

    zonder = vouw(*vroeg)
    assert (zonder.status, zonder.begin) == (Detentiestatus.BEGIN_ONTBREEKT, None)
    assert (zonder.verwacht, zonder.inrichting) == (periode(8), "VUG")
    assert zonder.aanleiding == vroeg[-1].id

    met = vouw(*vroeg, melding(begin(periode(22))))
    assert (met.status, met.verwacht) == (Detentiestatus.LOPEND, periode(8))
    assert eindes(met) == [periode(22)]


def test_a_begin_that_was_recorded_after_a_change_speaks_last_about_what_it_knows() -> None:
    eerder = melding(wijziging(periode(8)), 1)

    assert vouw(eerder, melding(begin(), 2)).verwacht == periode(8)
    assert vouw(eerder, melding(begin(periode(22)), 2)).verwacht == periode(22)


def test_a_withdrawn_begin_makes_the_detention_withdrawn_whatever_else_was_said() -> None:
    eerste = melding(begin(periode(8)))

    assert vouw(eerste, intrekking(eerste, 1)).status is Detentiestatus.INGETROKKEN
    meer = [melding(wijziging(periode(9)), 1), melding(einde(8), 9), intrekking(eerste, 2)]
    assert vouw(eerste, *meer).status is Detentiestatus.INGETROKKEN


def test_a_withdrawn_end_lets_the_detention_run_again() -> None:
    slot = melding(einde(8), 9)
    d = vouw(melding(begin()), slot, intrekking(slot, 10))

    assert (d.status, d.einde, d.wijze) == (Detentiestatus.LOPEND, None, None)


def test_a_withdrawn_change_brings_the_former_end_back_without_a_trace() -> None:
    ander = melding(wijziging(periode(22)), 1)
    d = vouw(melding(begin(periode(8))), ander, intrekking(ander, 2))

    assert (d.verwacht, d.vorige_eindes) == (periode(8), ())


def test_a_withdrawn_grant_leaves_the_leave_as_it_was_intended() -> None:
    besluit = melding(verlof(Verlofstatus.VERLEEND, 9), 2)
    voornemen = melding(verlof(Verlofstatus.VOORGENOMEN, 7), 1)

    (rest,) = vouw(melding(begin()), voornemen, besluit, intrekking(besluit, 3)).verloven

    assert (rest.status, rest.van) == (Verlofstatus.VOORGENOMEN, dag(7))


def test_a_withdrawal_before_the_withdrawn_and_one_that_was_itself_withdrawn() -> None:
    slot = melding(einde(8), 9)
    weg = intrekking(slot, 8)

    assert vouw(melding(begin()), weg, slot).status is Detentiestatus.LOPEND
    d = vouw(melding(begin()), weg, slot, intrekking(weg, 10))
    assert d.status is Detentiestatus.BEEINDIGD


def test_a_corrected_begin_speaks_for_itself() -> None:
    fout = melding(begin(periode(22), inrichting="VUG", datum=dag(-2)))
    d = vouw(fout, melding(begin(periode(8)), 1, vervangt=fout.id))

    assert (d.begin, d.inrichting, d.verwacht) == (BEGINDAG, "ARN", periode(8))
    assert not d.vorige_eindes


def test_an_end_that_was_meant_as_a_change_can_be_corrected_into_one() -> None:
    fout = melding(einde(8), 1)
    d = vouw(melding(begin(periode(22))), fout, melding(wijziging(periode(8)), 2, vervangt=fout.id))

    assert (d.status, d.verwacht) == (Detentiestatus.LOPEND, periode(8))


def test_a_begin_that_was_corrected_into_something_else_is_withdrawn() -> None:
    fout = melding(begin())
    d = vouw(fout, melding(einde(8), 1, vervangt=fout.id))

    assert d.status is Detentiestatus.INGETROKKEN


def test_a_notice_after_the_end_is_kept_but_opens_nothing() -> None:
    d = vouw(melding(begin()), melding(einde(8), 9), melding(overplaatsing("VUG"), 10))

    assert (d.status, d.inrichting) == (Detentiestatus.BEEINDIGD, "VUG")
    assert d.laatste_op == START + timedelta(days=10)
