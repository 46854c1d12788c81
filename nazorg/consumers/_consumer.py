"""An aiokafka consumer that tells what its poll loop does, faults included.

Why a fault of `getmany` must be seen: it may come after records of another partition were taken
from the buffer. Those are then gone from memory while the position has moved past them, FastStream
polls again, and the next commit would lose them.
"""

from collections.abc import Callable
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import ConsumerStoppedError

from nazorg.consumers._verdraagzaam import read_tolerantly

Batch = dict[TopicPartition, list[ConsumerRecord]]


class TalkativeConsumer(AIOKafkaConsumer):  # type: ignore[misc]  # aiokafka has no types
    """on_poll is told of every batch, empty ones too; on_fault of the class of every fault."""

    def __init__(
        self, *, on_poll: Callable[[Batch], None], on_fault: Callable[[str], None], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        read_tolerantly()
        self._on_poll = on_poll
        self._on_fault = on_fault

    async def getmany(
        self, *partitions: TopicPartition, timeout_ms: int = 0, max_records: int | None = None
    ) -> Batch:
        try:
            batch: Batch = await super().getmany(
                *partitions, timeout_ms=timeout_ms, max_records=max_records
            )
        except ConsumerStoppedError:
            raise
        except Exception as fout:
            self._on_fault(type(fout).__name__)
            raise
        self._on_poll(batch)
        return batch
