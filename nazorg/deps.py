"""What the edges are handed: everything that the use cases need, put together once at the start."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from nazorg.berichten.alarm import Grenzen
from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.kern.klok import Klok
from nazorg.referentie.kennis import Kennis
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.usecases.berichten.ontvang import Ontvanger
from nazorg.usecases.berichten.stroom import Partijen, ontvang_stroom
from nazorg.usecases.bewaking.meld_hartslag import meld_hartslag
from nazorg.usecases.bij import bewaak as bij_bewaking
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.ontvang import BijOntvanger
from nazorg.usecases.bij.verrijk import Bronnen


@dataclass(frozen=True, slots=True, kw_only=True)
class Deps:
    """The parts of a running nazorg. The BIJ parts are apart, in `BijDeps`."""

    store: Store
    kluis: Kluis
    klok: Klok
    kennis: Kennis
    ontvanger: Ontvanger
    grenzen: Grenzen = field(default_factory=Grenzen)

    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take messages in (`nazorg.usecases.berichten.ontvang`)."""
        return await self.ontvanger.ontvang(berichten)

    async def zet_apart(self, ruw: RuwBericht) -> Ontvangst:
        """Set aside a message on which our own code fails (same room)."""
        return await self.ontvanger.zet_apart(ruw)

    def ontvang_stroom(self, partijen: Partijen) -> AsyncIterator[list[Ontvangst]]:
        """Take a long stream in (`nazorg.usecases.berichten.stroom`)."""
        return ontvang_stroom(partijen, ontvanger=self.ontvanger)

    async def meld_hartslag(
        self, consumer: UUID, *, achterstand: int, oudste: timedelta | None
    ) -> None:
        """Note that a consumer reads (`nazorg.usecases.bewaking.meld_hartslag`)."""
        await meld_hartslag(
            consumer, achterstand=achterstand, oudste=oudste, store=self.store, klok=self.klok
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BijDeps:
    """The parts of the BIJ compartment: own connections, own key, nothing of nazorg."""

    kamer: Kamer
    ontvanger: BijOntvanger
    bronnen: Bronnen

    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take messages for the mayor in (`nazorg.usecases.bij.ontvang`)."""
        return await self.ontvanger.ontvang(berichten)

    async def zet_apart(self, ruw: RuwBericht) -> Ontvangst:
        """Set aside a message on which our own code fails (same room)."""
        return await self.ontvanger.zet_apart(ruw)

    async def meld_hartslag(
        self, consumer: UUID, *, achterstand: int, oudste: timedelta | None
    ) -> None:
        """Note that a consumer reads (`nazorg.usecases.bij.bewaak`)."""
        await bij_bewaking.meld_hartslag(
            consumer, achterstand=achterstand, oudste=oudste, kamer=self.kamer
        )
