"""A trace crosses every room, so its tests borrow from the doors and from the deliveries."""

from tests.bezorging.conftest import topic
from tests.web.conftest import als, bij, client, maak_client, machine, site

__all__ = ["als", "bij", "client", "maak_client", "machine", "site", "topic"]
