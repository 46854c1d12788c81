"""A producer that is closed whatever happens, also when it could not start."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaProducer


@asynccontextmanager
async def open_producer(bootstrap: str, **opties: Any) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, **opties)
    try:
        await producer.start()
        yield producer
    finally:
        await producer.stop()
