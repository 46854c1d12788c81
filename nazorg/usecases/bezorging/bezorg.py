"""Deliver: take events, call their destinations, record what they said. In that order, and apart.

No call is made inside a transaction. Between a call and its record we can die: then the lease ends,
and the event is sent again under the same id. So each event arrives at least once.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID, uuid4

from nazorg.berichten.bezorging import (
    KAFKA,
    Antwoord,
    Bezorgreden,
    Bezorgstand,
    MaakWebhook,
    Verzender,
    beslis,
)
from nazorg.kern.klok import Klok
from nazorg.sporen.span import volg
from nazorg.store import abonnementen, bezorging
from nazorg.store.abonnementen import AbonnementRij
from nazorg.store.bezorging import Geleend, Uitslag
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.usecases.bezorging.abonnement import to_abonnee
from nazorg.usecases.bezorging.rust import Rust
from nazorg.usecases.bezorging.zending import maak_zending

_UITZETTEN = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgregels:
    """How much at once and for how long.

    bron: the source in our events. belofte: no call lasts longer, so a lease of six times that is
    only ever lost by a process that died or stood still.
    """

    bron: str
    belofte: timedelta = timedelta(seconds=10)
    tegelijk: int = 4
    tegelijk_kafka: int = 200

    @property
    def lease(self) -> timedelta:
        return self.belofte * 6


@dataclass(slots=True)
class Bezorger:
    """One process that delivers; there may be more of them on one database."""

    store: Store
    kluis: Kluis
    klok: Klok
    regels: Bezorgregels
    kafka: Verzender | None
    maak_webhook: MaakWebhook
    toeval: random.Random = field(default_factory=random.Random)
    houder: UUID = field(default_factory=uuid4)
    telling: Counter[Bezorgstand] = field(default_factory=Counter)
    _rust: Rust = field(default_factory=Rust)
    _verzenders: dict[UUID, Verzender] = field(default_factory=dict)
    _onderweg: dict[asyncio.Task[Antwoord], Geleend] = field(default_factory=dict)
    _te_boeken: list[tuple[Uitslag, Antwoord]] = field(default_factory=list)

    async def ronde(self) -> int:
        """Record what is answered, then take and send what may go; return how many were taken.

        Raises what the database raises when it is away; nothing is lost by that.
        """
        await self.boek()
        geleend = await self._leen()
        for g in geleend:
            taak = asyncio.ensure_future(_verzend(g, self._verzenders[g.bestemming], self.regels))
            self._onderweg[taak] = g
        return len(geleend)

    @property
    def onderweg(self) -> frozenset[asyncio.Task[Antwoord]]:
        return frozenset(self._onderweg)

    async def boek(self) -> None:
        """Record every answer that is in. What cannot be recorded now stays for the next time."""
        klaar = [taak for taak in self._onderweg if taak.done()]
        for taak in klaar:
            self._te_boeken.append(self._hoor(self._onderweg.pop(taak), _antwoord(taak)))
        if not self._te_boeken:
            return
        uitslagen = [uitslag for uitslag, _ in self._te_boeken]
        weg = [u.bestemming for u, a in self._te_boeken if a.reden is Bezorgreden.WEG]
        nu = self.klok.nu()
        async with self.store.open_unscoped_ontvangst() as tx:
            await bezorging.lock(tx)
            await bezorging.boek(tx, uitslagen, houder=self.houder, nu=nu)
            if weg:
                await abonnementen.stop(tx, weg, door="ontvanger", nu=nu)
        self.telling.update(u.stand for u in uitslagen)
        self._te_boeken.clear()

    async def rond_af(self, seconden: float) -> None:
        """Stop: wait so long for what is on its way, record it, and give the rest back."""
        if self._onderweg:
            await asyncio.wait(self._onderweg, timeout=seconden)
        for taak in self._onderweg:
            taak.cancel()
        await asyncio.gather(*self._onderweg, return_exceptions=True)
        await self.boek()

    async def sluit(self) -> None:
        """Let go of every destination."""
        for verzender in self._verzenders.values():
            await verzender.sluit()
        self._verzenders.clear()

    async def _leen(self) -> list[Geleend]:
        """Put new events out to their destinations, and take what may go. Five statements."""
        nu = self.klok.nu()
        async with self.store.open_unscoped_ontvangst() as tx:
            await bezorging.lock(tx)
            await bezorging.zet_uit(tx, naar_kafka=self.kafka is not None, aantal=_UITZETTEN, nu=nu)
            await bezorging.sluit_gestopte(tx, nu=nu)
            await self._herzie(await abonnementen.find(tx, alleen_actief=True))
            bezig = Counter(g.bestemming for g in self._onderweg.values())
            ruimte = {
                b: self._rust.ruimte(b, vrij=self._vrij(b), onderweg=bezig[b], nu=nu)
                for b in self._verzenders
            }
            return await bezorging.leen(
                tx, ruimte, houder=self.houder, nu=nu, tot=nu + self.regels.lease
            )

    def _vrij(self, bestemming: UUID) -> int:
        return self.regels.tegelijk_kafka if bestemming == KAFKA else self.regels.tegelijk

    async def _herzie(self, actief: Sequence[AbonnementRij]) -> None:
        """Know every active subscription; forget the others once nothing is on its way there."""
        if self.kafka is not None:
            self._verzenders.setdefault(KAFKA, self.kafka)
        for rij in actief:
            if rij.id not in self._verzenders:
                self._verzenders[rij.id] = self.maak_webhook(to_abonnee(rij, self.kluis))
        blijft = {KAFKA, *(r.id for r in actief), *(g.bestemming for g in self._onderweg.values())}
        for weg in [b for b in self._verzenders if b not in blijft]:
            await self._verzenders.pop(weg).sluit()

    def _hoor(self, g: Geleend, antwoord: Antwoord | None) -> tuple[Uitslag, Antwoord]:
        """Decide what comes after an answer; None: we stopped before there was one."""
        nu = self.klok.nu()
        if antwoord is None:
            stand = Bezorgstand.TE_VERZENDEN
            return Uitslag(g.bestemming, g.outbox_id, g.subject, g.poging, stand, nu), Antwoord()
        self._rust.hoor(g.bestemming, antwoord, nu=nu)
        besluit = beslis(
            antwoord,
            poging=g.poging,
            begonnen_op=g.begonnen_op,
            nu=nu,
            toeval=self.toeval.random(),
        )
        uitslag = Uitslag(
            g.bestemming,
            g.outbox_id,
            g.subject,
            g.poging,
            besluit.stand,
            besluit.vanaf,
            antwoord.reden,
            antwoord.status,
        )
        return uitslag, antwoord


async def _verzend(g: Geleend, verzender: Verzender, regels: Bezorgregels) -> Antwoord:
    """Send one event under the trace of what caused it; the receiver sees this attempt in it."""
    zending = maak_zending(g, bron=regels.bron)
    bestemming = "kafka" if g.bestemming == KAFKA else "webhook"
    with volg(
        "gebeurtenis.bezorgen",
        soort="PRODUCER",
        ouder=zending.spoor,
        bestemming=bestemming,
        poging=g.poging,
    ) as span:
        antwoord = await verzender.verzend(replace(zending, spoor=span.spoor or zending.spoor))
        if antwoord.reden:
            span.zet(reden=antwoord.reden)
        if antwoord.status:
            span.zet(http__response__status_code=antwoord.status)
    return antwoord


def _antwoord(taak: asyncio.Task[Antwoord]) -> Antwoord | None:
    if taak.cancelled():
        return None
    # A client turns all that the other side does into an answer: this is a fault of our own.
    return Antwoord(Bezorgreden.EIGEN_FOUT) if taak.exception() else taak.result()
