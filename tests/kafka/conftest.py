import itertools
from collections.abc import Iterator

import pytest

from tests.kafka.fake_inbox import Inbox
from tests.kafka.mock_kafka import MockKafka

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def mock_cluster() -> Iterator[MockKafka]:
    cluster = MockKafka()
    yield cluster
    cluster.close()


@pytest.fixture
def kafka(mock_cluster: MockKafka) -> MockKafka:
    return mock_cluster


@pytest.fixture
def own_kafka() -> Iterator[MockKafka]:
    """A cluster of its own, for a test that breaks it."""
    cluster = MockKafka()
    yield cluster
    cluster.close()


@pytest.fixture
def topic(mock_cluster: MockKafka) -> str:
    name = f"justid.detentie.v1-{next(_numbers)}"
    mock_cluster.create_topic(name)
    return name


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()
