"""Show a dossier, today or as we knew it on another day, and write down who looked and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from nazorg.detenties.dossier import Dossierstand, vouw_dossier
from nazorg.detenties.melding import Melding
from nazorg.detenties.volgorde import find_vervallen, sort_meldingen
from nazorg.kern.klok import Klok, einde_van, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.leefgebieden.dossiertermijn import Einde, bepaal_einde, kort_in
from nazorg.referentie.dossiertermijn import load_termijnen
from nazorg.referentie.kennis import Kennis
from nazorg.store import (
    audit,
    berichtbeheer,
    bewaring,
    bezorglijst,
    correcties,
    dossierlezing,
    gelezen,
    medewerkers,
    meldingen,
    spoor,
    taakstanden,
    vervallen_taken,
    wachtrij,
)
from nazorg.store.audit import Auditregel
from nazorg.store.betrokkenen import Bijgehouden
from nazorg.store.bewaring import Bewaring
from nazorg.store.bezorglijst import Telling
from nazorg.store.dossierlezing import Kop
from nazorg.store.kluis import Kluis
from nazorg.store.medewerkers import Collega
from nazorg.store.spoor import Gebeurtenis
from nazorg.store.store import Store
from nazorg.store.taakstanden import Actie
from nazorg.store.transactie import Transactie
from nazorg.store.vervallen_taken import Vervallen
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.usecases.berichten.neem_op import open_melding
from nazorg.usecases.leefgebieden.herbereken import Gereedschap
from nazorg.usecases.leefgebieden.lees import Leefinzicht, lees_leefgebieden
from nazorg.usecases.verrijking.lees import Bronbeeld, lees_verrijking

INZAGE_GETOOND = GEBEURTENISSEN_GETOOND = 10
ACTIES_GETOOND = 8
VERVALLEN_GETOOND = 5


class NogGeenDossier(NietGevonden):
    """There is such a dossier, but on that day it was not there yet."""


@dataclass(frozen=True, slots=True)
class Ontvangen:
    """A notice with the moment we got it, and whether a later notice took it back.

    id: of its message. zichtbaar: this person may open that message. verbeterd: it does not say
    what the source said, but what people made of that.
    """

    melding: Melding
    ontvangen_op: datetime
    vervallen: bool
    id: UUID
    zichtbaar: bool
    verbeterd: bool = False


@dataclass(frozen=True, slots=True)
class Bewaarstand:
    """When a dossier goes, its term in months, who asked to keep it longer; jeugd: of a minor."""

    einde: Einde
    maanden: int
    lopend: Sequence[Bijgehouden[Bewaring]]
    jeugd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzicht:
    """A dossier as somebody sees it. op: the day to which it looks back; None for now."""

    dag: date
    op: date | None
    nummer: str
    gemeente: str
    stand: Dossierstand
    meldingen: tuple[Ontvangen, ...]
    taken: tuple[Wachtrijrij, ...]
    inzage: tuple[Auditregel, ...]
    bezorging: tuple[Telling, ...] = ()
    gebeurtenissen: tuple[Gebeurtenis, ...] = ()
    leef: Leefinzicht | None = None
    bewaar: Bewaarstand | None = None
    bronnen: tuple[Bronbeeld, ...] = ()
    nu: datetime | None = None
    vervallen: tuple[Vervallen, ...] = ()

    def find_aanleiding(self, taak: Wachtrijrij) -> Ontvangen | None:
        """Return the notice that made a rule speak; an id is only unique within its source."""
        huidige = self.stand.huidige
        bron = taak.onderwerp.partition("|")[0] or (huidige.bron if huidige else "")
        kandidaten = [o for o in self.meldingen if o.melding.id == taak.aanleiding]
        return min(kandidaten, key=lambda o: o.melding.bron != bron, default=None)


@dataclass(frozen=True, slots=True)
class Taakblik:
    """A task with what was done with it, last first, and the colleagues to name."""

    taak: Wachtrijrij
    acties: tuple[Actie, ...]
    collegas: tuple[Collega, ...]


@dataclass(frozen=True, slots=True)
class Dossierlezer:
    """Everything that showing a dossier needs."""

    store: Store
    kluis: Kluis
    klok: Klok
    kennis: Kennis

    async def toon(
        self, nummer: str, *, medewerker: Medewerker, oorsprong: str, op: date | None = None
    ) -> Inzicht:
        """Return the dossier and log the read, in one transaction: no look without a trace.

        op: 'what did we know on that day'. Raises NietGevonden, and NogGeenDossier.
        """
        require_rol(medewerker, Rol.NAZORGCOORDINATOR)
        async with self.store.open_voor(medewerker) as tx:
            kop = await dossierlezing.get(tx, nummer)
            if kop is None:
                raise NietGevonden
            ontvangen = await self._lees(tx, kop.id, op)
            if not ontvangen:
                raise NogGeenDossier
            taken = await wachtrij.find_by_dossier(tx, kop.id) if op is None else []
            weg = await self._vervallen(tx, kop.id) if op is None else ()
            await gelezen.mark(tx, [t.id for t in taken], wie=medewerker.id, nu=self.klok.nu())
            bezorging = await bezorglijst.tel_van_dossier(tx, kop.id) if op is None else []
            leef = await self._lees_leef(tx, kop, ontvangen, medewerker, op)
            bewaar = await self._lees_bewaar(tx, kop) if op is None else None
            bronnen = await self._lees_bronnen(tx, kop, medewerker, op)
            actie = "dossier_ingezien" if op is None else f"dossier_ingezien_op_{op.isoformat()}"
            await self._log(tx, kop, medewerker, actie, oorsprong)
            inzage = await audit.find_inzage(tx, f"dossier:{nummer}", limiet=INZAGE_GETOOND)
        gebeurtenissen, verbeterd = await self._elders(kop.id, [o.id for o in ontvangen])
        ontvangen = [replace(o, verbeterd=o.id in verbeterd) for o in ontvangen]
        return replace(
            self._inzicht(kop, ontvangen, taken, inzage, op),
            bezorging=tuple(bezorging),
            gebeurtenissen=tuple(gebeurtenissen) if op is None else (),
            leef=leef,
            bewaar=bewaar,
            bronnen=bronnen,
            nu=self.klok.nu(),
            vervallen=weg,
        )

    async def _vervallen(self, tx: Transactie, dossier: UUID) -> tuple[Vervallen, ...]:
        gevonden = await vervallen_taken.find_by_dossier(tx, dossier, aantal=VERVALLEN_GETOOND)
        return tuple(gevonden)

    async def _lees_bronnen(
        self, tx: Transactie, kop: Kop, medewerker: Medewerker, op: date | None
    ) -> tuple[Bronbeeld, ...]:
        """Return what partners told; not for a look back, for their terms are of today."""
        if op is not None:
            return ()
        return await lees_verrijking(
            tx, kop.id, medewerker=medewerker, kluis=self.kluis, klok=self.klok
        )

    async def _lees_bewaar(self, tx: Transactie, kop: Kop) -> Bewaarstand:
        leven = await bewaring.find_leven(tx, kop.id)
        maanden = kort_in(load_termijnen().voor(kop.gemeente), leven)
        einde = bepaal_einde(leven, maanden, dag=vandaag(self.klok))
        lopend = await bewaring.find_bewaringen(tx, kop.id)
        return Bewaarstand(einde, maanden, lopend, leven.jeugd)

    async def _elders(
        self, dossier: UUID, berichten: Sequence[UUID]
    ) -> tuple[list[Gebeurtenis], set[UUID]]:
        """Return the last events that its notices and people caused, and which were corrected.

        The web has no right to the outbox, and none to what was corrected in the box of another
        gemeente; who may see the dossier may know of both.
        """
        async with self.store.open_unscoped_ontvangst() as tx:
            gebeurtenissen = await spoor.find_gebeurtenissen(
                tx, berichten, dossier=dossier, aantal=GEBEURTENISSEN_GETOOND
            )
            return gebeurtenissen, await correcties.find_verbeterde(tx, berichten)

    async def toon_handeling(
        self, handeling: UUID, *, medewerker: Medewerker
    ) -> list[taakstanden.Actieregel]:
        """Return what a deed did, as far as this person may see it; empty when there is none."""
        async with self.store.open_voor(medewerker) as tx:
            return await taakstanden.find_handeling(tx, handeling)

    async def toon_voorbeeld(
        self, taak_id: UUID, *, medewerker: Medewerker, oorsprong: str
    ) -> tuple[Taakblik, Inzicht]:
        """Return a task with its dossier, for the panel beside the list. Logged as a read too."""
        require_rol(medewerker, Rol.NAZORGCOORDINATOR)
        async with self.store.open_voor(medewerker) as tx:
            taak = await wachtrij.find(tx, taak_id) or await vervallen_taken.find(tx, taak_id)
            kop = await dossierlezing.get_by_id(tx, taak.dossier_id) if taak else None
            if taak is None or kop is None:
                raise NietGevonden
            ontvangen = await self._lees(tx, kop.id, None)
            acties = await taakstanden.find_geschiedenis(tx, taak.id, aantal=ACTIES_GETOOND)
            collegas = await medewerkers.find_collegas(tx, op=vandaag(self.klok))
            await gelezen.mark(tx, [taak.id], wie=medewerker.id, nu=self.klok.nu())
            await self._log(tx, kop, medewerker, "voorbeeld_ingezien", oorsprong)
        blik = Taakblik(taak, tuple(acties), tuple(collegas))
        return blik, self._inzicht(kop, ontvangen, [taak], [], None)

    async def _lees(self, tx: Transactie, dossier: UUID, op: date | None) -> list[Ontvangen]:
        rijen = await meldingen.find_by_dossiers(tx, [dossier])
        if op is not None:
            rijen = [r for r in rijen if r.ontvangen_op < einde_van(op)]
        per_bericht = {(r.bron, r.bericht_id): open_melding(r, self.kluis) for r in rijen}
        op_volgorde = sort_meldingen(per_bericht.values())
        vervallen = find_vervallen(op_volgorde)
        rij_van = {(r.bron, r.bericht_id): r for r in rijen}
        zichtbaar = await berichtbeheer.find_zichtbare(tx, [r.id for r in rijen])
        return [
            Ontvangen(m, rij.ontvangen_op, (m.bron, m.id) in vervallen, rij.id, rij.id in zichtbaar)
            for m, rij in ((m, rij_van[m.bron, m.id]) for m in op_volgorde)
        ]

    async def _lees_leef(
        self,
        tx: Transactie,
        kop: Kop,
        ontvangen: Sequence[Ontvangen],
        medewerker: Medewerker,
        op: date | None,
    ) -> Leefinzicht:
        kaart = self.kennis.kaart(op=vandaag(self.klok))
        stand = vouw_dossier([o.melding for o in ontvangen], kaart=kaart)
        met = Gereedschap(self.store, self.kluis, self.klok, self.kennis)
        tot = einde_van(op) if op else None
        return await lees_leefgebieden(tx, kop, stand, medewerker=medewerker, met=met, tot=tot)

    async def _log(
        self, tx: Transactie, kop: Kop, medewerker: Medewerker, actie: str, oorsprong: str
    ) -> None:
        await audit.append(
            tx,
            Auditregel(
                tijd=self.klok.nu(),
                actor=medewerker.id,
                naam=medewerker.naam,
                actie=actie,
                object=f"dossier:{kop.nummer}",
                resultaat="getoond",
                oorsprong=oorsprong,
                doel=medewerker.doel,
                gemeente=kop.gemeente,
            ),
        )

    def _inzicht(
        self,
        kop: Kop,
        ontvangen: Sequence[Ontvangen],
        taken: Sequence[Wachtrijrij],
        inzage: Sequence[Auditregel],
        op: date | None,
    ) -> Inzicht:
        dag = vandaag(self.klok)
        stand = vouw_dossier([o.melding for o in ontvangen], kaart=self.kennis.kaart(op=dag))
        return Inzicht(
            dag=dag,
            op=op,
            nummer=kop.nummer,
            gemeente=kop.gemeente if op is None else stand.route.gemeente,
            stand=stand,
            meldingen=tuple(ontvangen),
            taken=tuple(taken),
            inzage=tuple(inzage),
        )
