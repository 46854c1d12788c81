"""A trace crosses every room, so its tests borrow from the doors and from the deliveries."""

from collections.abc import Iterator

import pytest

from tests.bezorging.conftest import topic
from tests.spoor.collector import Collector, open_collector
from tests.web.conftest import als, bij, client, maak_client, machine, site

__all__ = ["als", "bij", "client", "maak_client", "machine", "site", "topic"]


@pytest.fixture
def collector() -> Iterator[Collector]:
    with open_collector() as collector:
        yield collector
