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
from nazorg.bij.vouwen import Alert, vouw_alerts
from tests.bij.berichten import BUREN, NIJMEGEN, TIEL, VANDAAG

_BEGIN = datetime(2026, 11, 1, tzinfo=UTC)


def melding(
    nr: int, uur: int, *, dagen: int | None, volgorde: int = 0, gemeente: str = TIEL
) -> BijMelding:
    """Return a message; dagen: to the return, None for a withdrawal."""
    inhoud: Gemeld | Ingetrokken = Ingetrokken(gemeente=gemeente, reden=Intrekkingsreden.FOUTIEF)
    if dagen is not None:
        dag = VANDAAG + timedelta(days=dagen)
        inhoud = Gemeld(
            soort=Terugkeersoort.DEFINITIEF,
            gemeente=gemeente,
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


def vouw(*rij: BijMelding) -> dict[str, Alert]:
    return vouw_alerts(rij, huidige=str)


_RIJ = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.none() | st.integers(1, 9),
        st.integers(0, 2),
        st.sampled_from([TIEL, BUREN]),
    ),
    min_size=1,
    max_size=6,
).map(
    lambda rij: [
        melding(i, u, dagen=d, volgorde=v, gemeente=g) for i, (u, d, v, g) in enumerate(rij)
    ]
)


@given(_RIJ, st.randoms(use_true_random=False))
def test_l22_any_order_any_number_of_times_gives_the_same_alert(
    rij: list[BijMelding], willekeur: random.Random
) -> None:
    door_elkaar = [*rij, *willekeur.sample(rij, len(rij) // 2)]
    willekeur.shuffle(door_elkaar)

    assert vouw(*door_elkaar) == vouw(*rij)


@given(_RIJ)
def test_an_alert_stands_in_one_gemeente_at_most(rij: list[BijMelding]) -> None:
    assert sum(a.ingetrokken is None for a in vouw(*rij).values()) <= 1


def test_the_newest_content_counts_and_earlier_days_are_remembered() -> None:
    alert = vouw(melding(2, 5, dagen=3), melding(1, 1, dagen=9))[TIEL]

    assert alert.inhoud is not None
    assert (alert.inhoud.terugkeer_vroegst - VANDAAG).days == 3
    assert [(d - VANDAAG).days for d in alert.eerdere_dagen] == [9]


def test_what_is_withdrawn_stays_so_until_the_source_says_it_anew() -> None:
    gemeld, veranderd = melding(1, 1, dagen=9), melding(2, 5, dagen=3)
    weg = vouw(gemeld, melding(3, 8, dagen=None), veranderd)[TIEL]
    terug = vouw(gemeld, melding(3, 8, dagen=None), melding(4, 9, dagen=5))[TIEL]

    assert weg.ingetrokken is Intrekkingsreden.FOUTIEF
    assert weg.inhoud is not None
    assert terug.ingetrokken is None


def test_what_moves_to_another_gemeente_is_recalled_from_the_first() -> None:
    alerts = vouw(melding(1, 1, dagen=9), melding(2, 5, dagen=3, gemeente=BUREN))

    assert alerts[TIEL].ingetrokken is Intrekkingsreden.VERKEERDE_GEMEENTE
    assert alerts[TIEL].ingetrokken_op == _BEGIN + timedelta(hours=5)
    assert (alerts[BUREN].ingetrokken, alerts[BUREN].eerdere_dagen) == (None, ())


def test_what_moves_and_comes_back_stands_where_it_was_said_last() -> None:
    rij = [melding(i, i, dagen=9, gemeente=g) for i, g in enumerate((TIEL, BUREN, TIEL))]
    alerts = vouw(*rij)

    assert alerts[TIEL].ingetrokken is None
    assert alerts[BUREN].ingetrokken is Intrekkingsreden.VERKEERDE_GEMEENTE


def test_a_withdrawal_counts_where_it_was_sent_and_everywhere_when_nobody_there_had_it() -> None:
    rij = [melding(1, 1, dagen=9), melding(2, 5, dagen=3, gemeente=BUREN)]
    daar = vouw(*rij, melding(3, 8, dagen=None))
    nergens = vouw(*rij, melding(3, 8, dagen=None, gemeente=NIJMEGEN))

    assert daar[BUREN].ingetrokken is None
    assert nergens[BUREN].ingetrokken is Intrekkingsreden.FOUTIEF


def test_a_gemeente_that_went_up_in_another_has_the_same_alert() -> None:
    rij = [melding(1, 1, dagen=9), melding(2, 5, dagen=3, gemeente=BUREN)]
    (alert,) = vouw_alerts(rij, huidige=lambda _: BUREN).values()

    assert (alert.ingetrokken, alert.versie) == (None, 2)
