"""Take a batch of messages in: the one path behind every door (ADR 0002, 0003).

One transaction, and a number of statements that does not grow with the batch. What is wrong with
one message is a value of that message and never an exception around its neighbours. When this
returns, everything that it says is durable.
"""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from nazorg.berichten.soort import SOORT_VAN_TYPE
from nazorg.berichten.uitkomst import ZIN, Deur, Fout, Ontvangst, Reden, RuwBericht, Uitkomst
from nazorg.contract.lezen import ONBEKENDE_BRON, Afgekeurd, Gelezen, Lezer, vingerafdruk
from nazorg.detenties.koppeling import Sleutels
from nazorg.detenties.routering import Kaart
from nazorg.kern.gemeente import ONBEKEND
from nazorg.kern.klok import Klok, vandaag
from nazorg.referentie.kennis import Kennis
from nazorg.store import audit, berichten, sleutels
from nazorg.store.berichten import BerichtKop, BerichtRij, make_uniek
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.sleutels import Gelijktijdig
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.neem_op import Opname, neem_op

POGINGEN = 6
# Faults by which PostgreSQL says: nothing is wrong with you, try again.
_OPNIEUW = (
    Gelijktijdig,
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
)


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """Everything that taking messages in needs."""

    store: Store
    kluis: Kluis
    klok: Klok
    kennis: Kennis
    lezer: Lezer

    async def ontvang(self, ruwe: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take messages in; return what became of each, in the same order.

        Raises what the database raises when it is away; then nothing of the batch is kept.
        """
        if not ruwe:
            return []
        nu = self.klok.nu()
        kaart = self.kennis.kaart(op=vandaag(self.klok))
        gelezen = [self.lezer.lees(r) for r in ruwe]
        maak_id = Ids(nu)
        rijen = [
            self._to_rij(r, g, maak_id(), aangesloten=kaart.aangesloten)
            for r, g in zip(ruwe, gelezen, strict=True)
        ]
        nieuw = await self._bewaar(rijen, gelezen, nu=nu, kaart=kaart, deur=ruwe[0].deur)
        return [_to_ontvangst(r, is_nieuw=r.kop.id in nieuw) for r in rijen]

    async def zet_apart(self, ruw: RuwBericht) -> None:
        """Set aside a message on which our own code fails, so that it costs no other its turn.

        It keeps its place in the list and its content, and can be offered again after a repair.
        """
        nu, bron = self.klok.nu(), f"fout:{ruw.herkomst}"
        eigen_fout = Fout("", Reden.EIGEN_FOUT, ZIN[Reden.EIGEN_FOUT])
        gelezen = Afgekeurd(
            ONBEKENDE_BRON,
            vingerafdruk(ruw.inhoud + bron.encode()),
            "onbekend",
            None,
            None,
            (eigen_fout,),
        )
        rij = self._to_rij(ruw, gelezen, Ids(nu)(), aangesloten=frozenset())
        async with self.store.open_unscoped_ontvangst() as tx:
            nieuw = await berichten.insert_nieuwe(tx, [rij], nu=nu, deur=ruw.deur)
            if nieuw:
                await audit.append(tx, _auditregel([rij], nieuw, nu, ruw.deur))

    async def _bewaar(
        self,
        rijen: list[BerichtRij],
        gelezen: list[Gelezen | Afgekeurd],
        *,
        nu: datetime,
        kaart: Kaart,
        deur: Deur,
    ) -> set[UUID]:
        """Keep what is new, retrying when another sender brought the same people just now."""
        eerste: dict[tuple[str, str], int] = {}
        for i, rij in enumerate(rijen):
            eerste.setdefault((rij.kop.bron, rij.kop.bericht_id), i)
        uniek = [rijen[i] for i in eerste.values()]
        van_rij = {rijen[i].kop.id: gelezen[i] for i in eerste.values()}
        for poging in range(POGINGEN):
            try:
                async with self.store.open_unscoped_ontvangst() as tx:
                    return await self._in_transactie(
                        tx, uniek, van_rij, nu=nu, kaart=kaart, deur=deur
                    )
            except _OPNIEUW:
                if poging == POGINGEN - 1:
                    raise
                await asyncio.sleep(0.01 * 2**poging)
        raise AssertionError("unreachable")

    async def _in_transactie(
        self,
        tx: Transactie,
        uniek: list[BerichtRij],
        van_rij: dict[UUID, Gelezen | Afgekeurd],
        *,
        nu: datetime,
        kaart: Kaart,
        deur: Deur,
    ) -> set[UUID]:
        await self._herzie(tx, uniek, van_rij)
        nieuw = await berichten.insert_nieuwe(tx, uniek, nu=nu, deur=deur)
        if not nieuw:
            return nieuw
        opnames = [
            Opname(rij.kop.id, g.melding, g.data, nu, self._sleutels(g))
            for rij in uniek
            if rij.kop.id in nieuw
            and rij.kop.uitkomst is Uitkomst.VERWERKT
            and isinstance(g := van_rij[rij.kop.id], Gelezen)
        ]
        if opnames:
            await neem_op(tx, opnames, kluis=self.kluis, kaart=kaart, nu=nu)
        await audit.append(tx, _auditregel(uniek, nieuw, nu, deur))
        return nieuw

    async def _herzie(
        self, tx: Transactie, uniek: list[BerichtRij], van_rij: dict[UUID, Gelezen | Afgekeurd]
    ) -> None:
        """Let a notice count after all when its detention is known here.

        Somebody who moves out of our gemeenten still has a dossier here: its end must arrive.
        """
        vreemd: dict[bytes, list[BerichtRij]] = defaultdict(list)
        for rij in uniek:
            g = van_rij[rij.kop.id]
            if rij.kop.uitkomst is Uitkomst.GENEGEERD and isinstance(g, Gelezen):
                vreemd[self._sleutels(g).detentie].append(rij)
        if not vreemd:
            return
        for sleutel in await sleutels.find_bekende(tx, list(vreemd)):
            for rij in vreemd[sleutel]:
                g = van_rij[rij.kop.id]
                assert isinstance(g, Gelezen)
                rij.kop.uitkomst, rij.kop.reden = Uitkomst.VERWERKT, None
                plek = b"bericht|inhoud|" + rij.kop.id.bytes
                rij.inhoud = self.kluis.versleutel(g.ruw, voor=plek)

    def _sleutels(self, g: Gelezen) -> Sleutels:
        persoon, index = g.melding.persoon, self.kluis.index
        return Sleutels(
            index("bsn", persoon.bsn) if persoon.bsn else None,
            index("skn", persoon.skn) if persoon.skn else None,
            index("detentie", f"{g.melding.bron}|{g.melding.detentie}"),
        )

    def _to_rij(
        self,
        ruw: RuwBericht,
        g: Gelezen | Afgekeurd,
        id_: UUID,
        *,
        aangesloten: frozenset[str],
    ) -> BerichtRij:
        uitkomst, reden = _oordeel(g, aangesloten)
        hash_ = hashlib.sha256(ruw.inhoud).digest()
        kop = BerichtKop(
            id_,
            g.bron,
            g.id,
            SOORT_VAN_TYPE.get(g.type, g.type),
            g.tijd,
            g.melding.volgorde if isinstance(g, Gelezen) else 0,
            ruw.herkomst,
            uitkomst,
            reden,
            list(g.fouten) or None,
            "\\x" + hash_.hex(),
            g.gemeente or ONBEKEND,
            make_uniek(g.bron, g.id),
        )
        inhoud = None
        if _mag_bewaren(uitkomst, reden):
            inhoud = self.kluis.versleutel(ruw.inhoud, voor=b"bericht|inhoud|" + id_.bytes)
        return BerichtRij(kop, inhoud, hash_, g.fouten)


def _oordeel(g: Gelezen | Afgekeurd, aangesloten: frozenset[str]) -> tuple[Uitkomst, Reden | None]:
    if isinstance(g, Afgekeurd):
        return Uitkomst.APART_GEZET, g.reden
    m = g.melding
    if aangesloten.isdisjoint((m.ontvanger, m.gemeente_brp, m.gemeente_vestiging)):
        return Uitkomst.GENEGEERD, Reden.GEMEENTE_NIET_AANGESLOTEN
    return Uitkomst.VERWERKT, None


def _mag_bewaren(uitkomst: Uitkomst, reden: Reden | None) -> bool:
    """Tell whether the content may be kept.

    Not of somebody who belongs to no gemeente here, not of a BIJ message at the wrong door (that
    would put BIJ data in the nazorg compartment, L01), and not of a flood.
    """
    return uitkomst is not Uitkomst.GENEGEERD and reden not in (
        Reden.VERKEERDE_DEUR,
        Reden.TE_GROOT,
    )


def _to_ontvangst(rij: BerichtRij, *, is_nieuw: bool) -> Ontvangst:
    if not is_nieuw:
        return Ontvangst(bron=rij.kop.bron, bericht_id=rij.kop.bericht_id, uitkomst=Uitkomst.DUBBEL)
    return Ontvangst(
        bron=rij.kop.bron,
        bericht_id=rij.kop.bericht_id,
        uitkomst=rij.kop.uitkomst,
        reden=rij.kop.reden,
        fouten=rij.fouten,
    )


def _auditregel(
    uniek: list[BerichtRij], nieuw: set[UUID], nu: datetime, deur: Deur
) -> audit.Auditregel:
    """Write one row per batch: which messages, by a digest of their keys, and the outcomes."""
    telling: dict[str, int] = defaultdict(int)
    digest = hashlib.sha256()
    for rij in uniek:
        if rij.kop.id in nieuw:
            telling[rij.kop.uitkomst] += 1
            digest.update(rij.kop.id.bytes)
            digest.update(rij.hash)
    return audit.Auditregel(
        tijd=nu,
        actor="ontvangst",
        actie="berichten_ontvangen",
        object=f"sha256:{digest.hexdigest()}",
        resultaat=", ".join(f"{k} {v}" for k, v in sorted(telling.items())),
        oorsprong=deur,
        doel="re_integratie",
    )
