"""Deliveries on real PostgreSQL: destinations that tests can switch, and events to deliver."""

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.bezorging import Abonnee, Antwoord, Verzender, Zending
from nazorg.deps import Deps
from nazorg.integrations.webhook import Webhook
from nazorg.store import outbox
from nazorg.store.ids import Ids
from nazorg.store.outbox import Gebeurtenis
from nazorg.usecases.bezorging.abonnement import voeg_toe
from nazorg.usecases.bezorging.bezorg import Bezorger, Bezorgregels
from tests.bezorging.ontvanger import Ontvanger, open_ontvanger

BRON = "urn:nld:oin:00000099000000002000:systeem:nazorg"
NAAM = "partner"
_gemaakt: list[Bezorger] = []


@dataclass
class Topic:
    """A destination in memory, in the place of Kafka. antwoord: what it says; poort: may wait."""

    antwoord: Antwoord = field(default_factory=Antwoord)
    gekregen: list[Zending] = field(default_factory=list)
    bezig: set[UUID] = field(default_factory=set)
    poort: asyncio.Event | None = None
    fout: Exception | None = None

    async def verzend(self, zending: Zending) -> Antwoord:
        assert zending.id not in self.bezig, "one event twice at the same moment"
        self.bezig.add(zending.id)
        try:
            if self.poort is not None:
                await self.poort.wait()
            if self.fout is not None:
                raise self.fout
            await asyncio.sleep(0)
            self.gekregen.append(zending)
            return self.antwoord
        finally:
            self.bezig.discard(zending.id)

    async def sluit(self) -> None:
        pass


def maak_bezorger(
    deps: Deps, *, kafka: Verzender | None = None, belofte_s: float = 10.0, **regels: Any
) -> Bezorger:
    def maak_webhook(abonnee: Abonnee) -> Verzender:
        return Webhook(
            abonnee.url, abonnee.geheim, nu=deps.klok.nu, seconden=belofte_s, ook_intern=True
        )

    bezorger = Bezorger(
        store=deps.store,
        kluis=deps.kluis,
        klok=deps.klok,
        regels=Bezorgregels(bron=BRON, belofte=timedelta(seconds=belofte_s), **regels),
        kafka=kafka,
        maak_webhook=maak_webhook,
        toeval=random.Random(1),
    )
    _gemaakt.append(bezorger)
    return bezorger


async def bezorg(bezorger: Bezorger) -> None:
    """Deliver until there is nothing that may go at this moment of the clock."""
    while await bezorger.ronde() or bezorger.onderweg:
        await asyncio.wait(bezorger.onderweg)


async def schrijf(deps: Deps, dossier: UUID, aantal: int = 1) -> list[UUID]:
    """Write events of one dossier, each in a transaction of its own."""
    ids = []
    for _ in range(aantal):
        nu = deps.klok.nu()
        ids.append(Ids(nu)())
        async with deps.store.open_unscoped_ontvangst() as tx:
            await outbox.put(tx, [Gebeurtenis(ids[-1], outbox.DOSSIER_GEWIJZIGD, dossier)], nu=nu)
    return ids


async def abonneer(deps: Deps, url: str, naam: str = NAAM, *soorten: str) -> str:
    """Begin a subscription; return its secret."""
    return await voeg_toe(
        naam, url, soorten, store=deps.store, kluis=deps.kluis, klok=deps.klok, demo=True
    )


async def standen(eigenaar: asyncpg.Connection) -> list[str]:
    """Return the state of every delivery, in the order of the events."""
    rijen = await eigenaar.fetch("select stand from nazorg.bezorging order by volgnr, bestemming")
    return [r[0] for r in rijen]


@pytest.fixture(autouse=True)
async def _sluit() -> AsyncIterator[None]:
    """Let go of the connections of every process that a test stood for."""
    yield
    while _gemaakt:
        await _gemaakt.pop().sluit()


@pytest.fixture
async def ontvanger() -> AsyncIterator[Ontvanger]:
    async with open_ontvanger() as ontvanger:
        yield ontvanger


@pytest.fixture
def topic() -> Topic:
    return Topic()
