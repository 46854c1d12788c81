"""Two batches on their way: the second does not wait for the first, its offsets do.

Only what is about somebody of the first waits for it.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from tests.kafka.fake_inbox import Inbox, event
from tests.kafka.mock_kafka import MockKafka
from tests.kafka.running_consumer import committed, consuming, send, until


class Gates(Inbox):
    """Each call waits until its number is let through; `fails` are the calls that then fail."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = 0
        self.open = [asyncio.Event() for _ in range(20)]
        self.fails: set[int] = set()

    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        number, self.begun = self.begun, self.begun + 1
        await self.open[number].wait()
        if number in self.fails:
            raise ConnectionRefusedError
        return await super().ontvang(berichten)

    def let_through(self, *numbers: int) -> None:
        for number in numbers:
            self.open[number].set()


@pytest.fixture
async def gates() -> AsyncIterator[Gates]:
    gates = Gates()
    yield gates
    gates.let_through(*range(20))


async def send_two_batches(kafka: MockKafka, topic: str, gates: Gates) -> None:
    """Let two batches be on their way about other people: with 5 messages, and with 2."""
    await send(kafka.bootstrap, topic, [event(n) for n in range(5)])
    await until(lambda: gates.begun >= 1)
    # A key may be on either partition, so the first 5 may come as two batches: wait for both.
    await asyncio.sleep(0.3)
    if gates.begun == 1:
        await send(kafka.bootstrap, topic, [event(5), event(6)], keys_from=5)
    await until(lambda: gates.begun == 2)


async def test_what_is_about_somebody_of_the_first_batch_waits_and_the_others_do_not(
    kafka: MockKafka, topic: str, gates: Gates
) -> None:
    async with consuming(gates, kafka.bootstrap, topic) as run:
        await send(kafka.bootstrap, topic, [event(0)])
        await until(lambda: gates.begun == 1)
        # The keys 6 and then 0 again.
        await send(kafka.bootstrap, topic, [event(1), event(2)], keys_from=6)
        await until(lambda: gates.begun == 2)
        gates.let_through(1, 2, 3)
        await until(lambda: bool(gates.rows))
        await asyncio.sleep(0.3)
        before = [b.inhoud for b in gates.rows.values()]
        gates.let_through(*range(20))
        await until(lambda: len(gates.rows) == 3)

    order = [b.inhoud for b in gates.rows.values()]
    assert before == [event(1)]
    assert order.index(event(0)) < order.index(event(2))
    assert run.restarts() == 0
    assert gates.twice == 0
    assert await committed(kafka.bootstrap, topic) == 3


async def test_the_second_batch_is_taken_in_while_the_first_is_still_busy(
    kafka: MockKafka, topic: str, gates: Gates
) -> None:
    async with consuming(gates, kafka.bootstrap, topic) as run:
        await send_two_batches(kafka, topic, gates)
        gates.let_through(1)
        await until(lambda: bool(gates.rows))

        # Durable, and not committed: what came before it is not durable yet.
        durable = len(gates.rows)
        await asyncio.sleep(0.3)
        assert await committed(kafka.bootstrap, topic) == 0
        gates.let_through(0, *range(2, 20))
        await until(lambda: len(gates.rows) > durable)

    assert run.restarts() == 0
    assert gates.twice == 0
    assert await committed(kafka.bootstrap, topic) == len(gates.rows)


async def test_no_third_batch_is_fetched_while_two_are_on_their_way(
    kafka: MockKafka, topic: str, gates: Gates
) -> None:
    async with consuming(gates, kafka.bootstrap, topic):
        await send_two_batches(kafka, topic, gates)
        await send(kafka.bootstrap, topic, [event(n) for n in range(20, 30)])
        gates.let_through(1)
        await asyncio.sleep(0.5)

        assert gates.begun == 2
        gates.let_through(*range(20))
        await until(lambda: {event(n) for n in range(20, 30)} <= gates.bodies)


async def test_when_the_first_fails_the_second_is_not_committed_and_both_come_again(
    kafka: MockKafka, topic: str, gates: Gates
) -> None:
    # As often as it is tried in its time (QUICK: two seconds).
    gates.fails = {0, *range(2, 20)}
    async with consuming(gates, kafka.bootstrap, topic) as run:
        await send_two_batches(kafka, topic, gates)
        gates.let_through(1)
        await until(lambda: bool(gates.rows))
        durable = len(gates.rows)
        gates.open += [asyncio.Event() for _ in range(200)]
        gates.let_through(*range(220))
        await until(lambda: run.restarts() == 1)
        assert await committed(kafka.bootstrap, topic) == 0
        gates.fails = set()
        await until(lambda: gates.twice >= durable)
        await until(lambda: len(gates.rows) >= 5)
    assert await committed(kafka.bootstrap, topic) == len(gates.rows)


async def test_stopping_gives_up_both_batches_that_hang_and_commits_neither(
    kafka: MockKafka, topic: str, gates: Gates
) -> None:
    async with consuming(gates, kafka.bootstrap, topic) as run:
        await send_two_batches(kafka, topic, gates)
        seconds = await run.end()

    assert seconds < 4
    assert gates.rows == {}
    assert await committed(kafka.bootstrap, topic) == 0


async def test_stopping_keeps_the_second_when_only_the_first_hangs(
    kafka: MockKafka, topic: str, gates: Gates
) -> None:
    async with consuming(gates, kafka.bootstrap, topic) as run:
        await send_two_batches(kafka, topic, gates)
        gates.let_through(1)
        await until(lambda: bool(gates.rows))
        await run.end()

    assert await committed(kafka.bootstrap, topic) == 0
    rows = len(gates.rows)
    gates.let_through(*range(20))
    async with consuming(gates, kafka.bootstrap, topic):
        await until(lambda: len(gates.rows) > rows and gates.twice >= rows)
