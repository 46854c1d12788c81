"""Take a batch of messages in: the one path behind every door (ADR 0002, 0003).

One transaction, and a number of statements that does not grow with the batch. What is wrong with
one message is a value of that message and never an exception around its neighbours. When this
returns, everything that it says is durable.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from nazorg.berichten.beheer import REEKS
from nazorg.berichten.uitkomst import ZIN, Deur, Fout, Ontvangst, Reden, RuwBericht, Uitkomst
from nazorg.contract.bezwaar import bezwaren
from nazorg.contract.lezen import (
    ONBEKENDE_BRON,
    Afgekeurd,
    Gelezen,
    Geteld,
    Lezer,
    Lezing,
    vingerafdruk,
)
from nazorg.detenties.routering import Kaart
from nazorg.kern.klok import Klok, vandaag
from nazorg.referentie.kennis import Kennis
from nazorg.sporen.span import volg
from nazorg.store import audit, berichten, proef, sleutels
from nazorg.store.berichten import BerichtRij, Eerder
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.proef import Gevolg
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.beoordeel import (
    make_auditregel,
    make_sleutels,
    mark_tegenstrijdig,
    says_the_same,
    seal,
    spoor_van,
    to_ontvangst,
    to_rij,
    unseal,
)
from nazorg.usecases.berichten.codes import Codes
from nazorg.usecases.berichten.geduld import met_geduld
from nazorg.usecases.berichten.neem_op import Opname, neem_op
from nazorg.usecases.berichten.pauzeer import Parkeerplaats, overweeg_pauze
from nazorg.usecases.berichten.te_laat import drop_te_laat, mark_te_laat
from nazorg.usecases.bewaking.vergelijk_telling import bewaar_telling


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """Everything that taking messages in needs."""

    store: Store
    kluis: Kluis
    klok: Klok
    kennis: Kennis
    lezer: Lezer
    codes: Codes
    # So many set aside in a row and the source is put on hold; 0 is never.
    reeks: int = REEKS

    async def ontvang(self, ruwe: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take messages in; return what became of each, in the same order.

        Raises what the database raises when it is away; then nothing of the batch is kept.
        """
        if not ruwe:
            return []
        with volg("berichten.ontvangen", deur=ruwe[0].deur, aantal=len(ruwe)) as span:
            uit = await self._ontvang(ruwe)
            if span.volgt:
                span.verbind(u.spoor for u in uit)
                span.zet(**Counter(u.uitkomst.value for u in uit))
        return uit

    async def _ontvang(self, ruwe: Sequence[RuwBericht]) -> list[Ontvangst]:
        partij, rijen = await self._lees(ruwe)
        nieuw, eerder = await met_geduld(partial(self._bewaar, partij))
        self.codes.hoor_pauze(partij.gepauzeerd)
        return [
            to_ontvangst(r, is_nieuw=r.kop.id in nieuw, eerder=eerder.get(r.kop.uniek))
            for r in rijen
        ]

    async def beproef(self, ruwe: Sequence[RuwBericht]) -> list[tuple[Ontvangst, Gevolg | None]]:
        """Tell what would become of messages, in the same order, and keep nothing.

        The same path in a transaction that is undone: there is no second copy of the rules. With
        what a notice would do, when it counts and was not here yet.
        """
        if not ruwe:
            return []
        partij, rijen = await self._lees(ruwe)
        nieuw, eerder, gevolgen = await met_geduld(partial(self._bewaar_niet, partij))
        return [
            (
                to_ontvangst(r, is_nieuw=r.kop.id in nieuw, eerder=eerder.get(r.kop.uniek)),
                gevolgen.get(r.kop.id),
            )
            for r in rijen
        ]

    async def _lees(self, ruwe: Sequence[RuwBericht]) -> tuple["_Partij", list[BerichtRij]]:
        """Read messages; return those to offer to the database, and a row for every one."""
        nu = self.klok.nu()
        await self.codes.ververs(self.store, nu)
        kaart = self.kennis.kaart(op=vandaag(self.klok))
        gelezen = [self.lezer.lees(r) for r in ruwe]
        maak_id = Ids(nu)
        rijen = [
            to_rij(r, g, maak_id(), aangesloten=kaart.aangesloten, kluis=self.kluis)
            for r, g in zip(ruwe, gelezen, strict=True)
        ]
        partij = _Partij(nu=nu, kaart=kaart, deur=ruwe[0].deur)
        for rij, g, ruw in zip(rijen, gelezen, ruwe, strict=True):
            partij.neem(rij, g, ruw.inhoud)
        return partij, rijen

    async def zet_apart(self, ruw: RuwBericht) -> None:
        """Set aside a message on which our own code fails, so that it costs no other its turn.

        It keeps its place in the list and its content, and can be offered again after a repair;
        but not what belongs elsewhere, is a flood, or comes from who may not say it.
        """
        nu, bron = self.klok.nu(), f"fout:{ruw.herkomst}"
        eigen_fout = Fout("", Reden.EIGEN_FOUT, ZIN[Reden.EIGEN_FOUT])
        gelezen = Afgekeurd(
            ONBEKENDE_BRON,
            vingerafdruk(ruw.inhoud + bron.encode()),
            "onbekend",
            None,
            None,
            (*bezwaren(ruw), eigen_fout),
        )
        rij = to_rij(ruw, gelezen, Ids(nu)(), aangesloten=frozenset(), kluis=self.kluis)
        async with self.store.open_unscoped_ontvangst() as tx:
            nieuw = await berichten.insert_nieuwe(tx, [rij], nu=nu, deur=ruw.deur)
            if nieuw:
                await audit.append(tx, make_auditregel([rij], nieuw, nu, ruw.deur))

    async def _bewaar(self, partij: "_Partij") -> tuple[set[UUID], dict[UUID, Eerder]]:
        async with self.store.open_unscoped_ontvangst() as tx:
            return await self._in_transactie(tx, partij)

    async def _bewaar_niet(
        self, partij: "_Partij"
    ) -> tuple[set[UUID], dict[UUID, Eerder], dict[UUID, Gevolg]]:
        """Do as always, look what it did, and undo it."""
        async with self.store.open_unscoped_proef() as tx:
            nieuw, eerder = await self._in_transactie(tx, partij)
            gelezen = {id_: g for id_, g in partij.gelezen.items() if isinstance(g, Gelezen)}
            gevolgen = await proef.find_gevolgen(
                tx, {id_: g.melding.detentie for id_, g in gelezen.items() if id_ in nieuw}
            )
        return nieuw, eerder, gevolgen

    async def _in_transactie(
        self, tx: Transactie, partij: "_Partij"
    ) -> tuple[set[UUID], dict[UUID, Eerder]]:
        """Return the ids of the rows that are new, and what the others were the first time."""
        nu, deur = partij.nu, partij.deur
        await self._herzie(tx, partij)
        await partij.parkeerplaats.zet(tx, partij.rijen, self.codes.op_pauze)
        nieuw, eerder = await self._bewaar_nieuwe(tx, partij)
        oud = [r for r in partij.rijen if r.kop.id not in nieuw]
        strijdig = await self._find_strijdige(tx, oud, eerder, partij)
        if strijdig:
            for rij in strijdig:
                mark_tegenstrijdig(rij)
            nieuw |= await berichten.insert_nieuwe(tx, strijdig, nu=nu, deur=deur)
        if not nieuw:
            return nieuw, eerder
        await self._verwerk(tx, partij, nieuw)
        partij.gepauzeerd = await overweeg_pauze(tx, partij.rijen, nieuw, reeks=self.reeks, nu=nu)
        await audit.append(tx, make_auditregel(partij.rijen, nieuw, nu, deur))
        return nieuw, eerder

    async def _bewaar_nieuwe(
        self, tx: Transactie, partij: "_Partij"
    ) -> tuple[set[UUID], dict[UUID, Eerder]]:
        """Look first, so that what comes again is not written out to be refused."""
        rijen = partij.rijen
        eerder = await berichten.find_eerdere(tx, [r.kop.uniek for r in rijen])
        onbekend = [r for r in rijen if r.kop.uniek not in eerder]
        nieuw = await berichten.insert_nieuwe(tx, onbekend, nu=partij.nu, deur=partij.deur)
        # Twice in this batch, or brought by another at this very moment.
        if toch := [r.kop.uniek for r in onbekend if r.kop.id not in nieuw]:
            eerder |= await berichten.find_eerdere(tx, toch)
        return nieuw, eerder

    async def _verwerk(self, tx: Transactie, partij: "_Partij", nieuw: set[UUID]) -> None:
        """Put new notices in their dossiers, and keep new counts."""
        goed = [
            (rij.kop, partij.gelezen[rij.kop.id])
            for rij in partij.rijen
            if rij.kop.id in nieuw and rij.kop.uitkomst is Uitkomst.VERWERKT
        ]
        opnames = [
            Opname(
                kop.id,
                g.melding,
                g.data,
                partij.nu,
                make_sleutels(g, self.kluis),
                spoor_van(kop),
            )
            for kop, g in goed
            if isinstance(g, Gelezen)
        ]
        if opnames:
            te_laat = await neem_op(
                tx,
                opnames,
                kluis=self.kluis,
                kennis=self.kennis,
                kaart=partij.kaart,
                nu=partij.nu,
            )
            if te_laat:
                await mark_te_laat(tx, partij.rijen, te_laat)
        # After the dossiers: who waits for the lock on counts holds all that it needs.
        if tellingen := [g.telling for _, g in goed if isinstance(g, Geteld)]:
            await bewaar_telling(tx, tellingen, nu=partij.nu)

    async def _find_strijdige(
        self, tx: Transactie, oud: list[BerichtRij], eerder: dict[UUID, Eerder], partij: "_Partij"
    ) -> list[BerichtRij]:
        """Return the rows that say something else than the message that had their number first.

        Other bytes are not yet other content: the same event in binary and in structured mode, or
        with its fields in another order, is the same message.
        """
        anders = [r for r in oud if eerder[r.kop.uniek].hash != r.hash]
        if not anders:
            return []
        eerste = await berichten.find_inhoud(tx, [eerder[r.kop.uniek].id for r in anders])
        strijdig = []
        for rij in anders:
            id_ = eerder[rij.kop.uniek].id
            toen = unseal(eerste[id_], id_, self.kluis) if id_ in eerste else None
            if toen is None or not says_the_same(toen, partij.ruw[rij.kop.id]):
                strijdig.append(rij)
        return await drop_te_laat(tx, strijdig, partij.gelezen, self.kluis) if strijdig else []

    async def _herzie(self, tx: Transactie, partij: "_Partij") -> None:
        """Let a notice count after all when its detention is known here.

        Somebody who moves out of our gemeenten still has a dossier here: its end must arrive.
        """
        vreemd: dict[bytes, list[tuple[BerichtRij, Gelezen]]] = defaultdict(list)
        for rij in partij.rijen:
            g = partij.gelezen[rij.kop.id]
            if rij.kop.uitkomst is Uitkomst.GENEGEERD and isinstance(g, Gelezen):
                vreemd[make_sleutels(g, self.kluis).detentie].append((rij, g))
        if not vreemd:
            return
        for sleutel in await sleutels.find_bekende(tx, list(vreemd)):
            for rij, g in vreemd[sleutel]:
                rij.kop.uitkomst, rij.kop.reden = Uitkomst.VERWERKT, None
                rij.inhoud = seal(g.ruw, rij.kop.id, self.kluis)


class _Partij:
    """A batch on its way in: each (bron, id, content) once."""

    def __init__(self, *, nu: datetime, kaart: Kaart, deur: Deur) -> None:
        self.nu, self.kaart, self.deur = nu, kaart, deur
        self.rijen: list[BerichtRij] = []
        self.gelezen: dict[UUID, Lezing] = {}
        self.ruw: dict[UUID, bytes] = {}
        self.parkeerplaats = Parkeerplaats()
        self.gepauzeerd: list[str] = []
        self._gezien: set[tuple[UUID, bytes]] = set()

    def neem(self, rij: BerichtRij, g: Lezing, ruw: bytes) -> None:
        """Add a message, unless exactly this one is in the batch already."""
        if (rij.kop.uniek, rij.hash) not in self._gezien:
            self._gezien.add((rij.kop.uniek, rij.hash))
            self.rijen.append(rij)
            self.gelezen[rij.kop.id] = g
            self.ruw[rij.kop.id] = ruw
