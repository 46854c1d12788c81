"""Logging in at another party: what it tells us, and why somebody does not get in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Inlogreden(StrEnum):
    """Why logging in did not succeed."""

    AANBIEDER_WEG = "aanbieder_weg"
    GEWEIGERD = "geweigerd"
    VERLOPEN = "verlopen"
    ANTWOORD_KLOPT_NIET = "antwoord_klopt_niet"
    NIET_STERK_GENOEG = "niet_sterk_genoeg"
    ACCOUNT_ONBEKEND = "account_onbekend"


class InlogMislukt(Exception):  # noqa: N818 - an answer: nobody is logged in
    """Nobody gets in. kenmerk: by what an administrator finds an account that is not known."""

    def __init__(self, reden: Inlogreden, *, kenmerk: str = "") -> None:
        super().__init__(reden)
        self.reden, self.kenmerk = reden, kenmerk


@dataclass(frozen=True, slots=True, kw_only=True)
class Handdruk:
    """One attempt, from leaving for the provider to coming back. naar: where to go on to."""

    state: str
    nonce: str
    verifier: str
    begonnen_op: datetime
    naar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identiteit:
    """Who somebody is to a provider. The two together, and nothing else, name a person."""

    issuer: str
    sub: str


class Aanbieder(Protocol):
    """A provider of OpenID Connect that we registered with."""

    async def begin(self, handdruk: Handdruk, *, terug: str, opnieuw: bool = False) -> str:
        """Return where the browser goes to log in. Raises InlogMislukt.

        opnieuw: let the provider ask again who it is, also when it knows this browser.
        """
        ...

    async def ontvang(
        self, antwoord: Mapping[str, str], handdruk: Handdruk, *, terug: str
    ) -> Identiteit:
        """Return who came back with this answer. Raises InlogMislukt."""
        ...

    async def find_afmeldadres(self, *, na: str) -> str | None:
        """Return where the browser goes to log out there too; None when there is no such place."""
        ...
