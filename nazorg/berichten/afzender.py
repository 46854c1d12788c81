"""Who may send messages, and how a machine proves that it is that one."""

from dataclasses import dataclass
from typing import Protocol

# What a token must say that its holder may do (OAuth 2.0 `scope`), per door.
SCHRIJVEN, BIJ_SCHRIJVEN = "berichten:schrijven", "bij:schrijven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Afzender:
    """A machine that may send messages.

    bronnen: the sources it may speak for. bij: it sends to the BIJ door only.
    token_sha256: of its fixed token, in hex. client_id: its name at the issuer of access tokens.
    certificaten: SHA-256 thumbprints in hex, or OINs; with these it must always show one of them.
    per_minuut: requests; None for what holds for everybody.
    """

    naam: str
    bronnen: frozenset[str]
    token_sha256: str | None = None
    client_id: str | None = None
    certificaten: frozenset[str] = frozenset()
    bij: bool = False
    per_minuut: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegangsbewijs:
    """What an access token says, after its signature was verified.

    certificaat: SHA-256 of the client certificate that the token is bound to (RFC 8705), or None.
    """

    client_id: str
    scopes: frozenset[str]
    certificaat: bytes | None


class BewijsAfgekeurd(Exception):  # noqa: N818 - it is an answer: this proves nothing
    """An access token is not valid, or not for us."""


class UitgeverWeg(Exception):  # noqa: N818 - it is an answer: ask again later
    """The issuer of access tokens cannot be asked, so we cannot tell."""


class Uitgever(Protocol):
    """The issuer of access tokens, as far as we need it."""

    async def lees(self, token: str) -> Toegangsbewijs:
        """Return what a token says. Raises BewijsAfgekeurd or UitgeverWeg."""
        ...
