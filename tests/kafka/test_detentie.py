"""The consumer against a cluster that speaks the protocol and makes mistakes on request."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer

from nazorg.berichten.spoor import Spoor
from nazorg.berichten.uitkomst import Deur
from tests.kafka.fake_inbox import Inbox, event
from tests.kafka.mock_kafka import HEARTBEAT, OFFSET_COMMIT, MockKafka
from tests.kafka.running_consumer import Headers, committed, consuming, send, until

CE: Headers = [
    ("ce_specversion", b"1.0"),
    ("ce_id", b"b-1"),
    ("content-type", b"application/json"),
]


async def test_every_message_comes_in_once_and_its_offset_is_committed(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    await send(kafka.bootstrap, topic, [event(n) for n in range(30)])

    async with consuming(inbox, kafka.bootstrap, topic) as run:
        await until(lambda: len(inbox.rows) == 30)

    assert inbox.bodies == {event(n) for n in range(30)}
    assert inbox.twice == 0
    assert run.restarts() == 0
    assert await committed(kafka.bootstrap, topic) == 30
    een = next(iter(inbox.rows.values()))
    assert een.deur is Deur.KAFKA
    assert een.herkomst.startswith(f"{topic}[")
    assert een.verzonden_op is not None
    assert abs(datetime.now(UTC) - een.verzonden_op) < timedelta(minutes=5)  # noqa: TID251


async def test_what_was_durable_but_not_committed_comes_a_second_time(
    kafka: MockKafka, topic: str, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forget(self: AIOKafkaConsumer, offsets: object) -> None:
        raise TimeoutError

    await send(kafka.bootstrap, topic, [event(n) for n in range(10)])
    with monkeypatch.context() as patch:
        patch.setattr(AIOKafkaConsumer, "commit", forget)
        async with consuming(inbox, kafka.bootstrap, topic):
            await until(lambda: len(inbox.rows) == 10)

    async with consuming(inbox, kafka.bootstrap, topic):
        await until(lambda: inbox.twice == 10)

    assert len(inbox.rows) == 10
    assert await committed(kafka.bootstrap, topic) == 10


async def test_a_record_that_cannot_be_read_never_costs_its_neighbours(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    broken: list[Headers] = [[], [("x", None)], [("x", b"\xff\xfe")], [("ce_id", b"\xff")]]
    for number, headers in enumerate(broken):
        await send(kafka.bootstrap, topic, [event(number)], headers)
    await send(kafka.bootstrap, topic, [None, b"{half", b"\xff\xfe", event(9)])

    async with consuming(inbox, kafka.bootstrap, topic):
        await until(lambda: len(inbox.rows) == 8)

    assert {event(0), event(1), event(2), b"", b"{half", b"\xff\xfe", event(9)} < inbox.bodies
    assert any(b'"id":"\xff"' in body for body in inbox.bodies)
    assert await committed(kafka.bootstrap, topic) == 8


async def test_binary_mode_becomes_structured_and_structured_mode_stays_as_it_is(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    await send(kafka.bootstrap, topic, [b'{"a": 1}'], CE)
    structured = [*CE[:2], ("content-type", b"Application/CloudEvents+json; charset=UTF-8")]
    await send(kafka.bootstrap, topic, [event(2)], structured)

    async with consuming(inbox, kafka.bootstrap, topic):
        await until(lambda: len(inbox.rows) == 2)

    assert inbox.bodies == {
        b'{"specversion":"1.0","id":"b-1","datacontenttype":"application/json","data":{"a": 1}}',
        event(2),
    }


async def test_the_trace_in_a_header_comes_along_and_a_wrong_one_does_not(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    trace = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    met: Headers = [("traceparent", trace), ("tracestate", b"rojo=1")]
    await send(kafka.bootstrap, topic, [event(1)], met)
    await send(kafka.bootstrap, topic, [event(2)], [("traceparent", b"\xff-nonsense")])

    async with consuming(inbox, kafka.bootstrap, topic):
        await until(lambda: len(inbox.rows) == 2)

    sporen = {bericht.inhoud: bericht.spoor for bericht in inbox.rows.values()}
    assert sporen == {event(1): Spoor(trace.decode(), "rojo=1"), event(2): None}


async def test_nothing_is_lost_while_the_database_is_away_longer_than_we_retry(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    inbox.is_down = True
    await send(kafka.bootstrap, topic, [event(n) for n in range(20)])

    async with consuming(inbox, kafka.bootstrap, topic) as run:
        await until(lambda: run.restarts() >= 1)
        assert await committed(kafka.bootstrap, topic) == 0
        inbox.is_down = False
        await send(kafka.bootstrap, topic, [event(n) for n in range(20, 25)])
        await until(lambda: len(inbox.rows) == 25)

    assert inbox.aside == []
    assert await committed(kafka.bootstrap, topic) == 25


@pytest.mark.parametrize("code", [-1, 7, 14, 82])
async def test_a_heartbeat_error_does_not_end_it(
    own_kafka: MockKafka, inbox: Inbox, code: int
) -> None:
    own_kafka.create_topic("t")
    await send(own_kafka.bootstrap, "t", [event(n) for n in range(5)])

    async with consuming(inbox, own_kafka.bootstrap, "t") as run:
        await until(lambda: len(inbox.rows) == 5)
        own_kafka.answer_with(HEARTBEAT, code)
        await until(lambda: run.restarts() == 1)
        await send(own_kafka.bootstrap, "t", [event(n) for n in range(5, 10)])
        await until(lambda: len(inbox.rows) == 10)

    assert inbox.twice == 0


async def test_a_stray_cancellation_costs_one_retry(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    inbox.stray_cancels = 1
    await send(kafka.bootstrap, topic, [event(n) for n in range(5)])

    async with consuming(inbox, kafka.bootstrap, topic) as run:
        await until(lambda: len(inbox.rows) == 5)
        await send(kafka.bootstrap, topic, [event(5)])
        await until(lambda: len(inbox.rows) == 6)

    assert run.restarts() == 0
    assert await committed(kafka.bootstrap, topic) == 6


@pytest.mark.parametrize("fault", [RuntimeError, asyncio.CancelledError, UnicodeDecodeError])
async def test_a_fetch_that_fails_after_taking_records_does_not_lose_them(
    kafka: MockKafka,
    topic: str,
    inbox: Inbox,
    monkeypatch: pytest.MonkeyPatch,
    fault: type[BaseException],
) -> None:
    getmany: Callable[..., Awaitable[Any]] = AIOKafkaConsumer.getmany
    taken: list[int] = []

    async def take_and_fail(self: AIOKafkaConsumer, *args: object, **kwargs: object) -> object:
        batch = await getmany(self, *args, **kwargs)
        if batch and not taken:
            taken.append(len(batch))
            raise fault("utf-8", b"", 0, 1, "") if fault is UnicodeDecodeError else fault
        return batch

    monkeypatch.setattr(AIOKafkaConsumer, "getmany", take_and_fail)
    await send(kafka.bootstrap, topic, [event(n) for n in range(10)])

    async with consuming(inbox, kafka.bootstrap, topic) as run:
        await until(lambda: len(inbox.rows) == 10)

    assert taken
    assert run.restarts() == 1


@pytest.mark.parametrize("code", [25, 22, 27, 15, 16, -1])
async def test_a_commit_that_fails_is_harmless(
    own_kafka: MockKafka, inbox: Inbox, code: int
) -> None:
    own_kafka.create_topic("t")
    own_kafka.answer_with(OFFSET_COMMIT, code)
    await send(own_kafka.bootstrap, "t", [event(n) for n in range(5)])

    async with consuming(inbox, own_kafka.bootstrap, "t"):
        await until(lambda: len(inbox.rows) == 5)
        await send(own_kafka.bootstrap, "t", [event(n) for n in range(5, 10)])
        await until(lambda: len(inbox.rows) == 10)

    assert await committed(own_kafka.bootstrap, "t") == 10


async def test_stopping_finishes_the_batch_in_hand_and_leaves_the_group(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    inbox.seconds = 1.0
    await send(kafka.bootstrap, topic, [event(n) for n in range(10)])

    async with consuming(inbox, kafka.bootstrap, topic) as run:
        await asyncio.wait_for(inbox.busy.wait(), 10)
        seconds = await run.end()

    assert seconds < 3
    assert inbox.rows
    assert await committed(kafka.bootstrap, topic) == len(inbox.rows)


async def test_stopping_gives_up_a_batch_that_hangs_and_keeps_its_place(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    inbox.seconds = 60
    await send(kafka.bootstrap, topic, [event(1)])

    async with consuming(inbox, kafka.bootstrap, topic) as run:
        await asyncio.wait_for(inbox.busy.wait(), 10)
        seconds = await run.end()

    assert seconds < 4
    assert await committed(kafka.bootstrap, topic) == 0


async def test_stopping_does_not_wait_for_a_database_that_is_away(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    inbox.is_down = True
    await send(kafka.bootstrap, topic, [event(1)])

    async with consuming(inbox, kafka.bootstrap, topic) as run:
        await asyncio.wait_for(inbox.busy.wait(), 10)
        seconds = await run.end()

    assert seconds < 3


async def test_one_poison_message_is_set_aside_and_the_others_come_in(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    inbox.poison = {event(137)}
    await send(kafka.bootstrap, topic, [event(n) for n in range(300)])

    async with consuming(inbox, kafka.bootstrap, topic):
        await until(lambda: len(inbox.rows) == 299 and len(inbox.aside) == 1)

    assert inbox.aside[0].inhoud == event(137)
    assert len(inbox.calls) <= 2 * math.log2(300) + 5
    assert await committed(kafka.bootstrap, topic) == 300


async def test_it_waits_for_a_broker_that_is_down_at_the_start(
    own_kafka: MockKafka, inbox: Inbox
) -> None:
    own_kafka.create_topic("t")
    await send(own_kafka.bootstrap, "t", [event(1)])
    own_kafka.set_down()

    async with consuming(inbox, own_kafka.bootstrap, "t") as run:
        await until(lambda: run.restarts() >= 2)
        own_kafka.set_up()
        await until(lambda: len(inbox.rows) == 1)


async def test_a_long_outage_before_it_does_not_make_a_new_life_look_stuck(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    await send(kafka.bootstrap, topic, [event(1)])

    async with consuming(inbox, kafka.bootstrap, topic) as run:
        run.voortgang.begin(time.monotonic() - 1000)
        await until(lambda: len(inbox.rows) == 1)
        await until(lambda: run.voortgang.komt_vooruit(time.monotonic()))

    assert run.restarts() == 0


async def test_progress_tells_a_consumer_that_works_from_one_that_is_stuck(
    kafka: MockKafka, topic: str, inbox: Inbox
) -> None:
    await send(kafka.bootstrap, topic, [event(n) for n in range(10)])

    async with consuming(inbox, kafka.bootstrap, topic) as run:
        await until(lambda: len(inbox.rows) == 10)
        await until(lambda: run.voortgang.toestand()["achterstand"] == 0)
        assert run.voortgang.komt_vooruit(time.monotonic())
        inbox.is_down = True
        await send(kafka.bootstrap, topic, [event(n) for n in range(10, 14)])
        await until(lambda: run.voortgang.toestand()["achterstand"] == 4)
        assert not run.voortgang.komt_vooruit(time.monotonic() + 61)
