"""The website and the HTTP door, reached over a real socket."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2
import msgspec

from tests.e2e.systeem import Proces, Systeem, tot, vrije_poort
from tests.factories import BRON

TOKEN = "token-of-the-sender"
_PER_VERZOEK = 40


def afzenders() -> str:
    """Return what NAZORG_AFZENDERS must be for TOKEN."""
    sha = hashlib.sha256(TOKEN.encode()).hexdigest()
    return json.dumps([{"naam": "justid", "token_sha256": sha, "bronnen": [BRON]}])


@dataclass
class Site:
    proces: Proces
    client: httpx2.AsyncClient
    uitkomsten: Counter[str] = field(default_factory=Counter)

    async def stuur(self, regels: Sequence[bytes]) -> None:
        """Send in order: batches, and singles for what fits in no batch and for every ninth."""
        for partij in _partijen(regels):
            enkel = len(partij) == 1
            soort = "cloudevents+json" if enkel else "cloudevents-batch+json"
            antwoord = await self.client.post(
                "/v1/berichten",
                content=partij[0] if enkel else b"[" + b",".join(partij) + b"]",
                headers={
                    "Authorization": f"Bearer {TOKEN}",
                    "Content-Type": f"application/{soort}",
                },
            )
            assert antwoord.status_code == 200 or (enkel and antwoord.status_code == 400)
            inhoud = antwoord.json()
            for uitkomst in inhoud.get("uitkomsten", [inhoud]):
                self.uitkomsten[uitkomst["uitkomst"]] += 1

    async def meld_aan(self, persona: str) -> None:
        antwoord = await self.client.post("/login", data={"medewerker": persona})
        assert antwoord.status_code == 303

    async def werkvoorraad(self, reden: str = "") -> tuple[int, int, str]:
        """Return the sum of the groups, the number on the tab, and the page."""
        antwoord = await self.client.get(
            "/werkvoorraad", params={"venster": "alles", "reden": reden}
        )
        assert antwoord.status_code == 200
        koppen = re.findall(r'scope="rowgroup"[^>]*>[^<]*<span>· (\d+)</span>', antwoord.text)
        tab = re.search(r'aria-current="page">Nu doen <span class="views__n">(\d+)', antwoord.text)
        assert tab
        return sum(map(int, koppen)), int(tab[1]), antwoord.text


def _partijen(regels: Sequence[bytes]) -> Iterator[list[bytes]]:
    partij: list[bytes] = []
    for nummer, regel in enumerate(regels):
        alleen = nummer % 9 == 0 or not _is_json(regel)
        if partij and (alleen or len(partij) == _PER_VERZOEK):
            yield partij
            partij = []
        if alleen:
            yield [regel]
        else:
            partij.append(regel)
    if partij:
        yield partij


def _is_json(regel: bytes) -> bool:
    try:
        msgspec.json.decode(regel)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return True


@asynccontextmanager
async def open_site(
    systeem: Systeem, opdracht: str = "serve", *, seconden: float = 30
) -> AsyncIterator[Site]:
    """Start `nazorg serve` (or demo) on a free port and wait until it answers."""
    poort = vrije_poort()
    proces = systeem.start(
        opdracht, omgeving={"NAZORG_PORT": str(poort), "NAZORG_AFZENDERS": afzenders()}
    )
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{poort}", timeout=30) as client:
        await _wacht_op(proces, poort, seconden)
        antwoord = await client.get("/health/ready")
        assert antwoord.status_code == 200
        yield Site(proces, client)


async def _wacht_op(proces: Proces, poort: int, seconden: float) -> None:
    def klaar() -> bool:
        assert proces.draait, proces.tekst
        try:
            return httpx2.get(f"http://127.0.0.1:{poort}/login", timeout=2).status_code == 200
        except httpx2.HTTPError:
            return False

    await tot(klaar, seconden)
