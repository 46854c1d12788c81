"""What one notice changed: effects in order of arrival add up to the state, whatever the order."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.detenties import melding as m
from nazorg.detenties.melding import Melding, Persoonsgegevens
from nazorg.werkvoorraad.gevolg import (
    Gevolg,
    Momentopname,
    Wijziging,
    _verdeel,
    bepaal_gevolg,
    neem_op,
)
from nazorg.werkvoorraad.taken import Regel
from tests.detenties.meldingen import (
    DAAN,
    KAART,
    MELDINGEN,
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
from tests.factories import BRON, BSN_DAAN, BUREN

# The first one fills the calendar of holidays, which takes longer than all the others.
zonder_haast = settings(deadline=None)
NAAMLOOS = Persoonsgegevens(None, None, "Verhoeven", None, None, None)
Taken = dict[tuple[Regel, str], tuple[date, date | None]]


def gevolg(*meldingen: Melding) -> Gevolg:
    """Return what the last of these changed."""
    return bepaal_gevolg(meldingen, len(meldingen) - 1, kaart=KAART)


def pas_toe(velden: Mapping[str, Any], wijzigingen: tuple[Wijziging, ...]) -> dict[str, Any]:
    """Apply changes; each must begin where the fields are."""
    uit = dict(velden)
    for w in wijzigingen:
        assert uit.pop(w.veld, None) == w.oud, w
        assert w.oud != w.nieuw
        if w.nieuw is not None:
            uit[w.veld] = w.nieuw
    return uit


def taken_van(opname: Momentopname) -> Taken:
    return {s: (t.uiterlijk, t.vrij_op) for s, t in opname.taken.items()}


class Optelsom:
    """Dossiers as they follow from effects alone, by the notices that are in them."""

    def __init__(self) -> None:
        self.per_dossier: dict[frozenset[int], tuple[dict[str, Any], dict[Any, Any], Taken]] = {}

    def tel_op(self, g: Gevolg, erbij: int, ander: list[list[int]]) -> None:
        delen = [self.per_dossier.pop(frozenset(groep)) for groep in ander]
        assert g.is_nieuw == (not delen)
        assert g.samengevoegd == max(0, len(delen) - 1)
        dossier = pas_toe(delen[0][0] if delen else {}, g.dossier)
        detenties: dict[Any, Any] = {}
        taken: Taken = {}
        for _, van_detenties, van_taken in delen:
            detenties, taken = van_detenties | detenties, van_taken | taken
        for deel in g.detenties:
            sleutel = (deel.bron, deel.nummer)
            assert deel.is_nieuw == (sleutel not in detenties)
            detenties[sleutel] = pas_toe(detenties.get(sleutel, {}), deel.wijzigingen)
        for t in g.taken:
            taak = t.nieuw or t.oud
            assert taak
            sleutel_taak = (taak.regel, taak.onderwerp)
            was = (t.oud.uiterlijk, t.oud.vrij_op) if t.oud else None
            assert taken.pop(sleutel_taak, None) == was
            if t.nieuw:
                taken[sleutel_taak] = (t.nieuw.uiterlijk, t.nieuw.vrij_op)
        nieuw = frozenset([erbij, *(i for groep in ander for i in groep)])
        self.per_dossier[nieuw] = (dossier, detenties, taken)


@zonder_haast
@given(MELDINGEN)
def test_effects_in_order_of_arrival_add_up_to_what_all_notices_say(
    meldingen: list[Melding],
) -> None:
    som = Optelsom()

    for i in range(len(meldingen)):
        eigen, eerder = _verdeel(meldingen[: i + 1])
        assert sorted([*(n for groep in eerder for n in groep), i]) == eigen
        som.tel_op(bepaal_gevolg(meldingen, i, kaart=KAART), i, eerder)

    assert sorted(n for groep in som.per_dossier for n in groep) == list(range(len(meldingen)))
    for groep, (dossier, detenties, taken) in som.per_dossier.items():
        opname = neem_op([meldingen[n] for n in sorted(groep)], kaart=KAART)
        assert dossier == opname.dossier
        assert detenties == opname.detenties
        assert taken == taken_van(opname)


@zonder_haast
@given(MELDINGEN, st.randoms(use_true_random=False))
def test_whatever_came_later_changes_nothing_about_an_effect(
    meldingen: list[Melding], rng: Any
) -> None:
    plek = rng.randrange(len(meldingen))

    assert bepaal_gevolg(meldingen, plek, kaart=KAART) == bepaal_gevolg(
        meldingen[: plek + 1], plek, kaart=KAART
    )


def velden(g: Gevolg) -> dict[str, tuple[Any, Any]]:
    """Return the fields of the one detention that changed."""
    (deel,) = g.detenties
    return {w.veld: (w.oud, w.nieuw) for w in deel.wijzigingen}


def taken(g: Gevolg) -> dict[Regel, str]:
    woord = {(True, False): "weg", (False, True): "nieuw", (True, True): "anders"}
    return {
        t.regel: woord[p.oud is not None, p.nieuw is not None]
        for p in g.taken
        if (t := p.nieuw or p.oud)
    }


def test_a_begin_opens_a_dossier_with_its_tasks() -> None:
    g = gevolg(melding(begin(periode(20))))

    assert g.is_nieuw
    assert not g.samengevoegd
    assert taken(g) == {Regel.NIEUWE_MELDING: "nieuw", Regel.VRIJLATING_NABIJ: "nieuw"}
    assert velden(g)["verwacht"] == (None, periode(20))
    assert {w.veld: w.nieuw for w in g.dossier}["bsn"] == BSN_DAAN


def test_a_change_moves_the_release_and_its_task_and_nothing_else() -> None:
    g = gevolg(melding(begin(periode(20))), melding(wijziging(periode(10)), 1))

    assert velden(g) == {"verwacht": (periode(20), periode(10))}
    assert taken(g) == {Regel.NIEUWE_MELDING: "anders", Regel.VRIJLATING_NABIJ: "anders"}
    assert g.dossier == ()


def test_a_notice_that_comes_last_and_counts_first_changes_what_it_still_says() -> None:
    """The change was there first; the begin that came after it says less than one thinks."""
    laat = melding(begin(periode(20), inrichting="ARN"), 0)

    g = gevolg(melding(wijziging(periode(10)), 1), melding(overplaatsing("VUG"), 2), laat)

    assert "verwacht" not in velden(g)
    assert "inrichting" not in velden(g)
    assert velden(g)["status"] == ("begin_ontbreekt", "lopend")
    assert taken(g)[Regel.BEGIN_ONTBREEKT] == "weg"


def test_a_withdrawal_takes_back_what_the_notice_had_changed() -> None:
    eerste, tweede = melding(begin(periode(20))), melding(wijziging(periode(10)), 1)

    g = gevolg(eerste, tweede, intrekking(tweede, 2))

    assert velden(g) == {"verwacht": (periode(10), periode(20))}


def test_what_was_withdrawn_before_it_came_changes_nothing() -> None:
    eerste, tweede = melding(begin(periode(20))), melding(wijziging(periode(10)), 1)

    g = gevolg(eerste, intrekking(tweede, 2), tweede)

    assert g.is_leeg


def test_an_end_makes_the_tasks_of_its_detention_unneeded() -> None:
    g = gevolg(melding(begin(periode(20))), melding(einde(8), 8))

    assert set(taken(g).values()) == {"weg"}
    assert {w.veld: (w.oud, w.nieuw) for w in g.dossier} == {"status": ("in_detentie", "vrij")}


def test_a_notice_that_knows_who_it_is_joins_two_dossiers() -> None:
    """One known by its detention only, one by BSN; then the first detention gets that BSN."""
    los = melding(begin(periode(20)), persoon=NAAMLOOS, detentie="D-1")
    bekend = melding(begin(periode(30)), 1, persoon=DAAN, detentie="D-2")
    samen = melding(wijziging(periode(15)), 2, persoon=DAAN, detentie="D-1")

    voor = gevolg(los, bekend)
    g = gevolg(los, bekend, samen)

    assert (voor.is_nieuw, voor.samengevoegd) == (True, 0)
    assert (g.is_nieuw, g.samengevoegd) == (False, 1)
    assert velden(g) == {"verwacht": (periode(20), periode(15))}
    assert "bsn" not in {w.veld for w in g.dossier}, "the dossier that stays had it"
    assert taken(g)[Regel.NOG_TE_KOPPELEN] == "weg"


def test_a_new_dossier_that_takes_another_in_shows_what_became_known() -> None:
    los = melding(begin(), persoon=NAAMLOOS)
    bekend = melding(wijziging(), 1, persoon=DAAN)

    g = gevolg(los, bekend)

    assert (g.is_nieuw, g.samengevoegd) == (False, 0)
    assert {w.veld: (w.oud, w.nieuw) for w in g.dossier} == {
        "bsn": (None, BSN_DAAN),
        "koppeling": ("nog_te_koppelen", "bsn"),
        "voornamen": (None, "Daan"),
    }


def test_who_moves_changes_the_gemeente_of_the_dossier() -> None:
    g = gevolg(melding(begin()), melding(wijziging(), 1, gemeente_brp=BUREN))

    wijzigingen = {w.veld: (w.oud, w.nieuw) for w in g.dossier}
    assert wijzigingen["gemeente"] == ("0281", BUREN)
    assert g.detenties == ()


def test_a_leave_is_part_of_its_detention() -> None:
    g = gevolg(melding(begin()), melding(verlof(m.Verlofstatus.VERLEEND), 1))

    assert velden(g) == {
        "verlof V-1": (None, "verleend"),
        "verlofsoort V-1": (None, "kortdurend_re_integratieverlof"),
        "verlofperiode V-1": (None, periode(7)),
    }


def test_the_task_of_a_release_points_to_who_said_when() -> None:
    eerste, tweede = melding(begin(periode(20))), melding(wijziging(periode(10)), 1)
    herhaalt = melding(wijziging(periode(10)), 2)

    opname = neem_op([eerste, tweede, herhaalt], kaart=KAART)

    aanleiding = {t.regel: t.aanleiding for t in opname.taken.values()}
    assert aanleiding == {
        Regel.NIEUWE_MELDING: eerste.id,
        Regel.VRIJLATING_NABIJ: tweede.id,
    }


def test_dates_that_contradict_each_other_point_to_the_notice_with_the_impossible_one() -> None:
    eerste, verkeerd = melding(begin(periode(20))), melding(wijziging(periode(-2)), 1)

    opname = neem_op([eerste, verkeerd], kaart=KAART)

    (taak,) = [t for (r, _), t in opname.taken.items() if r is Regel.GEGEVENS_BEOORDELEN]
    assert taak.aanleiding == verkeerd.id
    assert taak.onderwerp == f"{BRON}|D-1"
    assert opname.detenties[BRON, "D-1"]["begin"] == dag(0)
