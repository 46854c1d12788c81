"""One message on which our own code fails: found in few transactions, and set aside alone."""

import asyncio
import math
from collections.abc import Sequence

import pytest

from nazorg.berichten.eigen_fout import MAX_APART
from nazorg.berichten.storing import is_voorbijgaand
from nazorg.berichten.uitkomst import Deur, Ontvangst, RuwBericht
from nazorg.consumers._aanbieden import Aanbieder, Ingang, NietAfgeleverd
from nazorg.consumers.instellingen import Tijden
from nazorg.contract.binair import as_structured
from nazorg.store.sleutels import Gelijktijdig
from tests.kafka.fake_inbox import Inbox, event

TIJDEN = Tijden(eerste_wacht_s=0.0, langste_wacht_s=0.0, herkansing_s=0.2)


def batch(size: int) -> list[RuwBericht]:
    return [RuwBericht(inhoud=event(n), deur=Deur.KAFKA, herkomst=f"t[0]@{n}") for n in range(size)]


def aanbieder(inbox: Inbox) -> Aanbieder:
    return Aanbieder(inbox.ingang(), TIJDEN, asyncio.Event())


@pytest.mark.parametrize("size", [8, 64, 500])
async def test_a_poison_message_at_any_place_costs_at_most_two_log_n_transactions(
    size: int,
) -> None:
    for place in range(size):
        inbox = Inbox()
        inbox.poison = {event(place)}

        assert await aanbieder(inbox).bied_aan(batch(size)) == 1

        assert [bericht.inhoud for bericht in inbox.aside] == [event(place)]
        assert len(inbox.rows) == size - 1
        assert inbox.twice == 0
        # Beside the one transaction that every batch costs.
        assert len(inbox.calls) - 1 <= 2 * math.log2(size)


async def test_the_order_of_the_messages_is_kept_around_a_poison_message() -> None:
    inbox = Inbox()
    inbox.poison = {event(3), event(4), event(40)}

    assert await aanbieder(inbox).bied_aan(batch(50)) == 3

    assert list(inbox.rows) == [f"t[0]@{n}" for n in range(50) if n not in {3, 4, 40}]


async def test_a_batch_full_of_poison_means_that_we_are_wrong_and_stops() -> None:
    inbox = Inbox()
    inbox.poison = {event(n) for n in range(100)}

    with pytest.raises(NietAfgeleverd):
        await aanbieder(inbox).bied_aan(batch(100))

    assert len(inbox.aside) == MAX_APART


async def test_without_a_place_to_set_aside_a_poison_message_blocks() -> None:
    inbox = Inbox()
    inbox.poison = {event(1)}
    ingang = Ingang(ontvang=inbox.ontvang, as_structured=as_structured)

    with pytest.raises(NietAfgeleverd):
        await Aanbieder(ingang, TIJDEN, asyncio.Event()).bied_aan(batch(4))


@pytest.mark.parametrize("grootte", [1, 4])
async def test_a_bug_that_shows_itself_once_sets_nothing_aside(grootte: int) -> None:
    class Once(Inbox):
        async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
            if not self.calls:
                self.calls.append(0)
                raise ZeroDivisionError
            return await super().ontvang(berichten)

    inbox = Once()

    assert await aanbieder(inbox).bied_aan(batch(grootte)) == 0

    assert len(inbox.rows) == grootte
    assert inbox.aside == []


async def test_a_bug_of_a_batch_as_a_whole_is_blamed_on_none_of_its_messages() -> None:
    class Samen(Inbox):
        async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
            if len(berichten) > 1:
                self.calls.append(len(berichten))
                raise ZeroDivisionError
            return await super().ontvang(berichten)

    inbox = Samen()

    assert await aanbieder(inbox).bied_aan(batch(2)) == 0

    assert len(inbox.rows) == 2
    assert inbox.aside == []


async def test_a_database_that_stays_away_ends_in_giving_the_batch_back() -> None:
    inbox = Inbox()
    inbox.is_down = True
    tijden = Tijden(eerste_wacht_s=0.02, langste_wacht_s=0.05, herkansing_s=0.2)

    with pytest.raises(NietAfgeleverd, match="retry_budget_spent"):
        await Aanbieder(inbox.ingang(), tijden, asyncio.Event()).bied_aan(batch(4))

    assert len(inbox.calls) > 3
    assert inbox.aside == []


class _WithState(Exception):  # noqa: N818
    def __init__(self, sqlstate: str) -> None:
        super().__init__()
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    "sqlstate", ["08006", "28P01", "3D000", "40P01", "53300", "55P03", "57P01", "57014"]
)
def test_a_database_that_is_busy_or_away_passes(sqlstate: str) -> None:
    fout = RuntimeError()
    fout.__cause__ = _WithState(sqlstate)

    assert is_voorbijgaand(fout)


def test_two_senders_with_the_same_person_at_once_passes() -> None:
    assert is_voorbijgaand(Gelijktijdig())


@pytest.mark.parametrize("sqlstate", ["22021", "23505", "42P01"])
def test_data_or_sql_that_is_wrong_does_not_pass(sqlstate: str) -> None:
    assert not is_voorbijgaand(_WithState(sqlstate))
    assert not is_voorbijgaand(ValueError())


@pytest.mark.parametrize(
    "waarden", [{"request_ms": 9_000}, {"heartbeat_ms": 9_000}, {"herkansing_s": 290.0}]
)
def test_times_that_do_not_fit_each_other_are_refused(waarden: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must"):
        Tijden(**waarden)


def test_finishing_and_leaving_fit_in_the_ten_seconds_that_we_promise() -> None:
    assert Tijden().afronden_s + Tijden().verlaten_s + 1.0 <= 10
