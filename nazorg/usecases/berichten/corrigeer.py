"""Correct a message that was set aside, with four eyes. What came in is never written again.

One person proposes, with a reason; another one sees both values, and approves or rejects with a
reason. Everybody is written down; what a message says never is, except encrypted in its own table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from nazorg.berichten.beheer import Correctiestand
from nazorg.berichten.uitkomst import Deur, RuwBericht, Uitkomst, mag_opnieuw
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
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.geduld import met_geduld
from nazorg.usecases.berichten.herhaal import check_toelichting
from nazorg.usecases.berichten.herlees import Beheerder, Herlezer, open_geldig, seal_correctie
from nazorg.usecases.berichten.ontvang import Ontvanger

_WIJZIGINGEN = msgspec.json.Decoder(tuple[Wijziging, ...])


class KloptNogNiet(Weigering):
    """With these values the message still cannot be handled."""


class MagNietZelf(Weigering):
    """Who proposed a correction does not decide about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """A proposal, opened: what stands there, and what should."""

    correctie: Correctie
    wijzigingen: tuple[Wijziging, ...]


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

        Raises GeenToelichting, KloptNogNiet, Weigering, or NietGevonden when the message may not
        be corrected here.
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
                raise Weigering("Vul een nieuwe waarde in bij een veld dat niet klopt.")
            wijzigingen = self._check(b, ruw, wijzigingen, medewerker)
            c = _maak_voorstel(b, wijzigingen, tekst, Ids(nu)(), medewerker, o)
            if not await correcties.insert(tx, c):
                raise Weigering("Er ligt al een voorstel voor dit bericht.")
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
        """Open the proposal for a message. That somebody looked, and why, is written down."""
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        async with self.ontvanger.store.open_voor(medewerker) as tx:
            open_ = [c for c in await correcties.find(tx, id_) if c.stand is Correctiestand.OPEN]
            if not open_:
                raise NietGevonden
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
        MagNietZelf, GeenToelichting, KloptNogNiet, or NietGevonden when it is not open any more.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        tekst = check_toelichting(toelichting)
        wie = Beheerder.van(medewerker, oorsprong)

        async def probeer() -> None:
            async with self.ontvanger.store.open_unscoped_ontvangst() as tx:
                b, ruw = await self._lock(tx, id_, medewerker)
                c = await correcties.lock_open(tx, id_, correctie)
                if c is None:
                    raise NietGevonden
                if c.door == medewerker.id:
                    raise MagNietZelf("U stelde dit zelf voor. Een ander moet het beoordelen.")
                if goed:
                    await self._keur_goed(tx, b, ruw, c, tekst, medewerker, wie)
                else:
                    await self._wijs_af(tx, b, c, tekst, wie)

        await met_geduld(probeer)

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

    async def _wijs_af(
        self, tx: Transactie, b: Bericht, c: Correctie, tekst: str, wie: Beheerder
    ) -> None:
        await correcties.besluit(
            tx,
            c.id,
            Correctiestand.AFGEWEZEN,
            inhoud=None,
            reden=tekst,
            door=wie.id,
            naam=wie.naam,
            nu=self.ontvanger.klok.nu(),
        )
        await Herlezer(self.ontvanger).schrijf_audit(
            tx, wie, "correctie_afgewezen", f"bericht:{b.id}", tekst, b.gemeente
        )

    async def _lock(
        self, tx: Transactie, id_: UUID, medewerker: Medewerker
    ) -> tuple[Bericht, bytes]:
        """Lock a message that may be corrected by this person; return it with what counts of it."""
        gevonden = await berichtbeheer.lock_liggend(tx, [id_])
        if not gevonden or not mag_verbeteren(gevonden[0], medewerker):
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
        """Return the changes in the form that reads well. Raises KloptNogNiet or Weigering."""
        for w in wijzigingen:
            if w.pad in BEPAALT_PLEK and (
                w.nieuw == ONBEKEND or w.nieuw not in medewerker.gemeenten
            ):
                raise Weigering("Kies een gemeente waarvoor u werkt.")
        gekozen = tuple(wijzigingen)
        gelezen = self._lees(b, velden.pas_toe(ruw, gekozen))
        if isinstance(gelezen, Afgekeurd):
            gekozen = velden.als_getal(gekozen, gelezen.fouten)
            gelezen = self._lees(b, velden.pas_toe(ruw, gekozen))
        if isinstance(gelezen, Afgekeurd):
            over = "; ".join(f"{f.pad or 'het hele bericht'}: {f.tekst}" for f in gelezen.fouten)
            raise KloptNogNiet(f"Hiermee klopt het bericht nog niet. {over}")
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


def _maak_voorstel(
    b: Bericht,
    wijzigingen: Sequence[Wijziging],
    tekst: str,
    id_: UUID,
    medewerker: Medewerker,
    o: Ontvanger,
) -> Correctie:
    inhoud = msgspec.json.encode(wijzigingen)
    return Correctie(
        id=id_,
        bericht=b.id,
        gemeente=b.gemeente,
        stand=Correctiestand.OPEN,
        velden=tuple(w.pad for w in wijzigingen),
        voorstel=o.kluis.versleutel(inhoud, voor=b"correctie|voorstel|" + id_.bytes),
        inhoud=None,
        reden=tekst,
        door=medewerker.id,
        naam=medewerker.naam,
        voorgesteld_op=o.klok.nu(),
        besluit_reden=None,
        besluit_naam=None,
        besluit_op=None,
    )


def open_voorstel(c: Correctie, kluis: Kluis) -> tuple[Wijziging, ...]:
    """Return what was proposed. Raises KluisFout."""
    return _WIJZIGINGEN.decode(
        kluis.ontsleutel(c.voorstel, voor=b"correctie|voorstel|" + c.id.bytes)
    )
