"""Correct a message that was set aside, with four eyes. What came in is never written again.

One person proposes, with a reason; another one sees both values, and approves or rejects with a
reason. Everybody is written down; what a message says never is, except encrypted in its own table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from nazorg.berichten.beheer import Correctiestand
from nazorg.berichten.uitkomst import Deur, Fout, Reden, RuwBericht, Uitkomst, mag_opnieuw
from nazorg.contract import correctie as velden
from nazorg.contract.correctie import BEPAALT_PLEK, Wijziging
from nazorg.contract.lezen import Afgekeurd, Lezing
from nazorg.kern.gemeente import ONBEKEND
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import berichtbeheer, correcties
from nazorg.store.berichtbeheer import Bericht
from nazorg.store.correcties import Correctie
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.afgehandeld import (
    AlAfgehandeld,
    weiger_bericht,
    weiger_voorstel,
)
from nazorg.usecases.berichten.geduld import met_geduld
from nazorg.usecases.berichten.geldig import open_geldig, seal_correctie
from nazorg.usecases.berichten.herhaal import check_toelichting
from nazorg.usecases.berichten.herlees import Beheerder, Herlezer
from nazorg.usecases.berichten.ontvang import Ontvanger
from nazorg.usecases.berichten.voorstel import Voorstel, maak_voorstel, open_voorstel

_ACTIE = {
    Correctiestand.AFGEWEZEN: "correctie_afgewezen",
    Correctiestand.VERVALLEN: "correctie_ingetrokken",
}


class KloptNogNiet(Weigering):
    """With these values the message still cannot be handled. fouten: why not, per field."""

    def __init__(self, fouten: Sequence[Fout]) -> None:
        over = "; ".join(f"{f.pad or 'het hele bericht'}: {f.tekst}" for f in fouten)
        super().__init__(f"Hiermee klopt het bericht nog niet. {over}")
        self.fouten = tuple(fouten)


class NietsIngevuld(Weigering):
    """A proposal without a new value is none."""


class MagNietZelf(Weigering):
    """Who proposed a correction does not decide about it."""


@dataclass(frozen=True, slots=True)
class Corrector:
    """Everything that correcting a message needs."""

    ontvanger: Ontvanger

    async def stel_voor(
        self,
        id_: UUID,
        waarden: Mapping[str, str],
        weg: Iterable[str],
        toelichting: str,
        *,
        medewerker: Medewerker,
        oorsprong: str,
    ) -> None:
        """Propose other values for fields that are wrong.

        Raises GeenToelichting, NietsIngevuld, KloptNogNiet, AlAfgehandeld, or NietGevonden when the
        message may not be corrected here.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        tekst = check_toelichting(toelichting)
        o, herlezer = self.ontvanger, Herlezer(self.ontvanger)
        nu = o.klok.nu()
        async with o.store.open_unscoped_ontvangst() as tx:
            b, ruw = await self._lock(tx, id_, medewerker)
            fouten = self._lees(b, ruw).fouten
            wijzigingen = velden.maak_wijzigingen(velden.find_velden(ruw, fouten), waarden, weg)
            if not wijzigingen:
                raise NietsIngevuld("Vul een nieuwe waarde in bij een veld dat niet klopt.")
            wijzigingen = self._check(b, ruw, wijzigingen, medewerker)
            c = maak_voorstel(b, wijzigingen, tekst, medewerker=medewerker, kluis=o.kluis, nu=nu)
            if not await correcties.insert(tx, c):
                raise AlAfgehandeld("Er ligt al een voorstel voor dit bericht.", id_)
            await herlezer.schrijf_audit(
                tx,
                Beheerder.van(medewerker, oorsprong),
                "correctie_voorgesteld",
                f"bericht:{id_}",
                f"{', '.join(c.velden)}: {tekst}",
                b.gemeente,
            )

    async def bekijk(
        self, id_: UUID, reden: str, *, medewerker: Medewerker, oorsprong: str
    ) -> Voorstel:
        """Open the proposal for a message. That somebody looked, and why, is written down.

        Raises AlAfgehandeld when there is none any more, or NietGevonden.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        async with self.ontvanger.store.open_voor(medewerker) as tx:
            open_ = [c for c in await correcties.find(tx, id_) if c.stand is Correctiestand.OPEN]
            if not open_:
                await weiger_voorstel(tx, id_, medewerker)
            await Herlezer(self.ontvanger).schrijf_audit(
                tx,
                Beheerder.van(medewerker, oorsprong),
                "correctie_ingezien",
                f"bericht:{id_}",
                reden,
                gemeente=open_[0].gemeente,
            )
        wijzigingen = open_voorstel(open_[0], self.ontvanger.kluis)
        return Voorstel(correctie=open_[0], wijzigingen=wijzigingen)

    async def besluit(
        self,
        id_: UUID,
        correctie: UUID,
        toelichting: str,
        *,
        goed: bool,
        medewerker: Medewerker,
        oorsprong: str,
    ) -> None:
        """Approve or reject a proposal of somebody else; what is approved is handled at once.

        correctie: the one that was looked at, so that nobody approves another one unseen. Raises
        MagNietZelf, GeenToelichting, KloptNogNiet, AlAfgehandeld when it is not open any more, or
        NietGevonden.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        tekst = check_toelichting(toelichting)
        wie = Beheerder.van(medewerker, oorsprong)

        async def probeer() -> None:
            async with self.ontvanger.store.open_unscoped_ontvangst() as tx:
                b, ruw = await self._lock(tx, id_, medewerker)
                c = await correcties.lock_open(tx, id_, correctie)
                if c is None:
                    await weiger_voorstel(tx, id_, medewerker)
                if c.door == medewerker.id:
                    raise MagNietZelf("U stelde dit zelf voor. Een ander moet het beoordelen.")
                if goed:
                    await self._keur_goed(tx, b, ruw, c, tekst, medewerker, wie)
                else:
                    await self._sluit(tx, c, Correctiestand.AFGEWEZEN, tekst, wie)

        await met_geduld(probeer)

    async def trek_in(
        self, id_: UUID, correctie: UUID, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Take back a proposal of one's own. Raises AlAfgehandeld, or NietGevonden."""
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        wie = Beheerder.van(medewerker, oorsprong)
        async with self.ontvanger.store.open_unscoped_ontvangst() as tx:
            c = await correcties.lock_open(tx, id_, correctie)
            if c is None:
                await weiger_voorstel(tx, id_, medewerker)
            if c.door != medewerker.id:
                raise NietGevonden
            await self._sluit(tx, c, Correctiestand.VERVALLEN, "", wie)

    async def _keur_goed(
        self,
        tx: Transactie,
        b: Bericht,
        ruw: bytes,
        c: Correctie,
        tekst: str,
        medewerker: Medewerker,
        wie: Beheerder,
    ) -> None:
        o, herlezer = self.ontvanger, Herlezer(self.ontvanger)
        await o.codes.lees(tx, o.klok.nu())
        wijzigingen = self._check(b, ruw, open_voorstel(c, o.kluis), medewerker)
        nieuw = seal_correctie(velden.pas_toe(ruw, wijzigingen), c.id, o.kluis)
        await correcties.besluit(
            tx,
            c.id,
            Correctiestand.GOEDGEKEURD,
            inhoud=nieuw,
            reden=tekst,
            door=wie.id,
            naam=wie.naam,
            nu=o.klok.nu(),
        )
        herzieningen = await herlezer.herlees(tx, [b])
        await herlezer.leg_vast(
            tx, herzieningen, wie, actie="correctie_goedgekeurd", toelichting=tekst
        )
        await correcties.verhuis(tx, b.id, herzieningen[0].gemeente)

    async def _sluit(
        self, tx: Transactie, c: Correctie, stand: Correctiestand, tekst: str, wie: Beheerder
    ) -> None:
        """End a proposal that changes nothing: rejected, or taken back."""
        nu = self.ontvanger.klok.nu()
        await correcties.besluit(
            tx, c.id, stand, inhoud=None, reden=tekst, door=wie.id, naam=wie.naam, nu=nu
        )
        await Herlezer(self.ontvanger).schrijf_audit(
            tx, wie, _ACTIE[stand], f"bericht:{c.bericht}", tekst or "gelukt", c.gemeente
        )

    async def _lock(
        self, tx: Transactie, id_: UUID, medewerker: Medewerker
    ) -> tuple[Bericht, bytes]:
        """Lock a message that may be corrected by this person; return it with what counts of it."""
        gevonden = await berichtbeheer.lock_liggend(tx, [id_])
        if not gevonden:
            await weiger_bericht(tx, id_, medewerker)
        if not mag_verbeteren(gevonden[0], medewerker):
            raise NietGevonden
        geldig = await correcties.find_geldige(tx, [id_])
        ruw = open_geldig(gevonden[0], self.ontvanger.kluis, geldig.get(id_))
        if ruw is None:
            raise NietGevonden
        return gevonden[0], ruw

    def _lees(self, b: Bericht, ruw: bytes) -> Lezing:
        bericht = RuwBericht(inhoud=ruw, deur=Deur(b.deur), herkomst=b.herkomst)
        return self.ontvanger.lezer.lees(bericht)

    def _check(
        self, b: Bericht, ruw: bytes, wijzigingen: Sequence[Wijziging], medewerker: Medewerker
    ) -> tuple[Wijziging, ...]:
        """Return the changes in the form that reads well. Raises KloptNogNiet."""
        for w in wijzigingen:
            if w.pad in BEPAALT_PLEK and (
                w.nieuw == ONBEKEND or w.nieuw not in medewerker.gemeenten
            ):
                niet_van_u = "Kies een gemeente waarvoor u werkt."
                raise KloptNogNiet([Fout(w.pad, Reden.ONBEKENDE_GEMEENTE, niet_van_u)])
        gekozen = tuple(wijzigingen)
        gelezen = self._lees(b, velden.pas_toe(ruw, gekozen))
        if isinstance(gelezen, Afgekeurd):
            gekozen = velden.als_getal(gekozen, gelezen.fouten)
            gelezen = self._lees(b, velden.pas_toe(ruw, gekozen))
        if isinstance(gelezen, Afgekeurd):
            raise KloptNogNiet(gelezen.fouten)
        return gekozen


def mag_verbeteren(b: Bericht, medewerker: Medewerker) -> bool:
    """Tell whether a message is one that this person may propose to correct."""
    return (
        medewerker.has_rol(Rol.FUNCTIONEEL_BEHEERDER)
        and b.gemeente in medewerker.gemeenten
        and b.uitkomst is Uitkomst.APART_GEZET
        and mag_opnieuw(b.reden, b.fouten)
        and b.inhoud is not None
    )
