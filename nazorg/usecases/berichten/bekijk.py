"""Look at one message: why it is where it is, what it changed, and, with a reason, what it says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from nazorg.berichten.beheer import Correctiestand
from nazorg.berichten.soort import Bronsoort, Soort
from nazorg.berichten.uitkomst import Fout, Reden
from nazorg.contract.correctie import Veld, find_beletsels, find_velden
from nazorg.detenties.dossier import Dossierstand
from nazorg.detenties.melding import Intrekking
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.referentie.kennis import Kennis
from nazorg.store import (
    audit,
    berichtbeheer,
    brontelling,
    correcties,
    dossierlezing,
    meldingen,
    overleggen,
    spoor,
)
from nazorg.store.berichtbeheer import Bericht, Gevolgen, Poging
from nazorg.store.correcties import Correctie
from nazorg.store.feiten import pak_uit
from nazorg.store.kluis import Kluis
from nazorg.store.meldingen import MeldingRij
from nazorg.store.spoor import Gebeurtenis
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.beoordeel import is_inhoud_verwijderd, unseal
from nazorg.usecases.berichten.buren import Volgnummer, zoek_volgnummer
from nazorg.usecases.berichten.corrigeer import Corrector, mag_verbeteren
from nazorg.usecases.berichten.geldig import open_geldig
from nazorg.usecases.berichten.herhaal import check_toelichting
from nazorg.usecases.berichten.neem_op import open_melding
from nazorg.usecases.berichten.toon import LEZERS
from nazorg.usecases.berichten.voorstel import Voorstel
from nazorg.werkvoorraad.gevolg import Gevolg, bepaal_gevolg
from nazorg.werkvoorraad.taken import Taak
from nazorg.werkvoorraad.werk import bepaal_werk

# One message rarely causes more than one event; after many replays still no more than this.
GETOOND = 20


class InhoudVerwijderd(Weigering):
    """What the message said is no longer there: its term was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtinzicht:
    """inhoud: what the message says, only when somebody asked for it with a reason.

    verwijderd_op: when we removed that because its term was over, or None.
    telling: the day that this message counts, as long as no newer count took its place.
    volgnummer: that of its source, with what stands beside it. ingetrokken_door: the message by
    which the source took it back. gevolg: what it changed in its
    dossier; met_waarden: this person may see that dossier, so also to what.
    verbeterd: what counts instead, when it was corrected; velden: what may be corrected, asked for
    in the same way, and beletsels: what makes a correction impossible. voorstel: the open proposal,
    opened by who looks.
    """

    dag: date
    bericht: Bericht
    gevolgen: Gevolgen
    gevolg: Gevolg | None
    met_waarden: bool
    gebeurtenissen: tuple[Gebeurtenis, ...]
    pogingen: tuple[Poging, ...]
    verwijderd_op: datetime | None
    telling: date | None = None
    volgnummer: Volgnummer | None = None
    ingetrokken_door: UUID | None = None
    correcties: tuple[Correctie, ...] = ()
    inhoud: str | None = None
    verbeterd: str | None = None
    velden: tuple[Veld, ...] = ()
    beletsels: tuple[Fout, ...] = ()
    voorstel: Voorstel | None = None


