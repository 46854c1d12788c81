"""Partners that answer at once, with a switch; those over sockets are in tests/partners."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from nazorg.kern.partner import (
    Gegeven,
    Partner,
    Partnerreden,
    PartnerRefused,
    PartnerUnavailable,
    Vraag,
)

ADRES = Gegeven(groep="adres", naam="adres", waarde="Waalkade 12, 4001 AB Tiel")
CASUS = Gegeven(groep="casus", naam="kenmerk", waarde="RG-2026-17")
TOEZICHT = Gegeven(groep="toezicht", naam="organisatie", waarde="Reclassering Nederland")
VRIJWILLIG = Gegeven(groep="vrijwillig", naam="organisatie", waarde="Stichting Door")


async def _niets() -> None:
    return


@dataclass
class FakeBron:
    """One partner. tussendoor: runs while the question is under way."""

    partner: Partner
    weet: list[Gegeven] = field(default_factory=list)
    is_weg: bool = False
    weigert: bool = False
    tussendoor: Callable[[], Awaitable[None]] = _niets
    gevraagd: list[Vraag] = field(default_factory=list)

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        self.gevraagd.append(vraag)
        await self.tussendoor()
        if self.is_weg:
            raise PartnerUnavailable(Partnerreden.GEEN_VERBINDING)
        if self.weigert:
            raise PartnerRefused(Partnerreden.ANDER_PERSOON)
        return list(self.weet)

    @property
    def per_persoon(self) -> Counter[str]:
        return Counter(v.bsn for v in self.gevraagd)
