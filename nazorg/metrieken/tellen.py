"""Count while the work is done: messages at the door, requests at the site."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.deps import Deps
from nazorg.metrieken.meters import ONBEKEND, Meters
from nazorg.sporen.verzoeken import is_kamer


class TakesMessages(Protocol):
    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take in a batch; raises on technical faults only."""
        ...

    async def zet_apart(self, ruw: RuwBericht) -> Ontvangst:
        """Set aside a message on which our own code fails."""
        ...


# Without slots, so that it may be built from the fields of the other.
@dataclass(frozen=True, kw_only=True)
class GeteldeDeps(Deps):
    """The same parts, and every message that comes in is counted."""

    meters: Meters

    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take messages in, and count what became of them."""
        uit = await Deps.ontvang(self, berichten)
        self.meters.tel(uit, ingang="nazorg")
        return uit

    async def zet_apart(self, ruw: RuwBericht) -> Ontvangst:
        """Set aside a message on which our own code fails, and count it."""
        uit = await Deps.zet_apart(self, ruw)
        self.meters.tel([uit], ingang="nazorg")
        return uit


def tel_mee(deps: Deps, meters: Meters) -> GeteldeDeps:
    """Return the parts with a counter at the door."""
    eigen = {veld.name: getattr(deps, veld.name) for veld in fields(deps)}
    return GeteldeDeps(**eigen, meters=meters)


class GeteldeIngang:
    """What the consumer calls, with a counter."""

    def __init__(self, ingang: TakesMessages, meters: Meters, *, naam: str) -> None:
        self._ingang, self._meters, self._naam = ingang, meters, naam

    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take messages in, and count what became of them."""
        uit = await self._ingang.ontvang(berichten)
        self._meters.tel(uit, ingang=self._naam)
        return uit

    async def zet_apart(self, ruw: RuwBericht) -> Ontvangst:
        """Set aside a message on which our own code fails, and count it."""
        uit = await self._ingang.zet_apart(ruw)
        self._meters.tel([uit], ingang=self._naam)
        return uit


class MeetVerzoeken:
    """Times every request, under the template of its route."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app, self._meters = app, meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_kamer(scope):
            await self._app(scope, receive, send)
            return
        status, begin = 500, time.perf_counter()

        async def send_and_look(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_look)
        finally:
            # The router leaves the route that it chose in the scope; the path itself is never used.
            route = getattr(scope.get("route"), "path", None) or ONBEKEND
            self._meters.tel_verzoek(scope["method"], route, status, time.perf_counter() - begin)
