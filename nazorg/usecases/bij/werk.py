"""All that happens without a person: watch, tell, send, destroy; and apart from it, ask.

Safe to run at any time: everything looks at all there is, so a round that fails half-way is
finished by the next.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from nazorg.bij.kennisgeving import BijAlarm, Werkstap
from nazorg.kern.partner import Partner
from nazorg.store.bij import alarmen, audit
from nazorg.usecases.bij.bewaak import bewaak
from nazorg.usecases.bij.bezorg import BijBezorger
from nazorg.usecases.bij.geef_door import Topic, geef_door
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.post import Post
from nazorg.usecases.bij.retour import Retour, verwerk_retour
from nazorg.usecases.bij.vernietig import vernietig
from nazorg.usecases.bij.verrijk import Bronnen, verrijk_van
from nazorg.usecases.bij.verstuur import verstuur_alles
from nazorg.usecases.bij.waarschuw import waarschuw

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Werker:
    """What the process of this compartment does. post: None where no mail server is set.

    retour: the mailbox of the return address; None where another reads it, or nobody.
    topic: where decisions are passed on, with our own source; None where that is not wanted.
    webhooks: how receivers by webhook are told; without one that was added it tells nobody.
    mislukt: the steps of which the last time failed; stuk: the partners by which that came.
    """

    kamer: Kamer
    post: Post | None
    retour: Retour | None = None
    bronnen: Bronnen
    topic: tuple[Topic, str] | None = None
    webhooks: BijBezorger | None = None
    mislukt: set[Werkstap] = field(default_factory=set)
    stuk: set[Partner] = field(default_factory=set)

    async def doe_ronde(self) -> int:
        """Watch, tell, send and destroy; what fails stops nothing else. Returns how much was done.

        To watch only keeps alarms: that is not counted.
        """
        kamer, post = self.kamer, self.post
        await self._veilig(Werkstap.BEWAAK, lambda: bewaak(kamer))
        if (retour := self.retour) is not None:
            await self._veilig(Werkstap.RETOUR, lambda: verwerk_retour(kamer, retour))
        aantal = await self._veilig(Werkstap.WAARSCHUW, lambda: waarschuw(kamer))
        if post is not None:
            aantal += await self._veilig(Werkstap.VERSTUUR, lambda: verstuur_alles(kamer, post))
        return aantal + await self._veilig(Werkstap.VERNIETIG, lambda: vernietig(kamer))

    async def vraag_partner(self, partner: Partner) -> int:
        """Ask one partner what is open. Apart from all else: who hangs delays no mail, no other."""
        try:
            aantal = await verrijk_van(partner, self.kamer, self.bronnen)
        except Exception as fout:  # noqa: BLE001 - the edge: the next round tries again
            self.stuk.add(partner)
            self.mislukt.add(Werkstap.VERRIJK)
            log.error("bij.step_failed", job=Werkstap.VERRIJK, fout=type(fout).__name__)  # noqa: TRY400
            return 0
        self.stuk.discard(partner)
        if not self.stuk:
            self.mislukt.discard(Werkstap.VERRIJK)
        return aantal

    async def vraag_partners(self) -> int:
        """Ask every partner once, side by side. Returns how many were asked."""
        return sum(await asyncio.gather(*(self.vraag_partner(p) for p in Partner)))

    async def geef_door(self) -> int:
        """Pass on what was decided. Apart from a round too: Kafka may be long in answering."""
        if self.topic is None:
            return 0
        topic, bron = self.topic
        return await self._veilig(
            Werkstap.GEEF_DOOR, lambda: geef_door(self.kamer, topic, bron=bron)
        )

    async def bezorg(self) -> int:
        """Tell receivers by webhook what was decided. Apart from Kafka: one may hang, not both."""
        bezorger = self.webhooks
        if bezorger is None:
            return 0
        return await self._veilig(Werkstap.BEZORG, lambda: bezorger.bezorg(self.kamer))

    async def verifieer(self) -> bool:
        """Recompute the audit chain of this compartment; an alarm when it was changed."""
        return bool(await self._veilig(Werkstap.CONTROLEER, self._verifieer))

    async def _verifieer(self) -> int:
        async with self.kamer.store.open_unscoped_werk() as tx:
            stand = await audit.verify(tx)
            mis = stand.eerste_fout is not None
            soort = BijAlarm.AUDIT_VERANDERD
            await alarmen.replace(tx, soort, [""] if mis else [], nu=self.kamer.klok.nu())
        return not mis

    async def _veilig(self, stap: Werkstap, doe: Callable[[], Awaitable[int]]) -> int:
        try:
            aantal = await doe()
        except Exception as fout:  # noqa: BLE001 - the edge: the next round tries again
            self.mislukt.add(stap)
            log.error("bij.step_failed", job=stap, fout=type(fout).__name__)  # noqa: TRY400
            return 0
        self.mislukt.discard(stap)
        return aantal
