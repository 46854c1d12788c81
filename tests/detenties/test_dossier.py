"""One person, one dossier; and the promise of ADR 0006: the order of arrival plays no part."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.detenties import melding as m
from nazorg.detenties.detentie import Detentiestatus
from nazorg.detenties.dossier import Dossierstatus, Koppeling, vouw_dossier
from nazorg.detenties.koppeling import Sleutels, koppel
from nazorg.detenties.routering import RouteReden
from nazorg.kern.deeldatum import DeelDatum
from nazorg.store.ids import Ids
from nazorg.werkvoorraad.taken import bepaal_taken
from tests.detenties.meldingen import (
    DAAN,
    KAART,
    MELDINGEN,
    START,
    begin,
    dag,
    einde,
    intrekking,
    melding,
    overplaatsing,
    periode,
    wijziging,
)
from tests.factories import BSN_NINA, BUREN, TIEL

NINA = DAAN._replace(bsn=BSN_NINA, geslachtsnaam="Bakker")


def test_a_second_detention_reopens_the_same_dossier_and_is_the_one_to_show() -> None:
    eerste = [melding(begin()), melding(einde(8), 9)]
    tweede = melding(begin(datum=dag(30)), 31, detentie="D-2")

    assert vouw_dossier(eerste, kaart=KAART).status is Dossierstatus.VRIJ
    stand = vouw_dossier([*eerste, tweede], kaart=KAART)
    assert stand.status is Dossierstatus.IN_DETENTIE
    assert [d.status for d in stand.detenties] == [Detentiestatus.BEEINDIGD, Detentiestatus.LOPEND]
    assert stand.huidige
    assert stand.huidige.nummer == "D-2"


def test_the_running_detention_is_shown_before_a_later_one_that_is_over() -> None:
    lopend = melding(begin(datum=dag(-100)), detentie="D-oud")
    kort = [melding(begin(), detentie="D-2"), melding(einde(1), 2, detentie="D-2")]

    huidige = vouw_dossier([lopend, *kort], kaart=KAART).huidige

    assert huidige
    assert huidige.nummer == "D-oud"


def test_a_dossier_of_which_everything_was_withdrawn_is_withdrawn_and_still_has_a_name() -> None:
    eerste = melding(begin())
    stand = vouw_dossier([eerste, intrekking(eerste, 1)], kaart=KAART)

    assert stand.status is Dossierstatus.INGETROKKEN
    assert stand.persoon.geslachtsnaam == "Verhoeven"
    assert not stand.open_detenties


def test_a_later_notice_that_lacks_a_field_does_not_erase_it_and_a_newer_word_replaces_it() -> None:
    vol = m.Persoonsgegevens(None, "12345", "Verhoeve", "van", "Daan", DeelDatum(1991, 5))
    leeg = m.Persoonsgegevens(None, None, "Verhoeven", None, None, None)

    stand = vouw_dossier(
        [melding(begin(), persoon=vol), melding(wijziging(), 1, persoon=leeg)], kaart=KAART
    )

    assert stand.persoon == vol._replace(geslachtsnaam="Verhoeven")
    assert stand.koppeling is Koppeling.SKN


def test_what_a_withdrawn_notice_said_about_the_person_and_the_place_is_forgotten() -> None:
    fout = melding(wijziging(), 1, persoon=NINA, gemeente_brp=BUREN)
    stand = vouw_dossier([melding(begin()), fout, intrekking(fout, 2)], kaart=KAART)

    assert (stand.persoon, stand.route.gemeente) == (DAAN, TIEL)


def test_without_any_number_the_dossier_waits_for_a_person_to_link_it() -> None:
    zonder = DAAN._replace(bsn=None)

    stand = vouw_dossier([melding(begin(), persoon=zonder)], kaart=KAART)

    assert stand.koppeling is Koppeling.NOG_TE_KOPPELEN


def test_the_newest_known_address_decides_and_an_unknown_one_only_when_it_is_said() -> None:
    oud = melding(begin(), gemeente_brp=TIEL)
    stil = melding(wijziging(), 1, gemeente_brp=None)
    kwijt = melding(wijziging(), 2, gemeente_brp="0000")

    assert vouw_dossier([oud, stil], kaart=KAART).route.redenen == ()
    assert vouw_dossier([oud, stil, kwijt], kaart=KAART).route.redenen == (RouteReden.ONBEKEND,)


def test_what_we_knew_on_a_day_is_the_fold_of_what_had_been_received_by_then() -> None:
    """The withdrawal was recorded on day 1 and reached us on day 5."""
    eerste, verhuisd = melding(begin(periode(22))), melding(overplaatsing("VUG"), 2)
    ontvangen = {0: [eerste], 3: [verhuisd, melding(einde(1), 1.5)]}
    ontvangen[5] = [intrekking(ontvangen[3][1], 1.7)]

    def op(laatste: int) -> tuple[str, str | None]:
        gekend = [b for wanneer, b_ in ontvangen.items() if wanneer <= laatste for b in b_]
        (d,) = vouw_dossier(gekend, kaart=KAART).detenties
        return d.status, d.inrichting

    assert [op(0), op(3), op(5)] == [("lopend", "ARN"), ("beeindigd", "VUG"), ("lopend", "VUG")]


# ---- properties


@settings(deadline=None, max_examples=200)
@given(meldingen=MELDINGEN, keus=st.data())
def test_any_order_with_any_doubles_gives_the_same_dossier_and_the_same_work(
    meldingen: list[m.Melding], keus: st.DataObject
) -> None:
    dubbel = keus.draw(st.lists(st.sampled_from(meldingen), max_size=6))
    anders = keus.draw(st.permutations(meldingen + dubbel))

    verwacht = vouw_dossier(sorted(meldingen, key=lambda b: (b.tijd, b.volgorde)), kaart=KAART)
    stand = vouw_dossier(list(anders), kaart=KAART)

    assert stand == verwacht
    assert bepaal_taken(stand) == bepaal_taken(verwacht)
    assert vouw_dossier(list(anders), kaart=KAART) == stand


@settings(deadline=None)
@given(meldingen=MELDINGEN, knip=st.integers(0, 12))
def test_the_past_of_a_fold_does_not_depend_on_what_came_later(
    meldingen: list[m.Melding], knip: int
) -> None:
    toen = meldingen[: knip + 1]
    verwacht = vouw_dossier(toen, kaart=KAART)

    vouw_dossier(meldingen, kaart=KAART)

    assert vouw_dossier(list(reversed(toen)), kaart=KAART) == verwacht


def per_persoon(meldingen: list[m.Melding]) -> dict[str | None, list[m.Melding]]:
    """Group notices as they are linked, under the BSN of each group."""
    uit = koppel(
        [
            Sleutels((b.persoon.bsn or "").encode() or None, None, f"{b.detentie}".encode())
            for b in meldingen
        ],
        bekend={},
        met_bsn=(),
        maak_id=Ids(START),
    )
    groepen: dict[str | None, list[m.Melding]] = {}
    naam = dict(zip(uit.van_bericht, (b.persoon.bsn for b in meldingen), strict=True))
    for dossier, b in zip(uit.van_bericht, meldingen, strict=True):
        groepen.setdefault(naam[dossier], []).append(b)
    return groepen


@settings(deadline=None)
@given(eigen=MELDINGEN, ander=MELDINGEN, keus=st.data())
def test_what_comes_in_about_another_person_changes_nothing_of_this_one(
    eigen: list[m.Melding], ander: list[m.Melding], keus: st.DataObject
) -> None:
    van_daan = [b._replace(persoon=DAAN) for b in eigen]
    # Her withdrawals and corrections may name his notices, and her source his detention.
    van_nina = [b._replace(persoon=NINA, id=f"{b.id}-nina") for b in ander]

    groepen = per_persoon(list(keus.draw(st.permutations(van_daan + van_nina))))

    stand = vouw_dossier(groepen[DAAN.bsn], kaart=KAART)
    assert stand == vouw_dossier(van_daan, kaart=KAART)
    assert vouw_dossier(groepen[NINA.bsn], kaart=KAART).persoon == NINA


@settings(deadline=None)
@given(MELDINGEN)
def test_the_state_never_contradicts_itself(meldingen: list[m.Melding]) -> None:
    stand = vouw_dossier(meldingen, kaart=KAART)

    assert stand.laatste_op == max(b.tijd for b in meldingen)
    assert START <= stand.laatste_op <= START + timedelta(days=3)
    assert (stand.status is Dossierstatus.IN_DETENTIE) == bool(stand.open_detenties)
    for d in stand.detenties:
        assert (d.status is Detentiestatus.LOPEND) == (d.begin is not None and d.einde is None)
        assert d.status is not Detentiestatus.BEEINDIGD or d.einde is not None
        assert (d.einde is None) == (d.wijze is None) == (d.einde_door is None)
