"""The rhythm of a source: when silence is usual, and when it is too long."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.alarm import alarm_bij_stilte
from nazorg.berichten.ritme import VLOER, Ritme, Uur, duur_tekst, leer

UUR = timedelta(hours=1)
# A Monday, 0:00 in the Netherlands, with no change of the clock in the weeks after it.
MAANDAG = datetime(2026, 11, 1, 23, tzinfo=UTC)
BRON = "urn:nld:oin:00000099000000001000:systeem:detentieregister"


def nooit(_: date) -> bool:
    return False


def uur(begin: datetime, aantal: int = 3) -> Uur:
    stap = UUR / aantal
    return Uur(
        begin=begin,
        aantal=aantal,
        eerste_op=begin + stap / 2,
        laatste_op=begin + UUR - stap / 2,
        langste=stap,
    )


def kantoor(weken: int, per_uur: int = 3) -> list[Uur]:
    """Return the hours of a source that works from Monday to Friday, 8 to 18."""
    return [
        uur(MAANDAG + timedelta(days=7 * week + dag, hours=u), per_uur)
        for week in range(weken)
        for dag in range(5)
        for u in range(8, 18)
    ]


def geleerd(weken: int = 8, uren: list[Uur] | None = None) -> Ritme:
    uren = kantoor(weken) if uren is None else uren
    ritme = leer_nu(uren, MAANDAG + timedelta(weeks=weken))
    assert ritme is not None
    return ritme


def leer_nu(
    uren: list[Uur],
    nu: datetime,
    *,
    eerste_op: datetime | None = None,
    is_vrij: Callable[[date], bool] = nooit,
) -> Ritme | None:
    return leer(
        uren,
        eerste_op=eerste_op or uren[0].eerste_op,
        laatste_op=max(u.laatste_op for u in uren),
        nu=nu,
        is_vrij=is_vrij,
    )


def test_a_source_is_never_late_in_its_first_two_weeks() -> None:
    uren = kantoor(2)
    eerste = uren[0].eerste_op

    assert leer_nu(uren, eerste + timedelta(days=14, hours=-1)) is None
    assert leer_nu(uren, eerste + timedelta(days=14))


def test_who_sends_hardly_anything_has_no_rhythm() -> None:
    uren = [uur(MAANDAG), uur(MAANDAG + timedelta(days=20))]

    assert leer_nu(uren, MAANDAG + timedelta(weeks=5), eerste_op=MAANDAG) is None


def test_silence_is_usual_at_night_and_in_the_weekend_and_not_at_noon() -> None:
    ritme = geleerd()
    dinsdag = MAANDAG + timedelta(weeks=8, days=1)

    assert ritme.grens(dinsdag + 12 * UUR) == VLOER
    assert ritme.grens(dinsdag + 5 * UUR) > 11 * UUR
    zondag = MAANDAG + timedelta(weeks=8, days=6)
    assert ritme.grens(zondag + 20 * UUR) > timedelta(days=2)


def test_what_is_usual_is_said_as_people_say_it() -> None:
    ritme = geleerd()
    maandag = MAANDAG + timedelta(weeks=8)

    # 8 to 12, three an hour, over the six hours of a morning.
    assert ritme.zin(maandag + 10 * UUR) == "stuurt op maandagochtend meestal elke 30 minuten iets"
    assert ritme.zin(maandag + 3 * UUR).startswith("is op maandagnacht meestal hooguit")


def test_a_silence_that_lasts_becomes_an_alarm_at_the_moment_that_is_said() -> None:
    ritme, maandag = geleerd(), MAANDAG + timedelta(weeks=8)
    laatste, nu = maandag - 54 * UUR, maandag + 7 * UUR

    op = ritme.alarm_op(laatste, nu)

    assert op is not None
    assert nu < op
    assert alarm_bij_stilte(BRON, ritme, laatste_op=laatste, nu=op - UUR / 60) is None
    assert alarm_bij_stilte(BRON, ritme, laatste_op=laatste, nu=op + UUR / 60) is not None
    assert ritme.alarm_op(laatste, op) == op


def test_one_bad_week_does_not_make_us_deaf() -> None:
    uren = [
        u for u in kantoor(8) if not MAANDAG + 21 * 24 * UUR < u.begin < MAANDAG + 28 * 24 * UUR
    ]
    dinsdag = MAANDAG + timedelta(weeks=8, days=1)

    assert geleerd(uren=uren).grens(dinsdag + 12 * UUR) == VLOER


@pytest.mark.parametrize("dagen", [7, 14, 21])
def test_an_outage_that_was_mended_does_not_make_us_deaf(dagen: int) -> None:
    kwijt = MAANDAG + timedelta(days=14), MAANDAG + timedelta(days=14 + dagen)
    uren = [u for u in kantoor(8) if not kwijt[0] <= u.begin < kwijt[1]]
    ritme = geleerd(uren=uren)

    for dag in range(5):
        for u in range(10, 17):
            assert ritme.grens(MAANDAG + timedelta(weeks=8, days=dag, hours=u)) == VLOER, (dag, u)


@pytest.mark.parametrize("weken", [1, 3, 8, 20])
def test_a_silence_that_lasts_does_not_become_usual(weken: int) -> None:
    uren = kantoor(8)
    nu = MAANDAG + timedelta(weeks=8 + weken, hours=12)

    ritme = leer_nu(uren, nu)

    assert ritme is not None
    assert ritme.grens(nu) == VLOER


def test_however_seldom_a_source_sends_its_limit_has_an_end() -> None:
    # Twelve days apart, and for the rest two outages of three weeks.
    uren = [uur(MAANDAG + timedelta(days=d)) for d in (0, 1, 22, 43, 55)]
    ritme = leer_nu(uren, MAANDAG + timedelta(days=56))

    assert ritme is not None
    assert max(ritme.grens(MAANDAG + n * UUR) for n in range(168)) <= timedelta(days=15)


def test_a_holiday_counts_as_a_sunday() -> None:
    def feest(dag: date) -> bool:
        return dag == date(2026, 12, 28)

    uren = kantoor(8)
    ritme = leer_nu(uren, MAANDAG + timedelta(weeks=8), is_vrij=feest)

    assert ritme is not None
    noen = datetime(2026, 12, 28, 11, tzinfo=UTC)  # the Monday on which everybody is free
    assert ritme.grens(noen) > timedelta(days=1)


def test_the_alarm_says_what_is_usual_and_how_long_it_lasts() -> None:
    ritme = geleerd()
    nu = MAANDAG + timedelta(weeks=8, hours=15)

    alarm = alarm_bij_stilte(BRON, ritme, laatste_op=nu - 2 * UUR, nu=nu)

    assert alarm is not None
    assert alarm.tekst == (
        "Detentieregister stuurt op maandagmiddag meestal elke 20 minuten iets; nu al 2 uur niets."
    )
    assert alarm.sinds == nu - UUR
    assert alarm_bij_stilte(BRON, ritme, laatste_op=nu - VLOER, nu=nu) is None


@given(
    st.sets(st.integers(0, 8 * 168 - 1), min_size=60, max_size=400),
    st.integers(0, 167),
)
def test_what_happened_before_is_never_an_alarm_the_last_time_it_did(
    gevuld: set[int], plek: int
) -> None:
    """The limit of an hour is never shorter than what two silences or more reached there."""
    uren = [uur(MAANDAG + n * UUR, 2) for n in sorted(gevuld)]
    eerste = uren[0].eerste_op
    nu = MAANDAG + timedelta(weeks=8)
    ritme = leer_nu(uren, nu)
    if ritme is None:
        return
    per_stilte: dict[datetime, timedelta] = {}
    for week in range(8):
        begin = MAANDAG + (168 * week + plek) * UUR
        if eerste < begin and begin + UUR <= uren[-1].laatste_op:
            sinds = max(u.laatste_op for u in uren if u.begin <= begin)
            per_stilte[sinds] = begin + UUR - sinds
    gezien = sorted(stil for stil in per_stilte.values() if stil <= timedelta(days=10))
    if len(gezien) > 2:
        assert ritme.grens(nu + plek * UUR) >= gezien[-2]


@pytest.mark.parametrize(
    ("duur", "tekst"),
    [
        (timedelta(seconds=20), "minuut"),
        (timedelta(minutes=20), "20 minuten"),
        (timedelta(minutes=89), "89 minuten"),
        (timedelta(hours=2, minutes=10), "2 uur"),
        (timedelta(hours=47), "47 uur"),
        (timedelta(hours=70), "3 dagen"),
    ],
)
def test_a_duration_reads_as_one_says_it(duur: timedelta, tekst: str) -> None:
    assert duur_tekst(duur) == tekst
