"""An alert is a function of the set of its messages (L22), whatever order they come in."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nazorg.bij.melding import (
    BijMelding,
    Gemeld,
    Ingetrokken,
    Intrekkingsreden,
    Persoon,
    Terugkeersoort,
)
from nazorg.bij.vouwen import vouw_alert
from tests.bij.berichten import VANDAAG

_BEGIN = datetime(2026, 11, 1, tzinfo=UTC)


def melding(nr: int, uur: int, *, dagen: int | None, volgorde: int = 0) -> BijMelding:
    """Return a message; dagen: to the return, None for a withdrawal."""
    inhoud: Gemeld | Ingetrokken = Ingetrokken(reden=Intrekkingsreden.FOUTIEF)
    if dagen is not None:
        dag = VANDAAG + timedelta(days=dagen)
        inhoud = Gemeld(
            soort=Terugkeersoort.DEFINITIEF,
            gemeente="0281",
            persoon=Persoon(geslachtsnaam="Windhoek"),
            uitspraken=(),
            terugkeer_vroegst=dag,
            terugkeer_laatst=dag,
        )
    return BijMelding(
        bron="urn:b",
        id=f"m-{nr}",
        nummer="BIJ-1",
        tijd=_BEGIN + timedelta(hours=uur),
        volgorde=volgorde,
        inhoud=inhoud,
    )


_RIJ = st.lists(
    st.tuples(st.integers(0, 3), st.none() | st.integers(1, 9), st.integers(0, 2)),
    min_size=1,
    max_size=6,
).map(lambda rij: [melding(i, u, dagen=d, volgorde=v) for i, (u, d, v) in enumerate(rij)])


@given(_RIJ, st.randoms(use_true_random=False))
def test_l22_any_order_any_number_of_times_gives_the_same_alert(
    rij: list[BijMelding], willekeur: random.Random
) -> None:
    door_elkaar = [*rij, *willekeur.sample(rij, len(rij) // 2)]
    willekeur.shuffle(door_elkaar)

    assert vouw_alert(door_elkaar) == vouw_alert(rij)


def test_the_newest_content_counts_and_earlier_days_are_remembered() -> None:
    alert = vouw_alert([melding(2, 5, dagen=3), melding(1, 1, dagen=9)])

    assert alert.inhoud is not None
    assert (alert.inhoud.terugkeer_vroegst - VANDAAG).days == 3
    assert [(d - VANDAAG).days for d in alert.eerdere_dagen] == [9]


def test_what_is_withdrawn_stays_so_until_the_source_says_it_anew() -> None:
    weg = vouw_alert([melding(1, 1, dagen=9), melding(3, 8, dagen=None), melding(2, 5, dagen=3)])
    terug = vouw_alert([melding(1, 1, dagen=9), melding(3, 8, dagen=None), melding(4, 9, dagen=5)])

    assert weg.ingetrokken is Intrekkingsreden.FOUTIEF
    assert weg.inhoud is not None
    assert terug.ingetrokken is None
