"""Take messages for the mayor in: test them against the law, fold them, keep them encrypted.

What may not be here is set aside: kept without being shown, with a text ready for its sender.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import structlog

from nazorg.berichten.uitkomst import Ontvangst, Reden, RuwBericht, Uitkomst
from nazorg.bij.bericht import BijBericht, BijUitkomst
from nazorg.bij.melding import Gemeld
from nazorg.bij.toets import toets, zichtbaar_vanaf
from nazorg.contract.bij import BijLezing, lees_bij
from nazorg.kern.klok import Klok, vandaag
from nazorg.referentie.bij.laden import BijKennis
from nazorg.store.audit import Auditregel
from nazorg.store.bij import audit, berichten
from nazorg.store.bij.berichten import BijRij
from nazorg.store.bij.store import BijStore
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.rijen import to_hex
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.vouw import Vouwer

log = structlog.get_logger()
_UITKOMST = {
    BijUitkomst.ONTVANGEN: Uitkomst.VERWERKT,
    BijUitkomst.WACHT: Uitkomst.WACHT,
    BijUitkomst.APART_GEZET: Uitkomst.APART_GEZET,
}


@dataclass(frozen=True, slots=True)
class _Nieuw:
    rij: BijRij
    geheim: bytes
    lezing: BijLezing


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
        nu = self.klok.nu()
        codes = frozenset(g.code for g in self.kennis.gemeenten)
        gelezen = [self._toets(lees_bij(r, gemeenten=codes)) for r in ruwe]
        uniek, eerste = self._uniek(ruwe, gelezen, nu)
        async with self.store.open_unscoped_ontvangst() as tx:
            ids = await berichten.insert_nieuwe(
                tx, [(n.rij, n.geheim) for n in uniek.values()], nu=nu, deur=ruwe[0].deur
            )
            await self._verwerk(tx, [n for n in uniek.values() if n.rij.id in ids], nu)
        return [
            _to_ontvangst(g, is_nieuw=i in eerste and uniek[eerste[i]].rij.id in ids)
            for i, g in enumerate(gelezen)
        ]

    def _uniek(
        self, ruwe: Sequence[RuwBericht], gelezen: Sequence[BijLezing], nu: datetime
    ) -> tuple[dict[tuple[str, str], _Nieuw], dict[int, tuple[str, str]]]:
        """Return each message of the batch once, and at which place it stood first."""
        maak_id = Ids(nu)
        uniek: dict[tuple[str, str], _Nieuw] = {}
        eerste: dict[int, tuple[str, str]] = {}
        for i, (ruw, g) in enumerate(zip(ruwe, gelezen, strict=True)):
            sleutel = (g.bericht.bron, g.bericht.id)
            if sleutel not in uniek:
                uniek[sleutel] = self._to_nieuw(ruw, g, maak_id())
                eerste[i] = sleutel
        return uniek, eerste

    def _toets(self, g: BijLezing) -> BijLezing:
        """Hold what could be read against the law (L02, L03)."""
        if g.melding is None or not isinstance(g.melding.inhoud, Gemeld):
            return g
        gemeld = g.melding.inhoud
        if reden := toets(gemeld, self.kennis.categorieen):
            return BijLezing(bericht=replace(g.bericht, reden=reden))
        if zichtbaar_vanaf(gemeld.terugkeer_vroegst) > vandaag(self.klok):
            return replace(g, bericht=replace(g.bericht, reden=Reden.TE_VROEG))
        return g

    async def _verwerk(self, tx: Transactie, nieuw: Sequence[_Nieuw], nu: datetime) -> None:
        """Fold every alert that got a message; note in the audit chain what was set aside."""
        vouwer = Vouwer(self.kluis, self.kennis)
        for bron, nummer in sorted({(n.rij.bron, n.rij.melding) for n in nieuw if n.rij.melding}):
            await vouwer.vouw(tx, bron, nummer, nu=nu)
        for n in nieuw:
            b = n.lezing.bericht
            await audit.append(tx, _regel(n.rij.id, b, nu))
            if b.reden:
                log.warning("bij.set_aside", reden=b.reden)

    def _to_nieuw(self, ruw: RuwBericht, g: BijLezing, id_: UUID) -> _Nieuw:
        b = g.bericht
        rij = BijRij(
            id_,
            b.bron,
            b.id,
            b.soort or "onbekend",
            b.tijd,
            b.uitkomst,
            b.reden,
            str(to_hex(hashlib.sha256(ruw.inhoud).digest())),
            b.gemeente,
            b.nummer,
        )
        return _Nieuw(rij, self.kluis.versleutel(ruw.inhoud, voor=inhoud_van(id_)), g)


def inhoud_van(id_: UUID) -> bytes:
    """Return to which row the ciphertext of a message belongs."""
    return b"bij.bericht|inhoud|" + id_.bytes


def _regel(id_: UUID, b: BijBericht, nu: datetime) -> Auditregel:
    return Auditregel(
        tijd=nu,
        actor="nazorg",
        actie="bij_bericht_ontvangen",
        object=f"bericht {id_}",
        resultaat=b.reden or b.uitkomst,
        oorsprong=b.bron,
        doel="openbare_orde",
        gemeente=b.gemeente,
    )


def _to_ontvangst(g: BijLezing, *, is_nieuw: bool) -> Ontvangst:
    b = g.bericht
    return Ontvangst(
        bron=b.bron,
        bericht_id=b.id,
        uitkomst=_UITKOMST[b.uitkomst] if is_nieuw else Uitkomst.DUBBEL,
        reden=b.reden,
        fouten=g.fouten if is_nieuw else (),
    )
