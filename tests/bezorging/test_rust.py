"""A destination that cannot take anything is left in peace, and tried with one event at a time."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from nazorg.berichten.bezorging import Antwoord, Bezorgreden
from nazorg.usecases.bezorging.rust import Rust

NU = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
A, B = UUID(int=1), UUID(int=2)
STORING, GOED = Antwoord(Bezorgreden.STORING, 500), Antwoord()


def ruimte(rust: Rust, na_s: float, *, onderweg: int = 0, wie: UUID = A) -> int:
    return rust.ruimte(wie, vrij=4, onderweg=onderweg, nu=NU + timedelta(seconds=na_s))


def test_a_healthy_destination_gets_what_is_free() -> None:
    assert [ruimte(Rust(), 0, onderweg=n) for n in range(6)] == [4, 3, 2, 1, 0, 0]


def test_after_a_fault_it_rests_a_second_and_then_one_tries_the_door() -> None:
    rust = Rust()
    rust.hoor(A, STORING, nu=NU)

    assert ruimte(rust, 0.9) == 0
    assert ruimte(rust, 1) == 1
    assert ruimte(rust, 1, onderweg=1) == 0
    assert ruimte(rust, 0, wie=B) == 4, "another destination has nothing to do with it"


def test_each_failed_try_doubles_the_rest_up_to_a_minute() -> None:
    rust, moment, rusten = Rust(), 0.0, []
    for _ in range(9):
        rust.hoor(A, STORING, nu=NU + timedelta(seconds=moment))
        duur = next(s for s in range(200) if ruimte(rust, moment + s))
        rusten.append(duur)
        moment += duur

    assert rusten == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_many_calls_that_fail_together_count_as_one() -> None:
    rust = Rust()
    for _ in range(200):
        rust.hoor(A, STORING, nu=NU)

    assert ruimte(rust, 1) == 1


def test_one_that_arrives_ends_the_rest() -> None:
    rust = Rust()
    rust.hoor(A, STORING, nu=NU)
    rust.hoor(A, GOED, nu=NU)

    assert ruimte(rust, 0) == 4


def test_what_is_wrong_with_one_event_is_no_reason_to_rest() -> None:
    rust = Rust()
    rust.hoor(A, Antwoord(Bezorgreden.GEWEIGERD, 422), nu=NU)

    assert ruimte(rust, 0) == 4


def test_who_asks_for_a_day_of_rest_gets_an_hour() -> None:
    rust = Rust()
    rust.hoor(A, Antwoord(Bezorgreden.DRUK, 429, 86_400.0), nu=NU)

    assert ruimte(rust, 3599) == 0
    assert ruimte(rust, 3600) == 1