@dataclass(frozen=True, slots=True)
class Berichtlezer:
    """Everything that looking at a message needs."""

    store: Store
    kluis: Kluis
    klok: Klok
    kennis: Kennis

    async def bekijk(self, id_: UUID, *, medewerker: Medewerker, oorsprong: str) -> Berichtinzicht:
        """Return a message without what it says. Raises NietGevonden.

        What it changed in a dossier is a look at that dossier: who may see the values is logged.
        """
        require_rol(medewerker, *LEZERS)
        async with self.store.open_voor(medewerker) as tx:
            bericht = await berichtbeheer.get(tx, id_)
            if bericht is None:
                raise NietGevonden
            gevolgen = await berichtbeheer.find_gevolgen(tx, bericht)
            pogingen = tuple(await berichtbeheer.find_pogingen(tx, id_))
            telling = await self._telling(tx, bericht)
            verbeteringen = tuple(await correcties.find(tx, id_))
            rijen = await meldingen.find_bij_bericht(tx, id_)
            gevolg = await self._gevolg(tx, id_, rijen)
            met_waarden = gevolg is not None and medewerker.has_rol(Rol.NAZORGCOORDINATOR)
            if met_waarden:
                wat = {"actie": "bericht_gevolg_ingezien", "resultaat": "getoond"}
                wat["object"] = f"dossier:{gevolgen.dossier}"
                await audit.append(tx, self._regel(bericht, medewerker, oorsprong, **wat))
        # The web has no right to the outbox; who may see the message may know what it caused.
        async with self.store.open_unscoped_ontvangst() as tx:
            gebeurtenissen = await spoor.find_gebeurtenissen(tx, [id_], aantal=GETOOND)
        nummer = await zoek_volgnummer(bericht, medewerker, store=self.store, kluis=self.kluis)
        return Berichtinzicht(
            dag=vandaag(self.klok),
            bericht=bericht,
            gevolgen=gevolgen,
            gevolg=gevolg,
            met_waarden=met_waarden,
            gebeurtenissen=tuple(gebeurtenissen),
            pogingen=pogingen,
            verwijderd_op=bericht.verwijderd_op if is_inhoud_verwijderd(bericht) else None,
            telling=telling,
            volgnummer=nummer,
            ingetrokken_door=self._find_intrekking(bericht, rijen),
            correcties=verbeteringen,
        )

    async def _telling(self, tx: Transactie, bericht: Bericht) -> date | None:
        if bericht.soort != Bronsoort.TELLING_GEMELD:
            return None
        return await brontelling.find_dag(tx, bron=bericht.bron, bericht_id=bericht.bericht_id)

    def _find_intrekking(self, bericht: Bericht, rijen: Sequence[MeldingRij]) -> UUID | None:
        """Return the message by which the source took this one back."""
        for rij in rijen:
            if rij.soort == Soort.INGETROKKEN and rij.bron == bericht.bron:
                inhoud = open_melding(rij, self.kluis).inhoud
                if isinstance(inhoud, Intrekking) and inhoud.bericht_id == bericht.bericht_id:
                    return rij.id
        return None

    async def _gevolg(
        self, tx: Transactie, id_: UUID, rijen: Sequence[MeldingRij]
    ) -> Gevolg | None:
        """Return what a message changed, by today's map, rules and facts, as the dossier itself."""
        plek = next((i for i, rij in enumerate(rijen) if rij.id == id_), None)
        if plek is None:
            return None
        gelezen = [open_melding(rij, self.kluis) for rij in rijen[: plek + 1]]
        dossier = rijen[plek].dossier_id
        geheim = await dossierlezing.get_feiten(tx, dossier)
        feiten = pak_uit(geheim, dossier, self.kluis)
        kaart = self.kennis.kaart(op=vandaag(self.klok))
        # Of every gemeente: before this message it may have been another one, or more than one.
        dagen = await overleggen.find_dagen(tx, kaart.aangesloten)

        def taken(stand: Dossierstand) -> tuple[Taak, ...]:
            code = stand.route.gemeente
            regels = self.kennis.regelboek.voor(code, dagen.get(code, ()))
            return bepaal_werk(stand, feiten=feiten, regels=regels).taken

        return bepaal_gevolg(gelezen, plek, kaart=kaart, taken=taken)

    async def open_inhoud(
        self, id_: UUID, reden: str, *, medewerker: Medewerker, oorsprong: str
    ) -> Berichtinzicht:
        """Return a message with what it says. Only with a reason, which is written down.

        Raises GeenToelichting, InhoudVerwijderd, or NietGevonden (also when the content was never
        kept).
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        tekst = check_toelichting(reden)
        gezien = await self.bekijk(id_, medewerker=medewerker, oorsprong=oorsprong)
        b = gezien.bericht
        if gezien.verwijderd_op:
            raise InhoudVerwijderd("De inhoud is verwijderd: de bewaartermijn is voorbij.")
        if b.inhoud is None:
            raise NietGevonden
        async with self.store.open_voor(medewerker) as tx:
            wat = {"actie": "bericht_inhoud_ingezien", "resultaat": tekst}
            wat["object"] = f"bericht:{id_}"
            await audit.append(tx, self._regel(b, medewerker, oorsprong, **wat))
            geldig = (await correcties.find_geldige(tx, [id_])).get(id_)
        ruw = unseal(b.inhoud, b.id, self.kluis)
        telt = open_geldig(b, self.kluis, geldig) or ruw
        open_ = any(c.stand is Correctiestand.OPEN for c in gezien.correcties)
        gezien = replace(gezien, inhoud=_toon(ruw), verbeterd=_toon(telt) if geldig else None)
        # Of a fault of our own the message says nothing: there is nothing in it to correct.
        if open_ or b.reden is Reden.EIGEN_FOUT or not mag_verbeteren(b, medewerker):
            return gezien
        beletsels = find_beletsels(telt, b.fouten)
        velden = () if beletsels else find_velden(telt, b.fouten)
        return replace(gezien, velden=velden, beletsels=beletsels)

    async def open_voorstel(
        self, id_: UUID, reden: str, *, corrector: Corrector, medewerker: Medewerker, oorsprong: str
    ) -> Berichtinzicht:
        """Return a message with its open proposal. Only with a reason, which is written down.

        Raises GeenToelichting, or NietGevonden when there is no proposal.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        tekst = check_toelichting(reden)
        gezien = await self.bekijk(id_, medewerker=medewerker, oorsprong=oorsprong)
        voorstel = await corrector.bekijk(id_, tekst, medewerker=medewerker, oorsprong=oorsprong)
        return replace(gezien, voorstel=voorstel)

    def _regel(
        self, b: Bericht, medewerker: Medewerker, oorsprong: str, **wat: str
    ) -> audit.Auditregel:
        """Return a row for the audit log. wat: actie, object and resultaat."""
        return audit.Auditregel(
            tijd=self.klok.nu(),
            actor=medewerker.id,
            naam=medewerker.naam,
            oorsprong=oorsprong,
            doel=medewerker.doel,
            gemeente=b.gemeente,
            **wat,
        )


def _toon(ruw: bytes) -> str:
    return ruw.decode("utf-8", "replace")
