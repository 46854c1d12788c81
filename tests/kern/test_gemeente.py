from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nazorg.kern.gemeente import ONBEKEND, RNI, Gemeente, Gemeenten

WISSEL = date(2019, 1, 1)
DAG = timedelta(days=1)

# Three steps: A went up in B, B in C; and what a register should not have but may.
KAART = Gemeenten(
    [
        Gemeente(ONBEKEND, "Onbekend"),
        Gemeente("1001", "Aadorp", einde=date(2010, 1, 1), opvolger="1002"),
        Gemeente("1002", "Beekstad", date(2010, 1, 1), WISSEL, opvolger="1003"),
        Gemeente("1003", "Cuijck aan Zee", WISSEL),
        Gemeente("1004", "Verdwenen", einde=WISSEL),
        Gemeente("1005", "Wijst naar niets", einde=WISSEL, opvolger="4444"),
        Gemeente("1006", "Rond", einde=WISSEL, opvolger="1007"),
        Gemeente("1007", "Gaat", einde=WISSEL, opvolger="1006"),
        Gemeente("1008", "Zichzelf", einde=WISSEL, opvolger="1008"),
    ]
)


def huidige(code: str, op: date) -> str | None:
    gemeente = KAART.huidige(code, op=op)
    return gemeente.code if gemeente else None


def test_a_gemeente_exists_until_the_day_on_which_it_ends_and_not_on_that_day() -> None:
    assert huidige("1002", WISSEL - DAG) == "1002"
    assert huidige("1002", WISSEL) == "1003"
    assert huidige("1002", WISSEL + DAG) == "1003"


def test_successors_are_followed_as_far_as_they_go_on_that_day() -> None:
    assert huidige("1001", date(2009, 12, 31)) == "1001"
    assert huidige("1001", date(2010, 1, 1)) == "1002"
    assert huidige("1001", WISSEL) == "1003"


def test_a_gemeente_without_an_end_stays_itself() -> None:
    assert huidige("1003", date(2100, 1, 1)) == "1003"


def test_a_gemeente_that_ended_without_a_known_successor_is_nowhere_now() -> None:
    assert huidige("1004", WISSEL) is None
    assert huidige("1005", WISSEL) is None
    assert huidige("1004", WISSEL - DAG) == "1004"


def test_successors_in_a_circle_lead_nowhere_and_do_not_hang() -> None:
    assert [huidige(code, WISSEL) for code in ("1006", "1007", "1008")] == [None] * 3


def test_an_unknown_code_is_nowhere() -> None:
    assert huidige("9876", WISSEL) is None
    assert "9876" not in KAART
    assert KAART.get("9876") is None


def test_a_name_always_fits_in_a_sentence() -> None:
    assert KAART.naam("1003") == "Cuijck aan Zee"
    assert KAART.naam(RNI) == "geen woonplaats in Nederland (RNI)"
    assert KAART.naam(ONBEKEND) == "onbekend"
    assert KAART.naam("9876") == "onbekend"
    assert KAART.naam("") == "onbekend"


def test_every_gemeente_can_be_walked_through_once() -> None:
    codes = [g.code for g in KAART]

    assert len(codes) == len(set(codes)) == 9


CODES = st.sampled_from([f"{n:04d}" for n in range(2000, 2008)])
DAGEN = st.dates(date(2015, 1, 1), date(2016, 1, 1))
RIJEN = st.lists(
    st.builds(
        Gemeente,
        CODES,
        st.just("Ergens"),
        einde=st.none() | DAGEN,
        opvolger=st.none() | CODES,
    ),
    max_size=8,
    unique_by=lambda g: g.code,
)


@given(rijen=RIJEN, code=CODES, op=DAGEN)
def test_whatever_the_register_says_the_answer_exists_on_that_day_or_there_is_none(
    rijen: list[Gemeente], code: str, op: date
) -> None:
    antwoord = Gemeenten(rijen).huidige(code, op=op)

    assert antwoord is None or (antwoord in rijen and (not antwoord.einde or op < antwoord.einde))


@given(rijen=RIJEN, code=CODES, op=DAGEN)
def test_the_gemeente_of_today_has_no_further_successor_today(
    rijen: list[Gemeente], code: str, op: date
) -> None:
    kaart = Gemeenten(rijen)
    antwoord = kaart.huidige(code, op=op)

    assert antwoord is None or kaart.huidige(antwoord.code, op=op) == antwoord
