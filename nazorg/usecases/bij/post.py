"""Mail as a use case knows it: a port. Who talks SMTP lives in `integrations`."""

from dataclasses import dataclass
from typing import Protocol


class PostUnavailable(Exception):  # noqa: N818 - technical: the same mail may go later
    """No server takes mail now: a refused connection, a timeout, a 4xx answer."""


class PostRefused(Exception):  # noqa: N818 - technical: this mail will never arrive
    """The server refuses this receiver: the mail bounced at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One mail in plain text.

    kenmerk: the number of the mail, a UUID, the same at every attempt; the Message-ID and the
    return address are made of it.
    """

    aan: str
    onderwerp: str
    tekst: str
    kenmerk: str


class Post(Protocol):
    """Sends mail. Never called inside a database transaction."""

    async def verstuur(self, brief: Brief) -> None:
        """Hand one mail to a server. Raises PostUnavailable, PostRefused."""
        ...
