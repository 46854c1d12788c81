"""Which notices count: withdrawals and corrections of anything, in any order."""

from hypothesis import given, settings

from nazorg.detenties import melding as m
from nazorg.detenties.volgorde import find_vervallen, sort_meldingen
from tests.detenties.meldingen import (
    ANDERE_BRON,
    MELDINGEN,
    begin,
    einde,
    intrekking,
    melding,
    wijziging,
)


def vervallen(*meldingen: m.Melding) -> set[str]:
    return {id_ for _, id_ in find_vervallen(sort_meldingen(meldingen))}


def test_time_decides_then_the_sequence_then_something_that_never_changes() -> None:
    laat = melding(wijziging(), 2, id="a", volgorde=1)
    vroeg = melding(begin(), 1, id="z", volgorde=9)
    tweede = melding(wijziging(), 1, id="b", volgorde=10)
    ander = melding(wijziging(), 1, id="a", volgorde=10, bron=ANDERE_BRON)

    assert sort_meldingen([laat, ander, tweede, vroeg]) == [vroeg, tweede, ander, laat]


def test_a_withdrawal_takes_the_notice_away_that_it_names_and_no_other() -> None:
    eerste, tweede = melding(begin()), melding(wijziging(), 1)

    assert vervallen(eerste, tweede, intrekking(eerste, 2)) == {eerste.id}


def test_a_withdrawal_works_also_when_the_source_recorded_it_first() -> None:
    later = melding(begin(), 2)

    assert vervallen(intrekking(later, 1), later) == {later.id}


def test_a_withdrawal_that_was_withdrawn_does_not_count() -> None:
    eerste = melding(begin())
    weg = intrekking(eerste, 1)

    assert vervallen(eerste, weg, intrekking(weg, 2)) == {weg.id}


def test_a_withdrawal_that_was_withdrawn_beforehand_does_not_count_either() -> None:
    eerste = melding(begin())
    weg = intrekking(eerste, 2)

    assert vervallen(eerste, intrekking(weg, 1), weg) == {weg.id}


def test_three_withdrawals_in_a_row_leave_the_first_one_standing() -> None:
    eerste = melding(begin())
    weg = intrekking(eerste, 1)
    terug = intrekking(weg, 2)

    assert vervallen(eerste, weg, terug, intrekking(terug, 3)) == {eerste.id, terug.id}


def test_of_two_notices_that_withdraw_each_other_the_newest_counts() -> None:
    een = melding(m.Intrekking("twee"), 1, id="een")
    twee = melding(m.Intrekking("een"), 2, id="twee")

    assert vervallen(een, twee) == {"een"}


def test_a_notice_never_takes_itself_away() -> None:
    assert not vervallen(melding(begin(), id="zelf", vervangt="zelf"))
    assert not vervallen(melding(m.Intrekking("zelf"), id="zelf"))


def test_a_correction_takes_the_corrected_notice_away_also_when_it_is_of_another_kind() -> None:
    fout = melding(einde())

    assert vervallen(melding(begin()), fout, melding(wijziging(), 1, vervangt=fout.id)) == {fout.id}


def test_a_correction_of_a_correction_does_not_bring_the_first_mistake_back() -> None:
    fout = melding(einde())
    beter = melding(wijziging(), 1, vervangt=fout.id)

    assert vervallen(fout, beter, melding(wijziging(), 2, vervangt=beter.id)) == {fout.id, beter.id}


def test_a_correction_that_was_withdrawn_brings_the_first_notice_back() -> None:
    eerste = melding(begin())
    fout = melding(begin(), 1, vervangt=eerste.id)

    assert vervallen(eerste, fout, intrekking(fout, 2)) == {fout.id}


def test_a_withdrawal_that_was_corrected_withdraws_only_what_the_correction_names() -> None:
    goed, fout = melding(wijziging()), melding(einde())
    verkeerd = intrekking(goed, 1)

    assert vervallen(goed, fout, verkeerd, intrekking(fout, 2, vervangt=verkeerd.id)) == {
        fout.id,
        verkeerd.id,
    }


def test_of_corrections_in_a_circle_the_newest_counts() -> None:
    kring = [melding(begin(), n, id=str(n), vervangt=str((n + 1) % 3)) for n in range(3)]

    assert vervallen(*kring) == {"0", "1"}


def test_a_source_cannot_withdraw_what_another_source_said() -> None:
    eerste = melding(begin(), id="zelfde")

    weg = find_vervallen([eerste, melding(m.Intrekking("zelfde"), 1, bron=ANDERE_BRON)])

    assert weg == {(ANDERE_BRON, "zelfde")}


@settings(deadline=None)
@given(MELDINGEN)
def test_what_a_notice_that_counts_takes_away_does_not_count(meldingen: list[m.Melding]) -> None:
    gesorteerd = sort_meldingen(meldingen)
    weg = find_vervallen(gesorteerd)

    genoemd = {
        (b.bron, id_)
        for b in gesorteerd
        if (b.bron, b.id) not in weg
        for id_ in (b.vervangt, b.inhoud.bericht_id if isinstance(b.inhoud, m.Intrekking) else None)
        if id_ is not None and id_ != b.id
    }
    assert genoemd <= weg
