"""A use case with a switch: collects what it is given, all or nothing, and can be told to fail."""

import asyncio
import json
from collections.abc import Sequence

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht, Uitkomst
from nazorg.consumers._aanbieden import Ingang
from nazorg.contract.binair import as_structured


class Inbox:
    """Stands in for the database: `rows` survive whatever happens to the consumer."""

    def __init__(self) -> None:
        self.rows: dict[str, RuwBericht] = {}
        self.calls: list[int] = []
        self.twice = 0
        self.aside: list[RuwBericht] = []
        self.is_down = False
        self.poison: set[bytes] = set()
        self.stray_cancels = 0
        self.seconds = 0.0
        self.busy = asyncio.Event()

    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        self.calls.append(len(berichten))
        self.busy.set()
        await asyncio.sleep(self.seconds)
        if self.is_down:
            raise ConnectionRefusedError
        if self.stray_cancels:
            self.stray_cancels -= 1
            gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            gone.cancel()
            await gone
        if any(bericht.inhoud in self.poison for bericht in berichten):
            raise ZeroDivisionError
        self.twice += sum(bericht.herkomst in self.rows for bericht in berichten)
        self.rows |= {bericht.herkomst: bericht for bericht in berichten}
        return [
            Ontvangst(bron="", bericht_id=bericht.herkomst, uitkomst=Uitkomst.VERWERKT)
            for bericht in berichten
        ]

    async def zet_apart(self, bericht: RuwBericht) -> Ontvangst:
        self.aside.append(bericht)
        return Ontvangst(bron="", bericht_id=bericht.herkomst, uitkomst=Uitkomst.APART_GEZET)

    def ingang(self) -> Ingang:
        return Ingang(ontvang=self.ontvang, as_structured=as_structured, zet_apart=self.zet_apart)

    @property
    def bodies(self) -> set[bytes]:
        return {bericht.inhoud for bericht in self.rows.values()}


def event(number: int) -> bytes:
    """Return a small structured event with a number in it."""
    return json.dumps({"specversion": "1.0", "id": f"e-{number}"}).encode()
