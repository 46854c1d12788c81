"""Take messages for the mayor in: test them against the law, fold them, keep them encrypted.

What may not be here is set aside: kept without being shown, with a text ready for its sender. So is
what says something else under a number that we know: which of the two is right is not for us.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from nazorg.berichten.uitkomst import Deur, Ontvangst, Reden, RuwBericht, Uitkomst
from nazorg.kern.klok import Klok, vandaag
from nazorg.referentie.bij.laden import BijKennis
from nazorg.store.bij import audit, berichten
from nazorg.store.bij.berichten import Eerste
from nazorg.store.bij.store import BijStore
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.beoordeel import (
    Beoordeeld,
    als_eigen_fout,
    als_tegenstrijdig,
    beoordeel,
    is_tegenstrijdig,
    make_auditregel,
    seal,
    unseal,
)
from nazorg.usecases.bij.vouw import Vouwer

log = structlog.get_logger()
_UITKOMST = {
    "ontvangen": Uitkomst.VERWERKT,
    "wacht": Uitkomst.WACHT,
    "apart_gezet": Uitkomst.APART_GEZET,
    "dubbel": Uitkomst.DUBBEL,
}


@dataclass(frozen=True, slots=True)
class BijOntvanger:
    """Everything that taking BIJ messages in needs. kluis has the key of the BIJ compartment."""

    store: BijStore
    kluis: Kluis
    klok: Klok
    kennis: BijKennis

    async def ontvang(self, ruwe: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take messages in, in one transaction; return what became of each, in order."""
        if not ruwe:
            return []
        nu, dag = self.klok.nu(), vandaag(self.klok)
        maak_id = Ids(nu)
        gelezen = [beoordeel(r, maak_id(), self.kennis, dag=dag) for r in ruwe]
        async with self.store.open_unscoped_ontvangst() as tx:
            nieuw = await self._bewaar(tx, gelezen, ruwe[0].deur, nu)
            oud = [b for b in gelezen if b.rij.id not in nieuw]
            eersten = await berichten.find_eersten(tx, {b.nummer for b in oud})
            strijdig = await self._find_strijdige(tx, oud, eersten)
            nieuw |= await self._bewaar(tx, list(strijdig.values()), ruwe[0].deur, nu)
            bewaard = [strijdig.get(b.rij.id, b) for b in gelezen]
            await self._verwerk(tx, [b for b in bewaard if b.rij.id in nieuw], nu)
        return [
            _to_ontvangst(b) if b.rij.id in nieuw else _to_dubbel(b, eersten[b.nummer])
            for b in bewaard
        ]

    async def zet_apart(self, ruw: RuwBericht) -> Ontvangst:
        """Set aside a message on which our own code fails, so that it costs no other its turn."""
        nu = self.klok.nu()
        b = als_eigen_fout(ruw, Ids(nu)())
        async with self.store.open_unscoped_ontvangst() as tx:
            if await self._bewaar(tx, [b], ruw.deur, nu):
                await audit.append(tx, make_auditregel(b.rij, nu))
                return _to_ontvangst(b)
            eersten = await berichten.find_eersten(tx, {b.nummer})
        return _to_dubbel(b, eersten[b.nummer])

    async def _bewaar(
        self, tx: Transactie, gelezen: Sequence[Beoordeeld], deur: Deur, nu: datetime
    ) -> set[UUID]:
        """Keep those that were not here yet; return their ids."""
        rijen = [(b.rij, seal(b.inhoud, b.rij.id, self.kluis)) for b in gelezen]
        return await berichten.insert_nieuwe(tx, rijen, nu=nu, deur=deur) if rijen else set()

    async def _find_strijdige(
        self, tx: Transactie, oud: Sequence[Beoordeeld], eersten: dict[tuple[str, str], Eerste]
    ) -> dict[UUID, Beoordeeld]:
        """Return, by id, those that say something else than the first with their number."""
        inhoud = await berichten.find_inhoud(tx, {eersten[b.nummer].id for b in oud})
        strijdig = {}
        for b in oud:
            eerste = eersten[b.nummer]
            geheim = inhoud.get(eerste.id)
            toen = unseal(geheim, eerste.id, self.kluis) if geheim else None
            if is_tegenstrijdig(b, eerste, toen):
                strijdig[b.rij.id] = als_tegenstrijdig(b)
        return strijdig

    async def _verwerk(self, tx: Transactie, nieuw: Sequence[Beoordeeld], nu: datetime) -> None:
        """Fold every alert that got a message; note in the audit chain what was set aside."""
        vouwer = Vouwer(self.kluis, self.kennis)
        for bron, nummer in sorted({(b.rij.bron, b.rij.melding) for b in nieuw if b.rij.melding}):
            await vouwer.vouw(tx, bron, nummer, nu=nu)
        for b in nieuw:
            await audit.append(tx, make_auditregel(b.rij, nu))
            if b.rij.reden:
                log.warning("bij.set_aside", reden=b.rij.reden)


def _to_ontvangst(b: Beoordeeld) -> Ontvangst:
    return Ontvangst(
        bron=b.rij.bron,
        bericht_id=b.rij.bericht_id,
        uitkomst=_UITKOMST[b.rij.uitkomst],
        reden=Reden(b.rij.reden) if b.rij.reden else None,
        fouten=b.fouten,
    )


def _to_dubbel(b: Beoordeeld, eerste: Eerste) -> Ontvangst:
    """Return the answer for what we had: with what became of it then."""
    is_strijdig = b.rij.reden == Reden.TEGENSTRIJDIG
    uitkomst, reden = (
        (b.rij.uitkomst, b.rij.reden) if is_strijdig else (eerste.uitkomst, eerste.reden)
    )
    return Ontvangst(
        bron=b.rij.bron,
        bericht_id=b.rij.bericht_id,
        uitkomst=Uitkomst.DUBBEL,
        reden=Reden(reden) if reden else None,
        eerder=_UITKOMST[uitkomst],
    )
