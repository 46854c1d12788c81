"""What the edges are handed: everything that the use cases need, put together once at the start."""

from collections.abc import Sequence
from dataclasses import dataclass

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht
from nazorg.kern.klok import Klok
from nazorg.referentie.kennis import Kennis
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.usecases.berichten.ontvang import Ontvanger


@dataclass(frozen=True, slots=True, kw_only=True)
class Deps:
    """The parts of a running nazorg. The BIJ parts are elsewhere on purpose (`bijdeps`)."""

    store: Store
    kluis: Kluis
    klok: Klok
    kennis: Kennis
    ontvanger: Ontvanger

    async def ontvang(self, berichten: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take messages in (`nazorg.usecases.berichten.ontvang`)."""
        return await self.ontvanger.ontvang(berichten)
