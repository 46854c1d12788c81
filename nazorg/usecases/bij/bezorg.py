"""Tell receivers by webhook that a mayor decided: that, and nothing else. At least once, in order.

Take, call, record: in that order and apart, so nothing remote is called inside a transaction. Who
dies between a call and its record sends the same event again, under the same id.
"""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from nazorg.berichten.bezorging import Antwoord, Bezorgreden, MaakWebhook, beslis
from nazorg.berichten.eigen_fout import plek
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.store.bij import alarmen, doorgaven
from nazorg.store.bij.besluiten import Doorgave
from nazorg.store.bij.doorgaven import Abonnement, Geleend
from nazorg.usecases.bij.abonnement import to_abonnee
from nazorg.usecases.bij.geef_door import GEDULD, to_zending
from nazorg.usecases.bij.kamer import Kamer

log = structlog.get_logger()

# Longer than any call may last, several times over.
_LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class BijBezorger:
    """What telling receivers needs. bron: our own `source`."""

    maak_webhook: MaakWebhook
    bron: str
    toeval: random.Random = field(default_factory=random.Random)

    async def bezorg(self, kamer: Kamer) -> int:
        """Do one round; return how many events were taken by a receiver."""
        nu = kamer.klok.nu()
        async with kamer.store.open_unscoped_werk() as tx:
            await doorgaven.zet_uit(tx, nu=nu)
            lopend = {a.id: a for a in await doorgaven.find(tx, alleen_lopend=True)}
            geleend = await doorgaven.leen(tx, nu=nu, tot=nu + _LEASE)
        antwoorden = await asyncio.gather(
            *(self._stuur(g, lopend.get(g.abonnement), kamer) for g in geleend)
        )
        for g, antwoord in zip(geleend, antwoorden, strict=True):
            await self._boek(g, antwoord, kamer)
        await _houd_alarm_bij(kamer)
        return sum(a.reden is None for a in antwoorden)

    async def _stuur(self, g: Geleend, a: Abonnement | None, kamer: Kamer) -> Antwoord:
        """Send one event. What fails here by a fault of ours costs no other its turn."""
        if a is None:
            return Antwoord(Bezorgreden.ABONNEMENT_GESTOPT)
        try:
            webhook = self.maak_webhook(to_abonnee(a, kamer.kluis))
            try:
                doorgave = Doorgave(g.besluit, g.melding, g.besloten_op)
                return await webhook.verzend(to_zending(doorgave, self.bron))
            finally:
                await webhook.sluit()
        except Exception as fout:  # noqa: BLE001 - it is tried again for a day, and seen
            log.error("bij.webhook_failed", fout=type(fout).__name__, plek=plek(fout))  # noqa: TRY400
            return Antwoord(Bezorgreden.EIGEN_FOUT)

    async def _boek(self, g: Geleend, antwoord: Antwoord, kamer: Kamer) -> None:
        nu = kamer.klok.nu()
        besluit = beslis(
            antwoord,
            poging=g.poging,
            begonnen_op=g.begonnen_op,
            nu=nu,
            toeval=self.toeval.random(),
        )
        async with kamer.store.open_unscoped_werk() as tx:
            await doorgaven.boek(tx, g, antwoord, besluit)
            if antwoord.reden is Bezorgreden.WEG:
                await doorgaven.stop(tx, g.abonnement, door="ontvanger", nu=nu)


async def _houd_alarm_bij(kamer: Kamer) -> None:
    """Keep the alarm: a receiver hears too late, or will not hear at all."""
    nu = kamer.klok.nu()
    async with kamer.store.open_unscoped_werk() as tx:
        mis = await doorgaven.is_te_laat(tx, voor=nu - GEDULD)
        await alarmen.replace(tx, BijAlarm.BESLUIT_KWAM_NIET_AAN, [""] if mis else [], nu=nu)
