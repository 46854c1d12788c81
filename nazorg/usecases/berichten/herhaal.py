"""Offer messages that were set aside again, or give one up. Nothing ever counts twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nazorg.berichten.uitkomst import Deur, Reden, RuwBericht, Uitkomst
from nazorg.contract.lezen import Afgekeurd, Gelezen, Geteld, Lezing
from nazorg.detenties.routering import Kaart
from nazorg.kern.bsn import is_bsn
from nazorg.kern.gemeente import ONBEKEND
from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import audit, berichtbeheer, berichten, inrichtingen
from nazorg.store.berichtbeheer import Bericht, Herziening, PogingRij
from nazorg.store.berichten import make_uniek
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.beoordeel import beoordeel, make_sleutels, spoor_van, unseal
from nazorg.usecases.berichten.neem_op import Opname, neem_op
from nazorg.usecases.berichten.ontvang import Ontvanger
from nazorg.usecases.bewaking.vergelijk_telling import bewaar_telling

# Offering these again would let a beheerder decide what the sender or the law decides.
_NOOIT = frozenset({Reden.BRON_NIET_TOEGESTAAN, Reden.VERKEERDE_DEUR, Reden.TEGENSTRIJDIG})
PER_KEER = 500
MAX_KEUZE = 5_000
MAX_TOELICHTING = 300


class GeenToelichting(Weigering):
    """A decision about a message needs a reason in words, without a number of a person in it."""


@dataclass(frozen=True, slots=True)
class Herhaling:
    """What became of the messages that were offered again. over: still set aside, untried."""

    verwerkt: int
    apart: int
    anders: int
    over: int


@dataclass(frozen=True, slots=True)
class Berichtbeheer:
    """Everything that a functioneel beheerder can do with a message."""

    ontvanger: Ontvanger

    async def find_apart(self, reden: Reden | None, *, medewerker: Medewerker) -> list[UUID]:
        """Return the messages to offer again: all that are set aside, or those of one reason."""
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        async with self.ontvanger.store.open_voor(medewerker) as tx:
            return await berichtbeheer.find_apart(
                tx, medewerker.gemeenten, reden=reden, aantal=MAX_KEUZE
            )

    async def herhaal(
        self, ids: Sequence[UUID], *, medewerker: Medewerker, oorsprong: str
    ) -> Herhaling:
        """Offer these messages again, at most PER_KEER at once, in one transaction.

        What is not set aside (any more), or belongs to a gemeente that is not this person's, is
        left alone. No message is ever deleted.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        o = self.ontvanger
        async with o.store.open_unscoped_ontvangst() as tx:
            await o.codes.lees(tx, o.klok.nu())
            gekozen = [
                b
                for b in await berichtbeheer.lock_apart(tx, ids[:PER_KEER])
                if b.gemeente in medewerker.gemeenten and _mag_opnieuw(b)
            ]
            herzieningen = await self._herlees(tx, gekozen)
            if herzieningen:
                await self._leg_vast(tx, herzieningen, medewerker, oorsprong, "")
        uitkomsten = [h.uitkomst for h in herzieningen]
        verwerkt = uitkomsten.count(Uitkomst.VERWERKT)
        apart = uitkomsten.count(Uitkomst.APART_GEZET)
        return Herhaling(
            verwerkt, apart, len(uitkomsten) - verwerkt - apart, max(0, len(ids) - PER_KEER)
        )

    async def _herlees(self, tx: Transactie, gekozen: list[Bericht]) -> list[Herziening]:
        """Read messages anew and put what is right now in its dossier."""
        o = self.ontvanger
        kaart = o.kennis.kaart(op=vandaag(o.klok))
        gelezen = [(b, self._lees(b)) for b in gekozen]
        goed = {b.id: make_uniek(g.bron, g.id) for b, g in gelezen if not isinstance(g, Afgekeurd)}
        bezet = await berichten.find_andere(tx, goed)
        herzieningen: list[Herziening] = []
        verwerkt: list[tuple[Bericht, Lezing]] = []
        for b, g in gelezen:
            uniek = goed.get(b.id)
            if isinstance(g, Afgekeurd) or uniek is None:
                herzieningen.append(_still_apart(b, g))
            elif uniek in bezet:
                herzieningen.append(_end(b, Reden.LATER_ONTVANGEN))
            else:
                bezet.add(uniek)
                herzieningen.append(_accept(b, g, uniek, kaart.aangesloten))
                if herzieningen[-1].uitkomst is Uitkomst.VERWERKT:
                    verwerkt.append((b, g))
        await self._verwerk(tx, verwerkt, kaart)
        return herzieningen

    async def _verwerk(
        self, tx: Transactie, verwerkt: list[tuple[Bericht, Lezing]], kaart: Kaart
    ) -> None:
        o, nu = self.ontvanger, self.ontvanger.klok.nu()
        opnames = [
            Opname(
                b.id,
                g.melding,
                g.data,
                b.ontvangen_op,
                make_sleutels(g, o.kluis),
                spoor_van(b),
            )
            for b, g in verwerkt
            if isinstance(g, Gelezen)
        ]
        if opnames:
            await neem_op(tx, opnames, kluis=o.kluis, kaart=kaart, nu=nu)
        if tellingen := [g.telling for _, g in verwerkt if isinstance(g, Geteld)]:
            await bewaar_telling(tx, tellingen, nu=nu)

    def _lees(self, b: Bericht) -> Lezing:
        assert b.inhoud is not None
        ruw = unseal(b.inhoud, b.id, self.ontvanger.kluis)
        bericht = RuwBericht(inhoud=ruw, deur=Deur(b.deur), herkomst=b.herkomst)
        return self.ontvanger.lezer.lees(bericht)

    async def geef_op(
        self, id_: UUID, toelichting: str, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Decide that a message will not be handled. It stays, with the reason and who decided.

        Raises GeenToelichting, or NietGevonden when it is not set aside here.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        tekst = check_toelichting(toelichting)
        async with self.ontvanger.store.open_unscoped_ontvangst() as tx:
            gevonden = await berichtbeheer.lock_apart(tx, [id_])
            if not gevonden or gevonden[0].gemeente not in medewerker.gemeenten:
                raise NietGevonden
            herziening = _end(gevonden[0], Reden.VERVALLEN_VERKLAARD)
            await self._leg_vast(tx, [herziening], medewerker, oorsprong, tekst)

    async def voeg_inrichting_toe(
        self, code: str, naam: str, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Add a code of an inrichting that messages use and our list lacks."""
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        code, naam = code.strip().upper(), naam.strip()
        if not (2 <= len(code) <= 8 and code.isascii() and code.isalnum()):
            raise Weigering("Een code heeft 2 tot 8 letters of cijfers.")
        if not 2 <= len(naam) <= 60:
            raise Weigering("Geef de naam van de inrichting, hoogstens 60 tekens.")
        o = self.ontvanger
        async with o.store.open_unscoped_ontvangst() as tx:
            nu = o.klok.nu()
            await inrichtingen.insert(tx, code, naam, door=medewerker.id, nu=nu)
            regel = self._auditregel(medewerker, oorsprong, "inrichting_toegevoegd", code)
            await audit.append(tx, regel)

    async def _leg_vast(
        self,
        tx: Transactie,
        herzieningen: list[Herziening],
        medewerker: Medewerker,
        oorsprong: str,
        toelichting: str,
    ) -> None:
        nu = self.ontvanger.klok.nu()
        maak_id = Ids(nu)
        await berichtbeheer.update(tx, herzieningen)
        pogingen = [
            PogingRij(maak_id(), h.id, h.uitkomst, h.reden, toelichting) for h in herzieningen
        ]
        await berichtbeheer.insert_pogingen(
            tx, pogingen, door=medewerker.id, naam=medewerker.naam, nu=nu
        )
        actie = "bericht_opgegeven" if toelichting else "berichten_herhaald"
        regel = self._auditregel(medewerker, oorsprong, actie, f"{len(herzieningen)} berichten")
        await audit.append(tx, regel)

    def _auditregel(
        self, medewerker: Medewerker, oorsprong: str, actie: str, object_: str
    ) -> audit.Auditregel:
        return audit.Auditregel(
            tijd=self.ontvanger.klok.nu(),
            actor=medewerker.id,
            naam=medewerker.naam,
            actie=actie,
            object=object_,
            resultaat="gelukt",
            oorsprong=oorsprong,
            doel=medewerker.doel,
        )


def check_toelichting(tekst: str) -> str:
    """Return a reason in words. Raises GeenToelichting."""
    tekst = " ".join(tekst.split())
    if not 5 <= len(tekst) <= MAX_TOELICHTING:
        raise GeenToelichting(f"Geef een reden van 5 tot {MAX_TOELICHTING} tekens.")
    woorden = tekst.replace(".", " ").replace(",", " ").split()
    if any(is_bsn(woord) for woord in woorden):
        raise GeenToelichting("Zet geen BSN in de reden.")
    return tekst


def _mag_opnieuw(b: Bericht) -> bool:
    return b.inhoud is not None and b.reden not in _NOOIT


def _end(b: Bericht, reden: Reden) -> Herziening:
    """End the matter of a message without handling it. Its place in the list stays its own."""
    return _herziening(b, uitkomst=Uitkomst.GENEGEERD, reden=reden)


def _still_apart(b: Bericht, g: Lezing) -> Herziening:
    """Keep a message aside, with what is wrong with it by today's reading."""
    fouten = g.fouten
    herziening = _herziening(b, reden=fouten[0].reden)
    herziening.fouten = list(fouten)
    return herziening


def _accept(
    b: Bericht, g: Gelezen | Geteld, uniek: UUID, aangesloten: frozenset[str]
) -> Herziening:
    """Give a message that can be read now its own name, and the outcome that goes with it."""
    uitkomst, reden = beoordeel(g, aangesloten)
    gemeente = g.gemeente or ONBEKEND
    return Herziening(
        b.id, g.bron, g.id, g.type, g.tijd, g.volgorde, uitkomst, reden, None, gemeente, uniek
    )


def _herziening(
    b: Bericht,
    *,
    uitkomst: Uitkomst = Uitkomst.APART_GEZET,
    reden: Reden,
) -> Herziening:
    fouten = list(b.fouten) or None
    return Herziening(
        b.id,
        b.bron,
        b.bericht_id,
        b.soort,
        b.tijd,
        b.volgorde,
        uitkomst,
        reden,
        fouten,
        b.gemeente,
        b.uniek,
    )
