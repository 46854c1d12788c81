"""Ask: take questions, call their partners, record what they said. In that order, and apart.

No call is made inside a transaction. Between a call and its record we can die: then the lease ends
and the question is asked again, which does no harm. A partner that is away keeps its questions
waiting, for days if need be; when it is back they all go at once, within its limit.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.partner import (
    Antwoordstand,
    Gegeven,
    Noodzaak,
    Partner,
    Partnerbron,
    PartnerRefused,
    PartnerUnavailable,
    Vraag,
)
from nazorg.referentie.grondslagen import Grondslagen, Oordeel
from nazorg.store.ids import Ids
from nazorg.store.partnervragen import Geleend, Uitslag
from nazorg.store.transactie import Transactie
from nazorg.usecases.verrijking.compartiment import Betrokkene, Compartiment, Gehoord
from nazorg.usecases.verrijking.uitslag import Antwoorden, bepaal_uitslag, to_rijen

# No call lasts longer than this, with its retries; so a lease is only lost by who died.
_LEASE = timedelta(minutes=3)
_MEESTE = 50
Ruimte = Callable[[Partner], int]


@dataclass(slots=True, kw_only=True)
class Navrager:
    """Asks for one compartment. ruimte: how many may be asked of a partner now."""

    compartiment: Compartiment
    bronnen: Mapping[Partner, Partnerbron]
    grondslagen: Grondslagen
    klok: Klok
    ruimte: Ruimte = lambda _: _MEESTE
    telling: Counter[Antwoordstand] = field(default_factory=Counter)
    onderweg: dict[asyncio.Task[Antwoorden], Partner] = field(default_factory=dict)
    _houder: UUID = field(default_factory=uuid4)
    _af: list[Antwoorden] = field(default_factory=list)
    _er: set[Partner] = field(default_factory=set)

    async def ronde(self) -> int:
        """Record what came in, take what may be asked, and let it go; return how many were taken.

        Raises what the database raises; what came in is then recorded in the next round.
        """
        await self.boek()
        genomen = await self._leen()
        for geleend, betrokkene in genomen:
            taak = asyncio.create_task(self._vraag(geleend, betrokkene))
            self.onderweg[taak] = geleend.partner
        return len(genomen)

    async def rond_af(self, seconden: float) -> None:
        """Wait a little for what is under way, and record it. The rest is taken again later."""
        if self.onderweg:
            await asyncio.wait(self.onderweg, timeout=seconden)
        for taak in self.onderweg:
            taak.cancel()
        await self.boek()

    async def boek(self) -> None:
        """Record the answers that are in. One short transaction."""
        for taak in [t for t in self.onderweg if t.done()]:
            del self.onderweg[taak]
            if not taak.cancelled():
                self._af.append(taak.result())
        if not self._af:
            return
        antwoorden = list(self._af)
        async with self.compartiment.open_() as tx:
            gehoord = await self._boek(tx, antwoorden)
        self._af = self._af[len(antwoorden) :]
        self.telling.update(g.stand for g in gehoord)

    def _vrij(self, partner: Partner) -> int:
        bezig = sum(1 for p in self.onderweg.values() if p is partner)
        vrij = min(self.ruimte(partner), _MEESTE - bezig)
        # One place left may be the one that tries the door: that place is for one.
        return 0 if vrij <= 1 and bezig else max(vrij, 0)

    async def _leen(self) -> list[tuple[Geleend, Betrokkene]]:
        vrij = {partner: n for partner in self.bronnen if (n := self._vrij(partner))}
        if not vrij:
            return []
        c, nu = self.compartiment, self.klok.nu()
        async with c.open_() as tx:
            geleend = await c.vragen.leen(tx, vrij, houder=self._houder, nu=nu, tot=nu + _LEASE)
            if not geleend:
                return []
            wie = await c.betrokkenen(tx, list({g.onderwerp for g in geleend}))
            await self._laat_rusten(tx, {g.onderwerp for g in geleend}, wie)
        return [
            (g, wie[g.onderwerp]) for g in geleend if g.onderwerp in wie and wie[g.onderwerp].actief
        ]

    async def _laat_rusten(
        self, tx: Transactie, onderwerpen: set[UUID], wie: Mapping[UUID, Betrokkene]
    ) -> None:
        """Forget what is gone, and ask nothing about who needs nothing any more."""
        c = self.compartiment
        if weg := onderwerpen - set(wie):
            await c.vragen.verwijder(tx, weg)
            await c.gegevens.verwijder(tx, weg)
        if klaar := {o for o, b in wie.items() if not b.actief}:
            await c.vragen.parkeer(tx, klaar)

    async def _vraag(self, geleend: Geleend, wie: Betrokkene) -> Antwoorden:
        """Ask one partner, when there is a ground. Never raises what a partner can cause."""
        oordeel = self._oordeel(geleend, wie)
        if wie.bsn is None:
            return Antwoorden(geleend=geleend, zonder_bsn=True)
        if not oordeel.bases:
            return Antwoorden(geleend=geleend)
        vraag = Vraag(
            bsn=wie.bsn,
            doel=geleend.doel,
            kenmerk=str(geleend.id),
            groepen=oordeel.groepen,
            noodzaak=self._noodzaak(geleend),
        )
        try:
            gegevens = await self.bronnen[geleend.partner].vraag(vraag)
        except (PartnerUnavailable, PartnerRefused) as fout:
            return Antwoorden(geleend=geleend, fout=fout)
        return Antwoorden(geleend=geleend, gegevens=tuple(gegevens))

    def _oordeel(self, geleend: Geleend, wie: Betrokkene) -> Oordeel:
        return self.grondslagen.beoordeel(
            geleend.doel,
            geleend.partner,
            op=vandaag(self.klok),
            toestemming=geleend.partner in wie.toestemming,
            noodzaak=geleend.noodzaak is not None,
        )

    def _noodzaak(self, geleend: Geleend) -> Noodzaak | None:
        if geleend.noodzaak is None:
            return None
        c = self.compartiment
        velden = json.loads(c.kluis.ontsleutel(geleend.noodzaak, voor=c.voor_noodzaak(geleend.id)))
        return Noodzaak(tekst=velden["tekst"], ontvangers=tuple(velden["ontvangers"]))

    async def _boek(self, tx: Transactie, antwoorden: Sequence[Antwoorden]) -> list[Gehoord]:
        c, nu = self.compartiment, self.klok.nu()
        # Read again: consent may have been withdrawn, or the subject gone, while we asked.
        wie = await c.betrokkenen(tx, list({a.geleend.onderwerp for a in antwoorden}))
        er_nog = [
            (a, self._oordeel(a.geleend, wie[a.geleend.onderwerp]))
            for a in antwoorden
            if a.geleend.onderwerp in wie
        ]
        uitslagen = [bepaal_uitslag(a, oordeel, nu) for a, oordeel in er_nog]
        geboekt = await c.vragen.boek(tx, uitslagen, houder=self._houder, nu=nu)
        maak_id = Ids(nu)
        gehoord = [p for p in er_nog if p[0].geleend.sleutel in geboekt and _is_gehoord(p[0])]
        if gehoord:
            rijen = [r for a, oordeel in gehoord for r in to_rijen(a, oordeel, nu, maak_id)]
            await c.gegevens.replace(tx, [a.geleend.sleutel for a, _ in gehoord], rijen)
        await self._wek(tx, uitslagen)
        uit = [
            _to_gehoord(u, oordeel, a.gegevens or ())
            for (a, oordeel), u in zip(er_nog, uitslagen, strict=True)
            if a.geleend.sleutel in geboekt
        ]
        await c.na_antwoord(tx, uit)
        return uit

    async def _wek(self, tx: Transactie, uitslagen: Sequence[Uitslag]) -> None:
        """When a partner answers for the first time after it was away, let all that waits go."""
        weg = {u.geleend.partner for u in uitslagen if _is_weg(u)}
        terug = {u.geleend.partner for u in uitslagen if u.gehoord_op} - weg - self._er
        if terug:
            await self.compartiment.vragen.wek(tx, terug, self.klok.nu())
        self._er = (self._er | terug) - weg


def _is_gehoord(a: Antwoorden) -> bool:
    return a.gegevens is not None


def _is_weg(u: Uitslag) -> bool:
    return u.stand is Antwoordstand.NIET_BEREIKBAAR


def _to_gehoord(u: Uitslag, oordeel: Oordeel, gegevens: Sequence[Gegeven]) -> Gehoord:
    mag = tuple(g for g in gegevens if oordeel.basis_van(g.groep))
    gronden = tuple(dict.fromkeys(b.grondslag for b in oordeel.bases))
    return Gehoord(geleend=u.geleend, stand=u.stand, gegevens=mag, grondslagen=gronden)
