"""Take a batch of messages in: the one path behind every door (ADR 0002, 0003).

One transaction, and a number of statements that does not grow with the batch. What is wrong with
one message is a value of that message and never an exception around its neighbours. When this
returns, everything that it says is durable.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from nazorg.berichten.beheer import REEKS
from nazorg.berichten.uitkomst import ZIN, Fout, Ontvangst, Reden, RuwBericht, Uitkomst
from nazorg.contract.bezwaar import bezwaren
from nazorg.contract.gelijk import says_the_same
from nazorg.contract.lezen import (
    ONBEKENDE_BRON,
    Afgekeurd,
    Gelezen,
    Geteld,
    Lezer,
    vingerafdruk,
)
from nazorg.kern.klok import Klok, vandaag
from nazorg.referentie.kennis import Kennis
from nazorg.sporen.span import volg
from nazorg.store import audit, berichten, proef, sleutels
from nazorg.store.berichten import BerichtRij
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.proef import Gevolg
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.beoordeel import (
    make_auditregel,
    make_sleutels,
    mark_tegenstrijdig,
    seal,
    spoor_van,
    to_ontvangst,
    to_rij,
    unseal,
)
from nazorg.usecases.berichten.codes import Codes
from nazorg.usecases.berichten.geduld import met_geduld
from nazorg.usecases.berichten.inname import Inname, Partij
from nazorg.usecases.berichten.neem_op import Opname, neem_op
from nazorg.usecases.berichten.pauzeer import overweeg_pauze, parkeer
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
        partij = await self._lees(ruwe)
        inname = await met_geduld(partial(self._bewaar, partij))
        self.codes.hoor_pauze(inname.gepauzeerd)
        return [antwoord for _, antwoord in inname.antwoorden()]

    async def beproef(self, ruwe: Sequence[RuwBericht]) -> list[tuple[Ontvangst, Gevolg | None]]:
        """Tell what would become of messages, in the same order, and keep nothing.

        The same path in a transaction that is undone: there is no second copy of the rules. With
        what a notice would do, when it counts and was not here yet.
        """
        if not ruwe:
            return []
        partij = await self._lees(ruwe)
        inname, gevolgen = await met_geduld(partial(self._bewaar_niet, partij))
        return [(antwoord, gevolgen.get(id_)) for id_, antwoord in inname.antwoorden()]

    async def _lees(self, ruwe: Sequence[RuwBericht]) -> Partij:
        nu = self.klok.nu()
        await self.codes.ververs(self.store, nu)
        kaart = self.kennis.kaart(op=vandaag(self.klok))
        return Partij(nu, kaart, ruwe, [self.lezer.lees(r) for r in ruwe])

    async def zet_apart(self, ruw: RuwBericht) -> Ontvangst:
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
                return to_ontvangst(rij, is_nieuw=True, eerder=None)
            eerder = await berichten.find_eerdere(tx, [rij.kop.uniek])
        return to_ontvangst(rij, is_nieuw=False, eerder=eerder.get(rij.kop.uniek))

    async def _bewaar(self, partij: Partij) -> Inname:
        inname = Inname(partij, self.kluis)
        async with self.store.open_unscoped_ontvangst() as tx:
            await self._in_transactie(tx, inname)
        return inname

    async def _bewaar_niet(self, partij: Partij) -> tuple[Inname, dict[UUID, Gevolg]]:
        """Do as always, look what it did, and undo it."""
        inname = Inname(partij, self.kluis)
        async with self.store.open_unscoped_proef() as tx:
            await self._in_transactie(tx, inname)
            gelezen = {id_: g for id_, g in inname.gelezen.items() if isinstance(g, Gelezen)}
            gevolgen = await proef.find_gevolgen(
                tx, {id_: g.melding.detentie for id_, g in gelezen.items() if id_ in inname.nieuw}
            )
        return inname, gevolgen

    async def _in_transactie(self, tx: Transactie, inname: Inname) -> None:
        nu, deur = inname.partij.nu, inname.partij.deur
        await self._herzie(tx, inname)
        await parkeer(tx, inname.rijen, self.codes.op_pauze)
        await _bewaar_nieuwe(tx, inname)
        strijdig = await self._find_strijdige(tx, inname)
        if strijdig:
            for rij in strijdig:
                mark_tegenstrijdig(rij)
            inname.nieuw |= await berichten.insert_nieuwe(tx, strijdig, nu=nu, deur=deur)
        if not inname.nieuw:
            return
        await self._verwerk(tx, inname)
        inname.gepauzeerd = await overweeg_pauze(
            tx, inname.rijen, inname.nieuw, reeks=self.reeks, nu=nu
        )
        audit.append_als_laatste(tx, make_auditregel(inname.rijen, inname.nieuw, nu, deur))

    async def _verwerk(self, tx: Transactie, inname: Inname) -> None:
        """Put new notices in their dossiers, and keep new counts."""
        partij = inname.partij
        goed = [
            (rij.kop, inname.gelezen[rij.kop.id])
            for rij in inname.rijen
            if rij.kop.id in inname.nieuw and rij.kop.uitkomst is Uitkomst.VERWERKT
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
                await mark_te_laat(tx, inname.rijen, te_laat)
        # After the dossiers: who waits for the lock on counts holds all that it needs.
        if tellingen := [g.telling for _, g in goed if isinstance(g, Geteld)]:
            await bewaar_telling(tx, tellingen, nu=partij.nu)

    async def _find_strijdige(self, tx: Transactie, inname: Inname) -> list[BerichtRij]:
        """Return the rows that say something else than the message that had their number first.

        Other bytes are not yet other content: the same event in binary and in structured mode, or
        with its fields in another order, is the same message.
        """
        eerder = inname.eerder
        oud = [r for r in inname.rijen if r.kop.id not in inname.nieuw]
        anders = [r for r in oud if eerder[r.kop.uniek].hash != r.hash]
        if not anders:
            return []
        eerste = await berichten.find_inhoud(tx, [eerder[r.kop.uniek].id for r in anders])
        strijdig = []
        for rij in anders:
            id_ = eerder[rij.kop.uniek].id
            toen = unseal(eerste[id_], id_, self.kluis) if id_ in eerste else None
            if toen is None or not says_the_same(toen, inname.ruw[rij.kop.id]):
                strijdig.append(rij)
        return await drop_te_laat(tx, strijdig, inname.gelezen, self.kluis) if strijdig else []

    async def _herzie(self, tx: Transactie, inname: Inname) -> None:
        """Let a notice count after all when its detention is known here.

        Somebody who moves out of our gemeenten still has a dossier here: its end must arrive.
        """
        vreemd: dict[bytes, list[tuple[BerichtRij, Gelezen]]] = defaultdict(list)
        for rij in inname.rijen:
            g = inname.gelezen[rij.kop.id]
            if rij.kop.uitkomst is Uitkomst.GENEGEERD and isinstance(g, Gelezen):
                vreemd[make_sleutels(g, self.kluis).detentie].append((rij, g))
        if not vreemd:
            return
        for sleutel in await sleutels.find_bekende(tx, list(vreemd)):
            for rij, g in vreemd[sleutel]:
                rij.kop.uitkomst, rij.kop.reden = Uitkomst.VERWERKT, None
                rij.inhoud = seal(g.ruw, rij.kop.id, self.kluis)


async def _bewaar_nieuwe(tx: Transactie, inname: Inname) -> None:
    """Look first, so that what comes again is not written out to be refused."""
    rijen, partij = inname.rijen, inname.partij
    inname.eerder = await berichten.find_eerdere(tx, [r.kop.uniek for r in rijen])
    onbekend = [r for r in rijen if r.kop.uniek not in inname.eerder]
    inname.nieuw = await berichten.insert_nieuwe(tx, onbekend, nu=partij.nu, deur=partij.deur)
    # Twice in this batch, or brought by another at this very moment.
    if toch := [r.kop.uniek for r in onbekend if r.kop.id not in inname.nieuw]:
        inname.eerder |= await berichten.find_eerdere(tx, toch)
